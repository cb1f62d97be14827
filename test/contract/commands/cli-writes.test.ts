import { describe, expect, it } from 'vitest'
import { cliBench, noCli, type CliProject } from './cli-bench'
import {
  config,
  methods,
  providers,
  meadowlark,
  encoded,
  okta,
  json,
  own,
  path,
  list,
  type Arguments,
  operation,
  patch,
  patchProject,
  patchIdentity,
  putIdentity,
  updateIdentity,
  withOkta,
  withSchema,
} from './cli-parts'

const bench = cliBench({ secretsWrittenBack: 'kept' })
const suite = describe.skipIf(noCli).concurrent

/** What it does, its arguments, the same without it, and what of the answer nobody public knows. */
type Write = [
  about: string,
  args: Arguments,
  same: (project: CliProject) => Promise<unknown>,
  open?: string,
]
const writes: Write[] = [
  [
    'create organization',
    (it) => ['create', 'organization', 'Löwe & Söhne', '-d', 'a.example,b.example', ...own(it)],
    (it) =>
      it.call('POST', list(it), { label: 'Löwe & Söhne', domains: ['a.example', 'b.example'] }),
  ],
  [
    'create organization without domains',
    (it) => ['create', 'organization', 'Plain', ...own(it)],
    (it) => it.call('POST', list(it), { label: 'Plain' }),
  ],
  [
    'create organization with a domain that another has',
    (it) => ['create', 'organization', 'Twice', '-d', 'meadowlark.example', ...own(it)],
    (it) => it.call('POST', list(it), { label: 'Twice', domains: ['meadowlark.example'] }),
    'whether a domain may belong to two organizations',
  ],
  [
    'update organization',
    (it) => ['update', 'organization', meadowlark, '-l', 'Renamed', '-d', 'c.example', ...own(it)],
    (it) =>
      it.call('PUT', `${list(it)}/${meadowlark}`, { label: 'Renamed', domains: ['c.example'] }),
  ],
  [
    'update organization, its label alone',
    (it) => ['update', 'organization', meadowlark, '-l', 'Renamed', ...own(it)],
    (it) => it.call('PUT', `${list(it)}/${meadowlark}`, { label: 'Renamed' }),
    'whether what a request leaves out is kept',
  ],
  [
    'update organization cannot clear domains or the label: it sends nothing',
    (it) => ['update', 'organization', meadowlark, '-l', '', '-d', '', ...own(it)],
    (it) => it.call('PUT', `${list(it)}/${meadowlark}`, {}),
    'whether what a request leaves out is kept',
  ],
  [
    'delete organization',
    (it) => ['delete', 'organization', meadowlark, '--project', it.id],
    (it) => it.call('DELETE', `${list(it)}/${meadowlark}`),
    'what becomes of the connections of a deleted organization',
  ],
  [
    'patch project adds, replaces and removes a connection’s members',
    (it) =>
      patchProject(
        it,
        '--add',
        `${providers}/0/pkce="force"`,
        '--replace',
        `${providers}/2/label="Renamed \\"x\\""`,
        '--remove',
        `${providers}/4/organization_id`,
      ),
    (it) =>
      patch(
        it,
        operation('add', `${providers}/0/pkce`, 'force'),
        operation('replace', `${providers}/2/label`, 'Renamed "x"'),
        operation('remove', `${providers}/4/organization_id`),
      ),
  ],
  [
    'patch project sends files, then what is added, replaced and removed',
    async (it) =>
      patchProject(
        it,
        '--remove',
        `${providers}/0`,
        '--replace',
        `${providers}/0/label="replaced"`,
        '--add',
        `${providers}/0=${JSON.stringify(okta)}`,
        '--file',
        await it.file('a.json', [operation('replace', `${providers}/0/label`, 'filed')]),
      ),
    (it) =>
      patch(
        it,
        operation('replace', `${providers}/0/label`, 'filed'),
        operation('add', `${providers}/0`, okta),
        operation('replace', `${providers}/0/label`, 'replaced'),
        operation('remove', `${providers}/0`),
      ),
  ],
  [
    'patch project puts in the text of a file wherever a text is the URL of one',
    async (it) =>
      patchProject(
        it,
        '--file',
        await it.file('a.json', [
          operation('add', `${providers}/-`, {
            ...okta,
            mapper_url: `file://${await it.file('mapper.jsonnet', '{ identity: {} }')}`,
          }),
        ]),
      ),
    (it) =>
      patch(
        it,
        operation('add', `${providers}/-`, { ...okta, mapper_url: encoded('{ identity: {} }') }),
      ),
  ],
  [
    'patch project leaves out a value of null',
    async (it) =>
      patchProject(
        it,
        '--file',
        await it.file('a.json', [{ op: 'add', path: '/name', value: null }]),
      ),
    (it) => patch(it, operation('add', '/name')),
    'what a server makes of an operation without a value',
  ],
  [
    'patch project makes an organization by the patch',
    (it) =>
      patchProject(it, '--add', '/organizations/-={"label":"By patch","domains":["p.example"]}'),
    (it) =>
      patch(
        it,
        operation('add', '/organizations/-', { label: 'By patch', domains: ['p.example'] }),
      ),
  ],
  [
    'patch project replaces all connections by what was read',
    async (it) => {
      const { body } = await it.call('GET', path(it))
      const value = body.services.identity.config.selfservice.methods.oidc.config.providers
      return patchProject(it, '--replace', `${providers}=${JSON.stringify(value)}`)
    },
    async (it) => {
      const { body } = await it.call('GET', path(it))
      const value = body.services.identity.config.selfservice.methods.oidc.config.providers
      return patch(it, operation('replace', providers, value))
    },
    'what becomes of secrets that are written back unseen',
  ],
  [
    'patch identity-config adds a connection',
    (it) =>
      patchIdentity(it, '--add', `${methods}/oidc/config/providers/-=${JSON.stringify(okta)}`),
    (it) => patch(it, operation('add', `${providers}/-`, okta)),
  ],
  [
    'patch identity-config replaces and removes',
    (it) =>
      patchIdentity(
        it,
        '--replace',
        `${methods}/oidc/enabled=false`,
        '--remove',
        `${methods}/totp/enabled`,
      ),
    (it) =>
      patch(
        it,
        operation('replace', `${config}${methods}/oidc/enabled`, false),
        operation('remove', `${config}${methods}/totp/enabled`),
      ),
  ],
  [
    'patch oauth2-config',
    (it) => [
      'patch',
      'oauth2-config',
      ...own(it),
      '-y',
      '--replace',
      '/strategies/access_token="jwt"',
    ],
    (it) =>
      patch(it, operation('replace', '/services/oauth2/config/strategies/access_token', 'jwt')),
  ],
  [
    'patch permission-config',
    (it) => [
      'patch',
      'permission-config',
      ...own(it),
      '-y',
      '--replace',
      '/limit/max_read_depth=4',
    ],
    (it) => patch(it, operation('replace', '/services/permission/config/limit/max_read_depth', 4)),
  ],
  [
    'update identity-config writes back what was read',
    (it) => updateIdentity(it, () => undefined),
    (it) => putIdentity(it, () => undefined),
    'what becomes of secrets that are written back unseen',
  ],
  [
    'update identity-config adds a connection, as Ory’s documentation has it',
    (it) => updateIdentity(it, withOkta),
    (it) => putIdentity(it, withOkta),
    'what becomes of secrets that are written back unseen',
  ],
  [
    'update identity-config with a schema of one’s own',
    (it) => updateIdentity(it, withSchema),
    (it) => putIdentity(it, withSchema),
  ],
  [
    'update identity-config merges files',
    async (it) => [
      ...(await updateIdentity(it, () => undefined)),
      '--file',
      await it.file('b.json', { session: { lifespan: '1h0m0s' } }),
    ],
    (it) => putIdentity(it, (identity) => (identity.session.lifespan = '1h0m0s')),
    'what becomes of secrets that are written back unseen',
  ],
  [
    'update project renames it; all else is filled in from what was read',
    async (it) => {
      const { body } = await it.call('GET', path(it))
      const { identity } = body.services
      const file = await it.file('a.json', { services: { identity } })
      return ['update', 'project', it.id, ...json, '-y', '--name', 'Renamed', '--file', file]
    },
    async (it) => {
      const { body } = await it.call('GET', path(it))
      const { cors_public, cors_admin, organizations, services } = body
      const parts = { name: 'Renamed', cors_public, cors_admin, organizations }
      return it.call('PUT', path(it), { ...parts, services: { identity: services.identity } })
    },
    'what becomes of secrets that are written back unseen',
  ],
]

suite('writes as the API is asked without it', () => {
  for (const [about, args, same, open] of writes) {
    const title = open === undefined ? about : `${about} (not public: ${open})`
    it(title, async () => {
      const [project, twin] = [bench.project(), bench.project()]
      const before = project.state()
      expect(before).toEqual(twin.state())
      const [end, answer] = await Promise.all([
        Promise.resolve(args(project)).then((all) => project.ory(all)),
        same(twin),
      ])
      const { status } = answer as { status: number }
      expect([end.code === 0, end.errors]).toEqual([status < 300, expect.any(String)])
      expect(project.state()).toEqual(twin.state())
      // No guard, no second try, nothing else.
      const sent = project.requests().filter(({ line }) => !line.startsWith('GET '))
      const wanted = twin.requests().filter(({ line }) => !line.startsWith('GET '))
      expect(sent.map(({ line, status: of }) => [line.split(project.id).join('ID'), of])).toEqual(
        wanted.map(({ line, status: of }) => [line.split(twin.id).join('ID'), of]),
      )
    })
  }
})
