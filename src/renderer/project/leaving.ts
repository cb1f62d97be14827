import { proxyRefs, ref } from 'vue'

/**
 * Why the draft in the window goes: another project opens, its workspace is disconnected, it is
 * discarded, or main makes another one of what is on disk.
 */
export type LeavingFor = 'switch' | 'disconnect' | 'discard' | 'revert' | 'settle'

/** The question whether a draft in the window goes although its last edits are not on disk. */
export function createLeaving() {
  const question = ref<LeavingFor>()
  /** The question is about a secret that was typed and could not be kept, and not about edits. */
  const isAboutSecret = ref(false)
  let resolve: ((leaves: boolean) => void) | undefined

  /** Ends the question, if there is one. */
  function answer(leaves: boolean): void {
    const asked = resolve
    resolve = undefined
    question.value = undefined
    isAboutSecret.value = false
    asked?.(leaves)
  }

  /** Asks the person; of two questions the later one counts. @returns whether the draft goes. */
  function ask(why: LeavingFor, secret = false): Promise<boolean> {
    answer(false)
    question.value = why
    isAboutSecret.value = secret
    return new Promise((done) => {
      resolve = done
    })
  }

  return proxyRefs({ question, isAboutSecret, ask, answer })
}
