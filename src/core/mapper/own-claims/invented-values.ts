/**
 * Personal values are replaced by invented ones instead of blanks because a mapper's behaviour depends
 * on their form. It cuts addresses at the `@`, compares domains and groups, and checks lengths and
 * patterns, so that a saved case with blanks would test another path. Equal values stay equal, because
 * mappers compare them with each other.
 */

import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../model/json-value'
import { roleOf, type ClaimRole } from './invented-roles'
import {
  emailDomains,
  guidsIn,
  hostsIn,
  inventText,
  wordsOf,
  type Kept,
  type TextRole,
} from './invented-text'
import { builtInValues } from './invented-words'
import { Inventor } from './inventor'

const dateTime =
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z| ?[+-]\d{2}:?\d{2})?$/
/** Words in other time formats, `Tue Dec 07 17:22:10 +0000 2021`. */
const timeWord =
  /^(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|gmt|utc|am|pm|t|z)$/i
const date = /^\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,4})?$/
const phone = /^\+?[\d ().\-/]{7,30}$/
/** Values that name a sign-in method, a format or a type, never a person. */
const vocabulary =
  /^(?:urn:(?:oasis|ietf):|https?:\/\/schemas\.(?:microsoft\.com|xmlsoap\.org|openid\.net)\/)\S*$/
const shortCountry = /^[A-Za-z]{2,3}$/

/** Facts about the whole payload that decide how each value is replaced. */
interface Context {
  readonly inventor: Inventor
  readonly kept: Kept
}

/** Calls back for every text and number, with the role of its claim. */
function visit(
  value: JsonValue,
  role: ClaimRole,
  each: (value: string | number, role: ClaimRole) => void,
): void {
  if (typeof value === 'string' || typeof value === 'number') each(value, role)
  else if (isJsonArray(value)) for (const item of value) visit(item, role, each)
  else if (isJsonObject(value)) {
    for (const [name, item] of Object.entries(value)) visit(item, roleBelow(name, role), each)
  }
}

/**
 * The role of a member: where its own name has none, the role of its parent, as in
 * `name: { full: … }`. Only a member's own name can make it kept.
 */
function roleBelow(name: string, role: ClaimRole): ClaimRole {
  const own = roleOf(name)
  if (own !== 'plain') return own
  return role === 'kept' ? 'plain' : role
}

/**
 * The payload with personal values replaced by invented ones of the same shape: names, addresses,
 * numbers, identifiers, groups and free texts. Equal values get equal replacements, also inside a
 * longer text. Issuer, audience, times, languages, sign-in methods, booleans, small numbers and all
 * member names are kept. The result depends only on the payload's structure, not on its values.
 */
export function withInventedValues(payload: JsonObject): JsonObject {
  const context = contextOf(payload)
  seedNames(payload, context)
  return inventObject(payload, 'plain', context)
}

function contextOf(payload: JsonObject): Context {
  const taken = new Set<string>()
  const hosts = new Set<string>()
  const guids = new Set<string>()
  visit(payload, 'plain', (value, role) => {
    const text = String(value)
    for (const word of wordsOf(text)) taken.add(word)
    const digits = text.replace(/\D/g, '')
    if (digits !== '') taken.add(digits)
    if (role !== 'kept') return
    for (const host of hostsIn(text)) hosts.add(host)
    for (const guid of guidsIn(text)) guids.add(guid)
  })
  return { inventor: new Inventor(taken), kept: { hosts, guids } }
}

/** Names come first, so that they are recognized everywhere else; then domains of addresses. */
function seedNames(payload: JsonObject, { inventor, kept }: Context): void {
  visit(payload, 'plain', (value, role) => {
    if (typeof value !== 'string') return
    if (role === 'given' || role === 'family') inventText(value, role, inventor, kept)
  })
  visit(payload, 'plain', (value, role) => {
    if (typeof value === 'string' && role === 'person') inventText(value, role, inventor, kept)
  })
  visit(payload, 'plain', (value, role) => {
    if (typeof value !== 'string' || role === 'kept') return
    for (const domain of emailDomains(value)) inventor.domain(domain)
  })
}

function inventObject(object: JsonObject, role: ClaimRole, context: Context): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      invent(value, roleBelow(name, role), context),
    ]),
  )
}

function invent(value: JsonValue, role: ClaimRole, context: Context): JsonValue {
  if (typeof value === 'string') return inventString(value, role, context)
  if (typeof value === 'number') return inventNumber(value, role, context)
  if (isJsonArray(value)) {
    return value.map((item) => invent(item, role, context))
  }
  return isJsonObject(value) ? inventObject(value, role, context) : value
}

function inventString(text: string, role: ClaimRole, { inventor, kept }: Context): string {
  if (role === 'kept' || builtInValues.has(text) || vocabulary.test(text)) return text
  if (role === 'country' && shortCountry.test(text)) return text
  if (role === 'gender') return text === '' ? text : 'other'
  if (role === 'time' && isTimeText(text)) return text
  if (isPhone(text, role)) return inventor.phone(text)
  if (date.test(text)) return inventDate(text, inventor)
  if (dateTime.test(text)) {
    return role === 'birth' ? inventDate(text.slice(0, 10), inventor) + text.slice(10) : text
  }
  return inventText(text, textRole(role), inventor, kept)
}

function textRole(role: ClaimRole): TextRole {
  return role === 'given' || role === 'family' || role === 'person' || role === 'group'
    ? role
    : 'plain'
}

/** Digits with separators, or any digits if the claim is a phone number. */
function isPhone(text: string, role: ClaimRole): boolean {
  if (!phone.test(text)) return false
  const digits = text.replace(/\D/g, '').length
  return digits >= 5 && (role === 'phone' || (digits >= 7 && /^\+|[ ()]/.test(text)))
}

/** A four-digit year is replaced; day and month become the first. */
function inventDate(text: string, inventor: Inventor): string {
  return text.replace(/\d+/g, (digits) =>
    digits.length === 4 ? inventor.year(digits) : '1'.padStart(digits.length, '0'),
  )
}

/** Times and small numbers are kept; a large number is treated as an identifier. */
function inventNumber(value: number, role: ClaimRole, { inventor }: Context): number {
  if (role === 'kept' || role === 'time') return value
  if (Number.isInteger(value) && Math.abs(value) < 1000) return value
  const text = String(value)
  const invented = text.replace(
    /^(-?)(\d+)(?:\.(\d+))?/,
    (_, sign: string, whole: string, part) => {
      // With an exponent, a larger first digit could make it infinite.
      const large = text.includes('e')
        ? `1${inventor.id(`1${whole.slice(1)}`).slice(1)}`
        : inventor.id(whole)
      return `${sign}${large}${typeof part === 'string' ? `.${inventor.id(part)}` : ''}`
    },
  )
  return Number(invented)
}

function isTimeText(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? []
  return /\d/.test(text) && words.every((word) => timeWord.test(word))
}
