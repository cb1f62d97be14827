import { numberText } from '../model/format'
import type { Field } from '../fields/field'
import { connectionFields, fieldNamed, secretFields } from '../fields/fields'
import { methodFields, organizationFields } from '../fields/other-fields'
import { scimFields } from '../fields/scim-fields'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../model/json'
import { toMapperUrl } from '../model/mapper-text'
import { metadataForm } from '../saml/metadata-value'
import {
  fits,
  maximumEntries,
  maximumListed,
  serverMade,
  textMembers,
  type FileConnection,
  type FileEntry,
} from './form'
import { isSafeName, isSafeValue, isUnsafeText } from './secrets'
import { inlineText } from './inline-text'
import { t } from '../language/translate'

/** Reports at most this many problems. */
const mostProblems = 20

export interface Reading {
  readonly problems: readonly string[]
  /** Distinct notes on what was skipped. */
  readonly remarks: ReadonlySet<string>
  /** Refuses secrets in our own form, skips them in other tools'. */
  readonly onSecret: 'refuse' | 'skip'
  /** Returns whether the total is too large. */
  isTooMany(values: number): boolean
  add(problem: string): void
  passOver(remark: string): void
}

export function createReading(onSecret: Reading['onSecret']): Reading {
  const problems: string[] = []
  const remarks = new Set<string>()
  let listed = 0
  return {
    problems,
    remarks,
    onSecret,
    isTooMany(values) {
      listed += values
      return listed > maximumListed
    },
    add(problem) {
      if (problems.length < mostProblems) problems.push(problem)
    },
    passOver(remark) {
      remarks.add(remark)
    },
  }
}

/** Display name of a file's part, built only for problems. */
export type Who = () => string

const controlCharacter = /[\p{Cc}\p{Cf}\u2028\u2029]/u
const longestId = 300

/** IDs must be non-empty, short and visible. */
function idProblem(who: Who, id: JsonValue | undefined): string | undefined {
  if (typeof id !== 'string' || id === '') return t('{who} has no ID', { who: who() })
  if (id.length > longestId) {
    return t('{who} has an ID of more than {most} characters', { who: who(), most: longestId })
  }
  if (controlCharacter.test(id))
    return t('{who} has an ID with invisible characters', { who: who() })
  return undefined
}

/** Problem of a member with the wrong type. */
function unfit(who: Who, name: string, control: Field['control']): string {
  if (control === 'switch') {
    return t('{who} has a {name} that is not true or false', { who: who(), name })
  }
  if (control === 'number')
    return t('{who} has a {name} that is not a number', { who: who(), name })
  if (control === 'claims')
    return t('{who} has a {name} that is not an object', { who: who(), name })
  if (control === 'list')
    return t('{who} has a {name} that is not a list of texts', { who: who(), name })
  return t('{who} has a {name} that is not a text', { who: who(), name })
}

/** Refuses addresses of a server's local files. */
function addressProblem(who: Who, name: string, value: JsonValue): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  if (value.startsWith('base64://')) return undefined
  const isAddress =
    name === 'mapper_url'
      ? /^https?:\/\/[^\s/?#@\\]+([/?#]\S*)?$/i.test(value)
      : metadataForm(value) !== 'refused'
  return isAddress
    ? undefined
    : t('{who} has a {name} that is neither a text nor a web address', { who: who(), name })
}

function memberProblem(who: Who, field: Field | undefined, name: string, value: JsonValue) {
  if (field && !fits(field, value)) return unfit(who, name, field.control)
  return field?.content ? addressProblem(who, name, value) : undefined
}

/** Whether a member is or may be a secret. */
function isSecretMember(field: Field | undefined, name: string, value: JsonValue): boolean {
  if (secretFields.has(name) || (!field && !isSafeName(name))) return true
  if (!isSafeValue(value)) return true
  const text = field?.content && typeof value === 'string' ? inlineText(value) : undefined
  return text !== undefined && isUnsafeText(text)
}

/** Entries with more members count toward the limit; Ory's have fewer. */
const manyMembers = 100

/** At any depth. */
function valuesIn(value: JsonValue): number {
  const inner = isJsonArray(value) ? value : isJsonObject(value) ? Object.values(value) : []
  return inner.reduce<number>((sum, each) => sum + 1 + valuesIn(each), 0)
}

const addTooMany = (reading: Reading) =>
  reading.add(
    t('Lists and objects in the file have more than {most} values together', {
      most: numberText(maximumListed),
    }),
  )

