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

/** As many are listed; a longer list is cut, and that is said. */
export const mostAddresses = 1000
const longestText = 1_000_000

/** E-mail addresses and domains in a text: each once, in its order, whatever stands between them. */
export function addressesIn(text: string): { readonly addresses: string[]; readonly more: number } {
  const words = text.slice(0, longestText).split(/[\s,;<>()"'|]+/)
  const found = words
    .filter(({ length }) => length <= 340)
    .map((word) => word.replace(/^mailto:/i, '').replace(/^[.:]+|[.:]+$/g, ''))
    .filter((word) => /^(?:[^@]+@)?[^@.]+(?:\.[^@.]+)+$/.test(word) && word.length <= 320)
  const each = [...new Map(found.map((word) => [word.toLowerCase(), word])).values()]
  return { addresses: each.slice(0, mostAddresses), more: Math.max(0, each.length - mostAddresses) }
}

/** How people with these addresses sign in before and after a change. */
export function addressWays(
  before: SetUp,
  after: SetUp,
  addresses: readonly string[],
): AddressWay[] {
  const [was, is] = [signInWays(before), signInWays(after)]
  return addresses.map((address) => {
    const [old, now] = [was(address), is(address)]
    const [oldWords, newWords] = [wayWords(old), wayWords(now)]
    const isOut = isLockOut(now) && !isLockOut(old)
    const verdict = isOut ? 'locked-out' : oldWords === newWords ? 'same' : 'changed'
    return { address, before: oldWords, after: newWords, verdict }
  })
}
