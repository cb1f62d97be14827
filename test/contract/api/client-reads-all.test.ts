import {
  Configuration,
  ProjectApi,
  WorkspaceApi,
  type ApiResponse,
  type JsonPatch,
} from '@ory/client-fetch'
import { afterEach, expect, test } from 'vitest'
import { demoIds, startEmulator, type Emulator, type EmulatorOptions } from '../../emulator'
import { routes } from '../../../src/emulator/routes'

/** Of no public document, so no client is made for them. */
const undocumented = new Set([
  'listCustomDomains',
  'getNormalizedProject',
  'patchNormalizedProject',
])

const production = demoIds.northwindProduction
const providers = '/services/identity/config/selfservice/methods/oidc/config/providers'
const running: Emulator[] = []
afterEach(async () => {
  for (const emulator of running.splice(0)) await emulator.close()
})

interface Clients {
  readonly projects: ProjectApi
  readonly workspaces: WorkspaceApi
  readonly emulator: Emulator
}
/** Sends one call. @returns what the client read, after it was seen that it has lost nothing. */
type Read = <Value>(answer: ApiResponse<Value>) => Promise<Value>
type Call = (clients: Clients, read: Read, made: Record<string, string>) => Promise<unknown>

const link = { enable_sso: true, enable_scim: false }
const wanted = { label: 'Löwe & Söhne', domains: ['made.example'], session_lifespan: '8h' }

