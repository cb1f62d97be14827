import { t } from '../../language/translate'
import type { SchemaProblem } from '../engine'
import type { IdentityAddress } from '../kratos/addresses'
import type { Conflict } from '../kratos/conflicts'
import { english, type Say } from '../kratos/english'
import { traitName } from '../kratos/sign-in'

/** Ory's answer where another identity has what the user would get; from its reference of the SCIM API. */
export const taken = {
  at: 'refused',
  id: 409,
  text: 'Could not create user: identity already exists in another scope',
} as const

/**
 * What can prevent a provisioning although the mapper and the schema are right.
 *
 * @param own values that the identity already has
 */
export function scimConflicts(
  addresses: readonly IdentityAddress[],
  own: readonly string[] = [],
): Conflict[] {
  const known = new Set(own)
  const values = [...new Set(addresses.map(({ value }) => value))].filter((one) => !known.has(one))
  return values.length === 0 ? [] : [{ ...taken, values }]
}

/**
 * One sentence for each trait that violates the identity schema. Nobody is asked for it: there is no form.
 *
 * @param say `english` for what cases keep
 */
export function scimProblemWords(problems: readonly SchemaProblem[], say: Say = t): string[] {
  return problems.map((problem) => wordsOf(say, problem))
}

function wordsOf(t: Say, { path, message, english: own = message }: SchemaProblem): string {
  return t('{trait} {problem}: the person is not provisioned', {
    trait: `\`${traitName(path)}\``,
    problem: t === english ? own : message,
  })
}
