import type { SetUpConnection } from '../model/set-up'
import type { OfferedConnection } from './offers'
import { servesNobody, type Claim } from './sign-in-ways'

/** Why an organization that takes people lets none of them in. */
export type LockOutCause =
  | { readonly kind: 'no-connection' }
  /** All its connections, of which there is at least one, for one reason or for several. */
  | { readonly kind: 'disabled' | 'method-off' | 'mixed'; readonly all: readonly SetUpConnection[] }
  /** Its connections are offered and lead to no sign-in. */
  | { readonly kind: 'faulty'; readonly all: readonly OfferedConnection[] }

/** `undefined` where a connection lets people in. */
export function lockOutCause(claim: Claim): LockOutCause | undefined {
  if (!servesNobody(claim)) return undefined
  const { offered, withheld } = claim
  if (offered.length > 0 && withheld.length === 0) return { kind: 'faulty', all: offered }
  const [first] = withheld
  if (!first) return { kind: 'no-connection' }
  const isOne = offered.length === 0 && withheld.every(({ because }) => because === first.because)
  const all = [...offered, ...withheld].map(({ connection }) => connection)
  return { kind: isOne ? first.because : 'mixed', all }
}
