import { givenFor, type MapperGiven } from '../given'
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
import { lostMetadata } from './rules-metadata'
import { verifiedAddress } from './rules-verified'
import type { LintFinding, LintedMapper, LintSituation, Rule } from './rule'
import {
  enterpriseDefault,
  firstEntry,
  otherVariable,
  scimActive,
  unguardedAttribute,
  unknownAttribute,
  userNameAsAddress,
} from './rules-scim'
import { findScimReads } from './scim'
import { tokenize, type Token } from './tokens'
import { t } from '../../language/translate'
import { blockedTraits, blockedWords } from '../kratos/form-objects'

/** A trait of the identity schema for which a browser's form is never accepted. */
const blockedBySchema: Rule = ({ tokens, situation }) => {
  const { schema } = situation
  if (!schema) return []
  const [first] = tokens
  const place = { start: first?.start ?? 0, end: first?.end ?? 0 }
  return blockedTraits(schema).map((blocked) => ({
    rule: 'blocked-by-schema',
    severity: 'error',
    message: t('The identity schema prevents every registration: {why}', {
      why: blockedWords(blocked),
    }),
    ...place,
  }))
}

/** Rules about claims, and about the user of a SCIM client: a mapper is given one of them. */
const ofGiven: Readonly<Record<MapperGiven, readonly Rule[]>> = {
  claims: [
    customClaim,
    mistypedClaim,
    emailVerifiedDefault,
    emailVerifiedNeverSent,
    unguardedClaim,
    rawClaimsUnavailable,
    userinfoOnly,
    identityMetadata,
    blockedBySchema,
  ],
  scim: [
    unknownAttribute,
    unguardedAttribute,
    enterpriseDefault,
    firstEntry,
    scimActive,
    userNameAsAddress,
    lostMetadata,
  ],
}

const rules: readonly Rule[] = [
  secret,
  unbalancedBrackets,
  duplicateField,
  topLevelFunction,
  noTraits,
  otherVariable,
  foreignDomain,
  unknownTrait,
  requiredTrait,
  nullTrait,
  nullMetadata,
  verifiedAddress,
  ignoredKey,
  imports,
  unknownVariable,
  nativeFunction,
  tooLarge,
  traced,
  largeOutput,
]

/**
 * The app's own findings in a mapper, in the order of the text. They only need its tokens, so they are
 * also available for a mapper that does not run.
 */
export function lintMapper(text: string, situation: LintSituation = {}): LintFinding[] {
  const mapper = prepareMapper(text, situation)
  const { given } = mapper
  return [...rules, ...ofGiven[given]]
    .flatMap((rule) => rule(mapper))
    .map((finding): LintFinding => (given === 'scim' ? { ...finding, given } : finding))
    .sort((left, right) => left.start - right.start || left.end - right.end)
}

const none: readonly Token[] = []

/** Prepares a mapper for the rules. */
export function prepareMapper(text: string, situation: LintSituation): LintedMapper {
  const all = tokenize(text)
  const tokens = all.filter(({ kind }) => kind !== 'comment')
  const objects = findObjects(tokens)
  const identities = objects.flatMap(
    (outer) => objectOfField(tokens, objects, outer, 'identity') ?? [],
  )
  const identity = identities[0]
  const traits = identity && objectOfField(tokens, objects, identity, 'traits')
  const given = givenFor(situation.provider)
  return {
    text,
    tokens,
    comments: all.filter(({ kind }) => kind === 'comment'),
    objects,
    given,
    claims: findClaims(given === 'claims' ? tokens : none),
    scim: findScimReads(given === 'scim' ? tokens : none),
    situation,
    ...(identity ? { identity } : {}),
    ...(traits ? { traits } : {}),
  }
}
