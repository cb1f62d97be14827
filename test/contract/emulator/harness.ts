import { atEnd } from '../../support/runner/at-end'
import { demoIds, oidcProviders, samlProviders, startEmulator } from '../../emulator'
import type { Emulator, EmulatorOptions } from '../../emulator'
import type { JsonObject } from '../../../src/emulator/state/json'

export interface Reply {
  status: number
  headers: Headers
  text: string
  body: unknown
}

export interface Client {
  emulator: Emulator
  call: (method: string, path: string, body?: unknown, key?: string | null) => Promise<Reply>
  /** GET of the project. */
  read: (projectId?: string) => Promise<JsonObject>
  /** Guarded PATCH on the revision as it is now. */
  patch: (operations: unknown, projectId?: string) => Promise<Reply>
}

export const production = demoIds.northwindProduction
export const oidcPath = '/services/identity/config/selfservice/methods/oidc/config/providers'
export const samlPath = '/services/identity/config/selfservice/methods/saml/config/providers'

/** A started emulator, closed after the test, and a client with Northwind's key. */
export async function start(options: EmulatorOptions = {}): Promise<Client> {
  const emulator = await startEmulator(options)
  atEnd(() => emulator.close())
  const ownKey = Object.values(emulator.demoApiKeys)[0] ?? ''

  async function call(method: string, path: string, body?: unknown, key?: string | null) {
    const headers: Record<string, string> = {}
    if (key !== null) headers['authorization'] = `Bearer ${key ?? ownKey}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    const response = await fetch(emulator.apiAddress + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json')
    const parsed: unknown = json ? JSON.parse(text) : undefined
    return { status: response.status, headers: response.headers, text, body: parsed }
  }

  async function read(projectId: string = production) {
    return (await call('GET', `/projects/${projectId}`)).body as JsonObject
  }

  async function patch(operations: unknown, projectId: string = production) {
    const revision = textOf(emulator.project(projectId)['revision_id'])
    return call('PATCH', `/projects/${projectId}/revision/${revision}`, operations)
  }

  return { emulator, call, read, patch }
}

/** A part of an answer by member names and indexes; undefined where the answer has no such part. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let node = value
  for (const name of path) {
    node = typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined
  }
  return node
}

export function base64(text: string): string {
  return `base64://${Buffer.from(text).toString('base64')}`
}

export function entriesOf(project: unknown, method: 'oidc' | 'saml'): JsonObject[] {
  const services = at(project, 'services') as JsonObject
  return method === 'oidc' ? oidcProviders({ services }) : samlProviders({ services })
}

export function indexOf(project: unknown, method: 'oidc' | 'saml', id: string): number {
  return entriesOf(project, method).findIndex((entry) => entry['id'] === id)
}

/** A generic connection that the server accepts. */
export function genericEntry(more: JsonObject = {}): JsonObject {
  return {
    id: 'new-okta',
    provider: 'generic',
    label: 'New Okta',
    client_id: 'new-client',
    client_secret: 'new-secret',
    issuer_url: 'https://new.okta.example',
    mapper_url: base64('{ identity: { traits: {} } }'),
    scope: ['openid'],
    ...more,
  }
}

/** The text of a part of an answer; empty where it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
