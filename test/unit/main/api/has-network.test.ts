import type { NetworkInterfaceInfo } from 'node:os'
import { expect, it } from 'vitest'
import { hasNetwork, type NetworkFacts } from '../../../../src/main/api/has-network'

const address = (internal: boolean): NetworkInterfaceInfo => ({
  address: internal ? '127.0.0.1' : '192.0.2.7',
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  family: 'IPv4',
  cidr: null,
  internal,
})
const alone = { lo: [address(true)] }
const connected = { ...alone, eth0: [address(false)] }
const asked: string[] = []
const facts = (
  interfaces: ReturnType<NetworkFacts['interfaces']>,
  code?: string,
): NetworkFacts => ({
  interfaces: () => interfaces,
  ask: (host) => {
    asked.push(host)
    return code === undefined
      ? Promise.resolve([])
      : Promise.reject(Object.assign(new Error(), { code }))
  },
})

it.each([
  ['a computer with nothing but itself has none', ['ENOTFOUND'], facts(alone), false],
  ['a name that is not found is one that is not there', ['ENOTFOUND'], facts(connected), true],
  ['a name server that answers is a network', ['EAI_AGAIN'], facts(connected, 'ESERVFAIL'), true],
  ['a name that is found after all is one too', ['EAI_AGAIN'], facts(connected), true],
  [
    'a name server that refuses the connection is none',
    ['EAI_AGAIN'],
    facts(connected, 'ECONNREFUSED'),
    false,
  ],
  ['one that does not answer is none', ['EAI_AGAIN'], facts(connected, 'ETIMEOUT'), false],
])('%s', async (_name, codes, given, expected) => {
  expect(await hasNetwork('idp.example', codes, given)).toBe(expected)
})

it('asks for no name but the one that was not found', () => {
  expect(new Set(asked)).toEqual(new Set(['idp.example']))
})
