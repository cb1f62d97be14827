import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { storeText } from '../../../src/emulator/state/content'
import { createStartEmulator } from '../../../src/main/compose-demo'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { demoState } from '../../emulator'
import { startEngine } from '../../support/mapping/mapper'

const clientId = 'harbor-entra'
let engine: MapperEngine
const running: { close: () => Promise<void> }[] = []

beforeAll(async () => {
  engine = await startEngine()
})
afterAll(() => engine.close())
afterEach(() => Promise.all(running.splice(0).map((each) => each.close())))

/** The demo as it ships, whose SCIM client has this mapper; without one, its own. */
async function startDemo(mapper?: string) {
  const state = demoState()
  for (const client of state.projects.flatMap(({ scim_clients = [] }) => scim_clients)) {
    if (client['client_id'] === clientId && mapper !== undefined)
      client['mapper_url'] = mapper === '' ? '' : storeText(state.content, mapper, 'jsonnet')
  }
  const emulator = await createStartEmulator(engine)({ state, onChange: () => undefined })
  running.push(emulator)
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
