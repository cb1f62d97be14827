import type { IdentityAddress } from './addresses'
import type { SignInKind } from './ending'

/**
 * The page that a person sees if another identity already has one of these values. The mapper editor cannot know
 * whether that is so.
 */
export interface Conflict {
  readonly values: readonly string[]
  /** `login`: Kratos' sign-in page, to link this sign-in to the existing account; `refused`: the identity provider gets an error. */
  readonly at: 'login' | 'error' | 'refused'
  /** Number of the message on the sign-in page, or the status of the error. */
  readonly id: number
  readonly text: string
}

/** "You tried to sign in with …, but that email is already used by another account." */
const linkMessage = 1_010_016

/**
 * Conflicts that can prevent this outcome even though the mapper and the schema are right.
 *
 * @param own values that the identity already has
 */
export function conflictsOf(
  addresses: readonly IdentityAddress[],
  when: SignInKind,
  own: readonly string[] = [],
): Conflict[] {
  const known = new Set(own)
  const values = [...new Set(addresses.map(({ value }) => value))].filter((one) => !known.has(one))
  if (values.length === 0) return []
  if (when === 'registration') {
    const text =
      'You tried to sign in with an address that is already used by another account. Sign in to your account to add this one as another way to sign in.'
    return [{ values, at: 'login', id: linkMessage, text }]
  }
  const text =
    'Unable to insert or update resource because a resource with that value exists already'
  return [{ values, at: 'error', id: 409, text }]
}
