import { expect, it } from 'vitest'
import {
  orySpecDir,
  undeclaredFields,
  validateBody,
  validateKratos,
} from '../../support/texts/ory-spec'
import { at, base64, oidcPath, production, start, type Client, type Reply } from './harness'
import { demoIds, demoState, oidcProviders } from '../../emulator'

interface Case {
  name: string
  schema: string
  status: number
  ask: (client: Client) => Promise<Reply>
}

const organizations = `/projects/${production}/organizations`
const one = `${organizations}/${demoIds.harborLights}`

const cases: Case[] = [
  {
    name: 'listWorkspaces',
    schema: 'listWorkspaces',
    status: 200,
    ask: ({ call }) => call('GET', '/workspaces'),
  },
  {
    name: 'getWorkspace',
    schema: 'workspace',
    status: 200,
    ask: ({ call }) => call('GET', `/workspaces/${demoIds.northwind}`),
  },
  {
    name: 'listWorkspaceProjects',
    schema: 'listWorkspaceProjects',
    status: 200,
    ask: ({ call }) => call('GET', `/workspaces/${demoIds.northwind}/projects`),
  },
  {
    name: 'listProjects',
    schema: 'projectMetadataList',
    status: 200,
    ask: ({ call }) => call('GET', '/projects'),
  },
  ...Object.entries(demoIds)
    .filter(([name]) => /^northwind./.test(name))
    .map(([name, id]) => ({
      name: `getProject ${name}`,
      schema: 'project',
      status: 200,
      ask: ({ call }: Client) => call('GET', `/projects/${id}`),
    })),
  {
    name: 'patchProject',
    schema: 'successfulProjectUpdate',
    status: 200,
    ask: ({ call }) =>
      call('PATCH', `/projects/${production}`, [
        { op: 'replace', path: `${oidcPath}/0/label`, value: 'Other' },
      ]),
  },
  {
    name: 'patchProjectWithRevision',
    schema: 'successfulProjectUpdate',
    status: 200,
    ask: ({ patch }) =>
      patch([{ op: 'replace', path: `${oidcPath}/0/mapper_url`, value: base64('{}') }]),
  },
  {
    name: 'listOrganizations',
    schema: 'listOrganizationsResponse',
    status: 200,
    ask: ({ call }) => call('GET', `${organizations}?page_size=3`),
  },
  {
    name: 'getOrganization',
    schema: 'getOrganizationResponse',
    status: 200,
    ask: ({ call }) => call('GET', one),
  },
  {
    name: 'createOrganization',
    schema: 'organization',
    status: 201,
    ask: ({ call }) => call('POST', organizations, { label: 'New', domains: ['new.example'] }),
  },
  {
    name: 'updateOrganization',
    schema: 'organization',
    status: 200,
    ask: ({ call }) => call('PUT', one, { label: 'Renamed', session_lifespan: '2h' }),
  },
  {
    name: 'getNormalizedProject',
    schema: 'normalizedProject',
    status: 200,
    ask: ({ call }) => call('GET', `/normalized/projects/${production}`),
  },
  {
    name: 'patchNormalizedProject',
    schema: 'normalizedProject',
    status: 200,
    ask: ({ call, emulator }) => {
      const revision = String(emulator.project(production)['revision_id'])
      return call('PATCH', `/normalized/projects/${production}/revision/${revision}`, [
        { op: 'replace', path: '/scim_clients/0/state', value: 'disabled' },
      ])
    },
  },
  {
    name: 'errors, nested',
    schema: 'errorGeneric',
    status: 403,
    ask: ({ call }) => call('GET', `/projects/${demoIds.globexProduction}`),
  },
]

const missing = orySpecDir() === undefined
if (missing) {
  process.stderr.write(`Ory's documents are absent: ${cases.length + 2} tests are skipped\n`)
}

it.skipIf(missing).each(cases)('$name answers as the OpenAPI document says', async (item) => {
  const reply = await item.ask(await start())
  expect(reply.status).toBe(item.status)
  expect(validateBody(item.schema, reply.body)).toEqual([])
})

it('an answer that lacks a required member would be seen', { skip: missing }, async () => {
  const { call } = await start()
  const { body } = await call('GET', one)
  expect(validateBody('getOrganizationResponse', at(body, 'organization'))).not.toEqual([])
})

it.skipIf(missing)('the demo has OIDC entries that Kratos accepts', () => {
  const networkOnly = [...undeclaredFields.oidc, 'state', 'x_future_flag', 'x_rollout']
  for (const entry of demoState().projects.flatMap(oidcProviders)) {
    const kept = Object.entries(entry).filter(([name]) => !networkOnly.includes(name))
    const problems = validateKratos('selfServiceOIDCProvider', Object.fromEntries(kept))
    expect({ id: entry['id'], problems }).toEqual({ id: entry['id'], problems: [] })
  }
})
