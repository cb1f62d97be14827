import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../../src/emulator/state/json'
import type { Listed } from '../../../../../src/emulator/state/people'
import { value } from '../../../../support/services/main-services'
import { uuidOf } from '../../../../support/states/people'
import { never, peopleProject, startPeople } from '../../../../support/services/people'

const options = { signal: never() }
const identity = (number: number): JsonObject => ({
  id: uuidOf(`faulty/${number}`),
  schema_id: 'default',
  traits: { email: `p${number}@harborlights.example` },
  organization_id: null,
})
const many = (length: number, at: (index: number) => JsonObject = identity): Listed => ({
  length,
  at,
})

/** The `Link` header of the first page of identities. */
async function fetchPage(bench: Awaited<ReturnType<typeof startWith>>): Promise<string> {
  value(await bench.service.read(bench.byKept, options))
  const path = bench.lists()[0]?.path ?? ''
  const response = await fetch(`${bench.emulator.apiAddress}${path}?page_size=500`, {
    headers: { authorization: `Bearer ${bench.key}` },
  })
  return (
    response.headers
      .get('link')
      ?.split(',')
      .find((each) => each.includes('next')) ?? ''
  )
}

/** With a key that is kept, on a project with these people. */
async function startWith(identities: Listed, more: { readonly peopleTokensLast?: number } = {}) {
  const bench = await startPeople({ people: () => ({ identities, sessions: [] }), ...more })
  const key = await bench.ownKey()
  value(await bench.service.keepKey({ projectId: peopleProject, apiKey: key }, options))
  bench.emulator.clearRequests()
  const lists = () =>
    bench.emulator.requests().filter(({ operation }) => operation === 'listIdentities')
  return { ...bench, key, lists }
}

