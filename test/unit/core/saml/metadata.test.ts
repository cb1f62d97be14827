import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { fixture, metadataOf, problemOf } from './fixtures'

const rows = [
  ['okta', 'http://www.okta.com/exk1fixture0AbCdEf5d7', 'HTTP-POST HTTP-Redirect', 2, 'RSA 2048'],
  [
    'entra',
    'https://sts.windows.net/5f0f2c1e-7a55-4d0c-9c3e-2b1f6d8a9e01/',
    'HTTP-Redirect HTTP-POST',
    0,
    'RSA 2048',
  ],
  [
    'google',
    'https://accounts.google.com/o/saml2?idpid=C0fixture1',
    'HTTP-Redirect HTTP-POST',
    1,
    'RSA 2048',
  ],
  [
    'keycloak',
    'https://id.brass-lantern.example/realms/staff',
    'HTTP-POST HTTP-Redirect SOAP HTTP-Artifact',
    4,
    'RSA 2048',
  ],
  [
    'adfs',
    'http://sts.copper-hill.example/adfs/services/trust',
    'HTTP-Redirect HTTP-POST',
    3,
    'RSA 2048',
  ],
  [
    'onelogin',
    'https://app.onelogin.com/saml/metadata/0f1d2c3b-fixture',
    'HTTP-Redirect HTTP-POST SOAP',
    1,
    'RSA 2048',
  ],
  [
    'ping',
    'https://auth.pingone.example/2c6d0f11-9a77-4f2e-8a10-7e0f5a3b1c22',
    'HTTP-POST HTTP-Redirect',
    0,
    'EC P-256',
  ],
  ['jumpcloud', 'fern-and-sons', 'HTTP-Redirect HTTP-POST', 1, 'RSA 2048'],
  [
    'shibboleth',
    'https://idp.glasfeld-hochschule.example/idp/shibboleth',
    'AuthnRequest HTTP-POST HTTP-POST-SimpleSign HTTP-Redirect',
    2,
    'RSA 3072',
  ],
] as const

describe.each(rows)('metadata in the form of %s', (name, entityId, bindings, formats, keyInfo) => {
  const metadata = metadataOf(fixture(name))

  test('gives entity, bindings, formats and key', () => {
    expect(metadata.entityId).toBe(entityId)
    expect(metadata.signOn.map(({ binding }) => binding).join(' ')).toBe(bindings)
    expect(metadata.signOn.every(({ url }) => url.startsWith('https://'))).toBe(true)
    expect(metadata.nameIdFormats).toHaveLength(formats)
    expect(metadata.certificates.some((certificate) => certificate.keyInfo === keyInfo)).toBe(true)
    expect(metadata.warnings).toEqual([])
  })

  test('describes its certificates as Node does', () => {
    // Another implementation as the judge: every certificate of the file, found by its text.
    const inFile = [...fixture(name).matchAll(/<[\w:]*X509Certificate>([^<]+)</g)].map(
      ([, text]) => new X509Certificate(Buffer.from(text!, 'base64')),
    )
    expect(metadata.certificates.length).toBeGreaterThan(0)
    for (const certificate of metadata.certificates) {
      const judge = inFile.find((item) => item.fingerprint256 === certificate.fingerprintSha256)!
      expect(judge).toBeDefined()
      expect(certificate.serial).toBe(judge.serialNumber.toLowerCase())
      expect(certificate.subject.split(', ')).toEqual(judge.subject.split('\n'))
      expect(certificate.issuer.split(', ')).toEqual(judge.issuer.split('\n'))
      expect(certificate.notBefore).toBe(new Date(judge.validFrom).toISOString())
      expect(certificate.notAfter).toBe(new Date(judge.validTo).toISOString())
    }
  })
})

test('only the keys of the IDPSSODescriptor count, each once, with its uses joined', () => {
  expect(metadataOf(fixture('adfs')).certificates.map(({ use }) => use)).toEqual([
    'encryption',
    'signing',
    'signing',
  ])
  expect(metadataOf(fixture('shibboleth')).certificates.map(({ use }) => use)).toEqual([
    'both',
    'encryption',
  ])
})

