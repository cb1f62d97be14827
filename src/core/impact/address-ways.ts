import type { SetUp } from '../model/set-up'
import { isLockOut, signInWays } from '../sign-in-ways/sign-in-ways'
import { wayWords } from './way-words'

export interface AddressWay {
  readonly address: string
  readonly before: string
  readonly after: string
  /** `changed`: the words of both sides differ. */
  readonly verdict: 'same' | 'changed' | 'locked-out'
}

/** How people with these addresses sign in before and after a change. */
export function addressWays(
  before: SetUp,
  after: SetUp,
  addresses: readonly string[],
): AddressWay[] {
  if (addresses.length === 0) return []
  const [was, is] = [signInWays(before), signInWays(after)]
  return addresses.map((address) => {
    const [old, now] = [was(address), is(address)]
    const [oldWords, newWords] = [wayWords(old), wayWords(now)]
    const isOut = isLockOut(now) && !isLockOut(old)
    const verdict = isOut ? 'locked-out' : oldWords === newWords ? 'same' : 'changed'
    return { address, before: oldWords, after: newWords, verdict }
  })
}
