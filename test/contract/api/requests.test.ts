import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toMapperUrl } from '../../../src/core/mapper/text'
import { defaultMapper } from '../../../src/core/mapper/default-mapper'
import { providerKinds } from '../../../src/core/model/providers'
import { draftAccount } from '../../../src/main/secrets/secret-store'
import { demoIds } from '../../../src/emulator'
import { draftOf, outcomeOf, startBench, value, writesOf } from '../../support/main-services'
import { orySpecDir, validateBody, validateKratos } from '../../support/ory-spec'

const folder = orySpecDir()
const withSpec = test.skipIf(folder === undefined)
const projectId = demoIds.northwindStaging

/** Kinds that a connection can be made of with the fields that the app offers today. */
const creatable = providerKinds.filter(({ value: kind }) => kind !== 'fedcm-test')

const entry = (kind: (typeof providerKinds)[number], index: number) => ({
  id: `kind-${index}`,
  label: kind.name,
  provider: kind.value,
  client_id: `client-${index}`,
  ...(kind.value === 'apple'
    ? {
        apple_team_id: 'TEAM123456',
        apple_private_key_id: 'KEY1234567',
        apple_private_key: { $secret: `reference-${index}` },
      }
    : { client_secret: { $secret: `reference-${index}` } }),
  scope: [...kind.scope],
  mapper_url: toMapperUrl(defaultMapper('oidc', kind.value)),
  ...(kind.issuer === 'required' ? { issuer_url: `https://${index}.example` } : {}),
  ...(kind.value === 'microsoft' ? { microsoft_tenant: 'organizations' } : {}),
})

async function publishEverything(options: { organizationWritesMoveRevision: boolean }) {
  const bench = await startBench(options)
  for (const index of creatable.keys()) {
    value(await bench.store.set(draftAccount(projectId, `reference-${index}`), `secret-${index}`))
  }
  const harbor = bench.emulator
    .state()
    .projects.find(({ id }) => id === projectId)
    ?.organizations.find((item) => item['label'] === 'Harbor Lights Logistics')
  const { shown } = await draftOf(bench, projectId, [
    {
      kind: 'create-organization',
      key: 'new:o',
      fields: { label: 'Contract', domains: ['contract.example'] },
    },
    {
      kind: 'set-field',
      target: { kind: 'organization', key: String(harbor?.['id']) },
      field: 'label',
      value: 'Harbor renamed',
    },
    ...creatable.map((kind, index) => ({
      kind: 'create-connection' as const,
      key: `new:${index}`,
      protocol: 'oidc' as const,
      fields: { ...entry(kind, index), ...(index === 0 ? { organization_id: 'new:o' } : {}) },
    })),
    {
      kind: 'set-field',
      target: { kind: 'connection', key: 'oidc:pilot-keycloak' },
      field: 'label',
      value: 'Pilot renamed',
    },
    { kind: 'delete-connection', key: 'oidc:harbor-entra' },
  ])
  const outcome = await bench.publishing.publish({ projectId, excluded: [], shown })
  return { bench, outcome: outcomeOf(outcome, 'published') }
}

describe.each([true, false])('organization requests move the revision: %s', (moves) => {
  test('a connection of each kind is created, and the server holds what was asked', async () => {
    const { bench, outcome } = await publishEverything({ organizationWritesMoveRevision: moves })
    expect(outcome.dropped).toEqual([])
    expect(outcome.draft.intents).toEqual({ organization: {}, connection: {}, method: {} })
    expect(writesOf(bench).at(-1)).toBe('PATCH 200')
  })
})

withSpec('every request body is as the OpenAPI document says', async () => {
  const { bench } = await publishEverything({ organizationWritesMoveRevision: true })
  const writes = bench.emulator.requests().filter(({ method }) => method !== 'GET')
  expect(writes.length).toBeGreaterThanOrEqual(2)
  for (const { method, body } of writes) {
    const schema = method === 'PATCH' ? 'jsonPatchDocument' : 'OrganizationBody'
    expect(validateBody(schema, body), `${method} ${JSON.stringify(body).slice(0, 200)}`).toEqual(
      [],
    )
  }
})

withSpec('every new connection is one that Kratos takes', async () => {
  const { bench } = await publishEverything({ organizationWritesMoveRevision: true })
  const patch = bench.emulator.requests().find(({ method }) => method === 'PATCH')
  const operations = (patch?.body ?? []) as unknown as {
    op: string
    path: string
    value: unknown
  }[]
  const added = operations.filter(({ op, path }) => op === 'add' && path.endsWith('/providers/-'))
  expect(added).toHaveLength(creatable.length)
  for (const { value: made } of added) {
    expect(validateKratos('selfServiceOIDCProvider', made), JSON.stringify(made)).toEqual([])
  }
})

withSpec('every endpoint of the client is an operation of the OpenAPI document', async () => {
  const spec = JSON.parse(readFileSync(join(folder ?? '', 'openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, { operationId?: string }>>
  }
  const { bench } = await publishEverything({ organizationWritesMoveRevision: true })
  const operations = new Map(
    Object.entries(spec.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [
        operationId,
        {
          method: method.toUpperCase(),
          pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
        },
      ]),
    ),
  )
  const seen = bench.emulator.requests().filter(({ server }) => server === 'api')
  expect(new Set(seen.map(({ operation }) => operation)).size).toBeGreaterThanOrEqual(4)
  for (const { operation, method, path } of seen) {
    const declared = operations.get(operation)
    expect(declared?.method, operation).toBe(method)
    expect(path.split('?')[0], operation).toMatch(declared?.pattern ?? /^$/)
  }
})
