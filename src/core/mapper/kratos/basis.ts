import type { ClaimsInput } from '../run'

/** What the app's word about the claims of a provider rests on. */
export type Basis = 'run' | 'reading'

/** Kinds that were signed in with through a real Kratos; the others are known from its source. */
const tried: ReadonlySet<string> = new Set(['generic'])

export const basisOfKind = (kind: string): Basis => (tried.has(kind) ? 'run' : 'reading')

/** Claims that are taken as they are say nothing about a provider. */
export const basisOf = (claims: ClaimsInput): Basis | undefined =>
  claims.mode === 'provider' ? basisOfKind(claims.kind) : undefined
