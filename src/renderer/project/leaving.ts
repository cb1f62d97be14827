import { proxyRefs, ref } from 'vue'

/**
 * Why the draft in the window goes: its tab is closed, its workspace is disconnected, it is discarded, or
 * main changes the draft on disk. With `switch` another tab is shown: only text in a field that is not
 * part of the draft yet would be lost.
 */
export type LeavingFor =
  'switch' | 'close' | 'disconnect' | 'discard' | 'revert' | 'continue-publish'

/** The question whether to replace a draft although its last edits or secrets are not saved. */
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
