import { documentFields } from './coverage'
import { takesField } from '../../../src/core/fields/fields'
import type { Field } from '../../../src/core/fields/field'
import { isJsonObject, type JsonValue } from '../../../src/core/model/json'
import { providerKinds } from '../../../src/core/model/providers'
import type { ApiClient } from '../../../src/main/api/client'

/** A value that this version knows, as the emulator holds it, and what stands for it on the wire. */
export interface Unseen {
  readonly field: Field
  readonly known: string
  readonly value: string
}

/** The kind of provider that a newer server has. */
export const unseenKind: Unseen = {
  field: documentFields('oidc').find(({ name }) => name === 'provider')!,
  known: providerKinds.at(-1)?.value ?? '',
  value: 'never-seen-provider',
}

/** One value of each choice that a kind has, for a newer server to have another name for. */
export function unseenChoices(protocol: 'oidc' | 'saml', kind: string): Unseen[] {
  return documentFields(protocol)
    .filter((field) => field.control === 'choice' && takesField(field, kind))
    .map((field) => ({
      field,
      known: (field.options ?? []).find(({ value }) => value !== '')?.value ?? '',
      value: `never-seen-${field.name}`,
    }))
}

type Rename = (member: string, value: string) => string

function renamed(value: JsonValue, rename: Rename, member = ''): JsonValue {
  if (typeof value === 'string') return rename(member, value)
  if (Array.isArray(value)) return value.map((item: JsonValue) => renamed(item, rename))
  if (!isJsonObject(value)) return value
  // In an operation of a patch the path names the member.
  const named = typeof value['path'] === 'string' ? value['path'].split('/').at(-1) : undefined
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      renamed(item, rename, name === 'value' && named !== undefined ? named : name),
    ]),
  )
}

/**
 * The emulator as a server that knows more than this version: what it holds under known values goes
 * over the wire under ones that nobody here has heard of, both ways.
 */
export function newerServer(unseen: readonly Unseen[]): (own: ApiClient) => ApiClient {
  const toWire: Rename = (member, value) =>
    unseen.find((item) => item.field.name === member && item.known === value)?.value ?? value
  const toServer: Rename = (member, value) =>
    unseen.find((item) => item.field.name === member && item.value === value)?.known ?? value
  return (own) => ({
    async send<Body>(call: Parameters<typeof own.send<Body>>[0]) {
      const body = call.body === undefined ? {} : { body: renamed(call.body, toServer) }
      const result = await own.send({ ...call, ...body })
      if (!result.ok) return result
      return { ...result, value: renamed(result.value as JsonValue, toWire) as Body }
    },
  })
}
