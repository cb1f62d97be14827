import { afterEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../../../src/emulator'
import { storeText } from '../../../src/emulator/state/content'
import { createStartEmulator } from '../../../src/main/compose-demo'
import { demoState } from '../../emulator'
import { useEngine } from '../../support/mapping/use-engine'

const clientId = 'harbor-entra'
const running: Emulator[] = []

const engine = useEngine()
afterEach(() => Promise.all(running.splice(0).map((each) => each.close())))

/** The demo as it ships, whose SCIM client has this mapper; without one, its own. */
async function startDemo(mapper?: string) {
  const state = demoState()
  for (const client of state.projects.flatMap(({ scim_clients = [] }) => scim_clients)) {
    if (client['client_id'] === clientId && mapper !== undefined)
      client['mapper_url'] = mapper === '' ? '' : storeText(state.content, mapper, 'jsonnet')
  }
  const emulator = await createStartEmulator(engine)({ state, onChange: () => undefined })
  // The app sees less of it.
  running.push(emulator as Emulator)
  const base = `${emulator.apiAddress}/project-hosts/brave-lovelace-7k2m9x4q1d/scim/${clientId}/v2`
  return async (method: string, path: string, body: object) => {
    const response = await fetch(base + path, {
      method,
      headers: {
        authorization: `Bearer demo-secret-of-${clientId}`,
        'content-type': 'application/scim+json',
      },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as Record<string, unknown>
    return { status: response.status, answer }
  }
}

const user = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'grace@harborlights.example',
  name: { givenName: 'Grace', familyName: 'Hopper' },
  emails: [{ value: 'grace@harborlights.example', type: 'work', primary: true }],
}

it('provisions by the mapper of the demo', async () => {
  const ask = await startDemo()
  expect(await ask('POST', '/Users', user)).toMatchObject({ status: 201 })
})

it.each([
  ['reads claims', "local claims = std.extVar('claims'); { identity: { traits: claims } }"],
  ['breaks off', 'local scim = '],
  ['reads what was not sent', "{ identity: { traits: { n: std.extVar('scim').nickName } } }"],
  ['gives no traits', '{ identity: {} }'],
])('answers 500 where the mapper %s, as Ory documents, and keeps nobody', async (_what, mapper) => {
  const ask = await startDemo(mapper)
  const { status, answer } = await ask('POST', '/Users', user)
  expect(status).toBe(500)
  expect(answer).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '500',
    detail: 'Unable to evaluate the data mapping.',
  })
  // The same again: it was not kept, else its name would be taken.
  expect(await ask('POST', '/Users', user)).toMatchObject({ status: 500 })
})

it('answers 500 without a mapper', async () => {
  const ask = await startDemo('')
  expect(await ask('POST', '/Users', user)).toMatchObject({ status: 500 })
})

it('runs the mapper with each change too', async () => {
  const mapper = `local scim = std.extVar('scim');
    if scim.name.familyName == 'Murray' then error 'no' else { identity: { traits: {} } }`
  const ask = await startDemo(mapper)
  const { status, answer } = await ask('POST', '/Users', user)
  expect(status).toBe(201)
  const change = (value: string) => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'name.familyName', value }],
  })
  const path = `/Users/${String(answer['id'])}`
  expect(await ask('PATCH', path, change('Murray'))).toMatchObject({ status: 500 })
  expect(await ask('PATCH', path, change('Hooper'))).toMatchObject({ status: 200 })
  const replaced = { ...user, name: { familyName: 'Murray' } }
  expect(await ask('PUT', path, replaced)).toMatchObject({ status: 500 })
})

it('takes a user whose traits do not fit the schema: no document says what Ory does', async () => {
  const ask = await startDemo("{ identity: { traits: { email: 'no address', other: [1] } } }")
  expect(await ask('POST', '/Users', user)).toMatchObject({ status: 201 })
})

describe('what the mapper makes of an account', () => {
  const mapper = `local scim = std.extVar('scim');
    { identity: {
      traits: { email: scim.userName },
      [if 'title' in scim then 'metadata_public' else null]: { title: scim.title },
      metadata_admin: std.extVar('identity').metadata_admin + { seen: 1 },
      verified_addresses: [{ value: scim.userName, via: 'email' }],
      [if 'nickName' in scim then 'region' else null]: scim.nickName,
    } }`

  it('replaces its traits and metadata; active, password and organization bypass it', async () => {
    const ask = await startDemo(mapper)
    const first = await ask('POST', '/Users', { ...user, title: 'Dr', password: 'Secret-1' })
    const { id } = first.answer
    const identity = () => provisionedIn(running.at(-1), String(id))
    expect(identity()).toMatchObject({
      state: 'active',
      traits: { email: user.userName },
      metadata_public: { title: 'Dr' },
      metadata_admin: { seen: 1 },
      verifiable_addresses: [{ value: user.userName, via: 'email', verified: true }],
      credentials: { password: { identifiers: [user.userName] } },
    })
    const next = { ...user, userName: 'hopper@harborlights.example', title: 'Prof', active: false }
    expect(await ask('PUT', `/Users/${String(id)}`, next)).toMatchObject({ status: 200 })
    expect(identity()).toMatchObject({
      state: 'inactive',
      traits: { email: 'hopper@harborlights.example' },
      metadata_public: { title: 'Prof' },
    })
  })

  it('gives it a region, and answers 400 to one that Ory does not have', async () => {
    const ask = await startDemo(mapper)
    const { status, answer } = await ask('POST', '/Users', { ...user, nickName: 'moon' })
    expect([status, answer['scimType']]).toEqual([400, 'invalidValue'])
    const good = await ask('POST', '/Users', { ...user, nickName: 'eu-central' })
    const { id } = good.answer
    expect(provisionedIn(running.at(-1), String(id))).toMatchObject({ region: 'eu-central' })
  })
})

/** The identity of a provisioned user. */
const provisionedIn = (emulator: Emulator | undefined, id: string) =>
  [...(emulator?.world.provisioned.values() ?? [])].flatMap((all) => all.get(id) ?? [])[0]?.identity
