import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSent } from '../../../../../src/core/mapper/scim/read-sent'
import { providerClaims } from '../../../../../src/core/mapper/kratos/provider-claims'
import { sampleFileSchema } from '../../../../../src/core/mapper/samples/sample'
import { samplesFor } from '../../../../../src/core/mapper/samples/samples'
import type { JsonValue } from '../../../../../src/core/model/json'
import {
  allSamples,
  scimSamples,
  signInSamples,
  rawSamples,
  readSamples,
  sampleFolder,
  sampleNames,
} from '../../../../support/mapping/samples'

const files = readSamples()
const all = allSamples(files)
const named = all.map((choice) => [`${choice.product}: ${choice.sample.id}`, choice] as const)

function texts(value: JsonValue): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value as object).flatMap((item) => texts(item as JsonValue))
}

/** Domains in which a product makes addresses of its own. */
const made = ['privaterelay.appleid.com', 'users.noreply.github.com', 'example.onmicrosoft.com']
const isInvented = (domain: string) =>
  /(?:^|\.)example(?:\.(?:com|org|net)(?:\.\w+)?)?$/.test(domain) || made.includes(domain)

describe('the samples', () => {
  it('are JSON files and their README', () => {
    const others = readdirSync(sampleFolder).filter((name) => !name.endsWith('.json'))
    expect(others).toEqual(['README.md'])
  })

  it('cover every kind', () => {
    const kinds = new Set(files.map(({ kind }) => kind))
    expect([...providerClaims.keys()].filter((kind) => !kinds.has(kind))).toEqual([])
  })

  it('have ids of their own, and names that differ within a product', () => {
    const ids = all.map(({ sample }) => sample.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { samples } of files) {
      expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length)
    }
    const places = files.map(({ product, kind }) => `${product} ${kind}`)
    expect(new Set(places).size).toBe(places.length)
  })

  it.each([
    ['Okta', 'generic'],
    ['Microsoft Entra ID', 'microsoft'],
    ['Google', 'google'],
    ['Auth0', 'auth0'],
    ['Auth0', 'generic'],
    ['Keycloak', 'generic'],
    ['GitHub', 'github'],
    ['GitLab', 'gitlab'],
    ['Apple', 'apple'],
    ['Microsoft Entra ID (SAML)', 'saml'],
  ])('of %s (%s) are three to six', (product, kind) => {
    const found = files.find((file) => file.product === product && file.kind === kind)
    expect(found?.samples.length).toBeGreaterThanOrEqual(3)
    expect(found?.samples.length).toBeLessThanOrEqual(6)
  })

  it.each(named)('%s becomes claims, or says that Ory stops', (_, { sample, kind }) => {
    const result = readSent(kind, sample.payload)
    expect(result.ok, result.ok ? '' : result.error.message).toBe(sample.stops !== true)
  })

  it.each(named)('%s has no address of a real person', (_, { sample }) => {
    const domains = texts(sample.payload).flatMap((value) =>
      [...value.matchAll(/@([\w-]+(?:\.[\w-]+)+)/g)].map((match) => match[1] ?? ''),
    )
    expect(domains.filter((domain) => !isInvented(domain))).toEqual([])
  })

  it('begin with one that reaches the mapper', () => {
    for (const { product, samples } of files) expect(samples[0]?.stops, product).toBeUndefined()
  })

  it('were compared with their source in the past', () => {
    for (const { source, product } of files) {
      expect(Date.parse(source.checked), product).toBeLessThanOrEqual(Date.now() + 86_400_000)
    }
  })

  const has = (test: (choice: (typeof all)[number]) => boolean) => all.some(test)
  it('have what people stumble over', () => {
    const claim = (name: string) => (choice: (typeof all)[number]) => name in choice.sample.payload
    expect(has(claim('_claim_names'))).toBe(true)
    expect(has(claim('realm_access'))).toBe(true)
    expect(has(claim('https://app.example.com/roles'))).toBe(true)
    expect(has(({ sample }) => sample.payload['email_verified'] === 'true')).toBe(true)
    expect(
      has(({ sample }) => texts(sample.payload).some((value) => value.includes('#EXT#'))),
    ).toBe(true)
  })
})

describe('samples of SCIM clients', () => {
  const found = scimSamples(files)

  it('are offered for mappers that are given a user, and no others', () => {
    expect(found.length).toBeGreaterThan(10)
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['scim']))
    const others = signInSamples(files)
    expect(others.filter(({ kind }) => kind === 'scim')).toEqual([])
  })

  it.each(['Any SCIM client', 'Okta', 'Microsoft Entra ID', 'OneLogin'])(
    'are there of %s',
    (product) => {
      expect(found.filter((each) => each.product === product).length).toBeGreaterThanOrEqual(2)
    },
  )

  it('begin with a full user', () => expect(found[0]?.sample.id).toBe('scim-full'))
})

