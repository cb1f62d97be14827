import { MockAgent, request } from 'undici'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contentHash, toMapperUrl } from '../../../../src/core/mapper/text'
import { checkStorageAddress, isInnerAddress } from '../../../../src/main/api/address-guard'
import { createStorageReader, largestMapper } from '../../../../src/main/api/storage'
import { turns } from '../../../support/turns'

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
  expect('url' in checkStorageAddress(address, apiIsLocal)).toBe(expected)
})

test.each(['::ffff:10.0.0.1', '::ffff:a00:1', '100.64.0.1', 'fe80::1', 'nonsense'])(
  '%s is an inner address',
  (address) => expect(isInnerAddress(address)).toBe(true),
)

const host = 'https://storage.example.com'
const apiAddress = 'https://api.console.ory.com'
const text = 'local claims = std.extVar("claims"); { identity: {} } // é'
const hash = contentHash(new TextEncoder().encode(text))
let agent: MockAgent

beforeEach(() => {
  agent = new MockAgent()
  agent.disableNetConnect()
})
afterEach(() => agent.close())

function reader(addresses: Record<string, string> = {}) {
  const transport = () =>
    Promise.resolve({
      request,
      for: () => ({ dispatcher: agent, proxied: false }),
      close: async () => {},
    })
  const resolve = (name: string) => Promise.resolve([addresses[name] ?? '93.184.216.34'])
  return createStorageReader({ transport, userAgent: 'test/1', resolve })
}

const read = (url: string, addresses?: Record<string, string>) =>
  reader(addresses).readMapper(url, { apiAddress })

test('reads what the address promises, without a key', async () => {
  let headers: object | undefined
  agent
    .get(host)
    .intercept({ path: `/b/${hash}.jsonnet` })
    .reply(200, (options) => {
      headers = options.headers
      return text
    })
  expect(await read(`${host}/b/${hash}.jsonnet`)).toEqual({ ok: true, value: text })
  expect(Object.keys(headers ?? {})).not.toContain('authorization')
})

test('decodes an inline mapper by itself', async () => {
  expect(await read(toMapperUrl(text))).toEqual({ ok: true, value: text })
})

test('refuses content that is not what the address says', async () => {
  agent
    .get(host)
    .intercept({ path: `/b/${hash}.jsonnet` })
    .reply(200, `${text} `)
  const result = await read(`${host}/b/${hash}.jsonnet`)
  expect(result).toMatchObject({ ok: false, error: { code: 'mapper.hash-mismatch' } })
})

test('refuses what is too large', async () => {
  agent
    .get(host)
    .intercept({ path: '/large' })
    .reply(200, 'x'.repeat(largestMapper + 1))
  const result = await read(`${host}/large`)
  expect(result).toMatchObject({ ok: false, error: { code: 'mapper.too-large' } })
})

test('refuses a name that leads into a private network', async () => {
  const result = await read(`${host}/x`, { 'storage.example.com': '10.0.0.1' })
  expect(result).toMatchObject({ ok: false, error: { code: 'mapper.address-refused' } })
})

test('follows two redirects and no third, and none into a private network', async () => {
  const pool = agent.get(host)
  const move = (path: string, location: string) =>
    pool.intercept({ path }).reply(302, '', { headers: { location } })
  move('/1', '/2')
  move('/2', `${host}/3`)
  pool.intercept({ path: '/3' }).reply(200, text)
  expect(await read(`${host}/1`)).toEqual({ ok: true, value: text })
  move('/1', '/2')
  move('/2', '/3')
  move('/3', '/4')
  const refused = { ok: false, error: { code: 'mapper.address-refused' } }
  expect(await read(`${host}/1`)).toMatchObject(refused)
  move('/1', 'https://169.254.169.254/latest')
  expect(await read(`${host}/1`)).toMatchObject(refused)
  move('/1', 'http://storage.example.com/plain')
  expect(await read(`${host}/1`)).toMatchObject(refused)
})

const metadata = (url: string, addresses?: Record<string, string>) =>
  reader(addresses).readContent(url, { apiAddress, kind: 'metadata' })
const xml = '<EntityDescriptor entityID="é"/>'
const xmlHash = contentHash(new TextEncoder().encode(xml))

test('reads metadata, stored and inline', async () => {
  agent
    .get(host)
    .intercept({ path: `/b/${xmlHash}.xml` })
    .reply(200, xml)
  expect(await metadata(`${host}/b/${xmlHash}.xml`)).toEqual({ ok: true, value: xml })
  expect(await metadata(toMapperUrl(xml))).toEqual({ ok: true, value: xml })
})

test('reads metadata in UTF-16 with its byte order mark', async () => {
  const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(xml, 'utf16le')])
  const big = Buffer.from(little).swap16()
  for (const bytes of [little, big]) {
    agent.get(host).intercept({ path: '/metadata' }).reply(200, bytes)
    expect(await metadata(`${host}/metadata`)).toEqual({ ok: true, value: xml })
  }
})

test('metadata has error codes of its own', async () => {
  const pool = agent.get(host)
  pool.intercept({ path: `/b/${hash}.xml` }).reply(200, xml)
  expect(await metadata(`${host}/b/${hash}.xml`)).toMatchObject({
    ok: false,
    error: { code: 'metadata.unreadable' },
  })
  pool.intercept({ path: '/large' }).reply(200, 'x'.repeat(largestMapper + 1))
  const tooLarge = { ok: false, error: { code: 'metadata.too-large' } }
  expect(await metadata(`${host}/large`)).toMatchObject(tooLarge)
  expect(await metadata(toMapperUrl('x'.repeat(largestMapper + 1)))).toMatchObject(tooLarge)
  pool.intercept({ path: '/binary' }).reply(200, Buffer.from([0xc3, 0x28]))
  expect(await metadata(`${host}/binary`)).toMatchObject({
    ok: false,
    error: { code: 'metadata.unreadable' },
  })
  const refused = { ok: false, error: { code: 'metadata.address-refused' } }
  expect(await metadata('http://idp.example.com/metadata')).toMatchObject(refused)
  expect(await metadata(`${host}/x`, { 'storage.example.com': '10.0.0.1' })).toMatchObject(refused)
})

test('reading stops at once when it is cancelled', async () => {
  agent.get(host).intercept({ path: '/slow' }).reply(200, xml).delay(5000)
  const controller = new AbortController()
  const { signal } = controller
  let result: unknown
  const reading = reader().readContent(`${host}/slow`, { apiAddress, signal, kind: 'metadata' })
  void reading.then((ended) => (result = ended))
  await turns()
  expect(result).toBeUndefined()
  controller.abort()
  await turns()
  expect(result).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
})
