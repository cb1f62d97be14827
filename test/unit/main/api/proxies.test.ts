import { expect, test } from 'vitest'
import { chooseRoute, environmentRoute, parseProxyAnswer } from '../../../../src/main/api/proxies'

const proxy = (address: string) => ({ kind: 'proxy', address })
const socks = (address: string) => ({ kind: 'socks', address })
const direct = { kind: 'direct' }

test.each([
  ['DIRECT', [direct]],
  [' direct ; ', [direct]],
  ['PROXY proxy.example:3128', [proxy('http://proxy.example:3128')]],
  ['PROXY proxy.example', [proxy('http://proxy.example')]],
  ['HTTP 10.0.0.1:80', [proxy('http://10.0.0.1:80')]],
  ['HTTPS proxy.example:8443', [proxy('https://proxy.example:8443')]],
  ['PROXY [fd00::1]:3128', [proxy('http://[fd00::1]:3128')]],
  ['PROXY a:1;\tHTTPS b:2; DIRECT', [proxy('http://a:1'), proxy('https://b:2'), direct]],
  ['SOCKS5 s:1080; PROXY a:1', [socks('s:1080'), proxy('http://a:1')]],
  ['SOCKS s:1; SOCKS4 t:2', [socks('s:1'), socks('t:2')]],
  ['', []],
  [';;', []],
  ['QUIC q:443', []],
  ['PROXY', []],
  ['PROXY a:1 b:2', []],
  ['PROXY a:99999', []],
  ['PROXY http://a:1', []],
  ['PROXY user@a:1', []],
  ['DIRECT a:1', []],
])('the answer "%s"', (answer, expected) => {
  expect(parseProxyAnswer(answer)).toEqual(expected)
})

test.each([
  ['SOCKS5 s:1080; PROXY a:1; DIRECT', proxy('http://a:1')],
  ['SOCKS5 s:1080; DIRECT', direct],
  ['SOCKS5 s:1080', socks('s:1080')],
  ['PROXY a:1; DIRECT', proxy('http://a:1')],
  ['', direct],
  ['nonsense', direct],
])('of "%s" one is taken', (answer, expected) => {
  expect(chooseRoute(parseProxyAnswer(answer))).toEqual(expected)
})

test.each([
  ['PROXY a:1; PROXY b:1', proxy('http://b:1')],
  ['PROXY a:1; DIRECT', direct],
  ['PROXY a:1', proxy('http://a:1')],
  ['PROXY a:1; SOCKS s:1', proxy('http://a:1')],
])('of "%s" one is taken when the proxy a is down', (answer, expected) => {
  const isDown = (address: string) => address === 'http://a:1'
  expect(chooseRoute(parseProxyAnswer(answer), isDown)).toEqual(expected)
})

test.each([
  ['https://api.example.com/x', {}, undefined],
  ['https://api.example.com/x', { NO_PROXY: '*' }, undefined],
  ['https://api.example.com/x', { HTTPS_PROXY: 'http://p:1' }, proxy('http://p:1')],
  ['https://api.example.com/x', { HTTPS_PROXY: 'p:1' }, proxy('http://p:1')],
  ['https://api.example.com/x', { HTTP_PROXY: 'http://p:1' }, proxy('http://p:1')],
  ['http://api.example.com/x', { HTTPS_PROXY: 'http://p:1' }, direct],
  [
    'https://api.example.com/x',
    { HTTPS_PROXY: 'http://P:1', https_proxy: 'http://q:2' },
    proxy('http://q:2'),
  ],
  ['https://api.example.com/x', { HTTPS_PROXY: 'socks5://s:1080' }, socks('s:1080')],
  ['https://api.example.com/x', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.com' }, direct],
  ['https://api.example.com/x', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a, .example.com' }, direct],
  ['https://api.example.com/x', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*.Example.com' }, direct],
  [
    'https://api.example.com/x',
    { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'ample.com' },
    proxy('http://p:1'),
  ],
  [
    'https://api.example.com/x',
    { HTTPS_PROXY: 'http://p:1', no_proxy: 'api.example.com:443' },
    direct,
  ],
  [
    'https://api.example.com/x',
    { HTTPS_PROXY: 'http://p:1', no_proxy: 'api.example.com:444' },
    proxy('http://p:1'),
  ],
  ['https://api.example.com/x', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, direct],
  ['https://[fd00::1]:8443/x', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'fd00::1' }, direct],
  ['https://[fd00::1]:8443/x', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '[fd00::1]:8443' }, direct],
  [
    'https://[fd00::1]:8443/x',
    { HTTPS_PROXY: 'http://p:1', NO_PROXY: '[fd00::1]:443' },
    proxy('http://p:1'),
  ],
])('%s with %o', (url, env, expected) => {
  expect(environmentRoute(env, new URL(url))).toEqual(expected)
})
