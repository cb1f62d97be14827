import { proxyRefs, ref } from 'vue'

/** Why the draft is replaced. `switch` only shows another tab: just text not yet in the draft would be lost. */
export type LeavingFor =
  'switch' | 'close' | 'disconnect' | 'discard' | 'revert' | 'continue-publish'

/** The question whether to replace a draft whose last edits or secrets are not saved. */
export function createLeaving() {
  const question = ref<LeavingFor>()
  /** About a typed secret that could not be stored, not about edits. */
  const isAboutSecret = ref(false)
  let resolve: ((leaves: boolean) => void) | undefined

  /** Ends an open question. */
  function answer(leaves: boolean): void {
    const asked = resolve
    resolve = undefined
    question.value = undefined
    isAboutSecret.value = false
    asked?.(leaves)
  }

  /** Asks; a later question ends an earlier one. @returns whether to replace the draft */
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