/** One call of the client for each operation, in an order in which each has what it needs. */
const calls: Readonly<Record<string, Call>> = {
  listWorkspaces: async ({ workspaces }, read) => {
    const answer = await workspaces.listWorkspacesRaw({ pageSize: 1 })
    expect((await read(answer)).workspaces).toHaveLength(1)
  },
  getWorkspace: async ({ workspaces }, read) => {
    const answer = await workspaces.getWorkspaceRaw({ workspace: demoIds.northwind })
    expect((await read(answer)).name).toBe('Northwind')
  },
  listWorkspaceProjects: async ({ workspaces }, read) => {
    const answer = await workspaces.listWorkspaceProjectsRaw({ workspace: demoIds.northwind })
    const { projects } = await read(answer)
    expect(projects.map(({ id }) => id)).toContain(production)
  },
  listProjects: async ({ projects }, read) => {
    const answer = await projects.listProjectsRaw()
    const all = await read(answer)
    expect(all.map(({ id }) => id)).toContain(production)
  },
  getProject: async ({ projects, emulator }, read, made) => {
    const project = await read(await projects.getProjectRaw({ projectId: production }))
    made['revision'] = project.revision_id
    expect(project.revision_id).toBe(emulator.project(production)['revision_id'])
  },
  patchProjectWithRevision: async ({ projects, emulator }, read, made) => {
    const jsonPatch: JsonPatch[] = [
      { op: 'replace', path: `${providers}/0/label`, value: 'Guarded' },
    ]
    const at = { projectId: production, revisionId: made['revision'] ?? '' }
    const answer = await projects.patchProjectWithRevisionRaw({ ...at, jsonPatch })
    const { project, warnings } = await read(answer)
    expect([warnings, project.revision_id]).toEqual([
      [],
      emulator.project(production)['revision_id'],
    ])
    await expect(projects.patchProjectWithRevisionRaw({ ...at, jsonPatch })).rejects.toMatchObject({
      response: { status: 409 },
    })
    expect(JSON.stringify(emulator.project(production))).toContain('"Guarded"')
  },
  patchProject: async ({ projects, emulator }, read) => {
    const jsonPatch: JsonPatch[] = [{ op: 'replace', path: '/name', value: 'Patched' }]
    const answer = await projects.patchProjectRaw({ projectId: production, jsonPatch })
    expect((await read(answer)).project.name).toBe('Patched')
    expect(emulator.project(production)['name']).toBe('Patched')
  },
  setProject: async ({ projects, emulator }, read) => {
    const projectId = demoIds.northwindStaging
    const { services, cors_admin, cors_public } = await projects.getProject({ projectId })
    const organizations = [
      { id: '0b5a8f0e-2f8e-4f0e-9c52-000000000001', label: 'Set', domains: [] },
    ]
    // A whole connection needs its secret, which no read shows.
    const config: any = services.identity?.config
    for (const method of ['oidc', 'saml']) {
      config.selfservice.methods[method].config.providers = []
    }
    const setProject = {
      name: 'Set',
      services,
      organizations,
      cors_admin: cors_admin ?? {},
      cors_public: cors_public ?? {},
    }
    const answer = await projects.setProjectRaw({ projectId, setProject })
    const { project } = await read(answer)
    expect(project).toMatchObject({ name: 'Set', organizations })
    expect(emulator.project(projectId)).toMatchObject({ name: 'Set', organizations })
  },
  createOrganization: async ({ projects, emulator }, read, made) => {
    const answer = await projects.createOrganizationRaw({
      projectId: production,
      organizationBody: wanted,
    })
    made['organization'] = (await read(answer)).id
    expect(emulator.project(production)['organizations']).toContainEqual({
      id: made['organization'],
      ...wanted,
    })
  },
  getOrganization: async ({ projects }, read, made) => {
    const at = { projectId: production, organizationId: made['organization'] ?? '' }
    const answer = await projects.getOrganizationRaw(at)
    const { organization } = await read(answer)
    expect(organization).toMatchObject(wanted)
  },
  updateOrganization: async ({ projects }, read, made) => {
    const at = { projectId: production, organizationId: made['organization'] ?? '' }
    const organizationBody = { label: 'Renamed', domains: [], session_lifespan: '' }
    const answer = await projects.updateOrganizationRaw({ ...at, organizationBody })
    const organization = await read(answer)
    expect([organization.label, organization.domains, organization.session_lifespan]).toEqual([
      'Renamed',
      [],
      undefined,
    ])
  },
  listOrganizations: async ({ projects }, read, made) => {
    const answer = await projects.listOrganizationsRaw({ projectId: production, pageSize: 1000 })
    const { organizations, has_next_page: more } = await read(answer)
    expect([organizations.at(-1)?.id, more]).toEqual([made['organization'], false])
    const first = await projects.listOrganizations({ projectId: production, pageSize: 2 })
    const at = { projectId: production, pageSize: 2, pageToken: first.next_page_token }
    const second = await projects.listOrganizations(at)
    expect([...first.organizations, ...second.organizations]).toEqual(organizations.slice(0, 4))
    const byDomain = { projectId: production, domain: 'harborlights.example' }
    expect((await projects.listOrganizations(byDomain)).organizations).toHaveLength(1)
  },
  createOrganizationOnboardingPortalLink: async ({ projects }, read, made) => {
    const answer = await projects.createOrganizationOnboardingPortalLinkRaw({
      projectId: production,
      organizationId: made['organization'] ?? '',
      createOrganizationOnboardingPortalLinkBody: link,
    })
    made['link'] = (await read(answer)).id
  },
  updateOrganizationOnboardingPortalLink: async ({ projects }, read, made) => {
    const answer = await projects.updateOrganizationOnboardingPortalLinkRaw({
      projectId: production,
      organizationId: made['organization'] ?? '',
      onboardingPortalLinkId: made['link'] ?? '',
      updateOrganizationOnboardingPortalLinkBody: { enable_sso: false, enable_scim: true },
    })
    expect(await read(answer)).toMatchObject({ enable_scim: true })
  },
  getOrganizationOnboardingPortalLinks: async ({ projects }, read, made) => {
    const at = { projectId: production, organizationId: made['organization'] ?? '' }
    const answer = await projects.getOrganizationOnboardingPortalLinksRaw(at)
    const { links } = await read(answer)
    expect(links).toMatchObject([{ id: made['link'], enable_scim: true, enable_sso: false }])
  },
  deleteOrganizationOnboardingPortalLink: async ({ projects }, _read, made) => {
    const at = { projectId: production, organizationId: made['organization'] ?? '' }
    await projects.deleteOrganizationOnboardingPortalLink({
      ...at,
      onboardingPortalLinkId: made['link'] ?? '',
    })
    const { links } = await projects.getOrganizationOnboardingPortalLinks(at)
    expect(links).toEqual([])
  },
  createProjectApiKey: async ({ projects }, read, made) => {
    const body = { name: 'Of a test', expires_at: new Date('2099-01-01T00:00:00Z') }
    const at = { project: production, createProjectApiKeyBody: body }
    const key = await read(await projects.createProjectApiKeyRaw(at))
    expect(key).toMatchObject({ name: 'Of a test', project_id: production })
    expect(key.value).toMatch(/^ory_apikey_/)
    made['key'] = key.id
  },
  listProjectApiKeys: async ({ projects }, read, made) => {
    const keys = await read(await projects.listProjectApiKeysRaw({ project: production }))
    expect(keys.map(({ id, value }) => [id, value])).toEqual([[made['key'], undefined]])
  },
  deleteProjectApiKey: async ({ projects }, _read, made) => {
    await projects.deleteProjectApiKey({ project: production, tokenId: made['key'] ?? '' })
    expect(await projects.listProjectApiKeys({ project: production })).toEqual([])
  },
  deleteOrganization: async ({ projects }, _read, made) => {
    const at = { projectId: production, organizationId: made['organization'] ?? '' }
    await projects.deleteOrganization(at)
    await expect(projects.getOrganization(at)).rejects.toMatchObject({ response: { status: 404 } })
  },
}