/** Supported members; reports the others. */
function readFields(
  reading: Reading,
  who: Who,
  table: readonly Field[],
  object: JsonObject,
  idName = 'id',
): { readonly fields: JsonObject; readonly withheld: string[] } {
  const kept: [string, JsonValue][] = []
  const withheld: string[] = []
  const members = Object.entries(object)
  if (members.length > manyMembers && reading.isTooMany(members.length)) {
    addTooMany(reading)
    return { fields: {}, withheld }
  }
  for (const [name, value] of members) {
    if (name === 'id' || name === idName || serverMade.has(name)) continue
    const field = fieldNamed(table, name)
    if (isSecretMember(field, name, value)) {
      if (reading.onSecret === 'refuse') {
        reading.add(
          t(
            '{who} has “{name}”, which is or may hold a secret. Secrets are typed in the app: ' +
              'take it out of the file',
            { who: who(), name },
          ),
        )
      } else {
        // Servers show an empty value for a secret that exists or not.
        if (value !== '' && value !== null) {
          reading.passOver(
            t(
              'Secrets in the file are ignored: they are typed in the app, and never read from a file',
            ),
          )
        }
        if (!secretFields.has(name) && isSafeName(name)) withheld.push(name)
      }
      continue
    }
    if (reading.isTooMany(valuesIn(value))) {
      addTooMany(reading)
      break
    }
    const problem = memberProblem(who, field, name, value)
    if (problem === undefined) kept.push([name, value])
    else reading.add(problem)
  }
  return { fields: Object.fromEntries(kept), withheld }
}

/** A list's objects with their display names; an absent list is empty. */
export function objectsOf(reading: Reading, what: string, list: JsonValue | undefined) {
  if (list === undefined || list === null) return []
  if (!isJsonArray(list)) {
    reading.add(t('“{name}” is not a list', { name: what }))
    return []
  }
  if (list.length > maximumEntries) {
    reading.add(
      t('“{name}” has more than {most} entries', { name: what, most: numberText(maximumEntries) }),
    )
    return []
  }
  return list.flatMap((object, index) => {
    const who = () => t('Entry {number} of “{name}”', { number: index + 1, name: what })
    if (isJsonObject(object)) return [{ who, object }]
    reading.add(t('{who} is not an object', { who: who() }))
    return []
  })
}

/** A valid ID, if any. */
function idOf(reading: Reading, who: Who, id: JsonValue | undefined): string | undefined {
  const problem = idProblem(who, id)
  if (problem === undefined && typeof id === 'string') return id
  if (problem !== undefined) reading.add(problem)
  return undefined
}

/** Reports duplicate IDs, as `said`. */
export function tellTwice(
  reading: Reading,
  said: (id: string) => string,
  ids: readonly string[],
): void {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) twice.add(id)
    seen.add(id)
  }
  for (const id of twice) reading.add(said(id.slice(0, 80)))
}

/** Reads Ory's form, with the ID beside the other members. */
export function readOrganization(
  reading: Reading,
  who: Who,
  id: JsonValue | undefined,
  object: JsonObject,
): FileEntry[] {
  const known = idOf(reading, who, id)
  if (known === undefined) return []
  return [{ id: known, ...readFields(reading, who, organizationFields, object) }]
}

export function readConnection(
  reading: Reading,
  who: Who,
  protocol: FileConnection['protocol'],
  id: JsonValue | undefined,
  object: JsonObject,
): FileConnection[] {
  const known = idOf(reading, who, id)
  if (known === undefined) return []
  const fields = readFields(reading, who, connectionFields(protocol), object)
  return [{ id: known, protocol, ...fields }]
}

/** A SCIM client's only ID is its `client_id`. */
export function readScimClient(
  reading: Reading,
  who: Who,
  id: JsonValue | undefined,
  object: JsonObject,
): FileEntry[] {
  const known = idOf(reading, who, id)
  if (known === undefined) return []
  return [{ id: known, ...readFields(reading, who, scimFields, object, 'client_id') }]
}

/** Text of a member such as `mapper`, as lines or one string. */
function linesText(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value
  const isText = isJsonArray(value) && value.every((line) => typeof line === 'string')
  return isText ? value.join('\n') : undefined
}

/** Moves the texts of our own form back into Ory's fields. */
export function withTexts(reading: Reading, who: Who, entry: JsonObject): JsonObject {
  const { fields } = entry
  if (fields !== undefined && !isJsonObject(fields)) {
    reading.add(t('{who} has “fields” that are not an object', { who: who() }))
    return {}
  }
  const texts: [string, JsonValue][] = []
  for (const [field, member] of Object.entries(textMembers)) {
    const value = entry[member]
    if (value === undefined) continue
    const text = linesText(value)
    if (text === undefined) {
      reading.add(t('{who} has a “{member}” that is not a list of lines', { who: who(), member }))
    } else if (fields && Object.hasOwn(fields, field)) {
      reading.add(
        t('{who} has both “{member}” and “{field}”: one of them has to go', {
          who: who(),
          member,
          field,
        }),
      )
    } else texts.push([field, toMapperUrl(text)])
  }
  return texts.length === 0 ? (fields ?? {}) : { ...fields, ...Object.fromEntries(texts) }
}

/** Settings shared by all connections of a method. */
export function readSettings(reading: Reading, who: Who, object: JsonObject): JsonObject {
  const settings = Object.entries(object).filter(([name, value]) => {
    const field = fieldNamed(methodFields, name)
    if (!field) return false
    const isUsable = fits(field, value) && isSafeValue(value)
    if (!isUsable) reading.add(t('{who} has a {name} that cannot be used', { who: who(), name }))
    return isUsable
  })
  return Object.fromEntries(settings)
}
