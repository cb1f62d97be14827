import { describe, expect, it } from 'vitest'
import { demoIds } from '../../emulator'
import { at, entriesOf, genericEntry, indexOf, oidcPath, production, start } from './harness'

const identity = '/services/identity/config'

describe('revisions', () => {
  it('the unguarded one merges into what is there', async () => {
    const { call, emulator, read } = await start()
    emulator.edit((state) => {
      const project = state.projects[0]
      if (project) project.name = 'Renamed by someone'
    })
    const operations = [{ op: 'replace', path: `${oidcPath}/0/label`, value: 'Mine' }]
    expect((await call('PATCH', `/projects/${production}`, operations)).status).toBe(200)
    const project = await read()
    expect(project['name']).toBe('Renamed by someone')
    expect(entriesOf(project, 'oidc')[0]?.['label']).toBe('Mine')
  })

  it('another writer moves the revision of what it changed only', async () => {
    const { emulator } = await start()
    const before = emulator.state().projects
    emulator.edit((state) => state.projects[1]?.organizations.pop())
    const after = emulator.state().projects
    const moved = after.filter((item, index) => item.revision_id !== before[index]?.revision_id)
    expect(moved.map((item) => item.id)).toEqual([demoIds.northwindStaging])
  })
})

describe('operations', () => {
  it.each([
    ['test', { op: 'test', path: '/name', value: 'Northwind Production' }],
    ['move', { op: 'move', path: '/name', from: '/slug' }],
    ['copy', { op: 'copy', path: '/name', from: '/slug' }],
  ])('%s is unsupported', async (_name, operation) => {
    const { patch } = await start()
    const { status, body } = await patch([operation])
    expect(status).toBe(400)
    expect(at(body, 'error', 'reason')).toContain('unsupported operation')
  })

  it.each([
    ['not an array', { op: 'add', path: '/name', value: 'x' }],
    ['no path', [{ op: 'add', value: 'x' }]],
    ['no value', [{ op: 'replace', path: '/name' }]],
    ['a pointer without slash', [{ op: 'replace', path: 'name', value: 'x' }]],
    ['a wrong escape', [{ op: 'replace', path: '/na~2me', value: 'x' }]],
    ['the whole document', [{ op: 'replace', path: '', value: {} }]],
    ['replace past the end', [{ op: 'replace', path: `${oidcPath}/13`, value: genericEntry() }]],
    ['replace of -', [{ op: 'replace', path: `${oidcPath}/-`, value: genericEntry() }]],
    ['a leading zero', [{ op: 'replace', path: `${oidcPath}/01/label`, value: 'x' }]],
    ['a negative index', [{ op: 'remove', path: `${oidcPath}/-1` }]],
    ['add past the end', [{ op: 'add', path: `${oidcPath}/14`, value: genericEntry() }]],
    ['remove of nothing', [{ op: 'remove', path: `${oidcPath}/0/pkce` }]],
    ['add below nothing', [{ op: 'add', path: `${identity}/nothing/here`, value: 1 }]],
  ])('%s is 400', async (_name, operations) => {
    const { patch } = await start()
    expect((await patch(operations)).status).toBe(400)
  })

  it('replace of a missing member adds it, with the parents it needs', async () => {
    const { emulator, patch } = await start({ apiKeys: { key: demoIds.globex } })
    const id = demoIds.globexDevelopment
    const methods = `${identity}/selfservice/methods`
    const failed = await patch(
      [{ op: 'add', path: `${methods}/oidc/config/providers/-`, value: genericEntry() }],
      id,
    )
    expect(failed.status).toBe(400)
    const { status } = await patch(
      [
        { op: 'replace', path: `${methods}/saml/config/providers`, value: [] },
        { op: 'replace', path: `${methods}/oidc/config/providers`, value: [genericEntry()] },
        { op: 'replace', path: `${methods}/oidc/enabled`, value: true },
      ],
      id,
    )
    expect(status).toBe(200)
    const project = emulator.project(id)
    expect(entriesOf(project, 'oidc')).toHaveLength(1)
    expect(at(project, 'services', 'identity', 'config', 'selfservice', 'methods', 'saml')).toEqual(
      { config: { providers: [] }, enabled: false },
    )
  })

  it('escapes are read as RFC 6901 says', async () => {
    const { patch } = await start()
    const path = '/services/permission/config/odd~1name~0'
    const { body } = await patch([{ op: 'add', path, value: 1 }])
    expect(at(body, 'project', 'services', 'permission', 'config', 'odd/name~')).toBe(1)
  })

  it('a patch applies as a whole, in order, indexes moving after each remove', async () => {
    const { emulator, patch } = await start()
    const before = emulator.project(production)
    const failed = await patch([
      { op: 'remove', path: `${oidcPath}/0` },
      { op: 'remove', path: `${oidcPath}/99` },
    ])
    expect(failed.status).toBe(400)
    expect(emulator.project(production)).toEqual(before)
    await patch([
      { op: 'remove', path: `${oidcPath}/0` },
      { op: 'remove', path: `${oidcPath}/0` },
    ])
    const ids = (project: unknown) => entriesOf(project, 'oidc').map((entry) => entry['id'])
    expect(ids(emulator.project(production))).toEqual(ids(before).slice(2))
  })

  it('leaves everything else byte for byte as it was', async () => {
    const { patch, read } = await start()
    const before = await read()
    const index = indexOf(before, 'oidc', 'meadowlark-okta')
    const { body } = await patch([
      { op: 'replace', path: `${oidcPath}/${index}/label`, value: 'L' },
    ])
    const entry = entriesOf(before, 'oidc')[index]
    if (entry) entry['label'] = 'L'
    const expected = { ...before, revision_id: at(body, 'project', 'revision_id') }
    expect(JSON.stringify(at(body, 'project'))).toBe(JSON.stringify(expected))
  })

  it('drops unknown keys and ignores read-only ones, with 200', async () => {
    const { patch, read } = await start()
    const before = await read()
    const { status, body } = await patch([
      { op: 'add', path: `${oidcPath}/0/x_invented`, value: 1 },
      { op: 'add', path: `${identity}/selfservice/methods/saml/config/invented`, value: 1 },
      { op: 'add', path: `${identity}/selfservice/hooks`, value: [] },
      { op: 'add', path: '/organizations/0/note', value: 'x' },
      { op: 'replace', path: '/environment', value: 'dev' },
      { op: 'replace', path: '/slug', value: 'mine' },
      { op: 'add', path: '/anything', value: 1 },
    ])
    expect(status).toBe(200)
    const after = at(body, 'project') as object
    expect({ ...after, revision_id: '' }).toEqual({ ...before, revision_id: '' })
  })
})
