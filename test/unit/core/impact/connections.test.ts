import { expect, test } from 'vitest'
import { dayText } from '../../../../src/core/model/format'
import { impactOf } from '../../../../src/core/impact/impact'
import { toMetadataValue } from '../../../../src/core/saml/metadata-value'
import type { JsonObject } from '../../../../src/core/model/json'
import { fixture, metadataOf } from '../saml/fixtures'
import { setUpOfParts, type Parts } from './set-ups'

const nowIso = '2026-11-27T00:00:00.000Z'
const one: Parts = {
  organizations: [{ id: 'o1', label: 'Pebble', domains: ['pebble.example'] }],
  connections: [
    { id: 'x', label: 'Okta', protocol: 'oidc', organization: 'o1', issuer: true },
    { id: 's', label: 'ADFS', protocol: 'saml', organization: 'o1', issuer: true },
  ],
  oidc: true,
  saml: true,
}
const first = one.connections[0]!
const second = one.connections[1]!

function linesOf(after: Partial<Parts>, before: Parts = one, rename?: string) {
  const [was, is] = [setUpOfParts(before), setUpOfParts({ ...before, ...after })]
  // As a draft has it: an edited id leaves the key.
  const renamed = rename
    ? {
        ...is,
        connections: is.connections.map((item, at) => (at === 0 ? { ...item, key: rename } : item)),
      }
    : is
  return impactOf(was, renamed, { nowIso }).lines
}

test('another base makes every redirect URL another one', () => {
  const lines = linesOf({ settings: { base_redirect_uri: 'https://login.pebble.example' } })
  expect(lines).toEqual([
    expect.objectContaining({ id: 'address saml:s', kind: 'address', subject: 'ADFS' }),
    {
      id: 'address oidc:x',
      kind: 'address',
      subject: 'Okta',
      words: 'Sign-ins with Okta fail until the identity provider has the new redirect URL.',
      before:
        'https://calm-turing-1.projects.oryapis.com/self-service/methods/oidc/organization/o1/callback/x',
      after: 'https://login.pebble.example/self-service/methods/oidc/organization/o1/callback/x',
      place: { kind: 'connection', key: 'oidc:x' },
    },
  ])
})

test('pkce by force, another organization and another id change it too', () => {
  const forced = linesOf({ connections: [{ ...first, more: { pkce: 'force' } }, second] })
  expect(forced.map(({ kind }) => kind)).toEqual(['address'])
  const renamed = linesOf({ connections: [{ ...first, id: 'x2' }, second] }, one, 'oidc:x')
  expect(renamed.map(({ kind, words }) => `${kind} ${words}`)).toEqual([
    expect.stringContaining('address Sign-ins with Okta fail'),
    'connection-gone Members of Pebble who signed in with Okta cannot do so any more: it gets another ID, and their accounts are kept under “x”.',
    expect.stringContaining('other-connections'),
  ])
})

test('a label or a scope changes nothing for people', () => {
  const more = { label: 'Other', scope: ['openid'] }
  expect(linesOf({ connections: [{ ...first, more }, second] })).toEqual([])
})

test('a new connection has to be told; what waits for its organization is said', () => {
  const fresh = {
    id: 'n',
    label: 'New',
    protocol: 'oidc',
    organization: 'new:1',
    issuer: true,
  } as const
  const lines = linesOf({ connections: [...one.connections, fresh] })
  expect(lines[0]).toMatchObject({
    kind: 'to-tell',
    after: 'known when its organization is published',
  })
})

