import { t } from '../../../../../core/language/translate'
import type { SchemaProblem } from '../../../../../core/mapper/engine'
import {
  claimType,
  isTextSource,
  sourceName,
} from '../../../../../core/mapper/template/claim-types'
import { conceptOf, email } from '../../../../../core/mapper/template/concepts'
import {
  hasRawClaims,
  passedClaims,
  tellsVerified,
} from '../../../../../core/mapper/template/provider-facts'
import { typeOfValue, type SourceOffer } from '../../../../../core/mapper/template/sources-for'
import type {
  TraitMapping,
  TraitSource,
  TraitType,
} from '../../../../../core/mapper/template/template'
import type { JsonObject } from '../../../../../core/model/json'
import { providerName } from '../../../../../core/model/providers'
import { mappingOf, type FormRow } from './form-rows'
import { takesTrait } from './schema-facts'

/** Text beneath a row; a warning takes precedence over a hint. */
export interface RowRemarks {
  readonly warning?: string
  readonly hint?: string
}

export interface RemarkSituation {
  readonly kind: string
  readonly schema?: JsonObject
  readonly offers: readonly SourceOffer[]
  /** The schema's problems with the sample's traits. */
  readonly problems: readonly SchemaProblem[]
  /** Public metadata has no schema. */
  readonly isMetadata?: boolean
}

/** Who sends the claims, in a sentence. */
export const sender = (kind: string): string => (kind === 'saml' ? 'SAML' : providerName(kind))

/** Whether such claims ever have `email_verified`. */
export const canBeVerified = (kind: string): boolean =>
  kind !== 'saml' && kind !== 'jackson' && passedClaims(kind).includes('email_verified')

/** Warnings and hints for a row. */
export function remarksOf(row: FormRow, situation: RemarkSituation): RowRemarks {
  const { trait, source } = row
  if (source.kind === 'none') {
    if (trait?.required) {
      return {
        warning: t('Required by the schema: without it people are sent to a form to type it.'),
      }
    }
    return trait?.listed ? { hint: t('The schema accepts only the values that it lists.') } : {}
  }
  const mapping = mappingOf(row)
  if (!mapping) return {}
  const warnings = [
    schemaWarning(mapping, situation),
    providerWarning(mapping, situation),
    guardWarning(mapping, situation),
    typeWarning(row, mapping, situation),
    sampleWarning(mapping, situation),
  ].filter((words) => words !== undefined)
  const hint = hintOf(row, mapping, situation)
  return {
    ...(warnings.length > 0 ? { warning: warnings.join(' ') } : {}),
    ...(hint === undefined ? {} : { hint }),
  }
}

function schemaWarning({ path }: TraitMapping, { schema, isMetadata }: RemarkSituation) {
  if (isMetadata || takesTrait(schema, path)) return undefined
  return t(
    'The identity schema does not have this trait: people would be sent back to the form ' +
      'every time.',
  )
}

function providerWarning({ source }: TraitMapping, { kind }: RemarkSituation): string | undefined {
  if (source.kind === 'raw' && !hasRawClaims(kind)) {
    return t('Ory passes on no raw_claims from {sender}, so this is never there.', {
      sender: sender(kind),
    })
  }
  const passed: readonly string[] = passedClaims(kind)
  const lost = claimsOf(source).filter((name) => !passed.includes(name))
  const [first] = lost
  if (first === undefined) return undefined
  const isKnown = lost.every((name) => claimType(name) !== undefined)
  const names = lost
    .slice(1)
    .reduce((left, right) => t('{left} and {right}', { left, right }), first)
  return isKnown || !hasRawClaims(kind)
    ? t('Ory passes on no {names} from {sender}.', { names, sender: sender(kind) })
    : t('Ory has no claim {names}: choose “Custom claim”, which reads it from raw_claims.', {
        names,
      })
}

function claimsOf(source: TraitSource): readonly string[] {
  switch (source.kind) {
    case 'claim':
      return [source.name]
    case 'joined':
      return source.parts
    case 'local-part':
      return [source.of]
    case 'raw':
    case 'fixed':
      return []
  }
}

