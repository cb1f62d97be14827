import { describe, expect, it } from 'vitest'
import { demoIds, type EmulatorOptions } from '../../emulator'
import type { JsonObject, JsonValue } from '../../../src/emulator/state/json'
import { at, base64, production, start, textOf, type Client } from './harness'

const normalized = `/normalized/projects/${production}`
const list = '/scim_clients'
const harbor = demoIds.harborLights

const fresh = (more: JsonObject = {}): JsonObject => ({
  client_id: 'wrenhall-okta',
  label: 'Wrenhall Okta',
  organization_id: demoIds.wrenhall,
  mapper_url: base64('{ identity: { traits: {} } }'),
  authorization_header_secret: 'wrenhall-secret',
  state: 'enabled',
  ...more,
})

const rowsOf = (body: unknown) => at(body, 'current_revision', 'scim_clients') as JsonObject[]
const rows = async ({ call }: Client) => rowsOf((await call('GET', normalized)).body)
const stored = ({ emulator }: Client) => emulator.state().projects[0]?.scim_clients ?? []
const secretOf = (client: Client, id: string) =>
  stored(client).find((item) => item['client_id'] === id)?.['authorization_header_secret']

async function patch(client: Client, operations: unknown, revision?: string) {
  const current = textOf(client.emulator.project(production)['revision_id'])
  return client.call('PATCH', `${normalized}/revision/${revision ?? current}`, operations)
}

const add = (value: JsonValue) => [{ op: 'add', path: `${list}/-`, value }]
const replace = (path: string, value: JsonValue) => [{ op: 'replace', path: list + path, value }]

describe('SCIM clients of the normalized form', () => {
  it('have a row of their revision, no secret, and members that nobody knows', async () => {
    const client = await start()
    const { text, body } = await client.call('GET', normalized)
    const all = rowsOf(body)
    expect(all.map((row) => [row['client_id'], row['state']])).toEqual([
      ['harbor-entra', 'enabled'],
      ['meadowlark-okta', 'enabled'],
      ['brightloom-onelogin', 'enabled'],
      ['foxglove-okta', 'disabled'],
    ])
    expect(text).not.toContain('demo-secret')
    for (const row of all) {
      expect(row['authorization_header_secret']).toBe('')
      expect(row['project_revision_id']).toBe(at(body, 'current_revision', 'id'))
      expect(row['id']).toMatch(/^[0-9a-f-]{36}$/)
      expect(Date.parse(textOf(row['created_at']))).not.toBeNaN()
      expect(Date.parse(textOf(row['updated_at']))).not.toBeNaN()
    }
    expect(new Set(all.map((row) => row['id'])).size).toBe(4)
    expect(all[1]?.['x_future_flag']).toBe(true)
    expect(all[2]?.['proxy_scim_server_url']).toContain('https://provisioning.northwind.example/')
    const mapper = await fetch(textOf(all[0]?.['mapper_url']))
    expect(await mapper.text()).toContain("std.extVar('scim')")
  })

  it('are not in the document, and survive its writes with new rows', async () => {
    const client = await start()
    const before = await rows(client)
    const secrets = stored(client)
    expect(await client.read()).not.toHaveProperty('scim_clients')
    await client.patch([{ op: 'replace', path: '/name', value: 'Renamed' }])
    const after = await rows(client)
    expect(stored(client)).toEqual(secrets)
    for (const [index, row] of after.entries()) expect(row['id']).not.toBe(before[index]?.['id'])
  })
})