test('organization, logout, end of validity and signed requests are read where they stand', () => {
  expect(metadataOf(fixture('shibboleth')).organizationName).toBe('Hochschule Glasfeld')
  expect(metadataOf(fixture('okta'))).not.toHaveProperty('organizationName')
  expect(metadataOf(fixture('okta'))).not.toHaveProperty('validUntil')
  expect(metadataOf(fixture('google')).validUntil).toBe('2040-01-01T00:00:00.000Z')
  expect(metadataOf(fixture('keycloak')).wantsSignedRequests).toBe(true)
  expect(metadataOf(fixture('okta')).wantsSignedRequests).toBe(false)
  const asking = (written: string) =>
    metadataOf(fixture('keycloak').replace(/(WantAuthnRequestsSigned=")[^"]*/, `$1${written}`))
      .wantsSignedRequests
  expect([' true ', '1', 'false', 'untrue', '11'].map(asking)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
  expect(metadataOf(fixture('onelogin')).logout).toEqual([
    {
      binding: 'HTTP-Redirect',
      url: 'https://delta-foundry.onelogin.example/trust/saml2/http-redirect/slo/100200',
    },
  ])
  expect(metadataOf(fixture('okta')).nameIdFormats[1]).toEqual({
    short: 'emailAddress',
    full: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  })
})

test('a byte order mark, blank lines around, CDATA and entities of XML itself change nothing', () => {
  const okta = fixture('okta')
  const plain = metadataOf(okta)
  expect(metadataOf(`\uFEFF${okta}`)).toEqual(plain)
  expect(metadataOf(`\n\n  ${okta}\r\n\n`)).toEqual(plain)
  expect(metadataOf(okta.replace(/(X509Certificate>)([^<]+)(<)/, '$1<![CDATA[$2]]>$3'))).toEqual(
    plain,
  )
  expect(
    metadataOf(okta.replace('http://www.okta.com', 'http:&#x2F;/www.okta.com&amp;')).entityId,
  ).toBe('http://www.okta.com&/exk1fixture0AbCdEf5d7')
})

describe('what Ory would refuse', () => {
  const okta = fixture('okta')
  const signing = /<md:KeyDescriptor use="signing">.*?<\/md:KeyDescriptor>/s

  test.each([
    [
      'no IDPSSODescriptor',
      okta.replace(/<md:IDPSSODescriptor.*<\/md:IDPSSODescriptor>/s, ''),
      'IDPSSODescriptor',
    ],
    ['no KeyDescriptor', okta.replace(signing, ''), 'KeyDescriptor'],
    ['only an encryption key', okta.replace('"signing"', '"encryption"'), 'KeyDescriptor'],
    [
      'a signing key without a certificate',
      okta.replace(/<ds:X509Data>.*<\/ds:X509Data>/s, '<ds:KeyName>k</ds:KeyName>'),
      'X509Certificate',
    ],
    [
      'no sign-on service',
      okta.replace(/<md:SingleSignOnService[^>]*>/g, ''),
      'SingleSignOnService',
    ],
    [
      'a sign-on service without place',
      okta.replace(/Location="[^"]*"/g, ''),
      'SingleSignOnService',
    ],
    ['no entity id', okta.replace(/entityID="[^"]*"/, ''), 'EntityDescriptor'],
    ['an empty certificate', okta.replace(/(X509Certificate>)[^<]+/, '$1'), 'X509Certificate'],
    ['base64 that is none', okta.replace(/(X509Certificate>)[^<]{9}/, '$1!!!'), 'X509Certificate'],
    [
      'a cut certificate',
      okta.replace(/(X509Certificate>[^<]{400})[^<]+/, '$1'),
      'X509Certificate',
    ],
    [
      'a certificate of noise',
      okta.replace(/(X509Certificate>)[^<]+/, '$1AAAA'),
      'X509Certificate',
    ],
    [
      'PEM lines',
      okta.replace(/(X509Certificate>)/, '$1-----BEGIN CERTIFICATE-----\n'),
      'X509Certificate',
    ],
    [
      'a sequence that is no certificate',
      okta.replace(/(X509Certificate>)[^<]+/, '$1MAMCAQE='),
      'X509Certificate',
    ],
    ['another root', '<Response xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>', 'Response'],
    ['an entity with nothing in it', '<EntityDescriptor entityID="a"/>', 'IDPSSODescriptor'],
  ])('%s is refused by its name with what to ask for', (_, xml, element) => {
    const problem = problemOf(xml)
    expect(problem.element).toBe(element)
    expect(problem.message).toMatch(/ask the identity provider|ask for/i)
  })

  test('a KeyDescriptor without use signs', () => {
    expect(metadataOf(okta.replace(' use="signing"', '')).certificates[0]!.use).toBe('both')
  })

  test('the second certificate is named by its number', () => {
    const key = signing.exec(okta)![0]
    const broken = key.replace(/(X509Certificate>)[^<]+/, '$1AAAA')
    expect(problemOf(okta.replace(key, key + broken)).message).toMatch(/^Certificate 2 /)
  })
})

describe('lists of entities', () => {
  const bare = (name: string) => fixture(name).replace(/^\uFEFF?<\?xml[^>]*\?>/, '')
  const list = (...names: string[]) =>
    `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${names.map(bare).join('')}</EntitiesDescriptor>`

  test('one identity provider among service providers is refused, and its descriptor is offered', () => {
    const problem = problemOf(list('service-provider', 'okta', 'service-provider'))
    expect(problem).toMatchObject({
      element: 'EntitiesDescriptor',
      message: expect.stringContaining('“Could not find X509Certificate”'),
    })
    expect(problem.offers).toHaveLength(1)
    const [offer] = problem.offers ?? []
    expect(offer?.entityId).toBe('http://www.okta.com/exk1fixture0AbCdEf5d7')
    expect(metadataOf(offer?.xml ?? '')).toEqual(metadataOf(fixture('okta')))
  })

  test('an offered descriptor takes along what the prefixes around it mean', () => {
    const inner = bare('okta').replace(/ xmlns:md="[^"]*"/, '')
    const outer = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:a="b&amp;c">\r\n${inner.trim()}\r\n</md:EntitiesDescriptor>`
    const xml = problemOf(outer).offers?.[0]?.xml ?? ''
    expect(xml).toMatch(
      /^<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:a="b&amp;c" /,
    )
    expect(xml.endsWith('</md:EntityDescriptor>')).toBe(true)
    expect(xml.replace(/ xmlns:(?:md|a)="[^"]*"/g, '')).toBe(inner.trim())
  })

  test('a descriptor that would be refused too is not offered, and the words say why', () => {
    const problem = problemOf(list('okta').replace('use="signing"', 'use="encryption"'))
    expect(problem).not.toHaveProperty('offers')
    expect(problem.message).toContain('It is refused too: The IDPSSODescriptor has no signing')
  })

  test('of several each is offered, and of very many none', () => {
    const names = problemOf(list('okta', 'service-provider', 'google')).offers
    expect(names?.map(({ entityId }) => entityId)).toEqual([
      'http://www.okta.com/exk1fixture0AbCdEf5d7',
      'https://accounts.google.com/o/saml2?idpid=C0fixture1',
    ])
    expect(problemOf(list(...Array.from({ length: 9 }, () => 'okta')))).not.toHaveProperty('offers')
  })

  test('several are counted', () => {
    expect(problemOf(list('okta', 'service-provider', 'google', 'ping'))).toMatchObject({
      element: 'EntitiesDescriptor',
      message: expect.stringContaining('3 identity providers'),
    })
  })

  test('the earliest end of validity counts', () => {
    const xml = fixture('google').replace(
      '<md:IDPSSODescriptor',
      '$& validUntil="2030-02-03T00:00:00Z"',
    )
    expect(metadataOf(xml).validUntil).toBe('2030-02-03T00:00:00.000Z')
  })
})

test('what was pasted by mistake is recognised and said', () => {
  expect(problemOf(fixture('service-provider')).message).toContain('a service provider')
  expect(problemOf('<!DOCTYPE html><html><body>Sign in</body></html>').message).toContain(
    'web page',
  )
  expect(problemOf('<!-- x -->\n<html lang="en">').message).toContain('web page')
  expect(problemOf('{"issuer":"https://id.example"}').message).toContain('OpenID Connect')
  expect(problemOf('Hello, our metadata is attached').message).toContain('not XML')
  expect(problemOf('  ').message).toContain('Paste the metadata')
  expect(problemOf('<saml:Assertion xmlns:saml="urn:x"/>').message).toContain('assertion')
})

test('broken XML is told with its line', () => {
  const cut = fixture('google').slice(0, 900)
  expect(problemOf(cut).message).toMatch(/not well-formed XML \(line \d+: /)
  expect(problemOf('<a>&nbps;</a>').message).toContain('not well-formed')
  expect(problemOf('<md:EntityDescriptor>').message).toContain('not well-formed')
})

test('a sign-on URL without TLS is warned of, and one that no browser reaches is refused', () => {
  const plain = fixture('okta').replaceAll('https://alder', 'http://alder')
  expect(metadataOf(plain).warnings[0]).toContain('is not https')
  const soap = fixture('okta').replaceAll(/bindings:HTTP-(POST|Redirect)/g, 'bindings:SOAP')
  expect(problemOf(soap).message).toContain('HTTP-POST or HTTP-Redirect')
  const old = fixture('okta').replaceAll('SAML:2.0:protocol', 'SAML:1.1:protocol')
  expect(metadataOf(old).warnings[0]).toContain('SAML 2.0')
})
