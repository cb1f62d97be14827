import { expect, test } from '@playwright/test'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Worker } from 'node:worker_threads'
import { success } from '../../src/core/errors/result'
import { createPeopleCounter } from '../../src/core/people/count-people'
import type { Person } from '../../src/core/people/person'
import { createApiClient } from '../../src/main/api/client'
import { createTransportLoader } from '../../src/main/api/dispatcher'
import { nextInLink } from '../../src/main/api/link-header'
import { startWorker } from '../../src/main/concurrency/start-worker'
import { createAppFiles } from '../../src/main/files/app-files'
import { createJsonFiles } from '../../src/main/files/store/json-files'
import { createNotices } from '../../src/main/files/store/notices'
import { createForeignFiles } from '../../src/main/services/foreign-files/read-in-thread'
import { createPeopleKeys } from '../../src/main/services/people/people-keys'
import { createPeopleService } from '../../src/main/services/people/people'
import { createMemoryStore } from '../../src/main/secrets/memory-store'
import { connection, snapshotOf } from '../support/states/snapshots'
import { appFolder, newUserData, removeUserData } from '../support/window/app'
import { wayMs } from './far-server-facts'
import { beside, figure, idleHold, longestHold, onClock, report } from './figures'
import { limits } from './limits'

const people = 100_000
const size = 500

/** As the server below makes them. */
function serverUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * A project's admin API in a thread of its own, whose pages are made before anybody asks: below `/far` as far away as Ory,
 * below `/near` without a way, so that page follows on page.
 */
const serverText = `
const { createServer } = require('node:http')
const { createHash } = require('node:crypto')
const { parentPort, workerData: { people, size, wayMs } } = require('node:worker_threads')
const uuid = (name) => {
  const hex = createHash('sha256').update(name).digest('hex')
  return hex.slice(0, 8) + '-' + hex.slice(8, 12) + '-4' + hex.slice(13, 16) + '-8' + hex.slice(17, 20) + '-' + hex.slice(20, 32)
}
const stamp = '2026-11-20T12:00:00Z'
const identity = (at) => {
  const value = 'given.family' + at + '@customer-' + (at % 200) + '.example'
  const stamps = { created_at: stamp, updated_at: stamp }
  return {
    id: uuid('i' + at), schema_id: 'default', schema_url: 'https://slug.projects.oryapis.com/schemas/default',
    state: 'active', state_changed_at: stamp,
    traits: { email: value, name: { first: 'Given', last: 'Family ' + at } },
    verifiable_addresses: [{ id: uuid('v' + at), value, verified: true, via: 'email', status: 'completed', ...stamps }],
    recovery_addresses: [{ id: uuid('r' + at), value, via: 'email', ...stamps }],
    metadata_public: null, organization_id: at % 50 === 0 ? null : uuid('o' + (at % 200)), ...stamps,
  }
}
const session = (at) => ({
  id: uuid('s' + at), active: true, expires_at: stamp, authenticated_at: stamp, issued_at: stamp,
  authenticator_assurance_level: 'aal1',
  authentication_methods: [{ method: 'oidc', aal: 'aal1', completed_at: stamp, provider: 'generic-' + (at % 200), organization: uuid('o' + (at % 200)) }],
  identity: identity(at), devices: [],
})
const make = { identities: identity, sessions: session }
const pages = {}
for (const kind of Object.keys(make)) {
  pages[kind] = []
  for (let from = 0; from < people; from += size) {
    pages[kind].push(Buffer.from(JSON.stringify(Array.from({ length: size }, (_, at) => make[kind](from + at)))))
  }
}
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://x')
  const kind = pathname.split('/').at(-1)
  const at = Number(searchParams.get('page_token') ?? 0)
  const next = at + 1 < pages[kind].length ? ',<' + pathname + '?page_token=' + (at + 1) + '>; rel="next"' : ''
  const link = { link: '<' + pathname + '>; rel="first"' + next }
  setTimeout(() => {
    response.writeHead(200, { 'content-type': 'application/json', ...link })
    response.end(pages[kind][at])
  }, pathname.startsWith('/far') ? wayMs : 0)
})
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
`

async function startServer() {
  const worker = new Worker(serverText, { eval: true, workerData: { people, size, wayMs } })
  const port = await new Promise<number>((resolve) => worker.once('message', resolve))
  return { origin: `http://127.0.0.1:${port}`, close: () => worker.terminate() }
}

/** All pages of both lists, read to JSON and followed as their server says, and nothing made of them. */
async function bare(origin: string, base: string): Promise<number> {
  async function readAll(what: string): Promise<number> {
    let [token, entries]: [string | undefined, number] = [undefined, 0]
    do {
      const query: string = token === undefined ? '' : `&page_token=${token}`
      const response = await fetch(`${origin}${base}/admin/${what}?page_size=${size}${query}`)
      entries += ((await response.json()) as unknown[]).length
      const next = nextInLink(response.headers.get('link') ?? undefined)
      token = next.kind === 'next' ? next.token : undefined
    } while (token !== undefined)
    return entries
  }
  const [one, other] = await Promise.all([readAll('identities'), readAll('sessions')])
  return one + other
}

