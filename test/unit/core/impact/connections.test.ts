import { expect, test } from 'vitest'
import { dayText } from '../../../../src/core/model/format'
import { impactOf } from '../../../../src/core/impact/impact'
import { toMetadataValue } from '../../../../src/core/saml/metadata-value'
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
      words: 'Sign-ins by Okta fail until the identity provider has the new redirect URL.',
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
    expect.stringContaining('address Sign-ins by Okta fail'),
    'connection-gone Members of Pebble who signed in by Okta cannot do so any more: it gets another ID, and their accounts are kept under “x”.',
    expect.stringContaining('other-connections'),
  ])
})

test('a label, a scope or a client id changes nothing for people', () => {
  const more = { label: 'Other', scope: ['openid'], client_id: 'other' }
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
  const lines = linesOf({ connections: [first, of(now)] }, before)
  const [certificate] = metadataOf(old).certificates
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({ kind: 'certificate', subject: 'ADFS' })
  expect(lines[0]?.before).toContain(certificate?.subject)
  expect(lines[0]?.before).toContain(dayText(certificate?.notAfter ?? ''))
  const used = metadataOf(now).certificates.find(({ fate }) => fate === 'used')
  expect(lines[0]?.after).toContain(used?.subject)
  // Of metadata that is not at hand nothing is said.
  expect(linesOf({ connections: [first, of(now)] })).toEqual([])
})