function guardWarning({ guard }: TraitMapping, { kind }: RemarkSituation): string | undefined {
  if (guard !== 'verified-only' || canBeVerified(kind)) return undefined
  return t('{sender} sends no email_verified, so this would be left out for everyone.', {
    sender: sender(kind),
  })
}

function typeWarning(
  { trait }: FormRow,
  { source }: TraitMapping,
  { offers }: RemarkSituation,
): string | undefined {
  const wanted = trait?.type
  const own = typeOfSource(source, offers)
  if (wanted === undefined || own === undefined || wanted === own) return undefined
  // A single value becomes a list; SAML sends booleans as text.
  if (
    wanted === 'array' ||
    (wanted === 'boolean' && own === 'string' && isTrueOrFalse(source, offers))
  )
    return undefined
  return source.kind === 'fixed'
    ? t(
        'The trait takes {wanted, select, string {a text} boolean {true or false} ' +
          'other {a number}}.',
        { wanted },
      )
    : t(
        '{name} is {own, select, string {a text} boolean {true or false} number {a number} ' +
          'array {a list} other {an object}} and the trait takes ' +
          '{wanted, select, string {a text} boolean {true or false} other {a number}}, so it ' +
          'would be left out.',
        { name: sourceName(source), own, wanted },
      )
}

function typeOfSource(
  source: TraitSource,
  offers: readonly SourceOffer[],
): TraitType | 'object' | undefined {
  if (source.kind === 'fixed') return typeOfValue(source.value) ?? 'object'
  if (source.kind === 'claim' && claimType(source.name)) return claimType(source.name)
  if (isTextSource(source)) return 'string'
  return offerOf(source, offers)?.type
}

function isTrueOrFalse(source: TraitSource, offers: readonly SourceOffer[]): boolean {
  const sample = offerOf(source, offers)?.sample
  return source.kind === 'raw' && (sample === 'true' || sample === 'false')
}

const offerOf = (source: TraitSource, offers: readonly SourceOffer[]) =>
  offers.find(({ name, source: { kind } }) => kind === source.kind && name === sourceName(source))

/** Problems of values only: a missing trait may be due to a sparse sample, and its result shows it. */
function sampleWarning({ path }: TraitMapping, { problems, isMetadata }: RemarkSituation) {
  if (isMetadata) return undefined
  const problem = problems.find(
    (each) => !each.missing && path.every((name, at) => each.path[at] === name),
  )
  if (!problem || problem.keyword === 'additionalProperties') return undefined
  return t('With this sample: {problem}.', { problem: problem.message })
}

function hintOf(
  row: FormRow,
  { source, guard }: TraitMapping,
  situation: RemarkSituation,
): string | undefined {
  const { kind, offers } = situation
  if (source.kind === 'local-part')
    return t('Two people in different domains may have the same one.')
  if (isAddress(row, source)) {
    if (source.kind === 'claim' && source.name === 'preferred_username') {
      return t('It may look like an address, but it can be any text and proves nothing.')
    }
    if (guard === 'verified-only') {
      return t(
        'Ory leaves email_verified out when it is false, so an unverified address is not used.',
      )
    }
    return tellsVerified(kind)
      ? t('Used whether verified or not: whoever can set it there can sign in with it here.')
      : addressHint(kind)
  }
  const isUserName = row.trait?.identifier === true && source.kind === 'claim'
  if (isUserName && source.name === 'email')
    return t('An e-mail address is unique, so it works as a user name.')
  if (source.kind !== 'raw' || source.path.length === 0) return undefined
  const isThere = offerOf(source, offers)?.sample !== undefined
  return isThere
    ? undefined
    : t('Not in this sample: whether it is sent depends on the settings of the identity provider.')
}

const addressHint = (kind: string): string =>
  canBeVerified(kind)
    ? t('{sender} does not say which addresses are verified, so it is used as it is.', {
        sender: sender(kind),
      })
    : t('{sender} sends no email_verified, so the address is used as it is.', {
        sender: sender(kind),
      })

function isAddress({ trait }: FormRow, source: TraitSource): boolean {
  if (trait?.format === 'email' || trait?.via === 'email') return true
  if (trait) return conceptOf(trait.path) === email
  return source.kind === 'claim' && source.name === 'email'
}
