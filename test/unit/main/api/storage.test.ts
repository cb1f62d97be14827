import { beforeAll, beforeEach, expect, test } from 'vitest'
import { contentHash, toMapperUrl } from '../../../../src/core/model/mapper-text'
import { checkAddress, isInnerAddress } from '../../../../src/main/api/address-guard'
import { createTransportLoader } from '../../../../src/main/api/dispatcher'
import { createPublicFetch } from '../../../../src/main/api/public-fetch'
import { createStorageReader, largestMapper } from '../../../../src/main/api/storage'
import { turns } from '../../../support/services/turns'
import { atEnd } from '../../../support/runner/at-end'
import { createAuthority, startServer, type TestServer } from './servers'

test.each([
  ['https://storage.googleapis.com/b/x.jsonnet', false, true],
  ['https://93.184.216.34/x', false, true],
  ['http://storage.googleapis.com/b/x.jsonnet', false, false],
  ['http://storage.googleapis.com/b/x.jsonnet', true, false],
  ['http://127.0.0.1:4000/x', true, true],
  ['http://127.0.0.1:4000/x', false, false],
  ['http://localhost/x', true, true],
  ['https://localhost/x', true, false],
  ['https://127.0.0.1/x', true, false],
  ['https://10.1.2.3/x', false, false],
  ['https://172.20.0.1/x', false, false],
  ['https://192.168.1.1/x', false, false],
  ['https://169.254.169.254/latest', false, false],
  ['https://0x7f000001/x', false, false],
  ['https://2130706433/x', false, false],
  ['https://[::1]/x', false, false],
  ['https://[fd00::1]/x', false, false],
  ['https://[::ffff:10.0.0.1]/x', false, false],
  ['https://nas.local/x', false, false],
  ['https://user:pass@storage.googleapis.com/x', false, false],
  ['file:///etc/passwd', true, false],
  ['ftp://example.com/x', true, false],
  ['not an address', true, false],
])('%s (local API: %s) may be read: %s', (address, apiIsLocal, expected) => {
  expect('url' in checkAddress(address, { plainLoopback: apiIsLocal })).toBe(expected)
})

test.each([
  '::ffff:10.0.0.1',
  '::ffff:a00:1',
  '::ffff:127.0.0.1',
  '100.64.0.1',
  'fe80::1',
  'fe80::1%eth0',
  'nonsense',
  '',
  // IPv4 in IPv6: compatible, translated, 6to4, Teredo.
  '::10.0.0.1',
  '::7f00:1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2002:a00:1::1',
  '2001::1',
  'fec0::1',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '::',
  '::1',
  '0.0.0.0',
  '127.255.255.255',
  '172.31.255.255',
  '192.0.0.8',
  '192.88.99.1',
  '192.168.0.1',
  '198.19.0.1',
  '169.254.169.254',
  '224.0.0.1',
  '255.255.255.255',
])('%s is an inner address', (address) => expect(isInnerAddress(address)).toBe(true))

test.each([
  '93.184.216.34',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '::ffff:93.184.216.34',
  '2606:2800:220:1::1',
  '2a00:1450:4001::1',
  '2001:4860:4860::8888',
])('%s is an address of the internet', (address) => expect(isInnerAddress(address)).toBe(false))

const apiAddress = 'https://api.console.ory.com'
const text = 'local claims = std.extVar("claims"); { identity: {} } // é'
const hash = contentHash(new TextEncoder().encode(text))

interface Page {
  readonly status?: number
  readonly location?: string
  readonly body?: string | Buffer
  readonly silent?: true
}
let authority: Awaited<ReturnType<typeof createAuthority>>
let server: TestServer
let host: string
/** What is behind each path, and the headers that were sent for it. */
const pages = new Map<string, Page>()
const sent: object[] = []

beforeAll(async () => {
  authority = await createAuthority(['storage.example.com', 'other.example.com', 'localhost'])
})
beforeEach(async () => {
  pages.clear()
  sent.length = 0
  server = await startServer(
    (request, response) => {
      sent.push(request.headers)
      const {
        status = 200,
        location,
        body = '',
        silent,
      } = pages.get(request.url ?? '') ?? {
        status: 404,
      }
      if (silent) return
      response.writeHead(status, location === undefined ? {} : { location }).end(body)
    },
    { tls: authority.tls },
  )
  host = `https://storage.example.com:${server.port}`
})

