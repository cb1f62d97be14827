import { claimType, isAlwaysSent, isTextSource, sourceName } from './claim-types'
import { writeMember, writeText, writeValue } from './literals'
import type { TraitMapping, TraitSource, TraitType } from './template'

/** The variable defined in the mapper's first line. */
export const claimsName = 'claims'
const raw = `${claimsName}.raw_claims`
export const verified = `${claimsName}.email_verified`

/** Jsonnet that is true if a mapping has a value, ignoring its guard; empty where it always has one. */
export function presenceTest({ source, type }: Pick<TraitMapping, 'source' | 'type'>): string {
  switch (source.kind) {
    case 'fixed':
      return ''
    case 'claim':
      return claimTest(source.name, source.lowerCase ? 'string' : type)
    case 'local-part':
      return claimTest(source.of, 'string')
    case 'joined':
      return source.parts.map((part) => claimTest(part, 'string', false)).join(' || ')
    case 'raw':
      return rawTest(source.path, source.lowerCase ? 'string' : type)
  }
}

function claimTest(name: string, wanted: TraitType | undefined, trustSub = true): string {
  const known = claimType(name)
  const fits = wanted === undefined || wanted === 'array' || wanted === known
  if (!fits) return typeTest(`std.get(${claimsName}, ${writeText(name)})`, wanted)
  // It has a default of false, so it is always present.
  if (name === 'email_verified') return verified
  return trustSub && isAlwaysSent(name) ? '' : `${writeText(name)} in ${claimsName}`
}

/** Each object on the path must exist; null counts as missing. */
function rawTest(path: readonly string[], wanted: TraitType | undefined): string {
  if (path.length === 0) return `${raw} != {}`
  const tests = path.map((name, at) => {
    const member = `std.get(${rawAt(path.slice(0, at))}, ${writeText(name)})`
    return at < path.length - 1 ? `std.isObject(${member})` : typeTest(member, wanted)
  })
  return tests.join(' && ')
}

const rawAt = (path: readonly string[]) => raw + path.map(writeMember).join('')

function typeTest(value: string, wanted: TraitType | undefined): string {
  switch (wanted) {
    case 'string':
      return `std.isString(${value})`
    case 'number':
      return `std.isNumber(${value})`
    case 'boolean':
      return `std.member([true, false, 'true', 'false'], ${value})`
    case 'array':
    case undefined:
      return `${value} != null`
  }
}

/** Jsonnet that is true if a mapping sets its trait; empty where it always does. */
export function fullTest(mapping: TraitMapping): string {
  const presence = presenceTest(mapping)
  if (mapping.guard !== 'verified-only') return presence
  if (presence === '') return verified
  return `${presence.includes(' || ') ? `(${presence})` : presence} && ${verified}`
}

/** Jsonnet of the value, valid where the test is true; several lines where it is conditional. */
export function valueLines({ source, type }: Pick<TraitMapping, 'source' | 'type'>): string[] {
  const value = plainOrLower(source)
  if (type === 'boolean') return [`std.toString(${value}) == 'true'`]
  if (type !== 'array') return [value]
  if (isTextSource(source)) return [`[${value}]`]
  return [`if std.isArray(${value}) then ${value}`, `else [${value}]`]
}

/** The value, unchanged or in lower case. */
export function plainOrLower(source: TraitSource): string {
  const plain = plainValue(source)
  return 'lowerCase' in source && source.lowerCase ? `std.asciiLower(${plain})` : plain
}

function plainValue(source: TraitSource): string {
  switch (source.kind) {
    case 'claim':
      return claimsName + writeMember(source.name)
    case 'raw':
      return rawAt(source.path)
    case 'fixed':
      return writeValue(source.value)
    case 'joined': {
      const parts = `[${source.parts.map(writeText).join(', ')}]`
      const there = `[${claimsName}[part] for part in ${parts} if part in ${claimsName}]`
      return `std.join(${writeText(source.separator)}, ${there})`
    }
    case 'local-part':
      return `std.split(${claimsName}${writeMember(source.of)}, '@')[0]`
  }
}

const typeWords: Readonly<Record<TraitType, string>> = {
  string: ' as text',
  boolean: ' as true or false',
  number: ' as a number',
  array: '',
}

/** Ory's error page text where a required value is missing: a part of the mapper, so it is English. */
export function missingMessage({ source, type }: TraitMapping): string {
  const wanted = source.kind === 'raw' && source.lowerCase ? 'string' : type
  const words = wanted ? typeWords[wanted] : ''
  const isMember = source.kind === 'raw' && source.path.length > 0
  const isJoined = source.kind === 'joined'
  const name = isMember
    ? source.path.join('.')
    : isJoined
      ? source.parts.join(' or ')
      : sourceName(source)
  return `The identity provider did not send ${name}${words}. Check the scopes of the connection and what is released to it.`
}
