import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { demoIds, demoState, startEmulator, type EmulatorOptions } from '../../emulator'
import type { JsonObject, JsonValue } from '../../../src/emulator/state/json'
import { operationIds } from '../../emulator/cli-arguments'
import { size } from '../../soak/size'
import { orySpecDir, validateBody } from '../../support/texts/ory-spec'
import { base64, genericEntry, oidcPath, production } from './harness'
import {
  answerSchema,
  documented,
  linkId,
  requestsTo,
  scimPatches,
  stateToAsk,
  type Asked,
} from './spec-requests'

const served = operationIds.filter((name) => documented.has(name))
const missing = orySpecDir() === undefined
const statuses = new Map<string, Set<number>>()

afterAll(() => {
  if (missing) return
  const seen = [...statuses].map(([name, all]) => {
    return `${name} ${[...all].toSorted((one, other) => one - other).join(' ')}`
  })
  process.stdout.write(`Answers that were checked against the document:\n  ${seen.join('\n  ')}\n`)
})

const options: fc.Arbitrary<EmulatorOptions> = fc.record(
  {
    organizationRequests: fc.constantFrom('served', 'served', 'gone', 'forbidden'),
    organizationGoneStatus: fc.constantFrom(404, 405, 410),
    organizationIds: fc.constantFrom('kept', 'replaced', 'refused'),
    deletedOrganizationLeaves: fc.constantFrom(
      'connections-kept',
      'connections-detached',
      'connections-deleted',
    ),
    secretsReadAs: fc.constantFrom('absent', 'empty', 'masked'),
    disabledInDocument: fc.constantFrom('shown', 'hidden-state', 'absent'),
    scimClientsWithoutId: fc.constantFrom('matched', 'new'),
    scimClientsWithoutSecret: fc.constantFrom('stored', 'refused'),
    normalizeOrganizations: fc.boolean(),
    refuseDuplicateDomains: fc.boolean(),
    refuseAutoLink: fc.boolean(),
    oldOrganizationMembers: fc.boolean(),
    staleReadsAfterWrite: fc.constantFrom(0, 1),
  },
  { requiredKeys: [] },
)

/** Sends requests one after another to an emulator of their own, and says what is wrong with the answers. */
async function problemsOf(emulatorOptions: EmulatorOptions, requests: readonly Asked[]) {
  const emulator = await startEmulator({ state: stateToAsk(), ...emulatorOptions })
  const key = Object.values(emulator.demoApiKeys)[0] ?? ''
  const problems: string[] = []
  try {
    for (const asked of requests) {
      const response = await fetch(emulator.apiAddress + asked.path, {
        method: asked.method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
        signal: AbortSignal.timeout(5_000),
      })
      const { status } = response
      const { operationId } = asked
      statuses.set(operationId, (statuses.get(operationId) ?? new Set()).add(status))
      problems.push(...problemsOfAnswer(asked, status, await response.text()))
    }
  } finally {
    await emulator.close()
  }
  return problems
}

function problemsOfAnswer(asked: Asked, status: number, text: string): string[] {
  const { operationId } = asked
  const operation = documented.get(operationId)
  const name = `${operationId} ${status}`
  if (!operation) return [`${name} is not documented`]
  if (status >= 500) return [`${name}: ${text}`]
  const schema = answerSchema(operation, status)
  if (status === 204) return text === '' ? [] : [`${name} has a body`]
  if (schema === undefined) return [`${name} has no schema`]
  return validateBody(schema, JSON.parse(text)).map((problem) => `${name}: ${problem}`)
}