const lookedUp: string[] = []
/** Reads from the server above, which stands for a public one though it is on this computer. */
function reader(
  addresses: Record<string, string | readonly string[]> = {},
  storageOf: (apiAddress: string) => string | undefined = () => undefined,
) {
  const transport = createTransportLoader({})
  atEnd(() => transport.close())
  lookedUp.length = 0
  const fetch = createPublicFetch({
    transport,
    userAgent: 'test/1',
    resolve: (name) => {
      lookedUp.push(name)
      return Promise.resolve([addresses[name] ?? '127.0.0.1'].flat())
    },
    isPrivate: (address) => address !== '127.0.0.1' && isInnerAddress(address),
    extraCertificates: () => [authority.ca],
  })
  return createStorageReader({ fetch, storageOf })
}

const read = (url: string, addresses?: Parameters<typeof reader>[0]) =>
  reader(addresses).readMapper(url, { apiAddress })

test('reads what the address promises, without a key', async () => {
  pages.set(`/b/${hash}.jsonnet`, { body: text })
  expect(await read(`${host}/b/${hash}.jsonnet`)).toEqual({ ok: true, value: text })
  expect(sent).toHaveLength(1)
  expect(Object.keys(sent[0] ?? {})).not.toContain('authorization')
  expect(Object.keys(sent[0] ?? {})).not.toContain('cookie')
})

test('decodes an inline mapper by itself', async () => {
  expect(await read(toMapperUrl(text))).toEqual({ ok: true, value: text })
})

test('refuses content that is not what the address says', async () => {
  pages.set(`/b/${hash}.jsonnet`, { body: `${text} ` })
  const result = await read(`${host}/b/${hash}.jsonnet`)
  expect(result).toMatchObject({ ok: false, error: { code: 'mapper.hash-mismatch' } })
})

test('refuses what is too large', async () => {
  pages.set('/large', { body: 'x'.repeat(largestMapper + 1) })
  const result = await read(`${host}/large`)
  expect(result).toMatchObject({ ok: false, error: { code: 'mapper.too-large' } })
})

test('refuses a name that leads into a private network', async () => {
  const result = await read(`${host}/x`, { 'storage.example.com': '10.0.0.1' })
  expect(result).toMatchObject({ ok: false, error: { code: 'mapper.address-refused' } })
})

test('follows two redirects and no third, and none into a private network', async () => {
  const move = (path: string, location: string) => pages.set(path, { status: 302, location })
  move('/1', '/2')
  move('/2', `${host}/3`)
  pages.set('/3', { body: text })
  expect(await read(`${host}/1`)).toEqual({ ok: true, value: text })
  move('/3', '/4')
  const refused = { ok: false, error: { code: 'mapper.address-refused' } }
  expect(await read(`${host}/1`)).toMatchObject(refused)
  move('/1', 'https://169.254.169.254/latest')
  expect(await read(`${host}/1`)).toMatchObject(refused)
  move('/1', 'http://storage.example.com/plain')
  expect(await read(`${host}/1`)).toMatchObject(refused)
})

const metadata = (url: string, addresses?: Parameters<typeof reader>[0]) =>
  reader(addresses).readContent(url, { apiAddress, kind: 'metadata' })
const xml = '<EntityDescriptor entityID="é"/>'
const xmlHash = contentHash(new TextEncoder().encode(xml))

test('reads metadata, stored and inline', async () => {
  pages.set(`/b/${xmlHash}.xml`, { body: xml })
  expect(await metadata(`${host}/b/${xmlHash}.xml`)).toEqual({ ok: true, value: xml })
  expect(await metadata(toMapperUrl(xml))).toEqual({ ok: true, value: xml })
})

test('reads metadata in UTF-16 with its byte order mark', async () => {
  const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(xml, 'utf16le')])
  const big = Buffer.from(little).swap16()
  for (const bytes of [little, big]) {
    pages.set('/metadata', { body: bytes })
    expect(await metadata(`${host}/metadata`)).toEqual({ ok: true, value: xml })
  }
})