/** Mebibytes that are in use once nothing is left to collect. */
function memory(collect: () => void): number {
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}

test('the count of 100,000 people, beside its requests alone', async () => {
  test.setTimeout(280_000)
  const server = await startServer()
  const folder = newUserData()
  const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
  const transport = createTransportLoader({})
  const foreignFiles = createForeignFiles(() =>
    startWorker(join(appFolder, 'out', 'main', 'file-thread.js'), folder),
  )
  try {
    const organizations = Array.from({ length: 200 }, (_item, at) => ({
      id: serverUuid(`o${at}`),
      label: `Customer ${at}`,
      domains: [`customer-${at}.example`],
    }))
    const oidc = organizations.map(({ id }, at) =>
      connection(`generic-${at}`, { organization_id: id }),
    )
    const snapshot = snapshotOf({ organizations, oidc })
    await files.snapshots.write(snapshot)
    const projectId = snapshot.summary.id
    let base = '/near'
    const service = createPeopleService({
      client: createApiClient({ transport, userAgent: 'bench/1' }),
      files,
      identitySchemas: {
        list: () => Promise.resolve(success([])),
        read: () => Promise.resolve(success('{}')),
      },
      keys: createPeopleKeys(() => Promise.resolve(createMemoryStore())),
      opening: {
        place: () => Promise.reject(new Error('The bench asks for no place')),
        async open(_input, _purpose, _signal, work) {
          const host = { origin: server.origin, base }
          const done = await work({ host, projectKey: 'ory_apikey_of_the_bench' })
          return done.ok ? success({ kind: 'done', value: done.value, left: [] }) : done
        },
      },
      secrets: { hideIn: (_server, answer) => answer },
      readPage: foreignFiles.peoplePage,
      allowsSending: () => Promise.resolve(success(undefined)),
      saveTable: () => Promise.resolve(success({})),
      tell: () => undefined,
      now: () => new Date(),
    })
    const { signal } = new AbortController()
    let counted: unknown
    const count = async () => {
      counted = await service.read({ projectId, by: 'kept-key' }, { signal })
    }
    const holds: number[] = []
    const near = await beside(3, {
      floor: () => bare(server.origin, base),
      subject: async () => void holds.push(await longestHold(count)),
    })
    // As long as a count: a longer wait meets more of what else the machine does.
    const idle = [await idleHold(near.subjects[0]), await idleHold(near.subjects[1])]
    report({
      name: 'people-hold',
      subject: figure('the longest hold of the thread while 100,000 people are counted', holds),
      floor: figure('a thread that only waits as long', idle),
      limit: limits.hold,
    })
    base = '/far'
    // Once each: so many requests after each other take the same time again and again.
    const floors = [await onClock(() => bare(server.origin, base))]
    const subjects = [await onClock(count)]
    expect(counted).toMatchObject({ ok: true, value: { ended: 'whole', counts: { people } } })
    report({
      name: 'people',
      subject: figure('counting 100,000 people and their sessions', subjects),
      floor: figure('their requests alone, as many at a time', floors),
      budget: { times: 1.3, why: 'a count waits for the network and for little else' },
      also: { near: figure('', near.subjects).ms, nearFloor: figure('', near.floors).ms },
    })
  } finally {
    await files.flush()
    await transport.close()
    await server.close()
    removeUserData(folder)
  }
})

test('what a count of 100,000 people remembers of them', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const before = memory(collect)
  const counter = createPeopleCounter({
    organizations: Array.from({ length: 2000 }, (_item, at) => ({
      id: `22222222-2222-4222-8222-${String(at).padStart(12, '0')}`,
      domains: [],
    })),
    connections: Array.from({ length: 200 }, (_item, at) => `oidc:c${at}`),
    domains: [],
    readAt: '2026-11-27T12:00:00.000Z',
  })
  for (let from = 0; from < people; from += size) {
    // As they come: of each page nothing but what is counted stays.
    const page = JSON.parse(
      JSON.stringify(
        Array.from({ length: size }, (_item, at) => ({
          id: `${String(from + at).padStart(8, '0')}-1111-4111-8111-111111111111`,
          organizationId: `22222222-2222-4222-8222-${String((from + at) % 2000).padStart(12, '0')}`,
          addresses: [`p${from + at}@customer.example`],
          emergencyFor: [],
        })),
      ),
    ) as Person[]
    counter.addPeople(page)
    counter.addSessions(
      page.map(({ id }, at) => ({
        id: `s${id}`,
        personId: id,
        signIns: [{ connection: `oidc:c${at % 200}`, at: Date.parse('2026-11-25T12:00:00Z') }],
      })),
    )
  }
  const after = memory(collect)
  expect(counter.counts(true).people).toBe(people)
  report({
    name: 'people-memory',
    unit: 'MiB',
    subject: { what: 'what is in use once 100,000 people are counted', ms: after },
    floor: { what: 'before the first of them', ms: before },
    limit: { times: 1, plus: 30, why: 'a count beside all else that a window has' },
  })
})
