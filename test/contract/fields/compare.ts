import { createHash } from 'node:crypto'
import type { JsonValue } from '../../../src/core/model/json'
import { oidcProviders, samlProviders, type EmulatorState } from '../../emulator'
import type { Bench } from '../../support/services/main-services'
import { projectId } from './worlds'

export type Wire = Record<string, JsonValue>

/** What moves by itself with every write. */
const moving = new Set(['revision_id', 'created_at', 'updated_at', 'content'])

/** All that the emulator holds, secrets included, as one text; without what moves by itself. */
export function stateText(state: EmulatorState): string {
  return JSON.stringify(state, (name, item: unknown) => (moving.has(name) ? undefined : item))
}

/** The live entries of a protocol in a state; what is in no array cannot be looked for. */
export function entriesIn(state: EmulatorState, protocol: 'oidc' | 'saml'): Wire[] {
  const project = state.projects.find(({ id }) => id === projectId)
  if (!project) throw new Error('The project is gone')
  return (protocol === 'oidc' ? oidcProviders(project) : samlProviders(project)) as Wire[]
}

export function entryIn(state: EmulatorState, protocol: 'oidc' | 'saml', id: string): Wire {
  const found = entriesIn(state, protocol).find((entry) => entry['id'] === id)
  if (!found) throw new Error(`There is no ${protocol} connection ${id}`)
  return found
}

const kinds: Readonly<Record<string, string>> = {
  mapper_url: 'jsonnet',
  raw_idp_metadata_xml: 'xml',
}

/** A member as the server holds it: a text that comes inline is kept under its hash. */
export function heldValue(name: string, value: JsonValue): JsonValue {
  const kind = kinds[name]
  if (kind === undefined || typeof value !== 'string' || !value.startsWith('base64://')) {
    return value
  }
  const text = Buffer.from(value.slice('base64://'.length), 'base64')
  return `stored://${createHash('sha512').update(text).digest('hex')}.${kind}`
}

export function heldEntry(fields: Wire): Wire {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, heldValue(name, value)]),
  )
}

/** Where two texts part, in words; `undefined` where they are the same to the byte. */
export function difference(is: string, expected: string): string | undefined {
  if (is === expected) return undefined
  let at = 0
  while (is[at] === expected[at]) at += 1
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60)
  return `it holds …${around(is)}…, expected …${around(expected)}…`
}

/** The stored texts that are there after, and were not before. */
export function newContent(before: EmulatorState, after: EmulatorState): string[] {
  return Object.keys(after.content).filter((hash) => !Object.hasOwn(before.content, hash))
}

/** Bodies of the writes that the API received, in order. */
export function writtenBodies(bench: Bench): { method: string; body: unknown }[] {
  return bench.emulator
    .requests()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, body }) => ({ method, body }))
}
