import { findClaims } from './claims'
import { findObjects, objectOfField } from './objects'
import {
  customClaim,
  emailVerifiedDefault,
  emailVerifiedNeverSent,
  foreignDomain,
  mistypedClaim,
  rawClaimsUnavailable,
  unguardedClaim,
  userinfoOnly,
} from './rules-claims'
import {
  duplicateField,
  ignoredKey,
  noTraits,
  topLevelFunction,
  unknownTrait,
} from './rules-output'
import { nullMetadata, nullTrait } from './rules-null'
import { requiredTrait } from './rules-required'
import { imports, nativeFunction, secret, unbalancedBrackets, unknownVariable } from './rules-text'
import { largeOutput, tooLarge, traced } from './rules-limits'
import { identityMetadata } from './rules-identity'
import { blockedBySchema } from './rules-schema'
import { verifiedAddress } from './rules-verified'
import type { LintFinding, LintedMapper, LintSituation, Rule } from './rule'
import { tokenize } from './tokens'

const rules: readonly Rule[] = [
  secret,
  unbalancedBrackets,
  duplicateField,
  topLevelFunction,
  noTraits,
  customClaim,
  mistypedClaim,
  emailVerifiedDefault,
  emailVerifiedNeverSent,
  unguardedClaim,
  rawClaimsUnavailable,
  userinfoOnly,
  foreignDomain,
  unknownTrait,
  requiredTrait,
  nullTrait,
  nullMetadata,
  verifiedAddress,
  identityMetadata,
  ignoredKey,
  imports,
  unknownVariable,
  nativeFunction,
  tooLarge,
  traced,
  largeOutput,
  blockedBySchema,
]

/**
 * The app's own findings in a mapper, in the order of the text. They only need its tokens, so they are
 * also available for a mapper that does not run.
 */
export function lintMapper(text: string, situation: LintSituation = {}): LintFinding[] {
  const mapper = prepare(text, situation)
  return rules
    .flatMap((rule) => rule(mapper))
    .sort((left, right) => left.start - right.start || left.end - right.end)
}

function prepare(text: string, situation: LintSituation): LintedMapper {
  const all = tokenize(text)
  const tokens = all.filter(({ kind }) => kind !== 'comment')
  const objects = findObjects(tokens)
  const identities = objects.flatMap(
    (outer) => objectOfField(tokens, objects, outer, 'identity') ?? [],
  )
  const identity = identities[0]
  const traits = identity && objectOfField(tokens, objects, identity, 'traits')
  return {
    text,
    tokens,
    comments: all.filter(({ kind }) => kind === 'comment'),
    objects,
    claims: findClaims(tokens),
    situation,
    ...(identity ? { identity } : {}),
    ...(traits ? { traits } : {}),
  }
}
