import { describe, expect, test } from 'vitest'
import { guideHints, guidesFor } from '../../../../src/core/handover/choose-guide'
import { toMapperUrl } from '../../../../src/core/model/mapper-text'
import type { JsonObject } from '../../../../src/core/model/json'
import { providerKinds } from '../../../../src/core/model/providers'
import { readGuides } from '../../../support/states/guides'

const guides = readGuides()
const chosen = (protocol: 'oidc' | 'saml', fields: JsonObject) =>
  guidesFor(guides, guideHints(protocol, fields))[0]?.id
const generic = (issuer: string) => ({ provider: 'generic', issuer_url: issuer })

test.each([
  ['https://acme.okta.com', 'okta'],
  ['https://acme.oktapreview.com/oauth2/default', 'okta'],
  ['https://ACME.okta.com/', 'okta'],
  ['https://login.microsoftonline.com/0c4a8f17/v2.0', 'entra-id'],
  ['https://accounts.google.com', 'google-workspace'],
  ['https://acme.eu.auth0.com/', 'auth0'],
  ['https://id.acme.example/realms/staff', 'keycloak'],
  ['https://id.acme.example:8443/auth/realms/staff', 'keycloak'],
  ['https://acme.onelogin.com/oidc/2', 'onelogin'],
  ['https://auth.pingone.eu/5f7c/as', 'ping'],
  ['https://fs.acme.example/adfs', 'ad-fs'],
  ['https://oauth.id.jumpcloud.com/', 'jumpcloud'],
  ['https://notokta.example', 'oidc-any'],
  ['https://id.acme.example', 'oidc-any'],
  ['nonsense', 'oidc-any'],
  ['', 'oidc-any'],
])('OIDC with the issuer %s', (issuer, id) => {
  expect(chosen('oidc', generic(issuer))).toBe(id)
})

describe('OIDC by its kind of provider', () => {
  test.each([
    ['microsoft', 'entra-id'],
    ['google', 'google-workspace'],
    ['auth0', 'auth0'],
    ['github', 'github'],
    ['github-app', 'github'],
    ['apple', 'apple'],
    ['amazon', 'oidc-any'],
    ['never-heard-of', 'oidc-any'],
  ])('%s', (provider, id) => expect(chosen('oidc', { provider })).toBe(id))

  test('wins over a name in the label', () => {
    expect(chosen('oidc', { provider: 'google', label: 'Was Okta' })).toBe('google-workspace')
  })

  test('every kind gets some guide', () => {
    for (const { value } of providerKinds) {
      expect(chosen('oidc', { provider: value }), value).toBeDefined()
    }
  })
})

test('a name in the label or the id tells where the address says nothing', () => {
  const issuer = generic('https://login.acme.example')
  expect(chosen('oidc', { ...issuer, label: 'Acme Okta (EMEA)' })).toBe('okta')
  expect(chosen('oidc', { ...issuer, id: 'acme-keycloak' })).toBe('keycloak')
  expect(chosen('oidc', { ...issuer, label: 'Oktagon' })).toBe('oidc-any')
  expect(chosen('saml', { label: 'Tidewater ADFS test' })).toBe('ad-fs')
})

describe('SAML by its metadata', () => {
  const inline = (entityId: string) => ({
    raw_idp_metadata_xml: toMapperUrl(
      `<?xml version="1.0"?>\n<md:EntityDescriptor xmlns:md="m" entityID="${entityId}"></md:EntityDescriptor>`,
    ),
  })
  test.each<[JsonObject, string]>([
    [inline('http://www.okta.com/exk1'), 'okta'],
    [inline('https://sts.windows.net/0c4a8f17/'), 'entra-id'],
    [inline('https://accounts.google.com/o/saml2?idpid=C01'), 'google-workspace'],
    [inline('http://fs.acme.example/adfs/services/trust'), 'ad-fs'],
    [inline('urn:acme:idp'), 'saml-any'],
    [{ raw_idp_metadata_xml: 'https://acme.okta.com/app/exk1/sso/saml/metadata' }, 'okta'],
    [{ raw_idp_metadata_xml: 'base64://%%%' }, 'saml-any'],
    [{ raw_idp_metadata_xml: `base64://${'A'.repeat(40_000)}` }, 'saml-any'],
    [{}, 'saml-any'],
  ])('%#', (fields, id) => expect(chosen('saml', fields)).toBe(id))
})

test('every guide of the protocol can be chosen, the best first, the rest by name', () => {
  const hints = guideHints('saml', { label: 'Acme OneLogin' })
  const found = guidesFor(guides, hints)
  expect(found[0]?.id).toBe('onelogin')
  expect(found.map(({ id }) => id).sort()).toEqual(
    guides
      .filter(({ saml }) => saml)
      .map(({ id }) => id)
      .sort(),
  )
  expect(guidesFor([], hints)).toEqual([])
})

describe('a SCIM client', () => {
  const client = { client_id: 'people', label: 'Directory', organization_id: 'o1' }
  const first = (fields: JsonObject, around: Parameters<typeof guidesFor>[2] = []) =>
    guidesFor(guides, guideHints('scim', fields), around)[0]?.id
  const okta = guideHints('oidc', generic('https://acme.okta.com'))
  const entra = guideHints('oidc', { provider: 'microsoft' })

  test('is guided by its own name before what its organization signs in with', () => {
    expect(first({ ...client, label: 'Entra people' }, [okta])).toBe('entra-id')
    expect(first({ ...client, client_id: 'acme-okta' }, [entra])).toBe('okta')
  })

  test('is guided by the connections of its organization where its name says nothing', () => {
    expect(first(client, [okta])).toBe('okta')
    expect(first(client, [guideHints('saml', { label: 'Old' }), entra])).toBe('entra-id')
  })

  test('gets the general guide where nothing says anything, and can choose any other', () => {
    expect(first(client)).toBe('scim-any')
    // What its organization signs in with cannot provision.
    expect(first(client, [guideHints('oidc', { provider: 'github' })])).toBe('scim-any')
    const offered = guidesFor(guides, guideHints('scim', client)).map(({ id }) => id)
    expect(offered.toSorted()).toEqual([
      'entra-id',
      'google-workspace',
      'jumpcloud',
      'okta',
      'onelogin',
      'ping',
      'scim-any',
    ])
  })
})