describe('a patch of the normalized form', () => {
  it('adds, edits, moves and removes clients, each at a new revision that the document has too', async () => {
    const client = await start()
    const revision = async () => textOf((await client.read())['revision_id'])
    const first = await revision()
    const { status, body } = await patch(client, add(fresh()))
    expect(status).toBe(200)
    const row = rowsOf(body)[4]
    expect(row).toMatchObject({ client_id: 'wrenhall-okta', authorization_header_secret: '' })
    expect(row?.['mapper_url']).toMatch(/^http:.+\.jsonnet$/)
    expect(secretOf(client, 'wrenhall-okta')).toBe('wrenhall-secret')
    const second = await revision()
    expect([at(body, 'current_revision', 'id'), second === first]).toEqual([second, false])

    await patch(client, replace('/4/label', 'Renamed'))
    await patch(client, [{ op: 'remove', path: `${list}/0` }])
    expect((await rows(client)).map(({ label }) => label)).toEqual([
      'Meadowlark Okta',
      'Brightloom OneLogin',
      'Foxglove Okta',
      'Renamed',
    ])
    expect(secretOf(client, 'wrenhall-okta')).toBe('wrenhall-secret')
  })

  it('takes add, remove and replace by position alone, as a whole or not at all', async () => {
    const client = await start()
    const before = client.emulator.state()
    const good = add(fresh())
    for (const bad of [
      [{ op: 'remove', path: `${list}/9` }],
      [{ op: 'remove', path: `${list}/harbor-entra` }],
      [{ op: 'test', path: `${list}/0/label`, value: 'x' }],
      [{ op: 'move', path: `${list}/0`, from: `${list}/1` }],
      [{ op: 'replace', path: `${list}/0/label` }],
      [{ op: 'replace', path: list, value: 'none' }],
      [{ op: 'replace', path: `${list}/0`, value: 'none' }],
      [{ op: 'replace', path: '/name', value: 7 }],
      [{ op: 'replace', path: '/organizations', value: {} }],
    ])
      expect((await patch(client, [...good, ...bad])).status).toBe(400)
    expect(client.emulator.state()).toEqual(before)
    const foreign = `/normalized/projects/${demoIds.globexProduction}/revision/${harbor}`
    expect((await client.call('PATCH', foreign, good)).status).toBe(403)
  })

  it('makes the list where it was removed', async () => {
    const client = await start()
    expect((await patch(client, [{ op: 'remove', path: list }])).status).toBe(200)
    expect(await rows(client)).toEqual([])
    await patch(client, [{ op: 'add', path: list, value: [fresh()] }])
    expect(await rows(client)).toMatchObject([{ client_id: 'wrenhall-okta' }])
  })

  it('writes the name and organizations that the document has', async () => {
    const client = await start()
    const value = { label: 'By the other form', domains: [] }
    const { status, body } = await patch(client, [
      { op: 'replace', path: '/name', value: 'Renamed' },
      { op: 'add', path: '/organizations/-', value },
    ])
    expect(status).toBe(200)
    expect(at(body, 'current_revision', 'organizations', 14)).toMatchObject(value)
    const project = await client.read()
    expect([project['name'], at(project, 'organizations', 14, 'label')]).toEqual([
      'Renamed',
      value.label,
    ])
  })

  it('refuses plainly what the stand-in does not do, and ignores what only reads have', async () => {
    const client = await start()
    for (const path of [
      '/kratos_selfservice_methods_oidc_enabled',
      '/kratos_selfservice_methods_oidc_config_providers/0/label',
      '/hydra_ttl_access_token',
    ])
      expect((await patch(client, [{ op: 'replace', path, value: 'x' }])).status).toBe(501)
    const { body } = await patch(client, [{ op: 'replace', path: '/project_id', value: harbor }])
    expect(at(body, 'current_revision', 'project_id')).toBe(production)
  })
})

