import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../src/emulator/state/json'
import { at, base64, production, start, textOf, type Client } from './harness'

const path = `/projects/${production}`
const config = '/services/identity/config'
const methods = `${config}/selfservice/methods`
const schema = JSON.stringify({ type: 'object', properties: {} })
const sha512 = (text: string) => createHash('sha512').update(text).digest('hex')

/** What `ory update identity-config` sends: the configuration as given, all else as it was. */
async function update({ call, emulator }: Client, change: (config: JsonObject) => void) {
  const { name, cors_public, cors_admin, organizations, services } = emulator.project(production)
  const identity = structuredClone(at(services, 'identity', 'config')) as JsonObject
  change(identity)
  const body = { name, cors_public, cors_admin, organizations }
  return call('PUT', path, { ...body, services: { identity: { config: identity } } })
}
const identityOf = (value: unknown) => at(value, 'services', 'identity', 'config', 'identity')

describe('a switch that is removed', () => {
  const remove = (name: string) => [{ op: 'remove', path: `${methods}/${name}/enabled` }]

  it.each([
    ['password', true],
    ['profile', true],
    ['code', true],
    ['totp', false],
    ['webauthn', false],
    ['oidc', false],
    ['saml', false],
  ] as const)('is %s/enabled: reads back %s, twice over, and no error', async (name, usual) => {
    const { patch, call, read } = await start()
    const enabled = (project: unknown) =>
      at(project, ...methods.slice(1).split('/'), name, 'enabled')
    await patch([{ op: 'replace', path: `${methods}/${name}/enabled`, value: !usual }])
    expect(enabled(await read())).toBe(!usual)
    const first = await patch(remove(name))
    expect([first.status, enabled(at(first.body, 'project'))]).toEqual([200, usual])
    const second = await call('PATCH', path, remove(name))
    expect([second.status, enabled(at(second.body, 'project'))]).toEqual([200, usual])
    expect(enabled(await read())).toBe(usual)
  })

  it('is one of a flow', async () => {
    const { patch } = await start()
    const place = `${config}/selfservice/flows/registration/enabled`
    await patch([{ op: 'replace', path: place, value: false }])
    for (const _time of [1, 2]) {
      const { status, body } = await patch([{ op: 'remove', path: place }])
      expect([status, at(body, 'project', ...place.slice(1).split('/'))]).toEqual([200, true])
    }
  })

  it('makes no node of a method that the project does not have', async () => {
    const { patch, read } = await start()
    await patch([{ op: 'remove', path: `${methods}/saml` }])
    expect(at(await read(), ...methods.slice(1).split('/'), 'saml')).toBeUndefined()
    expect((await patch(remove('saml'))).status).toBe(400)
  })
})

describe('the default schema', () => {
  it.each<[string, (identity: JsonObject) => void]>([
    ['gone', (identity) => delete identity['default_schema_id']],
    ['empty', (identity) => (identity['default_schema_id'] = '')],
    ['null', (identity) => (identity['default_schema_id'] = null)],
  ])('%s is refused, by PUT as by PATCH', async (_name, spoil) => {
    const client = await start()
    const before = client.emulator.state()
    const put = await update(client, (all) => spoil(all['identity'] as JsonObject))
    expect(put.status).toBe(400)
    expect(put.text).toContain('default_schema_id: can not be empty')
    const identity = structuredClone(identityOf(before.projects[0])) as JsonObject
    spoil(identity)
    const value: JsonValue = identity
    expect(
      (await client.patch([{ op: 'replace', path: `${config}/identity`, value }])).status,
    ).toBe(400)
    expect(client.emulator.state()).toEqual(before)
  })

  it('is refused with the whole part that it is in, and so is a list without schemas', async () => {
    const client = await start()
    const whole = await update(client, (all) => delete all['identity'])
    expect([whole.status, whole.text]).toEqual([400, expect.stringContaining('can not be empty')])
    const none = await update(client, (all) => {
      all['identity'] = { ...(all['identity'] as JsonObject), schemas: [] }
    })
    expect([none.status, none.text]).toEqual([400, expect.stringContaining('minimum 1 items')])
  })
})

describe('the ids of identity schemas', () => {
  it('become the SHA-512 of the content, and the default one follows', async () => {
    const client = await start()
    const reply = await update(client, (all) => {
      all['identity'] = {
        default_schema_id: 'mine',
        schemas: [
          { id: 'preset://email', url: 'preset://email' },
          { id: 'mine', url: base64(schema) },
          { id: 'other', url: base64('{}') },
        ],
      }
    })
    expect(reply.status).toBe(200)
    const identity = identityOf(await client.read())
    expect(at(identity, 'default_schema_id')).toBe(sha512(schema))
    expect([0, 1, 2].map((index) => at(identity, 'schemas', index, 'id'))).toEqual([
      'preset://email',
      sha512(schema),
      sha512('{}'),
    ])
    expect(textOf(at(identity, 'schemas', 1, 'url'))).toContain(`/${sha512(schema)}.json`)
    // Written back as it was read it is the same.
    const again = await update(client, () => undefined)
    expect(again.status).toBe(200)
    expect(identityOf(at(again.body, 'project'))).toEqual(identity)
  })

  it('are so in the demo', async () => {
    const { read } = await start()
    const identity = identityOf(await read())
    const [own] = at(identity, 'schemas') as JsonObject[]
    expect(textOf(own?.['id'])).toMatch(/^[0-9a-f]{128}$/)
    expect(textOf(own?.['url'])).toContain(textOf(own?.['id']))
    expect(at(identity, 'default_schema_id')).toBe(own?.['id'])
  })
})

describe('the first switch of oidc, without a connection,', () => {
  it.each([
    ['replace', 'a node without providers', { enabled: false, config: {} }],
    ['add', 'a node without providers', { enabled: false, config: {} }],
    ['add', 'an empty list', { enabled: false, config: { providers: [] } }],
    ['replace', 'no node', undefined],
    ['add', 'no node', undefined],
  ] as const)('is accepted by %s: %s', async (op, _about, node) => {
    const { emulator, call } = await start()
    emulator.edit(({ projects }) => {
      const own = at(projects[0], ...methods.slice(1).split('/')) as JsonObject
      if (node) own['oidc'] = structuredClone(node) as unknown as JsonObject
      else delete own['oidc']
    })
    const { status, body } = await call('PATCH', path, [
      { op, path: `${methods}/oidc/enabled`, value: true },
    ])
    expect(status).toBe(200)
    expect(at(body, 'project', ...methods.slice(1).split('/'), 'oidc', 'enabled')).toBe(true)
  })
})
