import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Why the open project goes: another one opens, or its workspace is disconnected. */
export type LeavingFor = 'switch' | 'disconnect'

/** The question whether the open project goes although its last edits are not on disk. */
export const useLeavingStore = defineStore('leaving', () => {
  const question = ref<LeavingFor>()
  let resolve: ((leaves: boolean) => void) | undefined

  /** Ends the question, if there is one. */
  function answer(leaves: boolean): void {
    const asked = resolve
    resolve = undefined
    question.value = undefined
    asked?.(leaves)
  }

  /** Asks the person; of two questions the later one counts. @returns whether the project goes. */
  function ask(why: LeavingFor): Promise<boolean> {
    answer(false)
    question.value = why
    return new Promise((done) => {
      resolve = done
    })
  }

  return { question, ask, answer }
})
