import { expect, it } from 'vitest'
import { soughtBy } from '../../../../src/core/search/sought'

it.each([
  ['Ada@Acme.example', 'acme.example'],
  ['<ada@acme.example>,', 'acme.example'],
  ['@acme.ex', 'acme.ex'],
  [
    'https://x.projects.oryapis.com/self-service/methods/oidc/organization/6bb1/callback/acme-okta',
    'acme-okta',
  ],
  ['https://login.acme.example/self-service/methods/oidc/callback/acme-okta', 'acme-okta'],
  ['https://login.acme.example/self-service/methods/oidc/callback', undefined],
  ['https://acme.okta.example/oauth2', undefined],
  ['acme okta', undefined],
  ['ada@acme.example okta', undefined],
  ['@', undefined],
  ['', undefined],
])('for %j it is looked for %j', (typed, sought) => {
  expect(soughtBy(typed)).toBe(sought ?? typed)
})
