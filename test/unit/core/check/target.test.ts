import { describe, expect, it } from 'vitest'
import { checkTarget } from '../../../../src/core/check/target'
import type { JsonObject } from '../../../../src/core/model/json'
import { providerKinds } from '../../../../src/core/model/providers'
import { toMetadataValue } from '../../../../src/core/saml/metadata-value'

const oidc = (fields: JsonObject) => checkTarget({ protocol: 'oidc', fields })
const saml = (raw_idp_metadata_xml: string) =>
  checkTarget({ protocol: 'saml', fields: { raw_idp_metadata_xml } })
const path = '/.well-known/openid-configuration'

describe('where a kind’s discovery document is', () => {
  it.each([
    [{ provider: 'generic', issuer_url: 'https://a.example' }, `https://a.example${path}`],
    [{ provider: 'generic', issuer_url: 'https://a.example/' }, `https://a.example${path}`],
    [
      { provider: 'generic', issuer_url: 'https://a.example:8443/realms/x' },
      `https://a.example:8443/realms/x${path}`,
    ],
    [
      { provider: 'generic', issuer_url: 'https://[2001:db8::1]/x' },
      `https://[2001:db8::1]/x${path}`,
    ],
    [{ provider: 'auth0', issuer_url: 'https://x.auth0.com/' }, `https://x.auth0.com${path}`],
    [{ provider: 'salesforce', issuer_url: 'https://s.example' }, `https://s.example${path}`],
    [{ provider: 'gitlab' }, `https://gitlab.com${path}`],
    [{ provider: 'gitlab', issuer_url: 'https://git.example' }, `https://git.example${path}`],
    [{ provider: 'uaepass' }, `https://id.uaepass.ae${path}`],
    [{ provider: 'google' }, `https://accounts.google.com${path}`],
    // What a fixed kind has in the field is not what Ory asks.
    [
      { provider: 'google', issuer_url: 'https://evil.example' },
      `https://accounts.google.com${path}`,
    ],
    [
      { provider: 'microsoft', microsoft_tenant: 'contoso.example' },
      `https://login.microsoftonline.com/contoso.example/v2.0${path}`,
    ],
  ])('%o: %s', (fields, address) => {
    const target = oidc(fields)
    expect(target).toMatchObject({ kind: 'discovery', address, step: { status: 'passed' } })
  })

  it('is found when it was pasted whole', () => {
    expect(oidc({ provider: 'generic', issuer_url: `https://a.example${path}` })).toMatchObject({
      kind: 'discovery',
      address: `https://a.example${path}`,
      step: { status: 'warning', remedy: expect.stringContaining(path) },
    })
  })

  it('or that there is none, is known of every kind', () => {
    for (const { value, name } of providerKinds) {
      const fields = {
        provider: value,
        issuer_url: 'https://a.example',
        microsoft_tenant: 'organizations',
      }
      const target = oidc(fields)
      if (target.kind === 'discovery') continue
      expect(target).toMatchObject({ kind: 'nothing', step: { status: 'skipped' } })
      expect(target.step.text).toContain(`the addresses of ${name}`)
    }
  })

  it('is not looked for where the kind is unknown', () => {
    const { step } = oidc({ provider: 'constructor', issuer_url: 'https://a.example' })
    expect(step).toMatchObject({ status: 'skipped', text: expect.stringContaining('not know') })
  })
})

describe('an issuer that cannot be asked', () => {
  it.each([
    ['', undefined],
    ['a.example', undefined],
    ['ftp://a.example', undefined],
    ['http://a.example/x', 'https://a.example/x'],
    ['https://user:secret@a.example/x', 'https://a.example/x'],
    [' https://a.example', 'https://a.example'],
    ['https://a.example?tenant=1', 'https://a.example'],
    ['https://a.example/x#top', 'https://a.example/x'],
  ])('%s', (issuer_url, value) => {
    const target = oidc({ provider: 'generic', issuer_url })
    expect(target.kind).toBe('nothing')
    expect(target.step).toMatchObject({ id: 'address', status: 'failed' })
    expect(target.step.remedy).toMatch(/\w/)
    expect(target.step.fix).toEqual(
      value === undefined ? undefined : { field: 'issuer_url', value },
    )
    expect(JSON.stringify(target)).not.toContain('secret')
  })

  it.each(['', 'a b', 'x/../y', 'a?b'])('tenant “%s”', (microsoft_tenant) => {
    expect(oidc({ provider: 'microsoft', microsoft_tenant })).toMatchObject({
      kind: 'nothing',
      step: { status: 'failed' },
    })
  })
})

describe('SAML metadata', () => {
  const stored = `https://storage.example/b/${'0f'.repeat(64)}.xml`

  it('is at an address, in Ory’s storage or in the connection', () => {
    expect(saml('https://idp.example/m?appid=1')).toMatchObject({
      kind: 'metadata',
      address: 'https://idp.example/m?appid=1',
    })
    expect(saml(stored)).toMatchObject({ kind: 'stored', address: stored })
    expect(saml(toMetadataValue('<é/>'))).toMatchObject({ kind: 'inline', text: '<é/>' })
  })

  it.each([
    ['', undefined],
    ['base64://%%%', undefined],
    ['not an address', undefined],
    ['http://idp.example/m?a=1', 'https://idp.example/m?a=1'],
  ])('“%s” cannot be read', (raw, value) => {
    const { kind, step } = saml(raw)
    expect(kind).toBe('nothing')
    expect(step.status).toBe('failed')
    expect(step.fix?.value).toBe(value)
  })
})
