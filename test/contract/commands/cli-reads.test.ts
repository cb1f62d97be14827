import { describe, expect, it } from 'vitest'
import { demoIds } from '../../emulator'
import { cliBench, noCli, type CliProject } from './cli-bench'
import { meadowlark, json, own, path, list, type Arguments, printed } from './cli-parts'

if (noCli) {
  console.log('Skipped: the real Ory CLI is not installed, so its commands were not run')
}
const bench = cliBench({ secretsWrittenBack: 'kept' })
const suite = describe.skipIf(noCli).concurrent

suite('reads what the server has', () => {
  type Read = [string, Arguments, (project: CliProject) => string, (body: any) => unknown]
  const service = (name: string) => (body: any) => body.services[name].config
  const workspace = `/workspaces/${demoIds.northwind}`
  const reads: Read[] = [
    ['get project', ({ id }) => ['get', 'project', id, ...json], path, printed],
    [
      'get project by a part of its slug',
      ({ slug }) => ['get', 'project', slug.slice(0, 13), ...json],
      path,
      printed,
    ],
    [
      'get identity-config',
      (it) => ['get', 'identity-config', ...own(it)],
      path,
      service('identity'),
    ],
    ['get kratos-config', (it) => ['get', 'kratos-config', ...own(it)], path, service('identity')],
    ['get oauth2-config', (it) => ['get', 'oauth2-config', ...own(it)], path, service('oauth2')],
    [
      'get permission-config',
      (it) => ['get', 'permission-config', ...own(it)],
      path,
      service('permission'),
    ],
    [
      'list organizations',
      (it) => ['list', 'organizations', ...own(it)],
      list,
      ({ organizations }) => organizations,
    ],
    [
      'get workspace',
      () => ['get', 'workspace', demoIds.northwind, ...json],
      () => workspace,
      printed,
    ],
  ]
  for (const [about, args, address, part] of reads) {
    it(about, async () => {
      const project = bench.project()
      const { code, output } = await project.ory(await args(project))
      expect(code).toBe(0)
      const { body } = await project.call('GET', address(project))
      expect(JSON.parse(output)).toEqual(part(body))
      // Every command with a workspace's key begins by asking which workspace that is.
      const agents = bench
        .emulator()
        .requests()
        .filter(({ headers }) => String(headers['user-agent']).startsWith('ory'))
      expect(agents[0]?.url).toBe('/workspaces?page_size=250')
    })
  }

  it('list projects and list workspaces', async () => {
    const project = bench.project()
    const [projects, workspaces] = await Promise.all([
      project.ory(['list', 'projects', ...json]),
      project.ory(['list', 'workspaces', ...json]),
    ])
    expect(JSON.parse(projects.output).map(({ id }: any) => id)).toContain(project.id)
    expect(JSON.parse(workspaces.output)).toMatchObject([{ id: demoIds.northwind }])
  })

  it('one page of 250 organizations, and says nothing of the others', async () => {
    const project = bench.project((stored) => {
      stored.organizations = Array.from({ length: 300 }, (_item, index) => ({
        id: `0b5a8f0e-2f8e-4f0e-9c52-${String(index).padStart(12, '0')}`,
        label: `Number ${index}`,
        domains: [],
        created_at: '2026-01-01T00:00:00Z',
      }))
    })
    const { code, output, errors } = await project.ory(['list', 'organizations', ...own(project)])
    expect([code, JSON.parse(output).length, errors]).toEqual([0, 250, ''])
    expect(project.requests().map(({ line }) => line)).toEqual([
      `GET ${list(project)}?page_size=250`,
    ])
  })

  it('has no command for one organization: it prints help, and all is well', async () => {
    const project = bench.project()
    const { code, output } = await project.ory(['get', 'organization', meadowlark])
    expect([code, project.requests()]).toEqual([0, []])
    expect(output).toContain('Available Commands')
  })
})