test('metadata has error codes of its own', async () => {
  pages.set(`/b/${hash}.xml`, { body: xml })
  expect(await metadata(`${host}/b/${hash}.xml`)).toMatchObject({
    error: { code: 'metadata.unreadable' },
  })
  pages.set('/large', { body: 'x'.repeat(largestMapper + 1) })
  const tooLarge = { ok: false, error: { code: 'metadata.too-large' } }
  expect(await metadata(`${host}/large`)).toMatchObject(tooLarge)
  expect(await metadata(toMapperUrl('x'.repeat(largestMapper + 1)))).toMatchObject(tooLarge)
  pages.set('/binary', { body: Buffer.from([0xc3, 0x28]) })
  expect(await metadata(`${host}/binary`)).toMatchObject({ error: { code: 'metadata.unreadable' } })
  const refused = { ok: false, error: { code: 'metadata.address-refused' } }
  expect(await metadata('http://idp.example.com/metadata')).toMatchObject(refused)
  expect(await metadata(`${host}/x`, { 'storage.example.com': '10.0.0.1' })).toMatchObject(refused)
})

test('reading stops at once when it is cancelled', async () => {
  pages.set('/slow', { silent: true })
  const controller = new AbortController()
  const { signal } = controller
  let result: unknown
  const reading = reader().readContent(`${host}/slow`, { apiAddress, signal, kind: 'metadata' })
  void reading.then((ended) => (result = ended))
  await expect.poll(() => server.arrived).toEqual(['GET /slow'])
  expect(result).toBeUndefined()
  controller.abort()
  await turns()
  expect(result).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
})

const refused = { ok: false, error: { code: 'mapper.address-refused' } }

test('a name is looked up once, and one of all its addresses that is private is one too many', async () => {
  pages.set('/x', { body: text })
  expect(await read(`${host}/x`)).toEqual({ ok: true, value: text })
  // The name exists in this test alone: a second, real look-up would have failed.
  expect(lookedUp).toEqual(['storage.example.com'])
  const some = { 'storage.example.com': ['127.0.0.1', '64:ff9b::a00:1'] }
  expect(await read(`${host}/x`, some)).toMatchObject(refused)
  expect(server.arrived).toEqual(['GET /x'])
})

test('a redirect is looked at like the first address, its name looked up anew', async () => {
  const other = host.replace('storage', 'other')
  pages.set('/1', { status: 302, location: `${other}/2` })
  pages.set('/2', { body: text })
  expect(await read(`${host}/1`)).toEqual({ ok: true, value: text })
  expect(lookedUp).toEqual(['storage.example.com', 'other.example.com'])
  const moved = { 'other.example.com': '10.0.0.1' }
  expect(await read(`${host}/1`, moved)).toMatchObject(refused)
  expect(server.arrived).toEqual(['GET /1', 'GET /2', 'GET /1'])
})

test('the storage of an API on this computer is read over http, and nothing leads there', async () => {
  const local = await startServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: `${local.address}/x` }).end()
    else response.end(text)
  })
  const readLocal = (url: string, addresses?: Record<string, string>) =>
    reader(addresses).readMapper(url, { apiAddress: 'http://127.0.0.1:1' })
  expect(await readLocal(`${local.address}/x`)).toEqual({ ok: true, value: text })
  const byName = local.address.replace('127.0.0.1', 'localhost')
  expect(await readLocal(`${byName}/x`)).toEqual({ ok: true, value: text })
  expect(local.connections()).toBe(2)
  // A name server that says otherwise is not believed.
  expect(await readLocal(`${byName}/x`, { localhost: '93.184.216.34' })).toMatchObject(refused)
  expect(await read(`${local.address}/x`)).toMatchObject(refused)
  expect(await readLocal(`${local.address}/moved`)).toMatchObject({ ok: false })
  pages.set('/to-local', { status: 302, location: `${local.address}/x` })
  expect(await readLocal(`${host}/to-local`)).toMatchObject(refused)
  expect(local.arrived).toEqual(['GET /x', 'GET /x', 'GET /moved'])
})

test('the demo reads its own storage alone, and no other server of this computer', async () => {
  const [own, other] = [
    await startServer((_request, response) => response.end(text)),
    await startServer((_request, response) => response.end(text)),
  ]
  const apiAddress = 'http://127.0.0.1:1'
  const storageOf = (api: string) => (api === apiAddress ? own.address : undefined)
  const readDemo = (url: string) => reader({}, storageOf).readMapper(url, { apiAddress })
  expect(await readDemo(`${own.address}/x`)).toEqual({ ok: true, value: text })
  expect(await readDemo(`${other.address}/x`)).toMatchObject(refused)
  expect(await readDemo(`${own.address.replace('127.0.0.1', 'localhost')}/x`)).toMatchObject(
    refused,
  )
  expect(other.arrived).toEqual([])
})
