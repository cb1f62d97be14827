import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { demoIds } from '../../emulator'
import { cliBench, noCli, type CliProject } from './cli-bench'
import {
  config,
  methods,
  providers,
  meadowlark,
  schema,
  json,
  own,
  operation,
  patchProject,
  patchIdentity,
  updateIdentity,
} from './cli-parts'

const bench = cliBench({ secretsWrittenBack: 'kept' })
const suite = describe.skipIf(noCli).concurrent

/** What Ory's own tests of the CLI say of Ory's servers; read, not run. */
suite('has the answers that Ory’s own tests of it ask for', () => {
  const enabled = (output: string, name: string) =>
    JSON.parse(output).services.identity.config.selfservice.methods[name].enabled
  const remove = (it: CliProject, name: string) =>
    it.ory(patchProject(it, '--remove', `${config}${methods}/${name}/enabled`))

  for (const name of ['password', 'profile']) {
    it(`a switch that is removed reads back true, twice over: ${name}`, async () => {
      const project = bench.project()
      await project.ory(
        patchProject(project, '--replace', `${config}${methods}/${name}/enabled=false`),
      )
      for (const _time of [1, 2]) {
        const { code, output } = await remove(project, name)
        expect([code, enabled(output, name)]).toEqual([0, true])
      }
    })
  }

  it('several switches at once, the first one of oidc without a connection among them', async () => {
    const project = bench.project(({ services }) => {
      services.identity.config.selfservice.methods.oidc = { enabled: false, config: {} }
    })
    const at = (name: string, value = '') => `${config}${methods}/${name}/enabled${value}`
    const { code, output } = await project.ory(
      patchProject(
        project,
        '--replace',
        at('link', '=true'),
        '--replace',
        at('oidc', '=true'),
        '--remove',
        at('profile'),
        '--remove',
        at('password'),
        '--add',
        at('totp', '=true'),
        '--add',
        at('lookup_secret', '=true'),
      ),
    )
    expect(code).toBe(0)
    for (const name of ['link', 'oidc', 'profile', 'password', 'totp', 'lookup_secret'])
      expect([name, enabled(output, name)]).toEqual([name, true])
  })

  for (const op of ['--add', '--replace']) {
    it(`the first switch of oidc by ${op}, where the project has no such node`, async () => {
      const project = bench.project(({ services }) => {
        delete services.identity.config.selfservice.methods.oidc
      })
      const { code, output } = await project.ory(
        patchProject(project, op, `${config}${methods}/oidc/enabled=true`),
      )
      expect([code, enabled(output, 'oidc')]).toEqual([0, true])
    })
  }

  for (const [about, spoil, words] of [
    ['a default schema', (all: any) => delete all.identity.default_schema_id, 'can not be empty'],
    ['any schema', (all: any) => (all.identity.schemas = []), 'minimum 1 items'],
  ] as const) {
    it(`update identity-config without ${about} is refused`, async () => {
      const project = bench.project()
      const before = project.state()
      const end = await project.ory(await updateIdentity(project, (all) => void spoil(all)))
      expect(end).toMatchObject({ code: 1, output: '', errors: expect.stringContaining(words) })
      expect(project.state()).toEqual(before)
    })
  }

  it('the ids of schemas become the SHA-512 of their content, from a file as well', async () => {
    const project = bench.project()
    const file = await project.file('schema.json', schema)
    const args = await updateIdentity(project, (all) => {
      all.identity = { default_schema_id: 'disk', schemas: [{ id: 'disk', url: `file://${file}` }] }
    })
    const { output } = await project.ory(args)
    const hash = createHash('sha512').update(schema).digest('hex')
    const { identity } = JSON.parse(output)
    expect(identity).toMatchObject({ default_schema_id: hash, schemas: [{ id: hash }] })
    expect(identity.schemas[0].url).toMatch(new RegExp(`/${hash}[.]json$`))
  })
})

