import { connectionKey } from '../model/connection'
import {
  isJsonArray,
  isJsonObject,
  textMember,
  type JsonObject,
  type JsonValue,
} from '../model/json-value'
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

function textAt(traits: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let value = traits
  for (const name of path) {
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }
  return value
}

function addAddress(addresses: string[], value: JsonValue | undefined): void {
  if (typeof value !== 'string' || !value.includes('@') || addresses.includes(value)) return
  addresses.push(value)
}

function addFrom(addresses: string[], list: JsonValue | undefined): void {
  if (!isJsonArray(list)) return
  for (const entry of list) {
    if (isJsonObject(entry) && entry['via'] !== 'sms') addAddress(addresses, entry['value'])
  }
}

/** Nothing but zeros is Ory's way to write no id in some places. */
const noId = '00000000-0000-0000-0000-000000000000'
const idOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' && value !== noId ? value : undefined

function emergencyOf(list: JsonValue | undefined): readonly string[] {
  if (!isJsonArray(list)) return none
  const found = list.flatMap((entry) =>
    isJsonObject(entry) ? (idOf(entry['break_glass_for_organization']) ?? []) : [],
  )
  return found.length === 0 ? none : found
}

const none: readonly string[] = []

/**
 * Reads an identity of `listIdentities`, whatever it lacks.
 *
 * @param pathsOf where identities of a schema, by its id, have addresses
 * @returns `undefined` for what has no id
 */
export function personOf(
  entry: JsonValue,
  pathsOf: (schemaId: string) => AddressPaths,
): Person | undefined {
  if (!isJsonObject(entry)) return undefined
  const id = idOf(entry['id'])
  if (id === undefined) return undefined
  const addresses: string[] = []
  for (const path of pathsOf(textMember(entry, 'schema_id') ?? '')) {
    const value = textAt(entry['traits'], path)
    if (isJsonArray(value)) value.forEach((item) => addAddress(addresses, item))
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
  const id = textMember(method, 'provider')
  const how = textMember(method, 'method')
  if (id === undefined || id === '') return undefined
  return how === 'oidc' || how === 'saml' ? connectionKey(how, id) : undefined
}

/**
 * Reads a session of `listSessions`, whatever it lacks.
 *
 * @returns the id of the person, where the answer has them, and the ways that they took; `undefined` for what is no
 * session
 */
export function sessionOf(
  entry: JsonValue,
): { readonly personId: string | undefined; readonly signIns: readonly SignIn[] } | undefined {
  if (!isJsonObject(entry)) return undefined
  const { identity, authentication_methods: methods } = entry
  const personId = isJsonObject(identity) ? idOf(identity['id']) : undefined
  const whole = timeOfSession(entry)
  const signIns = (isJsonArray(methods) ? methods : []).flatMap((method) => {
    if (!isJsonObject(method)) return []
    const connection = connectionOf(method)
    const at = timeIn(method, 'completed_at') ?? whole
    return [
      { ...(connection === undefined ? {} : { connection }), ...(at === undefined ? {} : { at }) },
    ]
  })
  if (signIns.length > 0 || whole === undefined) return { personId, signIns }
  return { personId, signIns: [{ at: whole }] }
}