describe('a server that', () => {
  it('sends the same page again and again is noticed, and the count is not whole', async () => {
    const bench = await startWith(many(100_000, (index) => identity(index % 500)))
    const read = value(await bench.service.read(bench.byKept, options))
    expect(read).toMatchObject({ ended: 'repeated', counts: { isWhole: false, people: 500 } })
    expect(bench.lists().length).toBeLessThan(5)
    expect(value(await bench.service.known(peopleProject))).toMatchObject({
      counts: { isWhole: false },
      goesOn: false,
    })
    const group = { kind: 'outside', domain: 'harborlights.example' } as const
    expect(value(await bench.service.show({ ...bench.byKept, group }, options))).toMatchObject({
      total: 500,
      isWhole: false,
    })
  })

  it('leads back to a page by its token is noticed', async () => {
    const bench = await startWith(many(2000))
    const headers = { link: '</admin/identities?page_token=MA>; rel="next"' }
    bench.emulator.fault({
      operation: 'listIdentities',
      status: 200,
      body: [identity(1)],
      headers,
      times: 100,
    })
    const read = value(await bench.service.read(bench.byKept, options))
    expect(read).toMatchObject({ ended: 'repeated', counts: { isWhole: false } })
    expect(bench.lists().length).toBeLessThan(5)
  })

  it('says that more follow and not how, or says nothing after a full page, has not told of everybody', async () => {
    const bench = await startWith(many(10))
    const answer = (body: JsonObject[], headers: Record<string, string> = {}) =>
      bench.emulator.fault({ operation: 'listIdentities', status: 200, body, headers, times: 1 })
    const page = Array.from({ length: 500 }, (_, at) => identity(at))
    for (const give of [
      () => answer([identity(1)], { link: '</admin/identities?page=2&per_page=250>; rel="next"' }),
      // As behind a proxy that drops the header.
      () => answer(page),
    ]) {
      give()
      const read = value(await bench.service.read(bench.byKept, options))
      expect(read).toMatchObject({ ended: 'no-next', counts: { isWhole: false } })
      expect(value(await bench.service.known(peopleProject)).goesOn).toBe(false)
    }
    answer(page.slice(0, 3))
    const read = value(await bench.service.read(bench.byKept, options))
    expect(read).toMatchObject({ ended: 'whole', counts: { isWhole: true, people: 3 } })
  })

  it('names another host for the next page is asked itself, and nobody else gets the key', async () => {
    const other = createServer((_request, response) => response.end('[]'))
    const asked: string[] = []
    other.on('request', ({ url = '' }) => asked.push(url))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()))
    const { port } = other.address() as AddressInfo
    const bench = await startWith(many(1200))
    const first = await fetchPage(bench)
    const token = /page_token=([^&>]+)/.exec(first)?.[1] ?? ''
    const headers = {
      link: `<http://127.0.0.1:${port}/admin/identities?page_token=${token}>; rel="next"`,
    }
    const body = Array.from({ length: 500 }, (_, at) => identity(at))
    bench.emulator.fault({ operation: 'listIdentities', status: 200, body, headers, times: 1 })
    const read = value(await bench.service.read(bench.byKept, options))
    other.close()
    expect(asked).toEqual([])
    expect(read).toMatchObject({ ended: 'whole', counts: { people: 1200 } })
  })

  it('answers with something else than a list is told so, and nothing of it is kept', async () => {
    const bench = await startWith(many(10))
    for (const body of [{ items: [] }, 'anna@harborlights.example', '<html>anna</html>']) {
      bench.emulator.fault({ operation: 'listIdentities', status: 200, body, times: 1 })
      const read = await bench.service.read(bench.byKept, options)
      expect(read).toMatchObject({ ok: false, error: { code: 'api.unexpected-response' } })
      expect(JSON.stringify(read)).not.toContain('anna')
    }
  })

  it('no longer knows a token says so, and the next read begins anew', async () => {
    const bench = await startWith(many(1200), { peopleTokensLast: -1 })
    const read = value(await bench.service.read(bench.byKept, options))
    expect(read).toMatchObject({ ended: 'expired', counts: { isWhole: false, people: 500 } })
    expect(value(await bench.service.known(peopleProject)).goesOn).toBe(false)
  })

  it('fails in between is asked on from there', async () => {
    const bench = await startWith(many(2300))
    // More often than a request is tried.
    const fault = bench.emulator.fault({
      operation: 'listIdentities',
      status: 503,
      times: 100,
    })
    expect(await bench.service.read(bench.byKept, options)).toMatchObject({ ok: false })
    fault.remove()
    expect(bench.lists().length).toBeGreaterThan(1)
    const whole = value(await bench.service.read(bench.byKept, options))
    expect(whole).toMatchObject({ ended: 'whole', counts: { people: 2300 } })
  })

  it('refuses the key, or asks to slow down without end, is told in its code', async () => {
    const bench = await startWith(many(10))
    for (const [status, code] of [
      [401, 'people.key-refused'],
      [403, 'people.key-refused'],
      [429, 'api.rate-limited'],
    ] as const) {
      const body = { error: { message: 'anna@harborlights.example may not', code: status } }
      const fault = bench.emulator.fault({ path: /admin/, status, body, times: 100 })
      const read = await bench.service.read(bench.byKept, options)
      fault.remove()
      expect(read).toMatchObject({ ok: false, error: { code, status } })
      // What a server says may name a person, and would stand in the log.
      expect(JSON.stringify(read)).not.toContain('anna')
    }
  })

  it('refuses the key in the middle, or asks to slow down, leaves “at least”, no key, and a way to go on', async () => {
    const bench = await startWith(many(2300))
    for (const status of [401, 403, 429]) {
      const faults: { remove(): void }[] = []
      const began = value(await bench.service.known(peopleProject)).counts?.people ?? 0
      const read = await bench.service.read(bench.byMade, {
        ...options,
        onProgress({ people }) {
          if (people < 1000 || faults.length > 0) return
          const rule = { operation: 'listIdentities', status, times: 100 }
          faults.push(bench.emulator.fault(rule))
        },
      })
      faults[0]?.remove()
      expect(read).toMatchObject({ ok: false, error: { status } })
      expect(bench.emulator.projectKeys()).toMatchObject([{ name: 'Own' }])
      const { counts, goesOn } = value(await bench.service.known(peopleProject))
      expect([counts?.isWhole, goesOn]).toEqual([false, true])
      expect(counts?.people).toBeGreaterThan(began)
    }
    const whole = value(await bench.service.read(bench.byMade, options))
    expect(whole).toMatchObject({ ended: 'whole', counts: { isWhole: true, people: 2300 } })
  })

  it('has 100,000 people is counted', async () => {
    const bench = await startWith(many(100_000))
    const read = value(await bench.service.read(bench.byKept, options))
    expect(read).toMatchObject({
      ended: 'whole',
      counts: { people: 100_000, domains: { 'harborlights.example': { outside: 100_000 } } },
    })
    expect(bench.lists()).toHaveLength(200)
  })
})

