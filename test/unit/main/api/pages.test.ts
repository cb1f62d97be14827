import { expect, test } from 'vitest'
import { z } from 'zod'
import { createApiClient } from '../../../../src/main/api/client'
import { createTransportLoader } from '../../../../src/main/api/dispatcher'
import { allPages } from '../../../../src/main/api/endpoints/pages'
import { listOrganizations } from '../../../../src/main/api/endpoints/organizations'
import { atEnd } from '../../../support/runner/at-end'
import { startServer } from './servers'
import { projectIdOf } from '../../../../src/core/model/project-id'
import { anyUuid } from '../../../support/states/project-ids'

/** A server whose pages never end, or end after some. */
async function startPages(last = Infinity, size = 100) {
  const server = await startServer((_request, response, count) => {
    const items = Array.from({ length: size }, (_, index) => ({
      id: `${count}-${index}`,
      label: 'One',
      domains: [],
    }))
    const next = count < last ? `page-${count}` : ''
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ organizations: items, next_page_token: next }))
  })
  const transport = createTransportLoader({})
  atEnd(() => transport.close())
  const client = createApiClient({ transport, userAgent: 'test/1', sleep: () => Promise.resolve() })
  const project = projectIdOf(server.address, anyUuid)
  return { server, client, project, access: { apiAddress: server.address, apiKey: 'key' } }
}

const answer = z.looseObject({
  organizations: z.array(z.looseObject({ id: z.string() })),
  next_page_token: z.string(),
})

test('pages that are too large in all are an error, and no part of the list', async () => {
  const { server, client, access } = await startPages()
  const largest = 20_000
  const result = await allPages(
    async (_token, budget) => {
      const read = await client.send({ access, method: 'GET', segments: ['x'], answer, budget })
      if (!read.ok) return read
      const { organizations: items, next_page_token: next } = read.value
      return { ok: true, value: { items, next } }
    },
    undefined,
    largest,
  )
  expect(result).toMatchObject({ ok: false, error: { code: 'api.unexpected-response' } })
  const message = result.ok ? '' : result.error.message
  expect(message).toContain(`the pages of the list are together larger than ${largest} bytes`)
  // Each page has over 1,000 bytes; the first that was too much ended it.
  expect(server.arrived.length).toBeGreaterThan(2)
  expect(server.arrived.length).toBeLessThan(20)
})

test('pages without end are an error, and can be cancelled', async () => {
  const { server, client, access, project } = await startPages(Infinity, 1)
  const endless = await listOrganizations(client, access, project)
  expect(endless).toMatchObject({ ok: false, error: { code: 'api.unexpected-response' } })
  expect(endless.ok ? '' : endless.error.message).toContain('more than 1000 pages')
  expect(server.arrived).toHaveLength(1000)
  const controller = new AbortController()
  const { signal } = controller
  const onProgress = (count: number) => count === 3 && controller.abort()
  const cancelled = await listOrganizations(client, access, project, { signal, onProgress })
  expect(cancelled).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  expect(server.arrived).toHaveLength(1003)
})

test('ten thousand organizations come through, in pages of any size', async () => {
  const { client, access, project } = await startPages(40, 250)
  const result = await listOrganizations(client, access, project)
  expect(result.ok && result.value.length).toBe(10_000)
})
