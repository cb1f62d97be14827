import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, it, vi } from 'vitest'
import type { CheckReport } from '../../../src/core/check/report'
import { reportText } from '../../../src/core/check/report-text'
import { success } from '../../../src/core/errors/result'
import type { JsonObject } from '../../../src/core/model/json'
import { startEmulator, type EmulatorOptions } from '../../emulator'
import { atEnd } from '../../support/runner/at-end'
import { fieldEdit } from '../../support/states/field-edit'
import {
  createLimit,
  idsWith,
  startCheckBench,
  stepOf,
  testAuthority,
  value,
  type BenchOptions,
} from './harness'

const clientId = 'harbor-entra'
const secret = 'demo-secret-of-harbor-entra'
const key = `scim:${clientId}`
const waiting = { $secret: '1f0c1d7e-0000-4000-8000-000000000001' }
const target = { kind: 'scim-client', key: clientId } as const

interface Host {
  /** What every address of the project's own host begins with. */
  readonly host: string | undefined
  /** The secret that waits in the keychain. */
  readonly kept?: string
}

async function startBench({ host, kept }: Host, more: JsonObject = {}, options: BenchOptions = {}) {
  const noted: string[] = []
  const fields = {
    client_id: clientId,
    label: 'Harbor directory',
    organization_id: 'o1',
    mapper_url: '',
    state: 'enabled',
    ...more,
  }
  const bench = await startCheckBench(
    { scim: fields },
    {
      ...options,
      scim: {
        hostOf: () => Promise.resolve(success(host)),
        draftSecret: () => Promise.resolve(success(kept)),
        noteSecret: (_projectId, each) => noted.push(each),
      },
    },
  )
  return { ...bench, noted }
}

async function startDemo(options: EmulatorOptions = {}) {
  const emulator = await startEmulator(options)
  atEnd(emulator.close)
  const host = `${emulator.apiAddress}/project-hosts/brave-lovelace-7k2m9x4q1d`
  return { emulator, host }
}

/**
 * A server that answers in another way than Ory's.
 *
 * @param overTls as a host of the internet is
 */
async function startOther(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  overTls = false,
) {
  const seen: { url: string; authorization: string | undefined }[] = []
  const listen = (request: IncomingMessage, response: ServerResponse) => {
    seen.push({ url: request.url ?? '', authorization: request.headers.authorization })
    answer(request, response)
  }
  const tls = overTls ? await (await testAuthority()).issue() : undefined
  const server = tls
    ? createTlsServer({ key: tls.key, cert: tls.certificate }, listen)
    : createServer(listen)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => new Promise((resolve) => server.close(resolve)))
  const { port } = server.address() as AddressInfo
  return { host: tls ? `https://idp.test:${port}` : `http://127.0.0.1:${port}`, seen }
}

/** Checks with a typed secret. */
async function reportOn(host: string | undefined, more: JsonObject = {}): Promise<CheckReport> {
  const bench = await startBench({ host }, more)
  return value(await bench.checkWith({ connectionKey: key, secret }))
}

it('says step by step what works, and keeps a report without the secret', async () => {
  const { emulator, host } = await startDemo()
  const bench = await startBench({ host })
  const report = value(await bench.checkWith({ connectionKey: key, secret: ` Bearer ${secret} ` }))
  expect(report).toMatchObject({ verdict: 'good', address: `${host}/scim/${clientId}/v2` })
  expect(report.steps.map(({ id, status }) => [id, status])).toEqual([
    ['address', 'passed'],
    ['resolve', 'passed'],
    ['tls', 'skipped'],
    ['service', 'passed'],
    ['resources', 'passed'],
    ['secret', 'passed'],
    ['users', 'passed'],
  ])
  expect(bench.told).toEqual(report.steps)
  expect(emulator.requests().map(({ operation }) => operation)).toEqual([
    'getScimServiceProviderConfig',
    'getScimResourceTypes',
    'listScimUsers',
  ])
  // Nothing was changed, and what may not be told was noted before it was sent.
  expect(emulator.provisioned('')).toEqual([])
  expect(bench.noted.join()).toContain(secret)
  const text = reportText(report, 'Harbor directory', 'scim-client')
  expect(text).toContain('Check of the SCIM client Harbor directory')
  expect(text).not.toContain(secret)
  const kept = value(await bench.checks.checks(bench.projectId))
  expect(kept).toEqual({ [key]: report })
  expect(JSON.stringify(kept)).not.toContain(secret)
})