/**
 * Members of an answer that are not in what the client made of it, as `/a/b`; lists by their items. It
 * reads `null` as absent.
 */
function lostIn(answer: unknown, value: unknown, place = ''): string[] {
  if (Array.isArray(answer) && Array.isArray(value))
    return answer.flatMap((item, index) => lostIn(item, value[index], place))
  if (typeof answer === 'object' && answer !== null) {
    const known = Object(value) as Record<string, unknown>
    return Object.entries(answer).flatMap(([name, item]) =>
      name in known || item === null
        ? lostIn(item, known[name], `${place}/${name}`)
        : [`${place}/${name}`],
    )
  }
  const isTime = (text: unknown) => typeof text === 'string' && /^\d{4}-\d\d-\d\dT/.test(text)
  if (isTime(answer) && isTime(value))
    return Date.parse(String(answer)) === Date.parse(String(value)) ? [] : [place]
  return (answer ?? undefined) === (value ?? undefined)
    ? []
    : [`${place}: ${String(answer)} is ${String(value)}`]
}

const variants: EmulatorOptions[] = [
  {},
  { secretsReadAs: 'masked', disabledInDocument: 'shown', organizationWritesMoveRevision: false },
]

test('there is a call for every route', () => {
  const offered = routes.map(([, , operationId]) => operationId)
  expect(Object.keys(calls).toSorted()).toEqual(
    offered.filter((name) => !undocumented.has(name)).toSorted(),
  )
})

test.each(variants)(
  'the client that Ory generates reads and writes everything, with %j',
  async (options) => {
    const emulator = await startEmulator(options)
    running.push(emulator)
    const accessToken = emulator.demoApiKeys[demoIds.northwind] ?? ''
    const configuration = new Configuration({ basePath: emulator.apiAddress, accessToken })
    const clients = {
      projects: new ProjectApi(configuration),
      workspaces: new WorkspaceApi(configuration),
      emulator,
    }
    const made: Record<string, string> = {}
    for (const [name, call] of Object.entries(calls)) {
      emulator.clearRequests()
      await call(
        clients,
        async (answer) => {
          const text: unknown = await answer.raw.clone().json()
          const value = await answer.value()
          const again: unknown = JSON.parse(JSON.stringify(value))
          expect([name, lostIn(text, again)]).toEqual([name, []])
          return value
        },
        made,
      )
      const served = emulator.requests().filter(({ status }) => status < 300)
      expect(served.map(({ operation }) => operation)).toContain(name)
    }
  },
)

test('what the client would lose of an answer is seen', () => {
  expect(
    lostIn({ a: [{ b: 1, c: null }], t: '2026-01-01T00:00:00Z' }, { a: [{}], t: 'x' }),
  ).toEqual(['/a/b', '/t: 2026-01-01T00:00:00Z is x'])
  expect(lostIn({ t: '2026-01-01T00:00:00Z' }, { t: '2026-01-01T00:00:00.000Z' })).toEqual([])
})
