import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { SetUp } from '../../../../src/core/model/set-up'
import {
  claimedDomainsOf,
  isLockOut,
  signInWays,
  type SignInWay,
} from '../../../../src/core/sign-in-ways/sign-in-ways'
import type { Offers } from '../../../../src/core/sign-in-ways/offers'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { setUpWithStates } from '../../../support/states/radar'
import {
  arbitrarySnapshot,
  connection,
  snapshotOf,
  type States,
} from '../../../support/states/snapshots'
import { textListMember, textMember, type JsonObject } from '../../../../src/core/model/json'

const organization = (id: string, domains: readonly string[]) => ({
  id,
  label: `Of ${id}`,
  domains: [...domains],
})
const saml = (id: string, more: JsonObject = {}): JsonObject => ({
  id,
  label: id,
  mapper_url: 'base64://e30=',
  raw_idp_metadata_xml: 'https://x.example',
  ...more,
})

const world = setUpOf(
  snapshotOf({
    organizations: [
      organization('one', ['One.example', 'uno.example']),
      organization('many', ['many.example']),
      organization('empty', ['empty.example']),
      organization('left', ['shared.example']),
      organization('right', ['SHARED.example']),
    ],
    oidc: [
      connection('google', { provider: 'google' }),
      connection('a', { organization_id: 'one' }),
      connection('b', { organization_id: 'many' }),
      connection('c', { organization_id: 'left' }),
      connection('lost', { organization_id: 'gone' }),
      connection('plain', { organization_id: '' }),
    ],
    saml: [saml('s', { organization_id: 'many' }), saml('alone')],
  }),
)

test('an address is taken in both ways to write its domain', () => {
  for (const domain of ['bücher.example', 'XN--BCHER-KVA.example']) {
    const wayOf = signInWays(
      setUpOf(snapshotOf({ organizations: [organization('one', [domain])], oidc: [] })),
    )
    for (const address of ['a@bücher.example', 'a@xn--bcher-kva.example', 'BÜCHER.example']) {
      expect(JSON.stringify(wayOf(address)), `${address} by ${domain}`).toContain('one')
    }
  }
})

const keys = ({ offered }: Offers) => offered.map(({ connection: { key } }) => key)
const say = (setUp: SetUp, text: string, states: States = {}) =>
  signInWays(setUpWithStates(setUp, states))(text)
function short(way: SignInWay): unknown {
  if (way.kind === 'no-address') return way.kind
  if (way.kind === 'claimed-twice') {
    return [way.kind, ...way.claims.map((claim) => [claim.organization.key, ...keys(claim)])]
  }
  return way.kind === 'no-organization'
    ? [way.kind, ...keys(way)]
    : [way.kind, way.organization.key, ...keys(way)]
}

describe('which organization takes an address, and what it offers', () => {
  it.each([
    ['ada@one.example', ['single', 'one', 'oidc:a']],
    [' Ada@ONE.example ', ['single', 'one', 'oidc:a']],
    ['uno.example', ['single', 'one', 'oidc:a']],
    ['"a@b"@one.example', ['single', 'one', 'oidc:a']],
    ['ada@o\u200Dne.example', ['single', 'one', 'oidc:a']],
    ['ada@many.example', ['several', 'many', 'oidc:b', 'saml:s']],
    ['ada@empty.example', ['none', 'empty']],
    ['ada@shared.example', ['claimed-twice', ['left', 'oidc:c'], ['right']]],
    ['ada@other.example', ['no-organization', 'oidc:google', 'oidc:plain']],
    ['ada@sub.one.example', ['no-organization', 'oidc:google', 'oidc:plain']],
    ['ada@', 'no-address'],
    ['', 'no-address'],
    ['ada at one.example', 'no-address'],
  ])('%s', (text, expected) => {
    expect(short(say(world, text))).toEqual(expected)
  })
})

