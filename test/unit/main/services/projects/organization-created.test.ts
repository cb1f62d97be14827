import { expect, test } from 'vitest'
import { textMember } from '../../../../../src/core/model/json'
import { createOrganizationCreated } from '../../../../../src/main/services/projects/organization-created'
import { demoIds } from '../../../../emulator'
import { startBench, value } from '../../../../support/services/main-services'

const projectId = demoIds.northwindProduction

async function opened() {
  const bench = await startBench()
  const snapshot = value(await bench.projects.read(projectId, {}))
  const [organization = {}] = snapshot.organizations
  const place = { projectId, organizationId: textMember(organization, 'id') ?? '' }
  const stored = bench.emulator.state().projects.find(({ id }) => id === projectId)
  const [own] = (stored?.organizations ?? []).filter(({ id }) => id === place.organizationId)
  bench.emulator.clearRequests()
  const asked = () => bench.emulator.requests().map(({ method, path }) => `${method} ${path}`)
  const path = `GET /projects/${projectId}/organizations/${place.organizationId}`
  const service = bench.named({ created: createOrganizationCreated(bench) })
  return {
    bench,
    created: service.created,
    organization,
    place,
    createdAt: own?.['created_at'],
    asked,
    path,
  }
}

test('the project does not say when an organization was created; it is asked for once', async () => {
  const { created, organization, place, createdAt, asked, path } = await opened()
  expect(textMember(organization, 'created_at')).toBeUndefined()
  expect(createdAt).toMatch(/^20/)
  expect(value(await created(place))).toEqual({ createdAt })
  expect(value(await created(place))).toEqual({ createdAt })
  expect(asked()).toEqual([path])
})

test('a refusal is not asked for again, and no failure is told', async () => {
  const { bench, created, place, asked, path } = await opened()
  bench.emulator.fault({ operation: 'getOrganization', status: 403 })
  expect(value(await created(place))).toEqual({})
  expect(value(await created(place))).toEqual({})
  expect(asked()).toEqual([path])
})

test('a limit is not waited for', async () => {
  const { bench, created, place, asked, path } = await opened()
  bench.emulator.fault({ operation: 'getOrganization', status: 429 })
  expect(value(await created(place))).toEqual({})
  expect(asked()).toEqual([path])
})

test('what did not reach the server, or is not there yet, is asked for again when it is opened again', async () => {
  const { bench, created, place, createdAt, asked, path } = await opened()
  const cancelled = AbortSignal.abort()
  expect(value(await created(place, cancelled))).toEqual({})
  expect(asked()).toEqual([])
  bench.emulator.fault({ operation: 'getOrganization', status: 404 })
  expect(value(await created(place))).toEqual({})
  expect(value(await created(place))).toEqual({ createdAt })
  expect(asked()).toEqual([path, path])
})