describe.skipIf(missing)('every answer is one that the OpenAPI document allows', () => {
  it.each(served)('%s', async (operationId) => {
    await fc.assert(
      fc.asyncProperty(options, requestsTo(operationId), async (chosen, asked) => {
        expect(await problemsOf(chosen, [asked])).toEqual([])
      }),
      { numRuns: size(10, 60) },
    )
  })

  it('of operations in any order', async () => {
    const any = fc.oneof(...served.map(requestsTo))
    await fc.assert(
      fc.asyncProperty(options, fc.array(any, { maxLength: 10 }), async (chosen, requests) => {
        expect(await problemsOf(chosen, requests)).toEqual([])
      }),
      { numRuns: size(25, 150) },
    )
  })

  it('of right requests, so that success is among them', async () => {
    const organization: JsonObject = { label: 'New', domains: ['new.example'] }
    const link = { enable_sso: true, enable_scim: false, saml_mapper_url: base64('{}') }
    const list = `/projects/${production}/organizations`
    const harbor = `${list}/${demoIds.harborLights}`
    const links = `${harbor}/onboarding-portal-links`
    const patch = [
      { op: 'add', path: `${oidcPath}/-`, value: genericEntry() },
      { op: 'add', path: '/organizations/-', value: organization },
    ]
    const ask = (operationId: string, method: string, path: string, body?: JsonValue): Asked => ({
      operationId,
      method,
      path,
      body,
    })
    const whole = {
      name: 'Renamed',
      services: {
        identity: {
          config: {
            identity: {
              default_schema_id: 'preset://email',
              schemas: [{ id: 'preset://email', url: 'preset://email' }],
            },
          },
        },
      },
      organizations: [{ id: demoIds.harborLights, ...organization }],
      cors_public: { enabled: true, origins: ['https://app.example'] },
      cors_admin: {},
    }
    const revision = demoState().projects[0]?.revision_id ?? ''
    const guarded = `/projects/${production}/revision/${revision}`
    const right: Asked[] = [
      ask('patchProjectWithRevision', 'PATCH', guarded, patch),
      ask('createOrganization', 'POST', list, organization),
      ask('createOrganizationOnboardingPortalLink', 'POST', links, link),
      ask('updateOrganizationOnboardingPortalLink', 'POST', `${links}/${linkId}`, link),
      ask('getOrganizationOnboardingPortalLinks', 'GET', links),
      ask('deleteOrganizationOnboardingPortalLink', 'DELETE', `${links}/${linkId}`),
      ask('patchProject', 'PATCH', `/projects/${production}`, patch),
      ask('updateOrganization', 'PUT', harbor, { session_lifespan: '2h' }),
      ask('getOrganization', 'GET', harbor),
      ask('getProject', 'GET', `/projects/${production}`),
      ask('listOrganizations', 'GET', list),
      ask('setProject', 'PUT', `/projects/${production}`, whole),
      ask('deleteOrganization', 'DELETE', harbor),
      ask('listWorkspaces', 'GET', '/workspaces'),
      ask('getWorkspace', 'GET', `/workspaces/${demoIds.northwind}`),
      ask('listWorkspaceProjects', 'GET', `/workspaces/${demoIds.northwind}/projects`),
      ask('listProjects', 'GET', '/projects'),
      ...[production, demoIds.northwindStaging, demoIds.northwindDevelopment].map((id) =>
        ask('getProject', 'GET', `/projects/${id}`),
      ),
    ]
    expect(await problemsOf({}, right)).toEqual([])
    for (const { operationId } of right) {
      const good = [...(statuses.get(operationId) ?? [])].filter((status) => status < 300)
      expect([operationId, good.length]).toEqual([operationId, 1])
    }
  })

  it('of the normalized form, which has no operation there but a schema', async () => {
    const seen = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(
        options,
        fc.array(scimPatches(), { maxLength: 5 }),
        async (chosen, patches) => {
          // Each answer is held against the read after it.
          const emulator = await startEmulator({ ...chosen, staleReadsAfterWrite: 0 })
          const authorization = `Bearer ${Object.values(emulator.demoApiKeys)[0] ?? ''}`
          const address = `${emulator.apiAddress}/normalized/projects/${production}`
          const headers = { authorization, 'content-type': 'application/json' }
          try {
            for (const patch of patches) {
              const before = emulator.state()
              const revision = String(emulator.project(production)['revision_id'])
              const response = await fetch(`${address}/revision/${revision}`, {
                method: 'PATCH',
                headers,
                body: JSON.stringify(patch),
              })
              const { status } = response
              const text = await response.text()
              seen.set(status, (seen.get(status) ?? 0) + 1)
              expect([status, text]).toEqual([status, expect.not.stringContaining('demo-secret')])
              const read: unknown = await (await fetch(address, { headers })).json()
              expect(validateBody('normalizedProject', read)).toEqual([])
              if (status === 200) {
                expect(JSON.parse(text)).toEqual(read)
                continue
              }
              expect(validateBody('errorGeneric', JSON.parse(text))).toEqual([])
              expect(emulator.state()).toEqual(before)
              expect([400, 409, 500]).toContain(status)
              // The two errors of Ory's database.
              if (status === 500) expect(text).toMatch(/organization_fkey|enum third_party/)
            }
          } finally {
            await emulator.close()
          }
        },
      ),
      { numRuns: size(30, 200) },
    )
    const told = [...seen].map(([status, count]) => `${status}: ${count}`).toSorted()
    process.stdout.write(`Answers to patches of SCIM clients: ${told.join(', ')}\n`)
    for (const status of [200, 400, 500]) expect(seen.get(status) ?? 0).toBeGreaterThan(0)
  })

  it('and an answer that is not would be seen', () => {
    const asked = { operationId: 'getProject', method: 'GET', path: '/', body: undefined }
    expect(problemsOfAnswer(asked, 200, '{}')).not.toEqual([])
    expect(problemsOfAnswer(asked, 500, '{}')).toHaveLength(1)
    expect(problemsOfAnswer(asked, 404, '{"code":404}')).toHaveLength(1)
  })
})
