import { sameJson } from '../../model/json-value'
import type { SchemaProblem } from '../engine'
import { mergeTraits } from './merge-traits'
import type { MappedIdentity } from './output'
import type { MapperIdentity } from './variables'

export type UpdateOnLogin = 'never' | 'automatic'

export interface SignIn {
  /** The identity afterwards, if the traits pass the schema. */
  readonly identity: MapperIdentity
  /** Whether Kratos writes anything. */
  readonly changed: boolean
  /** Whether the mapper is run at all. */
  readonly mapped: boolean
}

/**
 * What a sign-in does to an identity that exists. With `automatic` the mapper's traits win, traits
 * that it leaves out stay; metadata that it leaves out stay and `{}` clears them.
 */
export function signIn(
  old: MapperIdentity,
  mapped: MappedIdentity,
  updateOnLogin: UpdateOnLogin,
): SignIn {
  if (updateOnLogin === 'never') return { identity: old, changed: false, mapped: false }
  const identity: MapperIdentity = {
    traits: mergeTraits(mapped.traits, old.traits),
    metadata_public: mapped.metadataPublic ?? old.metadata_public,
    metadata_admin: mapped.metadataAdmin ?? old.metadata_admin,
  }
  return { identity, changed: !sameIdentity(old, identity), mapped: true }
}

function sameIdentity(left: MapperIdentity, right: MapperIdentity): boolean {
  const parts: (keyof MapperIdentity)[] = ['traits', 'metadata_public', 'metadata_admin']
  return parts.every((part) => sameJson(left[part], right[part]))
}

/** A trait's name as people write it: `name.first`, and `traits` for all of them. */
export function traitName(path: readonly string[]): string {
  return path.length === 0 ? 'traits' : path.join('.')
}

/**
 * What Kratos does with traits that do not fit the identity schema, in words; one line for each
 * problem. A missing trait can be asked for; a wrong one comes back at every try.
 */
export function schemaConsequences(
  problems: readonly SchemaProblem[],
  when: 'registration' | 'sign-in',
): string[] {
  return problems.map((problem) => {
    const name = `\`${traitName(problem.path)}\``
    if (when === 'sign-in') return `${name} ${problem.message}: the sign-in fails`
    return problem.missing
      ? `${name} ${problem.message}: goes back to the registration form for ${name}`
      : `${name} ${problem.message}: goes back to the registration form again and again, until the mapper gives ${name} another value`
  })
}
