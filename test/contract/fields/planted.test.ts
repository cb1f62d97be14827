import { expect, test } from 'vitest'
import { isJsonObject, type JsonValue } from '../../../src/core/model/json'
import type { ApiClient } from '../../../src/main/api/client'
import { rowsOf } from './coverage'
import { travel } from './journey'
import { createOutcomes } from './outcomes'
import { travelScimClients } from './scim-clients'
import { connectionWorlds, scimWorlds } from './worlds'

const [world] = connectionWorlds
const pkce = rowsOf('oidc').find(({ field }) => field.name === 'pkce')

/** Runs all steps of one kind with a client whose patches are not what the app meant to send. */
async function outcomesWith(spoil: (operations: readonly JsonValue[]) => JsonValue) {
  if (!world || !pkce) throw new Error('There is nothing to plant it in')
  const outcomes = createOutcomes()
  const client = (own: ApiClient): ApiClient => ({
    send: (call) =>
      own.send(
        call.method === 'PATCH' && Array.isArray(call.body)
          ? { ...call, body: spoil(call.body as readonly JsonValue[]) }
          : call,
      ),
  })
  await travel({ world, protocol: 'oidc', kind: 'generic', outcomes }, client)
  return (['create', 'edit', 'clear', 'keep'] as const).map((step) => outcomes.of(pkce, step))
}

test('what is not planted is not found', async () => {
  const all = await outcomesWith((operations) => [...operations])
  expect(all).toEqual(Array.from({ length: 4 }, () => ({ generic: 'as asked' })))
})

test('a client that turns a neighbour’s value is found out at every step', async () => {
  const path = '/services/identity/config/selfservice/methods/oidc/config/providers/1/label'
  let count = 0
  const all = await outcomesWith((operations) => {
    count += 1
    return [...operations, { op: 'replace', path, value: `Turned ${count}` }]
  })
  for (const step of all) expect(step['generic']).toMatch(/the patch|it holds/)
})

test('a client that loses a member of what it makes is found out', async () => {
  const [created, edited] = await outcomesWith((operations) =>
    operations.map((operation) => {
      const { value } = operation as { value?: JsonValue }
      if (!isJsonObject(operation) || !isJsonObject(value)) return operation
      const { pkce: _lost, ...rest } = value
      return { ...operation, value: rest }
    }),
  )
  expect(created?.['generic']).toMatch(/it failed|it holds/)
  expect(edited?.['generic']).toBe('as asked')
})

const [scimWorld] = scimWorlds
const proxy = rowsOf('scim-client').find(({ field }) => field.name === 'proxy_scim_server_url')

test('a client that turns a SCIM client’s value is found out at every step', async () => {
  if (!scimWorld || !proxy) throw new Error('There is nothing to plant it in')
  const outcomes = createOutcomes()
  let count = 0
  await travelScimClients(scimWorld, outcomes, (own) => ({
    send: (call) => {
      if (call.method !== 'PATCH' || !Array.isArray(call.body)) return own.send(call)
      const operations = call.body as readonly JsonValue[]
      count += 1
      const turned = { op: 'replace', path: '/scim_clients/0/label', value: `Turned ${count}` }
      return own.send({ ...call, body: [...operations, turned] })
    },
  }))
  for (const step of ['create', 'edit', 'clear', 'keep'] as const) {
    expect(outcomes.of(proxy, step)['scim-client'], step).toMatch(/it holds|the patch|operation/)
  }
})