describe('which samples are offered first', () => {
  const first = (provider: string, issuer?: string) =>
    samplesFor(files, { provider, ...(issuer === undefined ? {} : { issuer }) })[0]

  it.each([
    ['https://example.okta.com', 'Okta'],
    ['https://dev-1.okta.com/oauth2/default', 'Okta'],
    ['https://login.microsoftonline.com/5d2f6b18/v2.0', 'Microsoft Entra ID'],
    ['https://example.eu.auth0.com/', 'Auth0'],
    ['https://sso.example.com/realms/staff', 'Keycloak'],
    ['https://sso.example.com/auth/realms/staff', 'Keycloak'],
    ['https://accounts.google.com', 'Google'],
    ['https://auth.pingone.eu/6a2d9f50/as', 'Ping Identity'],
    ['https://adfs.example.com/adfs', 'AD FS'],
    ['https://example.onelogin.com/oidc/2', 'OneLogin'],
    ['https://oauth.id.jumpcloud.com/', 'JumpCloud'],
    ['https://login.example.com', 'Any OpenID Connect provider'],
    ['', 'Any OpenID Connect provider'],
  ])('generic with the issuer %j: %s', (issuer, product) => {
    expect(first('generic', issuer)).toMatchObject({ product, kind: 'generic' })
  })

  it.each([
    ['microsoft', undefined, 'Microsoft Entra ID'],
    ['auth0', 'https://example.eu.auth0.com/', 'Auth0'],
    ['github-app', undefined, 'GitHub App'],
    ['saml', undefined, 'Any SAML identity provider'],
    ['saml', 'https://sts.windows.net/5d2f6b18/', 'Microsoft Entra ID (SAML)'],
    ['saml', 'http://www.okta.com/exk4m8x1', 'Okta (SAML)'],
    ['saml', 'https://accounts.google.com/o/saml2?idpid=C03', 'Google Workspace (SAML)'],
    ['saml', 'http://adfs.example.com/adfs/services/trust', 'AD FS (SAML)'],
  ])('%s with the issuer %s: %s', (provider, issuer, product) => {
    expect(first(provider, issuer)).toMatchObject({ product, kind: provider })
  })

  it('those of the product, then of the kind, then all others; none is lost', () => {
    const list = samplesFor(files, { provider: 'generic', issuer: 'https://example.okta.com' })
    expect(list).toHaveLength(signInSamples(files).length)
    const fits = list.map((choice) => choice.fits)
    expect(fits).toEqual(
      [...fits].sort((a, b) => 'product kind other'.indexOf(a) - 'product kind other'.indexOf(b)),
    )
    expect(list.filter(({ fits }) => fits === 'product').map(({ product }) => product)).toEqual(
      Array.from({ length: 5 }, () => 'Okta'),
    )
    expect(list.every(({ fits, kind }) => (fits === 'other') === (kind !== 'generic'))).toBe(true)
  })

  it('the source of a sample is its own or its file’s', () => {
    const apple = samplesFor(files, { provider: 'apple' })
    const source = (id: string) => apple.find(({ sample }) => sample.id === id)?.source
    expect(source('apple-relay')).toContain('private-email-relay')
    expect(source('apple-email')).toContain('signinwithapplejs')
  })
})

describe('what is wrong with a file is refused', () => {
  it.each<[string, (file: any) => void]>([
    ['an unknown kind', (file) => (file.kind = 'okta')],
    ['an unknown member', (file) => (file.icon = 'okta.png')],
    ['an unknown member of a sample', (file) => (file.samples[0].claims = {})],
    ['no sample', (file) => (file.samples = [])],
    ['a payload that is a list', (file) => (file.samples[0].payload = [])],
    ['an id with a space', (file) => (file.samples[0].id = 'a b')],
    ['a source without https', (file) => (file.source.url = 'http://okta.com')],
    ['a day that is none', (file) => (file.source.checked = 'lately')],
    ['an about that says nothing', (file) => (file.samples[0].about = 'A token.')],
    ['an issuer with a scheme', (file) => file.issuers.push('https://okta.com')],
  ])('%s', (_, spoil) => {
    const file = rawSamples(sampleNames.find((name) => name === 'okta.json') ?? '')
    expect(sampleFileSchema.safeParse(file).success).toBe(true)
    spoil(file)
    expect(sampleFileSchema.safeParse(file).success).toBe(false)
  })
})