test('a certificate that goes is told with its subject and its end', () => {
  const [old, now] = [fixture('keycloak'), fixture('adfs')]
  const of = (xml: string) => ({ ...second, more: { raw_idp_metadata_xml: toMetadataValue(xml) } })
  const before = { ...one, connections: [first, of(old)] }
  const all = linesOf({ connections: [first, of(now)] }, before)
  const [certificate] = metadataOf(old).certificates
  // It is the metadata of another identity provider as well.
  expect(all.map(({ kind }) => kind)).toEqual(['other-provider', 'certificate'])
  const lines = all.slice(1)
  expect(lines[0]).toMatchObject({ kind: 'certificate', subject: 'ADFS' })
  expect(lines[0]?.before).toContain(certificate?.subject)
  expect(lines[0]?.before).toContain(dayText(certificate?.notAfter ?? ''))
  const used = metadataOf(now).certificates.find(({ fate }) => fate === 'used')
  expect(lines[0]?.after).toContain(used?.subject)
  // Where neither metadata is at hand it is said that it is replaced.
  const elsewhere = { ...second, more: { raw_idp_metadata_xml: 'https://idp.example/other' } }
  expect(linesOf({ connections: [first, elsewhere] })).toMatchObject([
    { kind: 'metadata', subject: 'ADFS', words: expect.stringContaining('is replaced') },
  ])
})

test('another issuer, client, subject or secret is said with what it means', () => {
  const word = (more: JsonObject, was: JsonObject = {}) =>
    linesOf(
      { connections: [{ ...first, more }, second] },
      { ...one, connections: [{ ...first, more: was }, second] },
    ).map(({ kind, words, before, after }) => ({ kind, words, before, after }))
  const [issuer] = word({ issuer_url: 'https://other.example' })
  expect(issuer).toEqual({
    kind: 'other-provider',
    words:
      'People who use Okta sign in at another identity provider. The stored client secret belongs to the former identity provider: enter the new one. Ory knows people by the subject that the identity provider sends. Who gets another one is asked to link an account.',
    before: 'https://idp.example, client client',
    after: 'https://other.example, client client',
  })
  const secret = { client_secret: { $secret: 'b1f6a2b4-0000-4000-8000-000000000002' } }
  expect(word({ issuer_url: 'https://other.example', ...secret })[0]?.words).not.toContain('stored')
  expect(word({ client_id: 'other' })).toMatchObject([
    { kind: 'other-provider', words: expect.stringContaining('becomes another client') },
  ])
  expect(word({ issuer_url: 'https://idp.example/' })).toMatchObject([
    { kind: 'other-provider', words: expect.stringContaining('is spelled differently') },
  ])
  expect(word(secret)).toEqual([
    {
      kind: 'secret',
      words:
        'Okta gets another client secret: sign-ins fail if it is not the one that its identity provider has.',
    },
  ])
  expect(word({}, { client_secret: 'hidden' })).toMatchObject([{ kind: 'secret' }])
  const entra = { provider: 'microsoft', microsoft_tenant: 'organizations' }
  expect(word({ ...entra, subject_source: 'oid' }, entra)).toMatchObject([
    { kind: 'other-provider', before: 'userinfo', after: 'oid' },
  ])
  expect(word({ ...entra, subject_source: 'userinfo' }, entra)).toEqual([])
  expect(word({ ...entra, microsoft_tenant: 'consumers' }, entra)).toMatchObject([
    { before: 'organizations, client client', after: 'consumers, client client' },
  ])
})

test('a button that everybody gets or loses is said, with an organization’s part in it', () => {
  const social = { id: 'g', label: 'Google', protocol: 'oidc', issuer: true } as const
  const kinds = (after: Partial<Parts>, before: Partial<Parts> = {}) =>
    linesOf(after, { ...one, ...before }).map(({ kind, words }) => [kind, words])
  const both = { connections: [...one.connections, social] }
  expect(kinds(both)).toContainEqual([
    'button-new',
    'Everybody without an organization gets a button for Google.',
  ])
  // That it goes is said with the accounts that go.
  expect(kinds({}, both).map(([kind]) => kind)).toEqual([])
  expect(kinds({ connections: one.connections }, both).map(([kind]) => kind)).toEqual([
    'connection-gone',
  ])
  const own = { connections: [...one.connections, { ...social, organization: 'o1' }] }
  expect(kinds(own, both)).toContainEqual([
    'button-gone',
    'The button of Google disappears from everybody’s sign-in page: only its organization is offered it.',
  ])
  expect(kinds(both, own)).toContainEqual([
    'button-new',
    'Everybody gets a button for Google, which no longer belongs to an organization. Whoever signs in with it does not become a member.',
  ])
  expect(kinds({ ...both, oidc: false }, both)).toContainEqual([
    'button-gone',
    'The button of Google disappears from everybody’s sign-in page.',
  ])
  const broken = { connections: [...one.connections, { ...social, issuer: false }] }
  expect(kinds(broken, both)).toContainEqual([
    'button-gone',
    'The button of Google stays on everybody’s sign-in page and leads nowhere.',
  ])
})