describe('what a SCIM client may be', () => {
  it.each<[string, number, JsonObject, string]>([
    ['a client_id with capitals', 400, { client_id: 'Wrenhall' }, 'pattern'],
    ['a client_id with a dot', 400, { client_id: 'a.b' }, 'pattern'],
    ['no client_id', 400, { client_id: '' }, 'client_id'],
    ['no label', 400, { label: '' }, 'label'],
    ['a label that is no text', 400, { label: 7 }, 'label'],
    ['no mapper', 400, { mapper_url: '' }, 'mapper_url'],
    ['a mapper in a file', 400, { mapper_url: 'file:///x.jsonnet' }, 'mapper_url'],
    ['a mapper that is no base64', 400, { mapper_url: 'base64://?' }, 'base64'],
    ['a malformed organization', 400, { organization_id: 'mine' }, 'incorrect UUID length 4'],
    ['an empty organization', 400, { organization_id: '' }, 'incorrect UUID length'],
    ['another state', 400, { state: 'paused' }, 'state'],
    ['a proxied URL that is no text', 400, { proxy_scim_server_url: 7 }, 'proxy_scim_server_url'],
    [
      'an organization that does not exist',
      500,
      { organization_id: '11111111-2222-4333-8444-555555555555' },
      'project_revision_scim_clients_organization_fkey',
    ],
    ['a client_id that another has', 409, { client_id: 'harbor-entra' }, 'harbor-entra'],
  ])('not one with %s: %i', async (_name, status, more, reason) => {
    const client = await start()
    const before = client.emulator.state()
    const answer = await patch(client, add(fresh(more)))
    expect([answer.status, at(answer.body, 'error', 'code')]).toEqual([status, status])
    expect(textOf(at(answer.body, 'error', 'reason'))).toContain(reason)
    expect(client.emulator.state()).toEqual(before)
  })

  it('not one without a state: 500', async () => {
    const client = await start()
    const { state: _state, ...rest } = fresh()
    const before = client.emulator.state()
    expect((await patch(client, add(rest))).status).toBe(500)
    expect((await patch(client, [{ op: 'remove', path: `${list}/0/state` }])).status).toBe(500)
    expect(client.emulator.state()).toEqual(before)
  })

  it('one with a proxied URL or none, with a mapper elsewhere, and without members it does not know', async () => {
    const client = await start()
    const mapper_url = 'https://mappers.example/scim.jsonnet'
    await patch(client, add(fresh({ mapper_url, proxy_scim_server_url: null, colour: 'red' })))
    const row = (await rows(client))[4]
    expect(row).toMatchObject({ mapper_url, proxy_scim_server_url: null })
    expect(row).not.toHaveProperty('colour')
    await patch(client, replace('/4/proxy_scim_server_url', 'https://proxy.example/scim'))
    expect((await rows(client))[4]).toMatchObject({
      proxy_scim_server_url: 'https://proxy.example/scim',
    })
  })
})

describe('the secret of a SCIM client', () => {
  const secret = 'demo-secret-of-meadowlark-okta'

  it('is kept where the row is written back with its id, also at another position', async () => {
    const client = await start()
    const row = { ...(await rows(client))[1], label: 'Renamed', client_id: 'meadowlark-new' }
    const { status } = await patch(client, [
      { op: 'remove', path: `${list}/1` },
      { op: 'remove', path: `${list}/0` },
      ...add(row),
    ])
    expect(status).toBe(200)
    expect(secretOf(client, 'meadowlark-new')).toBe(secret)
    expect(secretOf(client, 'foxglove-okta')).toBe('demo-secret-of-foxglove-okta')
  })

  it('is that of no other row: the id of an earlier revision matches none', async () => {
    const client = await start()
    const row = (await rows(client))[1] ?? {}
    await client.patch([{ op: 'replace', path: '/name', value: 'Renamed' }])
    await patch(client, replace('/1', row))
    expect(secretOf(client, 'meadowlark-okta')).toBe('')
  })

  it.each<[EmulatorOptions['scimClientsWithoutId'], string]>([
    [undefined, secret],
    ['matched', secret],
    ['new', ''],
  ])('written back without its id, which is %s', async (scimClientsWithoutId, kept) => {
    const client = await start(scimClientsWithoutId ? { scimClientsWithoutId } : {})
    const { id: _id, ...row } = (await rows(client))[1] ?? {}
    expect((await patch(client, replace('/1', row))).status).toBe(200)
    expect(secretOf(client, 'meadowlark-okta')).toBe(kept)
    expect(secretOf(client, 'harbor-entra')).toBe('demo-secret-of-harbor-entra')
  })

  it.each<[EmulatorOptions['scimClientsWithoutSecret'], number]>([
    [undefined, 200],
    ['stored', 200],
    ['refused', 400],
  ])('where none is sent and none is kept, which is %s', async (scimClientsWithoutSecret, code) => {
    const client = await start(scimClientsWithoutSecret ? { scimClientsWithoutSecret } : {})
    const empty = fresh({ authorization_header_secret: '' })
    expect((await patch(client, add(empty))).status).toBe(code)
    const { authorization_header_secret: _secret, ...absent } = fresh({ client_id: 'another' })
    expect((await patch(client, add(absent))).status).toBe(code)
    expect(stored(client)).toHaveLength(code === 200 ? 6 : 4)
    expect((await patch(client, replace('/0/label', 'Renamed'))).status).toBe(200)
  })
})