it.each(['..', '.', '..\t', '\uff0e\uff0e', 'a/b', '%2e%2e'])(
  'sends no secret to another path, whatever the server calls the client: %j',
  async (clientId) => {
    const { host, seen } = await startOther((_request, response) => response.writeHead(404).end())
    const bench = await startBench({ host }, { client_id: clientId })
    const report = value(await bench.checkWith({ connectionKey: `scim:${clientId}`, secret }))
    expect(seen).toEqual([])
    expect(bench.noted).toEqual([])
    expect(report.steps).toHaveLength(1)
    expect(stepOf(report, 'address')).toMatchObject({
      status: 'failed',
      text: expect.stringContaining('client ID'),
      remedy: expect.stringContaining('Nothing was sent'),
    })
  },
)

it('searches for a name that nobody has, another one each time', async () => {
  const { host, seen } = await startOther((_request, response) => response.writeHead(404).end())
  await reportOn(host)
  expect(seen).toHaveLength(1)
  const { emulator, host: demo } = await startDemo()
  await reportOn(demo)
  await reportOn(demo)
  const searches = emulator
    .requests()
    .filter(({ operation }) => operation === 'listScimUsers')
    .map(({ url }) => new URLSearchParams(String(url).split('?')[1]).get('filter') ?? '')
  expect(searches).toHaveLength(2)
  for (const search of searches) expect(search).toMatch(/^userName eq "nobody-[0-9a-f-]{36}@/)
  expect(new Set(searches).size).toBe(2)
})

it('says that another secret than the published one is refused', async () => {
  const { host } = await startDemo()
  const bench = await startBench({ host })
  const report = value(await bench.checkWith({ connectionKey: key, secret: 'another-secret' }))
  expect(idsWith(report, 'failed')).toEqual(['secret'])
  expect(stepOf(report, 'secret').text).toContain('it is not the one that was published')
  expect(stepOf(report, 'secret').remedy).toContain('generate a new one')
  expect(JSON.stringify(report)).not.toContain('another-secret')
})

it('says that Ory still has the old one where a new secret waits in the draft', async () => {
  const { host } = await startDemo()
  const bench = await startBench({ host, kept: 'the-new-secret' })
  await bench.edit(fieldEdit(target, 'authorization_header_secret', waiting))
  const report = value(await bench.checkWith({ connectionKey: key }))
  expect(stepOf(report, 'secret').text).toContain('waits in the draft (401): it still has the old')
  expect(JSON.stringify(report)).not.toContain('the-new-secret')
  // One that a person types counts before it.
  const typed = value(await bench.checkWith({ connectionKey: key, secret }))
  expect(typed.verdict).toBe('good')
})

it('sends nothing where no secret is at hand, or nothing is published', async () => {
  const { host, seen } = await startOther((_request, response) => response.end())
  const bench = await startBench({ host })
  const none = await bench.checkWith({ connectionKey: key })
  expect(none).toMatchObject({ ok: false, error: { code: 'secret.missing' } })
  await bench.edit({
    kind: 'create-scim-client',
    key: 'new:1',
    fields: { client_id: 'people', organization_id: 'o1' },
  })
  const report = value(await bench.checkWith({ connectionKey: 'scim:new:1', secret }))
  expect(stepOf(report, 'address').text).toContain('not published yet')
  const odd = value(await bench.checkWith({ connectionKey: key, secret: 'two\nlines' }))
  expect(stepOf(odd, 'secret').text).toContain('a character that no header may have')
  expect(seen).toEqual([])
  expect(stepOf(await reportOn(undefined), 'address').text).toContain('no part of a host name')
})

it.each([
  ['disabled', 'the client is disabled'],
  ['enabled', 'Ory does not know this SCIM client, or it is disabled (404)'],
])('says of an unknown client whose state is %s what it is', async (state, words) => {
  const { host } = await startDemo()
  const bench = await startBench({ host }, { client_id: 'never-was', state })
  const report = value(await bench.checkWith({ connectionKey: 'scim:never-was', secret }))
  expect(stepOf(report, 'service').text).toContain(words)
  expect(idsWith(report, 'skipped')).toEqual(['tls', 'resources', 'secret', 'users'])
})

it.each([false, true])('follows no redirect with the secret, over TLS: %s', async (overTls) => {
  const elsewhere = await startOther((_request, response) => response.end('{}'), overTls)
  const { host, seen } = await startOther(
    (_request, response) => response.writeHead(302, { location: `${elsewhere.host}/` }).end(),
    overTls,
  )
  const report = await reportOn(host)
  expect(stepOf(report, 'service').text).toContain('a redirect (302), which was not followed')
  expect(seen).toHaveLength(1)
  expect(seen[0]?.authorization).toBe(`Bearer ${secret}`)
  expect(elsewhere.seen).toEqual([])
})

it.each(['https://127.0.0.1:1', 'https://10.1.2.3', 'http://192.0.2.1', 'http://ory.example'])(
  'sends no secret to %s: without TLS to this computer alone, and into no private network',
  async (host) => {
    const bench = await startBench({ host }, {}, { guardsLoopback: true })
    const report = value(
      await bench.checkWith({ connectionKey: key, secret, privateHost: new URL(host).host }),
    )
    expect(report.verdict).toBe('bad')
    expect(report.question).toBeUndefined()
    expect(idsWith(report, 'passed')).not.toContain('tls')
    expect(idsWith(report, 'skipped')).toContain('users')
  },
)

const list = (resources: object[], totalResults = resources.length) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults,
  Resources: resources,
})
const config = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  filter: { supported: true },
}

