import { describe, expect, it } from 'vitest'
import { demoIds, oidcProviders } from '../../emulator'
import type { EmulatorOptions } from '../../emulator'
import type { JsonObject, JsonValue } from '../../../src/emulator/state/json'
import {
  at,
  entriesOf,
  genericEntry,
  indexOf,
  oidcPath,
  production,
  start,
  textOf,
} from './harness'

const list = `/projects/${production}/organizations`
const harbor = `${list}/${demoIds.harborLights}`
const chosen = '11111111-2222-4333-8444-555555555555'

describe('the organization endpoints', () => {
  it.each<[EmulatorOptions, number]>([
    [{ organizationRequests: 'gone' }, 410],
    [{ organizationRequests: 'gone', organizationGoneStatus: 404 }, 404],
    [{ organizationRequests: 'gone', organizationGoneStatus: 405 }, 405],
    [{ organizationRequests: 'forbidden' }, 403],
    [{ refuseOrganizationRequests: true }, 403],
  ])('with %j all five answer %i with an Ory error and do nothing', async (options, status) => {
    const { call, emulator } = await start(options)
    const before = emulator.state()
    for (const [method, path, body] of [
      ['GET', list],
      ['POST', list, { label: 'New', domains: [] }],
      ['GET', harbor],
      ['PUT', harbor, { label: 'Renamed' }],
      ['DELETE', harbor],
    ] as const) {
      const reply = await call(method, path, body)
      expect([reply.status, at(reply.body, 'error', 'code')]).toEqual([status, status])
      const id = at(reply.body, 'error', 'id')
      expect(id).toBe(options.refuseOrganizationRequests ? 'feature_not_available' : undefined)
      const feature = at(reply.body, 'error', 'details', 'feature')
      expect(feature).toBe(options.refuseOrganizationRequests ? 'b2b_sso' : undefined)
    }
    expect(emulator.state()).toEqual(before)
  })

  it('that are gone leave the document: organizations are read and written there', async () => {
    const { read, patch } = await start({ organizationRequests: 'gone' })
    expect(at(await read(), 'organizations', 'length')).toBe(14)
    const { body } = await patch([
      { op: 'replace', path: '/organizations/0/label', value: 'Renamed' },
    ])
    expect(at(body, 'project', 'organizations', 0, 'label')).toBe('Renamed')
  })

  it('show project_id and updated_at when asked to, the document never', async () => {
    const { call, read } = await start({ oldOrganizationMembers: true })
    const before = at((await call('GET', harbor)).body, 'organization')
    expect(before).toMatchObject({ project_id: production, updated_at: at(before, 'created_at') })
    const { body } = await call('PUT', harbor, { label: 'Renamed' })
    expect(at(body, 'created_at')).toBe(at(before, 'created_at'))
    expect(textOf(at(body, 'updated_at')) > textOf(at(body, 'created_at'))).toBe(true)
    expect(Object.keys(at(await read(), 'organizations', 0) as object)).toEqual([
      'id',
      'label',
      'domains',
      'session_lifespan',
    ])
  })
})