suite('fails as it does at Ory', () => {
  const rename = (it: CliProject) => patchProject(it, '--replace', '/name="Renamed"')
  const isRefused = async (project: CliProject, args: readonly string[], env = {}) => {
    const before = project.state()
    const end = await project.ory(args, env)
    expect(end.code).not.toBe(0)
    expect(project.requests().filter(({ line }) => !line.startsWith('GET '))).toEqual([])
    expect(project.state()).toEqual(before)
    return end
  }

  it('with both kinds of key', async () => {
    const project = bench.project()
    const keys = { ORY_PROJECT_API_KEY: 'ory_pat_x' }
    const flagged = await isRefused(project, rename(project), keys)
    expect(flagged.errors).toContain('project API key is set')
    const args = ['update', 'organization', meadowlark, '-l', 'Renamed', ...json]
    expect((await isRefused(project, args, keys)).errors).toMatch(/API key/)
  })
  it('with a workspace beside its key', async () => {
    const project = bench.project()
    await isRefused(project, [...rename(project), '--workspace', demoIds.northwind])
  })
  it('where patch identity-config is given a file', async () => {
    const project = bench.project()
    const file = await project.file('a.json', [operation('replace', '/session/lifespan', '1h')])
    await isRefused(project, patchIdentity(project, '--file', file))
  })
  it('without anything to patch, and with a patch that is none', async () => {
    const project = bench.project()
    await isRefused(project, patchProject(project))
    await isRefused(project, patchProject(project, '--file', await project.file('a.json', {})))
  })
  for (const url of ['FILE:///nowhere', 'file:/nowhere/x', 'file://nowhere/y']) {
    it(`where a text is the URL of a file that is not there: ${url}`, async () => {
      const project = bench.project()
      const file = await project.file('a.json', [operation('replace', '/name', url)])
      await isRefused(project, patchProject(project, '--file', file))
    })
  }
  for (const name of [String.raw`C:\Temp\patch.json`, 'one,two.json']) {
    it(`with a file whose name is no URL or holds a comma: ${name}`, async () => {
      const project = bench.project()
      await isRefused(project, patchProject(project, '--file', name))
    })
  }

  it('in the server’s words, without a second try', async () => {
    const project = bench.project()
    const end = await project.ory(patchProject(project, '--remove', `${providers}/99`))
    expect(end).toMatchObject({ code: 1, errors: expect.stringContaining('invalid index') })
    bench.emulator().fault({ path: new RegExp(project.id), method: 'PATCH', times: 1, status: 503 })
    expect((await project.ory(rename(project))).code).toBe(1)
    const sent = project.requests().filter(({ line }) => line.startsWith('PATCH'))
    expect(sent.map(({ status }) => status)).toEqual([400, 503])
  })

  it('by a panic where a success has no body, although it was done', async () => {
    const project = bench.project()
    bench
      .emulator()
      .fault({ path: new RegExp(project.id), method: 'PATCH', times: 1, replaceBody: 'empty' })
    const { code, errors } = await project.ory(rename(project))
    expect([code, errors]).toEqual([2, expect.stringContaining('panic')])
    expect(project.stored().name).toBe('Renamed')
  })
})

/**
 * Where the stand-in is known to answer otherwise than Ory: each asks for Ory's answer, and fails. One
 * that no longer does is no disagreement any more, and the test says so. Not run: a command without
 * any key, which opens a browser and waits; an answer later than 30 seconds, which it gives up.
 */
describe.skipIf(noCli)('the stand-in is known not to', () => {
  it.fails('check the configuration of OAuth2', async () => {
    const project = bench.project()
    const file = await project.file('a.json', { strategies: { access_token: 7 } })
    const end = await project.ory([
      'update',
      'oauth2-config',
      ...own(project),
      '-y',
      '--file',
      file,
    ])
    expect(end.code).not.toBe(0)
  })
  it.fails('check the configuration of permissions', async () => {
    const project = bench.project()
    const file = await project.file('a.json', { namespaces: [{ id: 'text' }] })
    const end = await project.ory([
      'update',
      'permission-config',
      ...own(project),
      '-y',
      '--file',
      file,
    ])
    expect(end.code).not.toBe(0)
  })
  it.fails('make workspaces', async () => {
    const end = await bench.run(['create', 'workspace', '--name', 'Made', ...json], {})
    expect(end.code).toBe(0)
  })
  it.fails('take the key of a project, which lists that one alone', async () => {
    const keys = { ORY_WORKSPACE_API_KEY: '', ORY_PROJECT_API_KEY: 'ory_pat_of_a_project' }
    const end = await bench.run(['list', 'projects', ...json], keys)
    expect(end.code).toBe(0)
  })
})
