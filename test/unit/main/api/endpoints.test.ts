import { MockAgent, request } from 'undici'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createApiClient, type ApiWait } from '../../../../src/main/api/client'
import { listCustomDomains } from '../../../../src/main/api/endpoints/custom-domains'
import {
  getNormalizedProject,
  patchNormalizedProject,
} from '../../../../src/main/api/endpoints/normalized'
import {
  deleteOrganization,
  findOrganizations,
  getOrganization,
  listOrganizations,
} from '../../../../src/main/api/endpoints/organizations'
import {
  createPortalLink,
  deletePortalLink,
  listPortalLinks,
  updatePortalLink,
} from '../../../../src/main/api/endpoints/portal-links'
import { getProject, patchProjectWithRevision } from '../../../../src/main/api/endpoints/projects'
import { mayWrite } from '../../../support/services/write-access'
import { anyUuid } from '../../../support/states/project-ids'
import { projectIdOf } from '../../../../src/core/model/project-id'

const apiAddress = 'https://api.example.com'
const access = mayWrite({ apiAddress, apiKey: 'ory_wak_key' })
const project = projectIdOf(apiAddress, anyUuid)
let agent: MockAgent
let sleep: ReturnType<typeof vi.fn<(milliseconds: number) => Promise<void>>>
let client: ReturnType<typeof createApiClient>

beforeEach(() => {
  agent = new MockAgent()
  agent.disableNetConnect()
  sleep = vi.fn(() => Promise.resolve())
  const transport = () =>
    Promise.resolve({
      request,
      for: () => ({ dispatcher: agent, proxied: false }),
      close: async () => {},
    })
  client = createApiClient({ transport, userAgent: 'test/1', sleep, random: () => 0 })
})
afterEach(() => agent.close())

const on = (method: string, path: string, body?: string) =>
  agent.get(apiAddress).intercept({ method, path, ...(body === undefined ? {} : { body }) })

const page = (ids: string[], next: string) => ({
  organizations: ids.map((id) => ({ id, label: id, domains: [], later: true })),
  next_page_token: next,
  has_next_page: next !== '',
})