/** A server whose answers are right but for those given. */
const startOdd = (odd: Readonly<Record<string, unknown>>) =>
  startOther(({ url = '' }, response) => {
    const path = /\/v2(\/\w+)/.exec(url)?.[1] ?? ''
    const answers: Record<string, unknown> = {
      '/ServiceProviderConfig': config,
      '/ResourceTypes': list([{ endpoint: '/Users' }, { endpoint: '/Groups' }]),
      '/Users': list([]),
      ...odd,
    }
    const answer = answers[path]
    if (typeof answer === 'number') response.writeHead(answer).end()
    else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  })

const elsewhere = 'Something else answers at this host'
const later = 'Check again in a minute'

it.each<
  [string, Readonly<Record<string, unknown>>, 'service' | 'resources' | 'users', string, string]
>([
  [
    'a web page',
    { '/ServiceProviderConfig': '<html>' },
    'service',
    'The answer is a web page',
    elsewhere,
  ],
  [
    'JSON that is no SCIM',
    { '/ServiceProviderConfig': {} },
    'service',
    'It names no schema',
    elsewhere,
  ],
  [
    'a server without changes',
    { '/ServiceProviderConfig': { ...config, patch: { supported: false } } },
    'service',
    'without: patch',
    'Most identity providers need both',
  ],
  [
    'too much',
    { '/ServiceProviderConfig': 'x'.repeat(1_100_000) },
    'service',
    'larger than 1 MiB',
    elsewhere,
  ],
  ['a fault', { '/ServiceProviderConfig': 500 }, 'service', 'an internal error (500)', later],
  ['too many requests', { '/ResourceTypes': 429 }, 'resources', 'asked too often', later],
  ['no users', { '/ResourceTypes': list([]) }, 'resources', 'It offers no users', elsewhere],
  ['another answer', { '/Users': 418 }, 'users', 'The server answered 418', later],
  [
    'a filter that does nothing',
    { '/Users': list([{}], 3) },
    'users',
    'the filter was not applied',
    'Identity providers search before they',
  ],
])('says what is wrong with %s, and what to do', async (_what, odd, id, words, remedy) => {
  const { host } = await startOdd(odd)
  const step = stepOf(await reportOn(host), id)
  expect(step.text).toContain(words)
  expect(step.remedy).toContain(remedy)
})

it('takes the word of the search about the secret, since a server may show the rest to everybody', async () => {
  const { host } = await startOdd({ '/Users': 401 })
  const report = await reportOn(host)
  expect(idsWith(report, 'failed')).toEqual(['secret'])
  expect(idsWith(report, 'skipped')).toEqual(['tls', 'users'])
})

it('says that a host does not answer, in time and at all', async () => {
  const gone = await reportOn('http://127.0.0.1:1')
  expect(stepOf(gone, 'tls').text).toContain('cannot be reached')
  const { host, seen } = await startOther(() => undefined)
  const { limit, expire } = createLimit()
  const bench = await startBench({ host }, {}, { limit })
  const checking = bench.checkWith({ connectionKey: key, secret })
  await vi.waitUntil(() => seen.length > 0)
  expire()
  const slow = value(await checking)
  expect(JSON.stringify(slow.steps)).toContain('did not answer in time')
})

it('ends at once when it is cancelled, and keeps nothing', async () => {
  const { host, seen } = await startOther(() => undefined)
  const bench = await startBench({ host })
  const controller = new AbortController()
  const checking = bench.checkWith({ connectionKey: key, secret }, controller.signal)
  await vi.waitUntil(() => seen.length > 0)
  controller.abort()
  expect(await checking).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  expect(value(await bench.checks.checks(bench.projectId))).toEqual({})
})
