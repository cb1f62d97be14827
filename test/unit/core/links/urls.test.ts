import { describe, expect, test } from 'vitest'
import { parseApiAddress } from '../../../../src/core/links/api-address'
import { callbackOrigins, callbackUrl } from '../../../../src/core/links/redirect'

const parts = {
  protocol: 'oidc',
  id: 'okta',
  provider: 'generic',
  pkce: undefined,
  organizationId: 'o1',
  organizationIsNew: false,
  proxied: undefined,
  acsUrl: '',
  isNative: false,
  isAssigned: false,
} as const
const origins = ['https://slug.projects.oryapis.com']
const host = origins[0]

describe('callback URL', () => {
  test.each([
    [parts, `${host}/self-service/methods/oidc/organization/o1/callback/okta`],
    [{ ...parts, organizationId: undefined }, `${host}/self-service/methods/oidc/callback/okta`],
    [{ ...parts, pkce: 'force' }, `${host}/self-service/methods/oidc/callback`],
    [
      { ...parts, pkce: 'force', organizationIsNew: true, id: '' },
      `${host}/self-service/methods/oidc/callback`,
    ],
    [{ ...parts, provider: 'uaepass' }, `${host}/self-service/methods/oidc/callback`],
    [
      { ...parts, provider: 'uaepass', pkce: 'never' },
      `${host}/self-service/methods/oidc/organization/o1/callback/okta`,
    ],
    [{ ...parts, protocol: 'saml' as const }, `${host}/saml/api/oauth/saml`],
    [{ ...parts, proxied: 'https://proxy.example/back' }, 'https://proxy.example/back'],
    // A server's text may be none in Unicode, which must not end the screen.
    [
      { ...parts, id: 'a\ud800/b' },
      `${host}/self-service/methods/oidc/organization/o1/callback/a%EF%BF%BD%2Fb`,
    ],
  ])('%j', (given, url) =>
    expect(callbackUrl(origins, given)).toMatchObject({ kind: 'known', url }),
  )

  test('says what it waits for', () => {
    expect(callbackUrl(origins, { ...parts, id: '' })).toEqual({
      kind: 'waiting',
      for: 'connection-id',
    })
    expect(callbackUrl(origins, { ...parts, organizationIsNew: true })).toEqual({
      kind: 'waiting',
      for: 'organization-id',
    })
  })

  test('base_redirect_uri rules alone; else every host of the project', () => {
    const project = { slug: 's', hosts: ['login.customer.example'], baseRedirectUri: undefined }
    expect(callbackOrigins(project)).toEqual([
      'https://s.projects.oryapis.com',
      'https://login.customer.example',
    ])
    expect(callbackOrigins({ ...project, baseRedirectUri: 'https://one.example/' })).toEqual([
      'https://one.example',
    ])
  })
})

test.each([
  ['https://api.console.ory.com', 'https://api.console.ory.com'],
  [' https://API.console.ory.com/ ', 'https://api.console.ory.com'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['http://[::1]:4000', 'http://[::1]:4000'],
  ['http://api.console.ory.com', undefined],
  ['https://user@host.example', undefined],
  ['https://host.example/path', undefined],
  ['file:///etc/passwd', undefined],
  ['', undefined],
])('API address %s', (text, origin) => {
  const parsed = parseApiAddress(text)
  expect(parsed.ok ? parsed.origin : undefined).toBe(origin)
})