test('nobody loses a connection and signs in by it', () => {
  const renamed = linesOf({ connections: [{ ...first, id: 'x2' }, second] }, one, 'oidc:x')
  expect(renamed.find(({ kind }) => kind === 'other-connections')?.words).toContain(
    'People of pebble.example sign in with Okta as before, and are unknown there',
  )
  const again = { ...first, id: 'x3' }
  const made = linesOf({ connections: [again, second] })
  expect(made.find(({ kind }) => kind === 'other-connections')?.words).toContain(
    'can no longer sign in with Okta (ID x). They sign in with Okta (ID x3) and ADFS',
  )
})

test('a domain claimed twice of which one claim loses its last connection', () => {
  const two: Parts = {
    ...one,
    organizations: [
      { id: 'o1', label: 'Pebble', domains: ['pebble.example'] },
      { id: 'o2', label: 'Quartz', domains: ['PEBBLE.example'] },
    ],
    connections: [first, { ...second, organization: 'o2' }],
  }
  const lines = linesOf({ connections: [first] }, two)
  expect(lines[0]).toMatchObject({
    kind: 'maybe-locked-out',
    words:
      'pebble.example is claimed twice, and no connection of Quartz lets anybody in any more. Its people are locked out if Ory takes them there.',
    before:
      'Claimed by Pebble (by Okta) and Quartz (by ADFS); which of them Ory chooses is not known',
    after:
      'Claimed by Pebble (by Okta) and Quartz (locked out); which of them Ory chooses is not known',
    place: { kind: 'organization', key: 'o2' },
  })
})

test('what the reason says and what stands after it agree, for every cause', () => {
  const out = (connections: Parts['connections'], more: Partial<Parts> = {}) => {
    const line = linesOf({ connections, ...more }).find(({ kind }) => kind === 'locked-out')
    return [line?.words, line?.after]
  }
  const broken = { ...first, issuer: false }
  expect(out([])).toEqual([
    'People of pebble.example are locked out. Pebble has no connection, and its people get no password field.',
    'Pebble, locked out: no connection',
  ])
  expect(out([first], { oidc: false })).toEqual([
    'People of pebble.example are locked out. Pebble has connections, and their method is switched off.',
    'Pebble, locked out: the sign-in method is off',
  ])
  expect(out([broken])).toEqual([
    'People of pebble.example are locked out. Okta, the only connection of Pebble, cannot work: it has no Issuer URL.',
    'Pebble, locked out: its connection cannot work',
  ])
  expect(out([broken, second], { saml: false })).toEqual([
    'People of pebble.example are locked out. None of the 2 connections of Pebble lets anybody in.',
    'Pebble, locked out: none of its 2 connections lets anybody in',
  ])
})

test('an additional ACS URL that goes has to be told, one that comes has not', () => {
  const saml = (urls: string[]) => ({ ...second, more: { additional_acs_urls: urls } })
  const [a, b] = ['https://a.example', 'https://b.example']
  const before = { ...one, connections: [first, saml([a])] }
  expect(linesOf({ connections: [first, saml([b])] }, before)).toMatchObject([
    { id: 'address saml:s', kind: 'address', before: a, words: expect.stringContaining(a) },
  ])
  expect(linesOf({ connections: [first, saml([a, b])] }, before)).toEqual([])
})
