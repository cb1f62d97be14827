import type { MapperGiven } from '../../../core/mapper/given'
import { userAttributes } from '../../../core/mapper/scim/attributes'
import { claimFields, claimNames, type ClaimType } from '../../../core/mapper/kratos/claim-fields'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/model/json'
import { cutText } from '../../../core/model/cut-text'
import { t } from '../../../core/language/translate'

export interface SampleValues {
  readonly given?: MapperGiven
  readonly claims?: JsonObject
  readonly identity?: JsonObject
}

export const givenIn = ({ given = 'claims' }: SampleValues): MapperGiven => given

export interface SampleKey {
  readonly name: string
  readonly detail: string
  readonly present: boolean
}

const types: Readonly<Record<ClaimType, string>> = {
  text: t('text'),
  flag: t('true or absent'),
  'flag-or-text': t('true or absent'),
  integer: t('number'),
  locale: t('text'),
  list: t('list'),
  'raw-object': t('all that was sent'),
}

/** Value at a path such as `claims`, `raw_claims`, `groups`. */
export function valueAt(sample: SampleValues, path: readonly string[]): JsonValue | undefined {
  const [root, ...rest] = path
  let value: JsonValue | undefined
  if (root === givenIn(sample)) value = sample.claims
  if (root === 'identity') value = sample.identity
  for (const name of rest) {
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  return value
}

/** Fields at a path: the sample's, then others that Ory passes on. */
export function keysAt(sample: SampleValues, path: readonly string[]): SampleKey[] {
  const value = valueAt(sample, path)
  const known = isJsonObject(value) ? value : {}
  const present = Object.entries(known).map(([name, item]) => ({
    name,
    detail: shortValue(item),
    present: true,
  }))
  const others = otherKeys(path).filter(({ name }) => !Object.hasOwn(known, name))
  return [...present, ...others]
}

/** Attributes of a SCIM user and their members. */
function scimKeys([, name, ...more]: readonly string[]): SampleKey[] {
  if (more.length > 0) return []
  const attribute =
    name !== undefined && Object.hasOwn(userAttributes, name) ? userAttributes[name] : undefined
  if (name !== undefined) {
    const inside = attribute?.type === 'object' ? (attribute.inside ?? []) : []
    return inside.map((each) => ({ name: each, detail: t('text'), present: false }))
  }
  return Object.entries(userAttributes).map(([each, { type }]) => ({
    name: each,
    detail: scimTypes[type],
    present: false,
  }))
}

const scimTypes = {
  text: t('text'),
  boolean: t('true or false'),
  object: t('object'),
  list: t('list'),
} as const

function otherKeys(path: readonly string[]): SampleKey[] {
  if (path[0] === 'scim') return scimKeys(path)
  if (path.length !== 1) return []
  if (path[0] === 'claims') {
    return claimNames.map((name) => ({ name, detail: types[claimFields[name]], present: false }))
  }
  if (path[0] !== 'identity') return []
  return ['traits', 'metadata_public', 'metadata_admin'].map((name) => ({
    name,
    detail: t('object'),
    present: false,
  }))
}

const mostShort = 40
const mostLong = 600

/** A value in one short line. */
export function shortValue(value: JsonValue): string {
  return cutText(JSON.stringify(value), mostShort)
}

/** A value as JSON over several lines; a long one is cut. */
export function longValue(value: JsonValue): string {
  return cutText(JSON.stringify(value, undefined, 2), mostLong)
}
