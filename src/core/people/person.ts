import { connectionKey } from '../model/connection'
import {
  isJsonArray,
  isJsonObject,
  textMember,
  type JsonObject,
  type JsonValue,
} from '../model/json'
import { milliseconds } from '../model/times'

export interface Person {
  readonly id: string
  /** Absent without an organization. */
  readonly organizationId?: string
  /** Distinct email addresses. */
  readonly addresses: readonly string[]
  /** IDs of organizations whose identity provider the person may bypass. */
  readonly emergencyFor: readonly string[]
}

/** Paths below `traits` that hold email addresses. */
export type AddressPaths = readonly (readonly string[])[]

/** Default for schemas that mark no address. */
export const usualPaths: AddressPaths = [['email']]

/** Address paths as plain data, to pass to a worker thread. */
export interface SchemaPaths {
  /** By schema ID. */
  readonly schemas: ReadonlyMap<string, AddressPaths>
  /** For all other schemas. */
  readonly usual: AddressPaths
}

function textAt(traits: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let value = traits
  for (const name of path) {
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  return value
}

/** Maximum items read per person or session, against hostile servers. */
const most = 100
/** Maximum characters of an address; RFC 5321 allows 254. */
const longestAddress = 320
/** Maximum characters of an ID; Ory's are UUIDs or short names. */
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

/** Ory sometimes writes a zero UUID for no ID. */
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

/** Reads an identity of `listIdentities`; `undefined` without ID. */
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

interface SignIn {
  /** Connection key; absent for passwords and the like. */
  readonly connection?: string
  /** Milliseconds since 1970; absent if unknown. */
  readonly at?: number
}

export interface Session {
  readonly id: string | undefined
  /** Absent if the response has no identity. */
  readonly personId: string | undefined
  readonly signIns: readonly SignIn[]
}

function timeIn(object: JsonObject, name: string): number | undefined {
  const text = textMember(object, name)
  const time = text === undefined ? NaN : milliseconds(text)
  return Number.isNaN(time) ? undefined : time
}

const timeOfSession = (session: JsonObject): number | undefined =>
  timeIn(session, 'authenticated_at') ?? timeIn(session, 'issued_at')

/** The connection of an authentication method; `undefined` for unknown formats. */
function connectionOf(method: JsonObject): string | undefined {
  const id = idOf(method['provider'])
  const how = textMember(method, 'method')
  if (id === undefined) return undefined
  return how === 'oidc' || how === 'saml' ? connectionKey(how, id) : undefined
}

/** Reads a session of `listSessions`; `undefined` for anything else. */
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
