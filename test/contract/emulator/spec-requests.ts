import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { demoIds, demoState, type EmulatorState } from '../../emulator'
import type { JsonValue } from '../../../src/emulator/state/json'
import { orySpecDir } from '../../support/texts/ory-spec'
import { base64, oidcPath, samlPath } from './harness'

interface Schema {
  $ref?: string
  type?: string
  format?: string
  enum?: JsonValue[]
  nullable?: boolean
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
}

interface Content {
  content?: { 'application/json'?: { schema?: Schema } }
}

interface SpecOperation {
  operationId?: string
  parameters?: { name: string; in: string; schema?: Schema }[]
  requestBody?: Content
  responses: Record<string, Content & { $ref?: string }>
}

/** An operation of the OpenAPI document. */
export interface Documented {
  method: string
  path: string
  operation: SpecOperation
}

/** A request to an operation, as it would be sent. */
export interface Asked {
  operationId: string
  method: string
  path: string
  body: JsonValue | undefined
}

/** The OpenAPI document, or what remains of it where it is absent: nothing. */
function readSpec() {
  const folder = orySpecDir()
  const text = folder ? readFileSync(resolve(folder, 'openapi.json'), 'utf8') : '{"paths":{}}'
  return JSON.parse(text) as {
    paths: Record<string, Record<string, SpecOperation>>
    components?: { schemas: Record<string, Schema> }
  }
}

const spec = readSpec()

/** By operationId. */
export const documented: ReadonlyMap<string, Documented> = new Map(
  Object.entries(spec.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]): [string, Documented][] =>
      operation.operationId
        ? [[operation.operationId, { method: method.toUpperCase(), path, operation }]]
        : [],
    ),
  ),
)

/** The name of the schema that an answer of this status has; undefined for one without a body. */
export function answerSchema({ operation }: Documented, status: number): string | undefined {
  const answer = operation.responses[String(status)] ?? operation.responses['default']
  const schema = answer?.content?.['application/json']?.schema
  return schema?.$ref?.split('/').at(-1)
}

/** Of the link in `stateToAsk`. */
export const linkId = '9d4e2c10-6b8f-4f3a-8c57-20a1b3d4e5f6'

/** The demo with one onboarding portal link, so that requests can hit one. */
export function stateToAsk(): EmulatorState {
  const state = demoState()
  const link = {
    id: linkId,
    value: 'a-token',
    project_id: demoIds.northwindProduction,
    organization_id: demoIds.harborLights,
    enable_sso: true,
    enable_scim: false,
    expires_at: '2099-01-01T00:00:00Z',
    created_at: '2026-11-01T00:00:00Z',
  }
  state.projects[0]?.portal_links?.push(link)
  return state
}

const { projects } = demoState()
const junk = fc.oneof(
  fc.uuid(),
  fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !/^\.+$/.test(text)),
)
const known = (...values: string[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: junk })

const pathValues: Record<string, fc.Arbitrary<string>> = {
  workspace: known(demoIds.northwind, demoIds.globex),
  project_id: known(demoIds.northwindProduction, demoIds.northwindStaging),
  revision_id: known(...projects.slice(0, 2).map((item) => item.revision_id)),
  organization_id: known(demoIds.harborLights, demoIds.harborLights, demoIds.oakfield),
  onboarding_portal_link_id: known(linkId),
  project: known(demoIds.northwindProduction, demoIds.northwindStaging),
  token_id: junk,
}

const queryValues: Record<string, fc.Arbitrary<string>> = {
  page_size: fc.constantFrom('1', '3', '250', '1000', '0', '1001', '-1', '2.5', 'x', ''),
  page_token: fc.oneof(fc.string(), fc.constantFrom('eyJvZmZzZXQiOjJ9', 'eyJvZmZzZXQiOjk5fQ')),
  domain: fc.constantFrom('harborlights.example', 'HARBORLIGHTS.EXAMPLE', 'x', ''),
}

const pointers = [
  '/name',
  '/organizations',
  '/organizations/-',
  '/organizations/0',
  '/organizations/0/domains',
  '/organizations/1/session_lifespan',
  '/cors_public/origins',
  '/services',
  '/services/identity/config/selfservice/methods/oidc',
  '/services/oauth2/config',
  oidcPath,
  `${oidcPath}/-`,
  `${oidcPath}/0`,
  `${oidcPath}/0/label`,
  `${oidcPath}/2/requested_claims`,
  `${oidcPath}/3/mapper_url`,
  samlPath,
  `${samlPath}/0/raw_idp_metadata_xml`,
]

/** Members whose values are worth more than any text. */
const named: Record<string, fc.Arbitrary<JsonValue>> = {
  path: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...pointers) }, fc.string()),
  op: fc.oneof({ weight: 8, arbitrary: fc.constantFrom('add', 'replace', 'remove') }, fc.string()),
  label: fc.string({ maxLength: 30 }),
  domains: fc.array(fc.oneof(fc.domain(), fc.string()), { maxLength: 3 }),
  session_lifespan: fc.constantFrom('', '1m', '24h', '8760h', '1h30m', '0s', '9999h'),
  client_id: fc.constantFrom('harbor-entra', 'new-client', 'new_client', 'New client', ''),
  organization_id: known(demoIds.harborLights, demoIds.oakfield),
  mapper_url: fc.constantFrom(base64('{}'), 'https://mappers.example/x.jsonnet', 'base64://?', ''),
  state: fc.constantFrom('enabled', 'disabled'),
  expires_at: fc.oneof(
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom('2099-01-01T00:00:00Z', '2020-01-01T00:00:00Z', ''),
  ),
}

