import { connectionKey } from '../model/connection'
import {
  isJsonArray,
  isJsonObject,
  textMember,
  type JsonObject,
  type JsonValue,
} from '../model/json'
import { milliseconds } from '../model/times'

/** What of an identity decides where a person is counted. */
export interface Person {
  readonly id: string
  /** Absent for who is in no organization. */
  readonly organizationId?: string
  /** E-mail addresses as the identity has them, each once. */
  readonly addresses: readonly string[]
  /** Ids of organizations whose identity provider the person may pass by. */
  readonly emergencyFor: readonly string[]
}

/** Where identities of a schema have e-mail addresses: paths of members below `traits`. */
export type AddressPaths = readonly (readonly string[])[]

/** Where an address is looked for in identities of a schema that says nothing of any. */
export const usualPaths: AddressPaths = [['email']]

/** Where identities have addresses, as plain data, since pages are read in a thread. */
export interface SchemaPaths {
  /** By the id of a schema. */
  readonly schemas: ReadonlyMap<string, AddressPaths>
  /** Of every other schema. */
  readonly usual: AddressPaths
}

function textAt(traits: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let value = traits
  for (const name of path) {
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  return value
}

/** Most of what is read of one person or session: no real one has as many, and a hostile server may send any number. */
const most = 100
/** Characters of an address: RFC 5321 allows 254. */
const longestAddress = 320
/** Characters of an id: Ory's are UUIDs, and those of connections are short names. */
const longestId = 200

function addAddress(addresses: string[], value: JsonValue | undefined): void {
  if (typeof value !== 'string' || value.length > longestAddress || !value.includes('@')) return
  if (addresses.length >= most || addresses.includes(value)) return
  addresses.push(value)
}

function addFrom(addresses: string[], list: JsonValue | undefined): void {
  if (!isJsonArray(list)) return
  for (const entry of list.slice(0, most)) {
    if (isJsonObject(entry) && entry['via'] !== 'sms') addAddress(addresses, entry['value'])
  }
}

/** Nothing but zeros is Ory's way to write no id in some places. */
const noId = '00000000-0000-0000-0000-000000000000'
const idOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' && value !== noId && value.length <= longestId
    ? value
    : undefined

function emergencyOf(list: JsonValue | undefined): readonly string[] {
  if (!isJsonArray(list)) return none
  const found = list
    .slice(0, most)
    .flatMap((entry) =>
      isJsonObject(entry) ? (idOf(entry['break_glass_for_organization']) ?? []) : [],
    )
  return found.length === 0 ? none : found
}

const none: readonly string[] = []

/**
 * Reads an identity of `listIdentities`, whatever it lacks.
 *
 * @returns `undefined` for what has no id
 */
export function personOf(entry: JsonValue, { schemas, usual }: SchemaPaths): Person | undefined {
  if (!isJsonObject(entry)) return undefined
  const id = idOf(entry['id'])
  if (id === undefined) return undefined
  const addresses: string[] = []
  for (const path of schemas.get(textMember(entry, 'schema_id') ?? '') ?? usual) {
    const value = textAt(entry['traits'], path)
    if (isJsonArray(value)) value.slice(0, most).forEach((item) => addAddress(addresses, item))
    else addAddress(addresses, value)
  }
  addFrom(addresses, entry['verifiable_addresses'])
  addFrom(addresses, entry['recovery_addresses'])
  const organizationId = idOf(entry['organization_id'])
  return {
    id,
    addresses,
    emergencyFor: emergencyOf(entry['recovery_addresses']),
    ...(organizationId === undefined ? {} : { organizationId }),
  }
}

/** One way that a person took into a session. */
interface SignIn {
  /** Key of the connection; absent for a password and the like. */
  readonly connection?: string
  /** Milliseconds since 1970; absent where the session does not say. */
  readonly at?: number
}

/** What of a session decides what it counts for. */
export interface Session {
  readonly id: string | undefined
  /** Absent where the answer has no identity. */
  readonly personId: string | undefined
  readonly signIns: readonly SignIn[]
}

/** The time of a member; absent where there is none that can be read. */
function timeIn(object: JsonObject, name: string): number | undefined {
  const text = textMember(object, name)
  const time = text === undefined ? NaN : milliseconds(text)
  return Number.isNaN(time) ? undefined : time
}

const timeOfSession = (session: JsonObject): number | undefined =>
  timeIn(session, 'authenticated_at') ?? timeIn(session, 'issued_at')

/** The connection that a method names; a form that is not known names none. */
function connectionOf(method: JsonObject): string | undefined {
  const id = idOf(method['provider'])
  const how = textMember(method, 'method')
  if (id === undefined) return undefined
  return how === 'oidc' || how === 'saml' ? connectionKey(how, id) : undefined
}

/**
 * Reads a session of `listSessions`, whatever it lacks.
 *
 * @returns `undefined` for what is no session
 */
export function sessionOf(entry: JsonValue): Session | undefined {
  if (!isJsonObject(entry)) return undefined
  const id = idOf(entry['id'])
  const { identity, authentication_methods: methods } = entry
  const personId = isJsonObject(identity) ? idOf(identity['id']) : undefined
  const whole = timeOfSession(entry)
  const signIns = (isJsonArray(methods) ? methods.slice(0, most) : []).flatMap((method) => {
    if (!isJsonObject(method)) return []
    const connection = connectionOf(method)
    const at = timeIn(method, 'completed_at') ?? whole
    return [
      { ...(connection === undefined ? {} : { connection }), ...(at === undefined ? {} : { at }) },
    ]
  })
  if (signIns.length > 0 || whole === undefined) return { id, personId, signIns }
  return { id, personId, signIns: [{ at: whole }] }
}
