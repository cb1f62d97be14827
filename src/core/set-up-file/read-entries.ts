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

/** What is wrong with a file, at most so many: whoever mends one sees the next. */
const mostProblems = 20

/** What comes up while a file is read. */
export interface Reading {
  readonly problems: readonly string[]
  /** What was passed over, in words, each reason once. */
  readonly remarks: ReadonlySet<string>
  /** `refuse`: our own form never holds a secret. `skip`: the form of another tool may. */
  readonly onSecret: 'refuse' | 'skip'
  /** Counts values of lists and objects. @returns whether there are too many by now, in all of them together */
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

/** Says what something in a file is called, for a person; made where something is wrong with it. */
export type Who = () => string

const controlCharacter = /[\p{Cc}\p{Cf}\u2028\u2029]/u
const longestId = 300

/** An id that names something: not empty, not endless, of characters that are seen. */
function idProblem(who: Who, id: JsonValue | undefined): string | undefined {
  if (typeof id !== 'string' || id === '') return t('{who} has no ID', { who: who() })
  if (id.length > longestId) {
    return t('{who} has an ID of more than {most} characters', { who: who(), most: longestId })
  }
  if (controlCharacter.test(id))
    return t('{who} has an ID with invisible characters', { who: who() })
  return undefined
}

/** What is said of a member that does not hold what it should. */
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

/** Where a mapper or metadata may lie: nothing on the disk of a server. */
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

/** Whether a member is, or may be, a secret. */
function isSecretMember(field: Field | undefined, name: string, value: JsonValue): boolean {
  if (secretFields.has(name) || (!field && !isSafeName(name))) return true
  if (!isSafeValue(value)) return true
  const text = field?.content && typeof value === 'string' ? inlineText(value) : undefined
  return text !== undefined && isUnsafeText(text)
}

/** Members of an entry from which on they count like values of lists: entries of Ory have fewer. */
const manyMembers = 100

/** Values in a list or an object, at any depth. */
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

/** The members of an entry that a set-up has; what is wrong with others is told. */
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
        // An empty one is how a server shows that there is one, or none.
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

/** Objects of a list, each with the words by which a person finds it; an absent list is an empty one. */
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

/** The id of an entry, or nothing where it has none that could be used. */
function idOf(reading: Reading, who: Who, id: JsonValue | undefined): string | undefined {
  const problem = idProblem(who, id)
  if (problem === undefined && typeof id === 'string') return id
  if (problem !== undefined) reading.add(problem)
  return undefined
}

/** Tells ids that stand in a list twice. @param said that an id does */
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

/** An organization as Ory writes it: its id beside its other members. */
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

/** A SCIM client; its id is its `client_id`, and it has no other. */
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

/** The text of a member such as `mapper`: its lines, or all of it in one. */
function linesText(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value
  const isText = isJsonArray(value) && value.every((line) => typeof line === 'string')
  return isText ? value.join('\n') : undefined
}

/**
 * An entry of our own form with its texts back in the fields that they belong to.
 * @returns the members in the form of Ory
 */
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

/** The settings that all connections of a method share. */
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