it('a key that a server quotes among people is shown to no page, and kept nowhere', async () => {
  let quoted = ''
  const one = (): JsonObject => ({
    ...identity(1),
    traits: { email: `${quoted}@harborlights.example` },
  })
  const session = (): JsonObject => ({
    id: uuidOf('session'),
    identity: one(),
    authentication_methods: [{ method: 'oidc', provider: quoted }],
  })
  const bench = await startPeople({
    people: () => ({ identities: many(1, one), sessions: many(1, session) }),
  })
  const key = await bench.ownKey()
  quoted = key
  value(await bench.service.keepKey({ projectId: peopleProject, apiKey: key }, options))
  const group = { kind: 'outside', domain: 'harborlights.example' } as const
  const shown = value(await bench.service.show({ ...bench.byKept, group }, options))
  expect(shown).toMatchObject({ people: [{ addresses: ['[hidden]@harborlights.example'] }] })
  const read = value(await bench.service.read(bench.byKept, options))
  expect(read).toMatchObject({ counts: { people: 1, connections: {} } })
  expect(JSON.stringify([read, bench.told])).not.toContain(key)
})

it('limits of the server are kept, and cost no request more than a few', async () => {
  let time = 0
  const identities = many(50_000)
  const bench = await startPeople(
    {
      people: () => ({ identities, sessions: [] }),
      rateLimits: { 'kratos-admin-medium': { perSecond: 8, perMinute: 60 } },
      clock: () => time,
    },
    {
      clock: () => time,
      sleep(milliseconds) {
        time += milliseconds
        return Promise.resolve()
      },
    },
  )
  const key = await bench.ownKey()
  value(await bench.service.keepKey({ projectId: peopleProject, apiKey: key }, options))
  bench.emulator.clearRequests()
  const read = value(await bench.service.read(bench.byKept, options))
  expect(read).toMatchObject({ ended: 'whole', counts: { people: 50_000 } })
  const asked = bench.emulator.requests()
  expect(asked.length).toBeGreaterThan(100)
  expect(asked.filter(({ status }) => status === 429).length).toBeLessThan(asked.length / 4)
})

it('a read that stopped goes on with the page that it stopped at', async () => {
  const bench = await startWith(many(2300))
  const stop = bench.service.read(bench.byKept, {
    ...options,
    onProgress({ people }) {
      if (people >= 1000) bench.service.stop(peopleProject)
    },
  })
  const stopped = value(await stop)
  expect(stopped).toMatchObject({ ended: 'stopped', counts: { isWhole: false, people: 1000 } })
  expect(value(await bench.service.known(peopleProject))).toMatchObject({
    goesOn: true,
    counts: { people: 1000, isWhole: false },
  })
  const before = bench.lists().length
  const whole = value(await bench.service.read(bench.byKept, options))
  expect(whole).toMatchObject({ ended: 'whole', counts: { isWhole: true, people: 2300 } })
  expect(bench.lists().length - before).toBe(3)
})

it('a read that stopped begins anew where the project has other organizations by now', async () => {
  const bench = await startWith(many(2300))
  const stop = bench.service.read(bench.byKept, {
    ...options,
    onProgress({ people }) {
      if (people >= 1000) bench.service.stop(peopleProject)
    },
  })
  expect(value(await stop)).toMatchObject({ ended: 'stopped' })
  const snapshot = value(await bench.files.snapshots.read(peopleProject))
  if (!snapshot) throw new Error('The project was not read')
  const id = uuidOf('a further one')
  const further = { id, label: 'Further', domains: ['further.example'] }
  const organizations = [...snapshot.organizations, further]
  value(await bench.files.snapshots.write({ ...snapshot, organizations }))
  bench.emulator.clearRequests()
  const whole = value(await bench.service.read(bench.byKept, options))
  expect(whole).toMatchObject({ ended: 'whole', counts: { isWhole: true, people: 2300 } })
  if (whole.kind === 'read') expect(whole.counts.organizations[id]).toMatchObject({ people: 0 })
  expect(bench.lists()).toHaveLength(5)
})