describe('organizations', () => {
  it.each(['DELETE', 'PATCH', 'normalized'])(
    'take their SCIM clients along when deleted: %s',
    async (way) => {
      const client = await start()
      const remove = [{ op: 'remove', path: '/organizations/0' }]
      if (way === 'DELETE')
        await client.call('DELETE', `/projects/${production}/organizations/${harbor}`)
      else if (way === 'PATCH') await client.patch(remove)
      else await patch(client, remove)
      const left = ['meadowlark-okta', 'brightloom-onelogin', 'foxglove-okta']
      expect((await rows(client)).map((row) => row['client_id'])).toEqual(left)
    },
  )
})

describe('what is open', () => {
  it.each<[EmulatorOptions['normalizedRequests'], number, number]>([
    [undefined, 200, 200],
    ['served', 200, 200],
    ['absent', 404, 404],
    ['forbidden', 403, 403],
    ['read-only', 200, 403],
  ])('requests that are %s', async (normalizedRequests, read, write) => {
    const client = await start(normalizedRequests ? { normalizedRequests } : {})
    expect((await client.call('GET', normalized)).status).toBe(read)
    expect((await patch(client, add(fresh()))).status).toBe(write)
    expect(stored(client)).toHaveLength(write === 200 ? 5 : 4)
    const foreign = `/normalized/projects/${demoIds.globexProduction}`
    expect((await client.call('GET', foreign)).status).toBe(403)
  })

  it.each<[EmulatorOptions['normalizedPatchAnswers'], string]>([
    [undefined, 'current_revision'],
    ['normalized', 'current_revision'],
    ['document', 'project'],
  ])('the answer to a patch: %s', async (normalizedPatchAnswers, member) => {
    const client = await start(normalizedPatchAnswers ? { normalizedPatchAnswers } : {})
    const { body } = await patch(client, add(fresh()))
    const now = client.emulator.project(production)['revision_id']
    const id = at(body, member, member === 'project' ? 'revision_id' : 'id')
    expect(id).toBe(now)
  })
})

describe('faults', () => {
  it('let reads of both forms see what was there before a write of either', async () => {
    const client = await start({ staleReadsAfterWrite: 2 })
    const { body } = await patch(client, add(fresh()))
    expect(rowsOf(body)).toHaveLength(5)
    const revision = at(body, 'current_revision', 'id')
    expect(await rows(client)).toHaveLength(4)
    expect((await client.read())['revision_id']).not.toBe(revision)
    expect(await rows(client)).toHaveLength(5)
    expect((await client.read())['revision_id']).toBe(revision)
  })
})

describe('another writer', () => {
  it('stores mappers of SCIM clients as well', async () => {
    const client = await start()
    client.emulator.edit(({ projects: [project] }) => {
      project?.scim_clients?.unshift(fresh())
    })
    const row = (await rows(client))[0]
    expect(row?.['mapper_url']).toMatch(/^http:.+\.jsonnet$/)
  })
})
