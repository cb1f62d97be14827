import { expect, it } from 'vitest'
import { substitute, type Substitution } from '../../../../src/core/compare/substitution'

const rules: Substitution[] = [
  { what: 'issuer', from: 'oktapreview.example', to: 'okta.example' },
  { what: 'tenant', from: 'tenant-1', to: 'tenant-2' },
  { what: 'domain-suffix', from: '.staging.example', to: 'example' },
  { what: 'scope', from: 'debug', to: '' },
  { what: 'scope', from: 'groups', to: 'roles' },
]

it('replaces values by rule, each in the fields that it is about', () => {
  const after = (field: string, value: string | string[]) => substitute(field, value, rules)
  expect(after('issuer_url', 'https://a.oktapreview.example')).toEqual({
    value: 'https://a.okta.example',
    by: [0],
  })
  expect(after('label', 'oktapreview.example')).toEqual({ value: 'oktapreview.example', by: [] })
  expect(after('microsoft_tenant', 'tenant-1').value).toBe('tenant-2')
  expect(after('issuer_url', 'https://login.example/tenant-1/v2.0').value).toBe(
    'https://login.example/tenant-2/v2.0',
  )
  expect(after('issuer_url', 'https://login.example/tenant-10/v2.0').by).toEqual([])
  expect(
    after('domains', ['a.staging.example', 'STAGING.example', 'mystaging.example']).value,
  ).toEqual(['a.example', 'example', 'mystaging.example'])
  expect(after('scope', ['openid', 'debug', 'groups', 'roles'])).toEqual({
    value: ['openid', 'roles'],
    by: [3, 4],
  })
  expect(substitute('scope', undefined, rules)).toEqual({ value: undefined, by: [] })
})