/** A value that a schema allows, and now and then one that it does not. */
function valueOf(schema: Schema, name: string, depth: number): fc.Arbitrary<JsonValue> {
  const right = named[name] ?? rightValue(schema, depth)
  return fc.oneof(
    { weight: 14, arbitrary: right },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue> },
  )
}

function rightValue(schema: Schema, depth: number): fc.Arbitrary<JsonValue> {
  if (schema.$ref) {
    const target = spec.components?.schemas[schema.$ref.split('/').at(-1) ?? '']
    return target ? rightValue(target, depth) : fc.constant(null)
  }
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.oneOf ?? schema.anyOf ?? schema.allOf
  if (choices?.length) return fc.oneof(...choices.map((item) => rightValue(item, depth)))
  if (schema.properties || schema.type === 'object') return objectOf(schema, depth)
  switch (schema.type) {
    case 'array':
      return depth > 5
        ? fc.constant([])
        : fc.array(valueOf(schema.items ?? {}, '', depth + 1), { maxLength: 4 })
    case 'string':
      return schema.format === 'uuid' ? fc.uuid() : fc.string({ maxLength: 20 })
    case 'integer':
    case 'number':
      return fc.integer()
    case 'boolean':
      return fc.boolean()
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>
  }
}

function objectOf(schema: Schema, depth: number): fc.Arbitrary<JsonValue> {
  const properties = Object.entries(schema.properties ?? {})
  if (depth > 5) return fc.constant({})
  if (properties.length === 0) {
    return fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }), {
      maxKeys: 3,
    }) as fc.Arbitrary<JsonValue>
  }
  const members = Object.fromEntries(
    properties.map(([name, item]) => [name, valueOf(item, name, depth + 1)]),
  )
  const required = (schema.required ?? []).filter((name) => name in members)
  return fc.oneof(
    { weight: 9, arbitrary: fc.record(members, { requiredKeys: required }) },
    { weight: 1, arbitrary: fc.record(members, { requiredKeys: [] }) },
  ) as fc.Arbitrary<JsonValue>
}

/** Patches of SCIM clients by their schema in the normalized form, which no documented operation has. */
export function scimPatches(): fc.Arbitrary<JsonValue> {
  const schema = spec.components?.schemas['normalizedProjectRevisionScimClient'] ?? {}
  const members = Object.entries(schema.properties ?? {})
  const whole = fc.record({
    op: fc.constantFrom('add', 'replace'),
    path: fc.constantFrom('/scim_clients/-', '/scim_clients/0', '/scim_clients/3'),
    value: valueOf(schema, '', 0),
  })
  const one = fc.constantFrom(...members).chain(([name, item]) =>
    fc.record({
      op: fc.constantFrom('add', 'replace', 'remove'),
      path: fc.constantFrom(`/scim_clients/1/${name}`, `/scim_clients/9/${name}`),
      value: valueOf(item, name, 0),
    }),
  )
  const list = fc.record({
    op: fc.constant('add'),
    path: fc.constant('/scim_clients'),
    value: valueOf({ type: 'array', items: schema }, '', 0),
  })
  const gone = fc.constant({ op: 'remove', path: '/scim_clients/2' })
  const operation = fc.oneof(whole, whole, one, one, list, gone)
  return fc.array(operation, { minLength: 1, maxLength: 2 }) as fc.Arbitrary<JsonValue>
}

/** Requests to one operation, made from its parameters and the schema of its body. */
export function requestsTo(operationId: string): fc.Arbitrary<Asked> {
  const found = documented.get(operationId)
  if (!found) throw new Error(`The document has no operation ${operationId}`)
  const { method, path, operation } = found
  const parameters = operation.parameters ?? []
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const query = parameters.filter((item) => item.in === 'query').map((item) => item.name)
  const bodySchema = operation.requestBody?.content?.['application/json']?.schema
  return fc
    .record({
      inPath: fc.tuple(...inPath.map((name) => pathValues[name] ?? junk)),
      query: fc.record(
        Object.fromEntries(query.map((name) => [name, queryValues[name] ?? fc.string()])),
        { requiredKeys: [] },
      ),
      body: bodySchema
        ? fc.option(valueOf(bodySchema, '', 0), { nil: undefined, freq: 20 })
        : fc.constant(undefined),
    })
    .map((parts) => {
      const filled = inPath.reduce(
        (text, name, index) =>
          text.replace(`{${name}}`, encodeURIComponent(parts.inPath[index] ?? '')),
        path,
      )
      const search = new URLSearchParams(parts.query as Record<string, string>).toString()
      return {
        operationId,
        method,
        path: search ? `${filled}?${search}` : filled,
        body: parts.body,
      }
    })
}