test('organizations come page by page, and a wait is told', async () => {
  const first = `/projects/${anyUuid}/organizations?page_size=1000`
  on('GET', first).reply(429, '')
  on('GET', first).reply(200, page(['a', 'b'], 'two'))
  on('GET', `${first}&page_token=two`).reply(200, page(['c'], ''))
  const counts: number[] = []
  const pages: string[][] = []
  const waits: ApiWait[] = []
  const result = await listOrganizations(client, access, project, {
    onProgress: (count) => counts.push(count),
    onPage: (organizations) => pages.push(organizations.map(({ id }) => id)),
    onWait: (wait) => waits.push(wait),
  })
  expect(result.ok && result.value.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect(result.ok && result.value[0]).toHaveProperty('later', true)
  expect(counts).toEqual([2, 3])
  expect(pages).toEqual([['a', 'b'], ['c']])
  expect(waits).toEqual([{ code: 'api.rate-limited', attempt: 1, of: 6, milliseconds: 1000 }])
})

test('a cancelled list asks for no further page', async () => {
  const controller = new AbortController()
  on('GET', `/projects/${anyUuid}/organizations?page_size=1000`).reply(200, page(['a'], 'two'))
  const { signal } = controller
  const onPage = () => controller.abort()
  const result = await listOrganizations(client, access, project, { signal, onPage })
  expect(result).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
})

test('organizations are found by domain, over all pages', async () => {
  const path = `/projects/${anyUuid}/organizations?page_size=1000`
  on('GET', `${path}&domain=a%26b.example`).reply(200, page(['a'], 'two'))
  on('GET', `${path}&page_token=two&domain=a%26b.example`).reply(200, page(['b'], ''))
  const result = await findOrganizations(client, access, project, 'a&b.example')
  expect(result.ok && result.value.map(({ id }) => id)).toEqual(['a', 'b'])
})

test('what was created a moment ago is asked for again, and what was not is not', async () => {
  const path = `/projects/${anyUuid}/organizations/o`
  on('GET', path).reply(404, '').times(4)
  on('GET', path).reply(200, { organization: { id: 'o', label: 'O', domains: null } })
  expect(await getOrganization(client, access, project, 'o', { fresh: true })).toMatchObject({
    ok: true,
    value: { id: 'o' },
  })
  expect(sleep.mock.calls.map(([time]) => time)).toEqual([1000, 2000, 4000, 8000])
  on('GET', path).reply(404, '').times(5)
  const missing = { ok: false, error: { code: 'api.not-found' } }
  expect(await getOrganization(client, access, project, 'o', { fresh: true })).toMatchObject(
    missing,
  )
  expect(sleep).toHaveBeenCalledTimes(8)
  on('GET', path).reply(404, '')
  expect(await getOrganization(client, access, project, 'o')).toMatchObject(missing)
  expect(sleep).toHaveBeenCalledTimes(8)
})

const projectDocument = {
  id: anyUuid,
  name: 'P',
  slug: 's',
  state: 'odd',
  environment: 'e',
  revision_id: 'r',
  services: { identity: { config: {} } },
}
const otherUuid = anyUuid.replace(/^./, (digit) => (digit === '1' ? '2' : '1'))

test('a document of another project or without its services is refused, from every endpoint', async () => {
  const target = { projectId: project, revisionId: 'r' }
  const endpoints = {
    'GET /projects/ID': [(document: object) => document, () => getProject(client, access, project)],
    'PATCH /projects/ID/revision/r': [
      (document: object) => ({ project: document, warnings: [] }),
      () => patchProjectWithRevision(client, access, target, []),
    ],
  } as const
  const whyNot: [object, string | undefined][] = [
    [{}, undefined],
    [{ id: anyUuid.toUpperCase() }, undefined],
    [{ id: otherUuid }, 'it is about another project'],
    [{ services: undefined }, 'services has an unknown form'],
    [{ services: null }, 'services has an unknown form'],
    [{ services: { identity: {} } }, 'services.identity.config has an unknown form'],
  ]
  for (const [line, [answerOf, ask]] of Object.entries(endpoints)) {
    const [method = '', path = ''] = line.replace('ID', anyUuid).split(' ')
    for (const [change, why] of whyNot) {
      on(method, path).reply(200, answerOf({ ...projectDocument, ...change }))
      const result = await ask()
      expect(result.ok, JSON.stringify(change)).toBe(why === undefined)
      if (why === undefined) continue
      const error = { code: 'api.unexpected-response', retry: false }
      expect(result).toMatchObject({ error: { ...error, message: expect.stringContaining(why) } })
    }
  }
  const normalized = `/normalized/projects/${anyUuid}`
  on('GET', normalized).reply(200, { id: otherUuid, current_revision: { scim_clients: [] } })
  expect(await getNormalizedProject(client, access, project)).toMatchObject({ ok: false })
})

test('getProject tells its waits', async () => {
  on('GET', `/projects/${anyUuid}`).reply(503, '')
  on('GET', `/projects/${anyUuid}`).reply(200, projectDocument)
  const onWait = vi.fn()
  expect(await getProject(client, access, project, undefined, onWait)).toMatchObject({ ok: true })
  expect(onWait).toHaveBeenCalledWith({
    code: 'api.unavailable',
    answered: 'api.example.com answered 503 with nothing (no content type)',
    attempt: 1,
    of: 3,
    milliseconds: 500,
  })
})

const links = `/projects/${anyUuid}/organizations/o/onboarding-portal-links`
const link = {
  id: 'l',
  value: 'the-secret',
  enable_sso: true,
  enable_scim: false,
  expires_at: '2026-12-02T12:00:00Z',
  custom_hostname_id: null,
  proxy_acs_url: 'https://acs.example.com',
}

test('portal links are listed, created, updated and deleted', async () => {
  on('GET', links).reply(200, { links: [link] })
  expect(await listPortalLinks(client, access, project, 'o')).toEqual({ ok: true, value: [link] })
  on('GET', links).reply(200, { links: null })
  expect(await listPortalLinks(client, access, project, 'o')).toEqual({ ok: true, value: [] })

  const body = { enable_sso: true, enable_scim: false }
  on('POST', links, JSON.stringify(body)).reply(201, link)
  const created = await createPortalLink(client, access, project, 'o', body)
  expect(created).toEqual({ ok: true, value: link })
  on('POST', `${links}/l`, JSON.stringify(body)).reply(200, link)
  const updated = await updatePortalLink(client, access, project, 'o', 'l', body)
  expect(updated).toEqual({ ok: true, value: link })

  on('DELETE', `${links}/l`).reply(204, '')
  on('DELETE', `${links}/l`).reply(404, '')
  on('DELETE', `${links}/l`).reply(403, '')
  const deletes = []
  for (let count = 0; count < 3; count += 1) {
    deletes.push(await deletePortalLink(client, access, project, 'o', 'l'))
  }
  expect(deletes).toMatchObject([
    { ok: true, value: 'deleted' },
    { ok: true, value: 'unknown' },
    { ok: false },
  ])
})

test('a portal link is created once, whatever its answer', async () => {
  on('POST', links).reply(201, '{"id":')
  const result = await createPortalLink(client, access, project, 'o', {})
  const error = { code: 'api.unexpected-response', status: 201 }
  expect(result).toMatchObject({ ok: false, error })
  expect(agent.pendingInterceptors()).toEqual([])
})

test('an organization that the server does not find is told apart from a deleted one', async () => {
  on('DELETE', `/projects/${anyUuid}/organizations/o`).reply(404, '')
  expect(await deleteOrganization(client, access, project, 'o')).toEqual({
    ok: true,
    value: 'unknown',
  })
})

test('custom domains, where the server has them', async () => {
  const domain = { id: 'c', hostname: 'login.example.com', ssl_status: 'active', later: 1 }
  on('GET', `/projects/${anyUuid}/cname`).reply(200, [domain])
  expect(await listCustomDomains(client, access, project)).toEqual({ ok: true, value: [domain] })
  on('GET', `/projects/${anyUuid}/cname`).reply(200, 'null')
  expect(await listCustomDomains(client, access, project)).toEqual({ ok: true, value: [] })
  on('GET', `/projects/${anyUuid}/cname`).reply(404, '')
  expect(await listCustomDomains(client, access, project)).toEqual({ ok: true, value: undefined })
  on('GET', `/projects/${anyUuid}/cname`).reply(403, '')
  expect(await listCustomDomains(client, access, project)).toMatchObject({ ok: false })
})

test('states of connections, where the server has them', async () => {
  const path = `/normalized/projects/${anyUuid}`
  on('GET', path).reply(200, {
    current_revision: {
      id: 'r',
      kratos_selfservice_methods_oidc_config_providers: [
        { id: 'row', provider_id: 'okta', state: 'disabled', client_id: 'x' },
        { provider_id: 'google' },
        { provider_id: 'odd', state: 'paused' },
      ],
    },
  })
  expect(await getNormalizedProject(client, access, project)).toMatchObject({
    ok: true,
    value: {
      revisionId: 'r',
      states: {
        oidc: [{ id: 'okta', state: 'disabled' }, { id: 'google' }, { id: 'odd', state: 'paused' }],
        saml: [],
      },
    },
  })
  for (const status of [401, 403, 404, 405]) {
    on('GET', path).reply(status, '')
    const answer = await getNormalizedProject(client, access, project)
    expect(answer).toMatchObject({ ok: false, error: { status } })
  }
  // A list that is empty is null in Go.
  on('GET', path).reply(200, { current_revision: { id: 'r', scim_clients: null } })
  expect(await getNormalizedProject(client, access, project)).toMatchObject({
    ok: true,
    value: { revisionId: 'r', states: { oidc: [], saml: [] }, scimClients: [] },
  })
})

test.each([
  [
    [null, 7, { client_id: 'a' }, ['x']],
    [{}, {}, { client_id: 'a' }, {}],
  ],
  [5, undefined],
  [{ a: { client_id: 'a' } }, undefined],
])('SCIM clients of the wrong shape cost nothing else: %j', async (rows, scimClients) => {
  on('GET', `/normalized/projects/${anyUuid}`).reply(200, {
    current_revision: {
      id: 'r',
      kratos_selfservice_methods_oidc_config_providers: [{ provider_id: 'okta', state: 'enabled' }],
      scim_clients: rows,
    },
  })
  const answer = await getNormalizedProject(client, access, project)
  expect(answer.ok && [answer.value.states.oidc, answer.value.scimClients]).toEqual([
    [{ id: 'okta', state: 'enabled' }],
    scimClients,
  ])
})

test('a patch of the normalized form, whatever form its answer has', async () => {
  const path = `/normalized/projects/${anyUuid}/revision/r1`
  const patch = () =>
    patchNormalizedProject(client, access, { projectId: project, revisionId: 'r1' }, [])
  on('PATCH', path).reply(200, {
    current_revision: { id: 'r2', scim_clients: [{ client_id: 'a' }] },
  })
  expect(await patch()).toMatchObject({
    ok: true,
    value: { revisionId: 'r2', scimClients: [{ client_id: 'a' }] },
  })
  on('PATCH', path).reply(200, { project: { id: 'p' }, warnings: [] })
  expect(await patch()).toEqual({ ok: true, value: undefined })
  on('PATCH', path).reply(409, '')
  expect(await patch()).toMatchObject({ ok: false, error: { code: 'api.revision-conflict' } })
  on('PATCH', path).reply(403, '')
  expect(await patch()).toMatchObject({ ok: false, error: { status: 403 } })
})
