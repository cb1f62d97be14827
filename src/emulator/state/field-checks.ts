import { ApiError } from './errors'
import { isObject, type JsonObject, type JsonValue } from './json'

export const regions: readonly string[] = [
  'eu-central',
  'asia-northeast',
  'us-east',
  'us-west',
  'eu',
  'asia',
  'us',
  'global',
]

export function refuse(where: string, reason: string): never {
  throw new ApiError(400, `${where}: ${reason}`)
}

export function checkTexts(entry: JsonObject, names: readonly string[], where: string): void {
  for (const name of names) {
    if (name in entry && typeof entry[name] !== 'string')
      refuse(`${where}/${name}`, 'expected string')
  }
}

export function checkTextLists(entry: JsonObject, names: readonly string[], where: string): void {
  for (const name of names) {
    if (!(name in entry)) continue
    const list = entry[name]
    if (!Array.isArray(list) || list.some((item) => typeof item !== 'string')) {
      refuse(`${where}/${name}`, 'expected array of strings')
    }
  }
}

export function checkFlags(entry: JsonObject, names: readonly string[], where: string): void {
  for (const name of names) {
    if (name in entry && typeof entry[name] !== 'boolean')
      refuse(`${where}/${name}`, 'expected boolean')
  }
}

export function checkCount(entry: JsonObject, name: string, where: string): void {
  const value = entry[name]
  if (name in entry && !(Number.isInteger(value) && Number(value) >= 0))
    refuse(`${where}/${name}`, 'expected a whole number')
}

export function checkChoices(
  entry: JsonObject,
  choices: Readonly<Record<string, readonly string[]>>,
  where: string,
): void {
  for (const [name, allowed] of Object.entries(choices)) {
    const value = entry[name]
    if (name in entry && !(typeof value === 'string' && allowed.includes(value))) {
      refuse(
        `${where}/${name}`,
        `value must be one of ${allowed.map((item) => `"${item}"`).join(', ')}`,
      )
    }
  }
}

export function checkUrls(entry: JsonObject, names: readonly string[], where: string): void {
  for (const name of names) {
    const value = entry[name]
    if (name in entry && !(typeof value === 'string' && URL.canParse(value))) {
      refuse(`${where}/${name}`, 'is not valid "uri"')
    }
  }
}

export function requireTexts(entry: JsonObject, names: readonly string[], where: string): void {
  for (const name of names) {
    const value = entry[name]
    if (typeof value !== 'string' || value === '') refuse(where, `missing properties: "${name}"`)
  }
}

/** The id of a missing or deleted organization is accepted; a malformed or empty one is not. */
export function checkOrganizationId(entry: JsonObject, where: string): void {
  const id = entry['organization_id']
  if (!('organization_id' in entry)) return
  if (typeof id !== 'string' || !isUuid(id)) {
    const length = typeof id === 'string' ? id.length : 0
    refuse(`${where}/organization_id`, `uuid: incorrect UUID length ${length} in string`)
  }
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}

/** `requested_claims`: only `userinfo` and `id_token`, each claim null or `{essential, value, values}`. */
export function checkRequestedClaims(entry: JsonObject, where: string): void {
  if (!('requested_claims' in entry)) return
  const place = `${where}/requested_claims`
  const claims = entry['requested_claims']
  if (!isObject(claims)) refuse(place, 'expected object')
  for (const [part, wanted] of Object.entries(claims)) {
    if (part !== 'userinfo' && part !== 'id_token')
      refuse(place, `additionalProperties "${part}" not allowed`)
    if (!isObject(wanted)) refuse(`${place}/${part}`, 'expected object')
    for (const [claim, value] of Object.entries(wanted)) {
      if (value !== null && !isWantedClaim(value))
        refuse(
          `${place}/${part}/${claim}`,
          'expected null or an object of essential, value, values',
        )
    }
  }
}

function isWantedClaim(value: JsonValue): boolean {
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([name, item]) =>
        name === 'value' ||
        (name === 'essential' && typeof item === 'boolean') ||
        (name === 'values' && Array.isArray(item)),
    )
  )
}