it('offers nothing of a method that is off or a connection that is disabled, and says why', () => {
  const off = { ...world, methods: { oidc: { enabled: false }, saml: { enabled: true } } }
  expect(short(say(off, 'many.example'))).toEqual(['single', 'many', 'saml:s'])
  expect(short(say(off, 'other.example'))).toEqual(['no-organization'])
  const way = say(off, 'one.example')
  expect(short(way)).toEqual(['none', 'one'])
  expect(way).toMatchObject({
    withheld: [{ because: 'method-off', connection: { key: 'oidc:a' } }],
  })
  const disabled = say(world, 'one.example', { 'oidc:a': 'disabled' })
  expect(disabled).toMatchObject({ kind: 'none', withheld: [{ because: 'disabled' }] })
  expect(short(say(world, 'one.example', { 'oidc:a': 'enabled' }))).toEqual([
    'single',
    'one',
    'oidc:a',
  ])
})

it('says which offered connection leads to no sign-in, and counts it as no way in', () => {
  const broken = setUpOf(
    snapshotOf({
      organizations: ['issuer', 'second', 'metadata', 'mapper', 'fine'].map((id) =>
        organization(id, [`${id}.example`]),
      ),
      oidc: [
        connection('i', { organization_id: 'issuer', issuer_url: '' }),
        connection('twice', { organization_id: 'fine' }),
        connection('twice', { organization_id: 'second' }),
        connection('m', { organization_id: 'mapper', mapper_url: null }),
      ],
      saml: [saml('s', { organization_id: 'metadata', raw_idp_metadata_xml: '' })],
    }),
  )
  const fault = (text: string) => {
    const way = say(broken, text)
    return way.kind === 'single' ? [way.offered[0]?.fault, isLockOut(way)] : way.kind
  }
  expect(fault('issuer.example')).toEqual(['It has no Issuer URL', true])
  expect(fault('metadata.example')).toEqual(['It has no IdP metadata XML', true])
  expect(fault('second.example')).toEqual([
    'A connection before it has the same ID, and Ory uses that one',
    true,
  ])
  expect(fault('fine.example')).toEqual([undefined, false])
  expect(fault('mapper.example')).toEqual([expect.stringContaining('It has no'), true])
})

it('tells a lock-out from what is none', () => {
  const locked = (text: string) => isLockOut(say(world, text))
  expect(
    ['one.example', 'empty.example', 'shared.example', 'other.example', ''].map(locked),
  ).toEqual([false, true, false, false, false])
  const alone = setUpOf(
    snapshotOf({
      organizations: [organization('a', ['x.example']), organization('b', ['x.example'])],
    }),
  )
  expect(isLockOut(say(alone, 'x.example'))).toBe(true)
})

it('lists each claimed domain once, as it is compared', () => {
  expect(claimedDomainsOf(world)).toEqual([
    'one.example',
    'uno.example',
    'many.example',
    'empty.example',
    'shared.example',
  ])
})

test('what the index says of every domain is what a plain walk of the set-up says', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, (snapshot) => {
      const setUp = setUpOf(snapshot)
      const wayOf = signInWays(setUp)
      for (const domain of ['nobody.example', ...claimedDomainsOf(setUp)]) {
        const takers = snapshot.organizations.filter((item) =>
          textListMember(item, 'domains').includes(domain),
        )
        const way = wayOf(`ada@${domain}`)
        if (takers.length === 0) expect(way.kind).toBe('no-organization')
        if (takers.length > 1) expect(way.kind).toBe('claimed-twice')
        if (takers.length !== 1) continue
        const id = textMember(takers[0] ?? {}, 'id')
        const own = setUp.connections.filter(
          ({ fields }) => textMember(fields, 'organization_id') === id,
        )
        expect(short(way)).toEqual([
          own.length === 0 ? 'none' : own.length === 1 ? 'single' : 'several',
          id,
          ...own.map(({ key }) => key),
        ])
      }
    }),
  )
})
