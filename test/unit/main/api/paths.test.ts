import { afterEach, describe, expect, it } from 'vitest'
import { success } from '../../../../src/core/errors/result'
import { grantKeyDeletion, grantWriteAccess } from '../../../../src/main/api/access'
import type { ProjectId } from '../../../../src/core/model/project-id'
import { createApiClient, type Access, type WriteAccess } from '../../../../src/main/api/client'
import { createTransportLoader } from '../../../../src/main/api/dispatcher'
import { listCustomDomains } from '../../../../src/main/api/endpoints/custom-domains'
import {
  getNormalizedProject,
  patchNormalizedProject,
} from '../../../../src/main/api/endpoints/normalized'
import * as organizations from '../../../../src/main/api/endpoints/organizations'
import * as links from '../../../../src/main/api/endpoints/portal-links'
import * as keys from '../../../../src/main/api/endpoints/project-keys'
import { getProject, patchProjectWithRevision } from '../../../../src/main/api/endpoints/projects'
import { listWorkspaceProjects } from '../../../../src/main/api/endpoints/workspaces'
import { startAttackServer } from '../../../support/services/attack-server'
import { mayWrite } from '../../../support/services/write-access'

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

const project = 'a1d3bde0-6e8b-4f4c-9c6d-0c8f3f1a2b3c'
const organization = 'b2d3bde0-6e8b-4f4c-9c6d-0c8f3f1a2b3c'

async function start() {
  const server = await startAttackServer({
    answer: (_request, response) => void response.writeHead(404).end(),
  })
  const transport = createTransportLoader({})
  endings.push(
    () => server.close(),
    () => transport.close(),
  )
  const client = createApiClient({
    transport,
    userAgent: 'test/1',
    timeout: 5000,
    sleep: () => Promise.resolve(),
  })
  const access = { apiAddress: server.address, apiKey: 'ory_wak_of_tests' }
  return { server, client, access, leave: mayWrite(access, project) }
}

const isUuid = (text: string) => /^[0-9a-f-]{36}$/.test(text)
/** A project of the server, whatever it is called there. */
const projectAt = (access: Access, at: string) => `${access.apiAddress}/projects/${at}` as ProjectId
const uuidOr = (at: string) => (isUuid(at) ? at : project)

/** Every place of every request that an id goes to; `at` is the id. */
type Send = (
  bench: Awaited<ReturnType<typeof start>>,
  at: string,
) => Promise<{ readonly ok: boolean }>
const places: Readonly<Record<string, Send>> = {
  'the project of getProject': ({ client, access }, at) =>
    getProject(client, access, projectAt(access, at)),
  'the project of patchProjectWithRevision': ({ client, access }, at) =>
    patchProjectWithRevision(
      client,
      mayWrite(access, uuidOr(at)),
      { projectId: projectAt(access, at), revisionId: 'r' },
      [],
    ),
  'the revision of patchProjectWithRevision': ({ client, access, leave }, at) =>
    patchProjectWithRevision(
      client,
      leave,
      { projectId: projectAt(access, project), revisionId: at },
      [],
    ),
  'the project of listOrganizations': ({ client, access }, at) =>
    organizations.listOrganizations(client, access, projectAt(access, at)),
  'the organization of getOrganization': ({ client, access }, at) =>
    organizations.getOrganization(client, access, projectAt(access, project), at),
  'the project of createOrganization': ({ client, access }, at) =>
    organizations.createOrganization(
      client,
      mayWrite(access, uuidOr(at)),
      projectAt(access, at),
      {},
    ),
  'the organization of updateOrganization': ({ client, access, leave }, at) =>
    organizations.updateOrganization(client, leave, projectAt(access, project), at, {}),
  'the organization of deleteOrganization': ({ client, access, leave }, at) =>
    organizations.deleteOrganization(client, leave, projectAt(access, project), at),
  'the organization of listPortalLinks': ({ client, access }, at) =>
    links.listPortalLinks(client, access, projectAt(access, project), at),
  'the organization of createPortalLink': ({ client, access, leave }, at) =>
    links.createPortalLink(client, leave, projectAt(access, project), at, {}),
  'the link of updatePortalLink': ({ client, access, leave }, at) =>
    links.updatePortalLink(client, leave, projectAt(access, project), organization, at, {}),
  'the link of deletePortalLink': ({ client, access, leave }, at) =>
    links.deletePortalLink(client, leave, projectAt(access, project), organization, at),
  'the project of listProjectKeys': ({ client, access }, at) =>
    keys.listProjectKeys(client, access, projectAt(access, at)),
  'the project of createProjectKey': ({ client, access }, at) =>
    keys.createProjectKey(client, mayWrite(access, uuidOr(at)), projectAt(access, at), {
      name: 'n',
      expiresAt: 'e',
    }),
  'the key of deleteProjectKey': ({ client, access }, at) =>
    keys.deleteProjectKey(
      client,
      grantKeyDeletion(access, projectAt(access, project), at),
      projectAt(access, project),
      at,
    ),
  'the project of listCustomDomains': ({ client, access }, at) =>
    listCustomDomains(client, access, projectAt(access, at)),
  'the project of getNormalizedProject': ({ client, access }, at) =>
    getNormalizedProject(client, access, projectAt(access, at)),
  'the project of patchNormalizedProject': ({ client, access }, at) =>
    patchNormalizedProject(
      client,
      mayWrite(access, uuidOr(at)),
      { projectId: projectAt(access, at), revisionId: 'r' },
      [],
    ),
  'the revision of patchNormalizedProject': ({ client, access, leave }, at) =>
    patchNormalizedProject(
      client,
      leave,
      { projectId: projectAt(access, project), revisionId: at },
      [],
    ),
  'the workspace of listWorkspaceProjects': ({ client, access }, at) =>
    listWorkspaceProjects(client, access, at),
}

