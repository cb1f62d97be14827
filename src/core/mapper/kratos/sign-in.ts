import { t } from '../../language/translate'
import { sameJson } from '../../model/json'
import type { SchemaProblem } from '../engine'
import type { SignInKind } from './ending'
import { english, type Say } from './english'
import type { BlockedTrait } from './form-objects'
import { mergeTraits } from './merge-traits'
import type { MappedIdentity } from './output'
import type { MapperIdentity } from './variables'

export type UpdateOnLogin = 'never' | 'automatic'

export interface SignIn {
  /** The identity afterwards, if the traits pass the schema. */
  readonly identity: MapperIdentity
  /** Whether Kratos writes anything. */
  readonly changed: boolean
  /** Whether the mapper runs at all. */
  readonly mapped: boolean
}

/**
 * The effect of a sign-in with `automatic` on an existing identity, before its traits are checked:
 * the mapper's traits override; traits and metadata that it leaves out are kept; metadata of `{}` is
 * cleared.
 */
export function updatedIdentity(old: MapperIdentity, mapped: MappedIdentity): MapperIdentity {
  return {
    traits: mergeTraits(mapped.traits, old.traits),
    metadata_public: mapped.metadataPublic ?? old.metadata_public,
    metadata_admin: mapped.metadataAdmin ?? old.metadata_admin,
  }
}

export function sameIdentity(left: MapperIdentity, right: MapperIdentity): boolean {
  const parts: (keyof MapperIdentity)[] = ['traits', 'metadata_public', 'metadata_admin']
  return parts.every((part) => sameJson(left[part], right[part]))
}

/** A trait's name as people write it: `name.first`, and `traits` for all of them. */
export function traitName(path: readonly string[]): string {
  return path.length === 0 ? 'traits' : path.join('.')
}

/**
 * What Kratos does with traits that violate the identity schema; one sentence for each problem. The
 * form asks for missing traits, and values typed there override the mapper; a trait that is not in the
 * schema has no input and causes the same error at every try.
 *
 * @param blocked traits that neither a form nor a mapper can correct
 * @param say `english` for what cases keep
 */
export function schemaConsequences(
  problems: readonly SchemaProblem[],
  when: SignInKind,
  blocked: readonly BlockedTrait[] = [],
  say: Say = t,
): string[] {
  const stuck = new Set(blocked.map(({ path }) => path.join('.')))
  return problems.map((problem) =>
    consequenceOf(say, problem, when, stuck.has(problem.path.join('.'))),
  )
}

function consequenceOf(
  t: Say,
  { path, message, english: own = message, missing, keyword }: SchemaProblem,
  when: SignInKind,
  isStuck: boolean,
): string {
  const values = { trait: `\`${traitName(path)}\``, problem: t === english ? own : message }
  if (when === 'login') return t('{trait} {problem}: the sign-in fails', values)
  if (isStuck) {
    return t(
      '{trait} {problem}: goes back to the registration form again and again, until the identity ' +
        'schema is changed',
      values,
    )
  }
  if (missing) return t('{trait} {problem}: goes back to the registration form for {trait}', values)
  return keyword === 'additionalProperties'
    ? t(
        '{trait} {problem}: goes back to the registration form again and again, until the mapper ' +
          'leaves {trait} out',
        values,
      )
    : t(
        '{trait} {problem}: goes back to the registration form, where a person can correct {trait}',
        values,
      )
}
