import { afterEach, expect, test } from 'vitest'
import { createLookUpTxt, type LookUpTxtDeps } from '../../../../src/main/check/look-up-txt'
import { startDnsServer, type DnsEntry } from '../../../support/services/dns-server'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const never = () => new AbortController().signal

async function start(names: Record<string, DnsEntry>, more: Partial<LookUpTxtDeps> = {}) {
  const server = await startDnsServer(names)
  ends.push(server.close)
  const lookUp = createLookUpTxt({
    isOffline: () => Promise.resolve(false),
    servers: [server.address],
    limit: never,
    ...more,
  })
  return { server, lookUp }
}

test('returns the values of a record, joined, and says whether the expected one is among them', async () => {
  const long = 'v'.repeat(600)
  const { server, lookUp } = await start({
    '_ory-domain-verification.xn--bcher-kva.example': ['other', long],
  })
  const name = ' _ory-domain-verification.Bücher.example. '
  expect(await lookUp({ name, expected: long }, never())).toEqual({
    ok: true,
    value: { kind: 'found', values: ['other', long], more: 0, matches: true },
  })
  expect(await lookUp({ name, expected: 'ours' }, never())).toMatchObject({
    value: { matches: false },
  })
  expect(await lookUp({ name }, never())).toEqual({
    ok: true,
    value: { kind: 'found', values: ['other', long], more: 0 },
  })
  expect(new Set(server.asked)).toEqual(new Set(['_ory-domain-verification.xn--bcher-kva.example']))
})

test('a name without a TXT record, or that does not exist, has none', async () => {
  const { lookUp } = await start({ 'empty.example': [] })
  for (const name of ['empty.example', 'missing.example']) {
    expect(await lookUp({ name }, never())).toEqual({ ok: true, value: { kind: 'none' } })
  }
})

test('a server that fails or refuses leaves the record unchecked', async () => {
  const { lookUp } = await start({ 'broken.example': { code: 2 }, 'closed.example': { code: 5 } })
  for (const name of ['broken.example', 'closed.example']) {
    expect(await lookUp({ name }, never())).toEqual({
      ok: true,
      value: { kind: 'not-checked', why: 'no-answer' },
    })
  }
})

test('many and long values are cut, and still compared as a whole', async () => {
  const values = Array.from({ length: 60 }, (_item, index) => `v${index}`)
  const { lookUp } = await start({
    'many.example': values,
    'long.example': ['x'.repeat(1200)],
  })
  const many = await lookUp({ name: 'many.example', expected: 'v59' }, never())
  expect(many).toMatchObject({ value: { more: 10, matches: true } })
  expect(await lookUp({ name: 'long.example' }, never())).toMatchObject({
    value: { values: ['x'.repeat(1000)] },
  })
})

test('offline nothing is asked', async () => {
  const isOffline = () => Promise.resolve(true)
  const { server, lookUp } = await start({ 'a.example': ['v'] }, { isOffline })
  expect(await lookUp({ name: 'a.example' }, never())).toEqual({
    ok: true,
    value: { kind: 'not-checked', why: 'offline' },
  })
  expect(server.asked).toEqual([])
})

test.each([
  '',
  'localhost',
  'a b.example',
  'a..example',
  `${'a'.repeat(64)}.example`,
  'https://a.example/',
])('“%s” is refused before anything is asked', async (name) => {
  const { server, lookUp } = await start({})
  expect(await lookUp({ name }, never())).toMatchObject({ error: { code: 'request.invalid' } })
  expect(server.asked).toEqual([])
})

test('a look-up ends at its time limit and when it is canceled', async () => {
  const limit = new AbortController()
  const cancel = new AbortController()
  const { lookUp } = await start({ 'silent.example': 'silent' }, { limit: () => limit.signal })
  const limited = lookUp({ name: 'silent.example' }, never())
  const canceled = lookUp({ name: 'silent.example' }, cancel.signal)
  cancel.abort()
  expect(await canceled).toMatchObject({ error: { code: 'request.cancelled' } })
  limit.abort()
  expect(await limited).toEqual({ ok: true, value: { kind: 'not-checked', why: 'no-answer' } })
  const late = await lookUp({ name: 'silent.example' }, cancel.signal)
  expect(late).toMatchObject({ error: { code: 'request.cancelled' } })
})