describe('/organizations in a patch', () => {
  const add = (value: JsonObject) => [{ op: 'add', path: '/organizations/-', value }]
  const entry = { label: 'By patch', domains: ['patch.example'] }

  it.each(['guarded', 'unguarded'])('adds, edits and removes, %s', async (way) => {
    const client = await start()
    const send = (patch: object[]) =>
      way === 'guarded'
        ? client.patch(patch)
        : client.call('PATCH', `/projects/${production}`, patch)
    const before = new Date(Date.now() - 1000).toISOString()
    const { body } = await send(add(entry))
    const id = textOf(at(body, 'project', 'organizations', 14, 'id'))
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    const created = await client.call('GET', `${list}/${id}`)
    expect(at(created.body, 'organization')).toMatchObject({ ...entry, id })
    const createdAt = textOf(at(created.body, 'organization', 'created_at'))
    expect(before < createdAt && createdAt <= new Date().toISOString()).toBe(true)

    await send([
      { op: 'replace', path: '/organizations/14/domains', value: ['a.example', 'b.example'] },
      { op: 'add', path: '/organizations/14/session_lifespan', value: '2h' },
    ])
    expect(at((await client.call('GET', `${list}/${id}`)).body, 'organization')).toEqual({
      ...(at(created.body, 'organization') as object),
      domains: ['a.example', 'b.example'],
      session_lifespan: '2h',
    })
    await send([{ op: 'remove', path: '/organizations/14/session_lifespan' }])
    await send([{ op: 'remove', path: '/organizations/14' }])
    expect((await client.call('GET', `${list}/${id}`)).status).toBe(404)
  })

  it('makes the list where a project has none', async () => {
    const { patch } = await start()
    const path = '/organizations'
    const { body } = await patch([
      { op: 'remove', path },
      { op: 'add', path, value: [entry] },
    ])
    expect(at(body, 'project', 'organizations')).toMatchObject([entry])
    expect((await patch([{ op: 'remove', path }])).status).toBe(400)
  })

  it.each<[string, JsonObject]>([
    ['no label', { domains: [] }],
    ['no list of domains', { label: 'x' }],
    ['a domain that is none', { label: 'x', domains: ['not a domain'] }],
    ['a lifespan out of range', { ...entry, session_lifespan: '9000h' }],
    ['a region outside', { ...entry, default_region: 'us-west' }],
    ['an id that is none', { ...entry, id: 'mine' }],
    ['an id that another has', { ...entry, id: demoIds.oakfield }],
  ])('is refused with %s', async (_name, value) => {
    const { patch, emulator } = await start()
    const before = emulator.state()
    expect((await patch(add(value))).status).toBe(400)
    expect(emulator.state()).toEqual(before)
  })

  it('drops members it does not know, and keeps none that are empty', async () => {
    const { patch } = await start()
    const { status, body } = await patch(add({ ...entry, colour: 'red', session_lifespan: '' }))
    expect(status).toBe(200)
    const { id, ...rest } = at(body, 'project', 'organizations', 14) as JsonObject
    expect([typeof id, rest]).toEqual(['string', entry])
  })

  it('refuses a domain of another with 409 when told so', async () => {
    const { patch } = await start({ refuseDuplicateDomains: true })
    expect((await patch(add({ label: 'x', domains: ['HarborLights.example'] }))).status).toBe(409)
    expect((await patch(add({ label: 'x', domains: ['x.example', 'x.example'] }))).status).toBe(200)
  })

  it.each<[EmulatorOptions['organizationIds'], number, boolean]>([
    [undefined, 200, true],
    ['kept', 200, true],
    ['replaced', 200, false],
    ['refused', 400, false],
  ])('an id that the client chose, with %s', async (organizationIds, status, kept) => {
    const { patch } = await start(organizationIds ? { organizationIds } : {})
    const { status: answered, body } = await patch(add({ ...entry, id: chosen }))
    expect(answered).toBe(status)
    const id = at(body, 'project', 'organizations', 14, 'id')
    expect(id === chosen).toBe(kept)
    if (status === 200) expect(id).toMatch(/^[0-9a-f-]{36}$/)
    // One without an id gets one, and those that are there keep theirs, whatever the answer is.
    const other = await patch(add({ ...entry, label: 'No id' }))
    expect(other.status).toBe(200)
    expect(at(other.body, 'project', 'organizations', 0, 'id')).toBe(demoIds.harborLights)
  })
})

describe('test in a patch', () => {
  const rename = { op: 'replace', path: '/name', value: 'Renamed' }
  const test = (path: string, value: JsonValue) => [{ op: 'test', path, value }, rename]

  it.each<[boolean, number]>([
    [false, 400],
    [true, 200],
  ])('taken: %s', async (patchTakesTest, status) => {
    const { patch, emulator } = await start({ patchTakesTest })
    expect((await patch(test('/name', 'Other'))).status).toBe(400)
    expect((await patch(test(`${oidcPath}/99/id`, 'google'))).status).toBe(400)
    expect(emulator.project(production)['name']).toBe('Northwind Production')
    expect((await patch(test(`${oidcPath}/0/id`, 'google'))).status).toBe(status)
    expect((await patch(test(`${oidcPath}/0/scope/1`, 'email'))).status).toBe(status)
    const others = ['move', 'copy'].map((op) => [{ op, path: '/name', from: '/slug', value: 'x' }])
    for (const other of others) expect((await patch(other)).status).toBe(400)
  })
})

describe('connections of a deleted organization', () => {
  const ways = ['DELETE', 'PATCH'] as const
  it.each(
    ways.flatMap((way) => [
      [way, 'connections-kept', 13, demoIds.harborLights] as const,
      [way, 'connections-detached', 13, undefined] as const,
      [way, 'connections-deleted', 12, undefined] as const,
    ]),
  )('%s with %s', async (way, deletedOrganizationLeaves, count, link) => {
    const { call, patch, read } = await start({ deletedOrganizationLeaves })
    const before = entriesOf(await read(), 'oidc')
    if (way === 'DELETE') await call('DELETE', harbor)
    else await patch([{ op: 'remove', path: '/organizations/0' }])
    const after = entriesOf(await read(), 'oidc')
    expect(after.length).toBe(count)
    const own = after.find((item) => item['id'] === 'harbor-entra')
    expect(own?.['organization_id']).toBe(link)
    const others = (entries: JsonObject[]) => entries.filter(({ id }) => id !== 'harbor-entra')
    expect(others(after)).toEqual(others(before))
  })
})

