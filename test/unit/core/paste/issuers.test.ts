import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recogniseText } from '../../../../src/core/paste/recognise'

/** Issuers of each guide's product, each with other ways in which people paste it. */
const issuers: Record<string, Record<string, readonly string[]>> = {
  'ad-fs': {
    'https://sts.acme.example/adfs': ['https://sts.acme.example/adfs/oauth2/authorize'],
  },
  apple: { 'https://appleid.apple.com': [] },
  auth0: { 'https://acme.eu.auth0.com/': ['acme.eu.auth0.com', 'https://ACME.eu.auth0.com'] },
  gitlab: { 'https://gitlab.com': [] },
  jumpcloud: { 'https://oauth.id.jumpcloud.com/': ['oauth.id.jumpcloud.com'] },
  keycloak: {
    'https://id.acme.example/realms/Staff': [
      'https://id.acme.example/realms/Staff/protocol/openid-connect/token',
    ],
    'https://id.acme.example/auth/realms/staff': [],
  },
  okta: {
    'https://acme.okta.com': ['acme.okta.com', 'https://acme.okta.com/oauth2/v1/authorize'],
    'https://acme.okta.com/oauth2/default': ['https://acme.okta.com/oauth2/default/v1/token'],
    'https://acme.oktapreview.com/oauth2/aus1x2y3z': [],
  },
  onelogin: { 'https://acme.onelogin.com/oidc/2': ['acme.onelogin.com'] },
  ping: {
    'https://auth.pingone.eu/5f2a0c1e-77aa-4e0e-9b1b-0d5c3a1e2f44/as': [
      'https://auth.pingone.eu/5f2a0c1e-77aa-4e0e-9b1b-0d5c3a1e2f44',
    ],
  },
  salesforce: {
    'https://acme.my.salesforce.com': ['acme.my.salesforce.com'],
    'https://login.salesforce.com': [],
  },
  slack: { 'https://slack.com': [] },
  // Products of the generic guide whose issuer has a fixed form.
  'oidc-any': {
    'https://id.acme.example/application/o/ory/': [],
    'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC12dEf3': [],
    'https://acme-x1.zitadel.cloud': [],
  },
}
/** Products whose connections need no issuer, and SAML and SCIM. */
const without = [
  'entra-id',
  'google-workspace',
  'discord',
  'facebook',
  'github',
  'linkedin',
  'saml-any',
  'scim-any',
]

test('every guide has its issuers here, or has none', () => {
  const guides = readdirSync(join(import.meta.dirname, '../../../../src/guides'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace('.json', ''))
  expect([...Object.keys(issuers), ...without].toSorted()).toEqual(guides.toSorted())
})

const rows = Object.values(issuers).flatMap((all) =>
  Object.entries(all).flatMap(([issuer, others]) => {
    const plain = issuer.replace(/\/$/, '')
    const discovery = '/.well-known/openid-configuration'
    return [plain, `${plain}/`, `${plain}${discovery}`, ...others].map((text) => [text, issuer])
  }),
)

test.each(rows)('%s stands for the issuer %s', (text, issuer) => {
  for (const label of ['Issuer', 'Issuer URL']) {
    const { findings } = recogniseText(`${label}: ${text}\nClient ID: abc-77`)
    expect(findings.find(({ field }) => field === 'issuer_url')?.value).toBe(issuer)
  }
})

test.each([
  ['https://accounts.google.com/', 'google'],
  ['https://login.microsoftonline.com/acme.example/v2.0', 'microsoft'],
])('%s makes a connection of the kind %s, without an issuer', (text, provider) => {
  const { findings } = recogniseText(`Issuer: ${text}\nClient ID: abc-77`)
  expect(findings.find(({ field }) => field === 'provider')?.value).toBe(provider)
  expect(findings.find(({ field }) => field === 'issuer_url')).toBeUndefined()
})

test.each(['https://id.acme.example/', 'https://id.acme.example', 'https://acme.fusionauth.io/'])(
  '%s, an issuer of no fixed form, stays as it is',
  (text) => {
    const { findings } = recogniseText(`Issuer: ${text}\nClient ID: abc-77`)
    expect(findings.find(({ field }) => field === 'issuer_url')?.value).toBe(text)
  },
)