/** What is no part of a path, or becomes another one on its way. */
const noSegments = [
  '',
  '.',
  '..',
  '%2e',
  '%2E%2e',
  '.%2e',
  '..\t',
  '.\n.',
  '\r..',
  '..\u0000',
  '..\u007f',
  '..\\..',
  '../..',
  'a/b',
  '/',
  '\\',
  'a%2fb',
  '?x',
  '..#',
  ' ..',
  '.. ',
  '\u00a0',
  '\u200b..',
  '\ufeff',
  '\uff0e\uff0e',
  '\u2024\u2024',
  'e\u0301',
  '\ud800',
  'x'.repeat(1001),
]

describe.each(Object.entries(places))('%s', (place, send) => {
  it('is sent as it is', async () => {
    const bench = await start()
    // Ory calls a project by a UUID; of another id the form is not known.
    const id = place.startsWith('the project') ? project : 'an-id'
    await send(bench, id)
    expect(bench.server.requests.length).toBeGreaterThan(0)
    for (const request of bench.server.requests) {
      expect(`${request}/`.replace('?', '/')).toContain(`/${id}/`)
    }
  })

  it('is refused where a path would become another one', async () => {
    const bench = await start()
    for (const at of noSegments) {
      const answer = await send(bench, at)
      expect(answer, JSON.stringify(at)).toMatchObject({
        error: { code: 'request.invalid', arrived: false },
      })
    }
    expect(bench.server.requests).toEqual([])
  })
})

describe('leave to write', () => {
  it('is judged by the path that is sent', async () => {
    const { client, leave, server } = await start()
    const outside: (readonly string[])[] = [
      ['projects'],
      ['projects', project],
      ['projects', `${project}-2`, 'organizations'],
      ['workspaces', project, 'projects'],
      ['x', 'projects', project, 'organizations'],
    ]
    for (const segments of outside) {
      expect(await client.send<void>({ access: leave, method: 'DELETE', segments })).toMatchObject({
        error: { code: 'bug', arrived: false },
      })
    }
    const around = ['projects', project, 'organizations', '..', '..', 'other']
    expect(
      await client.send<void>({ access: leave, method: 'DELETE', segments: around }),
    ).toMatchObject({ error: { code: 'request.invalid' } })
    expect(server.requests).toEqual([])
  })

  it('for one key covers this key alone', async () => {
    const { client, access, server } = await start()
    const leave: WriteAccess = grantKeyDeletion(access, projectAt(access, project), 'one')
    expect(
      await keys.deleteProjectKey(client, leave, projectAt(access, project), 'another'),
    ).toMatchObject({
      error: { code: 'bug' },
    })
    expect(server.requests).toEqual([])
    await keys.deleteProjectKey(client, leave, projectAt(access, project), 'one')
    expect(server.requests).toEqual([`DELETE /projects/${project}/tokens/one`])
  })

  it('of a project that is no part of a path covers nothing', () => {
    for (const id of ['', '.', '..', 'a/b', '%2e']) {
      const access = { apiAddress: 'http://127.0.0.1:1', apiKey: 'k' }
      const leave = grantWriteAccess(access, projectAt(access, id), () =>
        Promise.resolve(success(undefined)),
      )
      for (const path of ['/projects/x/y', '/projects//x', '/projects/', `/projects/${id}/x`]) {
        expect(leave.covers(path), `${id} ${path}`).toBe(false)
      }
    }
  })
})
