import { describe, expect, it } from 'vitest'
import { discoveryFailureStep } from '../../../../src/core/check/discovery'
import { issuerStep } from '../../../../src/core/check/issuer'
import type { IssuerUse } from '../../../../src/core/check/target'

const guid = '11111111-2222-3333-4444-555555555555'
const generic = (issuer: string): IssuerUse => ({
  issuer,
  field: 'issuer_url',
  discovery: 'discovered',
})
const microsoft = (tenant: string): IssuerUse => ({
  issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
  field: 'microsoft_tenant',
  discovery: 'discovered',
})

describe('the issuer', () => {
  it('is the one entered, to the character', () => {
    expect(issuerStep(generic('https://a.example'), 'https://a.example').status).toBe('passed')
  })

  it.each([
    ['https://a.example/', 'https://a.example', 'https://a.example', /without a slash/],
    ['https://a.example', 'https://a.example/', 'https://a.example/', /with a slash/],
    [
      'https://a.example/.well-known/openid-configuration',
      'https://a.example/',
      'https://a.example/',
      /without “\/\.well-known/,
    ],
    ['https://A.example', 'https://a.example', 'https://a.example', /different capitalization/],
    ['https://a.example', 'https://b.example', 'https://b.example', /another host/],
    ['https://a.example/x', 'https://a.example/y', 'https://a.example/y', /says “https/],
    ['https://a.example', 'http://a.example', undefined, /with http\./],
    ['https://a.example', 'urn:idp', undefined, /no https address/],
    ['https://a.example', 'https://b.example/\u202ecba', undefined, /another host/],
    ['https://a.example/.well-known/openid-configuration', 'urn:idp', undefined, /without “/],
    [
      'https://login.microsoftonline.com/common/v2.0',
      'https://login.microsoftonline.com/{tenantid}/v2.0',
      undefined,
      /the tenant is missing/,
    ],
    [
      `https://login.microsoftonline.com/${guid}`,
      `https://sts.windows.net/${guid}/`,
      `https://login.microsoftonline.com/${guid}/v2.0`,
      /first version/,
    ],
  ])('%s is not %s: use %s', (entered, told, value, words) => {
    const step = issuerStep(generic(entered), told)
    expect(step).toMatchObject({ id: 'issuer', status: 'failed' })
    expect(step.text).toMatch(words)
    expect(step.remedy).toMatch(/\w/)
    expect(step.fix).toEqual(value === undefined ? undefined : { field: 'issuer_url', value })
  })

  it.each([undefined, '', 7, null, ['https://a.example']])('may not be %o', (told) => {
    expect(issuerStep(generic('https://a.example'), told).status).toBe('failed')
  })

  it('is quoted on one line and not at any length', () => {
    const { text } = issuerStep(
      generic('https://a.example'),
      `https://b.example/${'x\n'.repeat(999)}`,
    )
    expect(text.length).toBeLessThan(300)
    expect(text).not.toContain('\n')
  })

  it('of Microsoft has a place for the tenant, or the tenant’s ID for its domain', () => {
    const template = 'https://login.microsoftonline.com/{tenantid}/v2.0'
    expect(issuerStep(microsoft('organizations'), template).status).toBe('passed')
    const own = `https://login.microsoftonline.com/${guid}/v2.0`
    expect(issuerStep(microsoft('contoso.example'), own).status).toBe('passed')
    expect(issuerStep(microsoft(guid), own).status).toBe('passed')
    const other = issuerStep(microsoft(guid), 'https://evil.example/v2.0')
    expect(other.status).toBe('failed')
    expect(other.fix).toBeUndefined()
  })

  it('keeps nobody out where Ory makes the endpoints itself', () => {
    const auth0 = { ...generic('https://x.auth0.com'), discovery: 'built' } as const
    expect(issuerStep(auth0, 'https://x.auth0.com/')).toMatchObject({
      status: 'warning',
      remedy: expect.stringContaining('PKCE'),
      fix: { field: 'issuer_url', value: 'https://x.auth0.com/' },
    })
    const fixed: IssuerUse = { issuer: 'https://accounts.google.com', discovery: 'discovered' }
    const step = issuerStep(fixed, 'https://other.example')
    expect(step.status).toBe('warning')
    expect(step.fix).toBeUndefined()
  })
})

describe('a document that is not there', () => {
  const missing = (use: IssuerUse) => discoveryFailureStep(use, { kind: 'status', status: 404 })

  it.each([
    ['https://x.okta.com', /authorization server/, 'https://x.okta.com/oauth2/default'],
    ['https://x.okta.com/oauth2', /authorization server/, 'https://x.okta.com/oauth2/default'],
    ['https://sso.example/auth', /realm/, undefined],
    ['https://sso.example/realms/', /realm/, undefined],
    ['https://keycloak.example', /realm/, undefined],
    ['https://login.microsoftonline.com', /tenant/, undefined],
    ['https://idp.example/x', /Keycloak.*Okta.*Entra/, undefined],
    ['https://idp.example/.well-known/openid-configuration', /part before/, 'https://idp.example'],
  ])('at %s', (issuer, words, value) => {
    const step = missing(generic(issuer))
    expect(step).toMatchObject({ id: 'discovery', status: 'failed' })
    expect(step.remedy).toMatch(words)
    expect(step.fix?.value).toBe(value)
  })

  it('is the tenant’s fault at Microsoft, and nobody’s where it is not needed', () => {
    expect(missing(microsoft('typo')).remedy).toContain('tenant')
    const built = { ...generic('https://git.example'), discovery: 'built' } as const
    expect(missing(built).status).toBe('warning')
  })

  it('is told from a server that has a problem', () => {
    const step = discoveryFailureStep(generic('https://x.okta.com'), {
      kind: 'status',
      status: 503,
    })
    expect(step.text).toContain('503')
    expect(step.fix).toBeUndefined()
  })
})
