import { expect, test } from 'vitest'
import { readFailureOf } from '../../../../src/main/api/read-failures'

const host = 'idp.example'
const withCode = (code: string) => Object.assign(new Error('It failed'), { code })

test.each([
  ['what undici says of a proxy in words', new Error('Proxy response (407) !== 200'), 'proxy'],
  ['a connection that ends behind a proxy', withCode('UND_ERR_SOCKET'), 'proxy'],
  ['a connection to the proxy that is refused', withCode('ECONNREFUSED'), 'proxy'],
  ['a certificate behind a proxy', withCode('CERT_HAS_EXPIRED'), 'tls'],
  ['a name that the proxy cannot find', withCode('ENOTFOUND'), 'unresolved'],
  ['anything else', new Error('It failed'), 'unreachable'],
  ['what is no error', 'proxy', 'unreachable'],
])('behind a proxy, %s', (_what, error, kind) => {
  expect(readFailureOf(error, host, true)).toMatchObject({ kind, host })
})

test.each([
  [new Error('Proxy response (407) !== 200'), 'unreachable'],
  [withCode('ECONNREFUSED'), 'unreachable'],
  [withCode('UND_ERR_CONNECT_TIMEOUT'), 'timeout'],
  [withCode('EAI_AGAIN'), 'unresolved'],
])('without one, %s', (error, kind) => {
  expect(readFailureOf(error, host, false)).toMatchObject({ kind, host })
})