describe('stored secrets', () => {
  const path = `${oidcPath}/0`

  it.each([
    ['absent', undefined],
    ['empty', ''],
    ['masked', '**********'],
  ] as const)(
    'are read as %s, and what comes back overwrites them',
    async (secretsReadAs, read) => {
      const client = await start({ secretsReadAs })
      const entry = entriesOf(await client.read(), 'oidc')[0] ?? {}
      expect(entry['client_secret']).toBe(read)
      const apple = entriesOf(await client.read(), 'oidc').find(
        (item) => item['provider'] === 'apple',
      )
      expect([apple?.['apple_private_key'], apple?.['client_secret']]).toEqual([read, undefined])
      expect(JSON.stringify(await client.read())).not.toContain('demo-secret')

      const stored = () => entriesOf(client.emulator.project(production), 'oidc')[0]
      const edited = await client.patch([{ op: 'replace', path: `${path}/label`, value: 'Edited' }])
      expect(JSON.stringify(edited.body)).not.toContain('demo-secret')
      expect(stored()?.['client_secret']).toBe('demo-secret-of-google')

      const { status } = await client.patch([
        { op: 'replace', path, value: { ...entry, label: 'Whole' } },
      ])
      expect(status).toBe(read === undefined ? 400 : 200)
      expect(stored()?.['client_secret']).toBe(read ?? 'demo-secret-of-google')
    },
  )

  it('auto_link is read in none of these ways', async () => {
    for (const secretsReadAs of ['empty', 'masked'] as const) {
      const { read } = await start({ secretsReadAs })
      expect(JSON.stringify(await read())).not.toContain('"auto_link"')
    }
  })
})

describe('a disabled connection', () => {
  const id = 'saltmarsh-ping'

  it.each([undefined, 'hidden-state', 'shown', 'absent'] as const)(
    'in the document: %s',
    async (disabledInDocument) => {
      const client = await start(disabledInDocument ? { disabledInDocument } : {})
      const project = await client.read()
      const entry = entriesOf(project, 'oidc').find((item) => item['id'] === id)
      const expected = { shown: 'disabled', 'hidden-state': undefined, absent: undefined }
      expect(entry?.['state']).toBe(expected[disabledInDocument ?? 'hidden-state'])
      expect(entry === undefined).toBe(disabledInDocument === 'absent')

      // The indexes are those of a read, and the disabled one stays what and where it was.
      const before = client.emulator.state().projects[0]
      const index = indexOf(project, 'oidc', 'foxglove-okta')
      const { body } = await client.patch([
        { op: 'replace', path: `${oidcPath}/${index}/label`, value: 'Edited' },
      ])
      expect(entriesOf(at(body, 'project'), 'oidc')[index]?.['label']).toBe('Edited')
      const after = client.emulator.state().projects[0]
      if (!before || !after) throw new Error('no project')
      expect(oidcProviders(after)).toEqual(
        oidcProviders(before).map((item) =>
          item['id'] === 'foxglove-okta' ? { ...item, label: 'Edited' } : item,
        ),
      )
    },
  )

  it('loses its state when it is replaced as a whole from a document that does not show it', async () => {
    const { read, patch, emulator } = await start()
    const project = await read()
    const index = indexOf(project, 'oidc', id)
    const entry = { ...entriesOf(project, 'oidc')[index], client_secret: 'again' }
    await patch([{ op: 'replace', path: `${oidcPath}/${index}`, value: entry }])
    const stored = entriesOf(emulator.project(production), 'oidc')[index]
    expect([stored?.['id'], stored?.['state']]).toEqual([id, undefined])
  })

  it('can be made, and a state that is none is refused', async () => {
    const { patch, emulator } = await start()
    const added = (state: string) => [
      { op: 'add', path: `${oidcPath}/-`, value: genericEntry({ state }) },
    ]
    expect((await patch(added('paused'))).status).toBe(400)
    expect((await patch(added('disabled'))).status).toBe(200)
    expect(entriesOf(emulator.project(production), 'oidc').at(-1)?.['state']).toBe('disabled')
  })
})
