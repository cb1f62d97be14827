import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { PastedField } from '../../../../src/core/paste/details'
import { recogniseDetails, recogniseText } from '../../../../src/core/paste/recognise'
import { toLines, withoutBlankRuns } from '../../../../src/core/paste/text/lines'
import { metadataText } from '../../../../src/core/saml/metadata-value'
import { fixture, metadataOf } from '../saml/fixtures'

const folder = new URL('../../../fixtures/paste/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -4))
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')

const valueOf = (text: string, field: PastedField) =>
  recogniseText(text).findings.find((finding) => finding.field === field)?.value

test.each(names)('the e-mail %s gives what stands beside it', async (name) => {
  // Metadata is long and judged below; in the files a word stands for it.
  const shortened = JSON.stringify(
    await recogniseDetails(read(`${name}.txt`)),
    (_, value: unknown) =>
      typeof value === 'string' && value.startsWith('base64://')
        ? 'base64:// of the metadata'
        : value,
  )
  expect(JSON.parse(shortened)).toEqual(JSON.parse(read(`${name}.json`)))
})

test('there are ten e-mails and more', () => {
  expect(names.length).toBeGreaterThanOrEqual(10)
})

describe('issuer', () => {
  test.each([
    ['https://id.example/.well-known/openid-configuration', 'https://id.example'],
    ['https://id.example/a/.well-known/openid-configuration?x=1', 'https://id.example/a'],
    ['"https://id.example/.well-known/openid-configuration".', 'https://id.example'],
    ['Issuer: <https://id.example/>', 'https://id.example/'],
    ['issuer = `https://id.example:8443/x`', 'https://id.example:8443/x'],
    ['The issuer is https://id.example/x, thanks', 'https://id.example/x'],
    ['Aussteller: „https://id.example/x“', 'https://id.example/x'],
    ['Émetteur : « https://id.example/x »', 'https://id.example/x'],
    ['Emisor: https://id.example/x.', 'https://id.example/x'],
    ['Issuer URL\nhttps://id.example/x', 'https://id.example/x'],
    ['https://acme.okta.com/oauth2/default/v1/authorize', 'https://acme.okta.com/oauth2/default'],
    ['https://acme.okta.com/oauth2/v1/token', 'https://acme.okta.com'],
    ['https://id.example/realms/a/protocol/openid-connect/auth', 'https://id.example/realms/a'],
    ['Okta domain: acme.okta.com', 'https://acme.okta.com'],
    ['https://whatever.example/', 'https://whatever.example/'],
    ['Issuer: https://id.example<https://id.example/>', 'https://id.example'],
  ])('%s', (text, issuer) => {
    expect(valueOf(text, 'issuer_url')).toBe(issuer)
  })

  test('a trailing slash and a missing s are told', () => {
    const note = (text: string) => recogniseText(text).findings.find((f) => f.note)?.note
    expect(note('Issuer: https://id.example/')).toContain('slash')
    expect(note('Issuer: http://id.example')).toContain('not https')
    expect(note('Issuer: https://id.example')).toBeUndefined()
  })

  test('a website, an own redirect URL and a SAML entity ID are none', () => {
    expect(valueOf('Regards\nhttps://www.acme.example/team', 'issuer_url')).toBeUndefined()
    expect(
      valueOf(
        'Redirect URL: https://a.projects.oryapis.com/self-service/methods/oidc/callback/x\nSee you',
        'issuer_url',
      ),
    ).toBeUndefined()
    expect(
      valueOf('Issuer: http://www.okta.com/exk1fixture0AbCdEf5d7', 'issuer_url'),
    ).toBeUndefined()
  })
})

describe('client ID', () => {
  test.each([
    ['Client ID: abc-123', 'abc-123'],
    ['client_id=abc123&scope=openid', 'abc123'],
    ['**Client ID:** `abc123`', 'abc123'],
    ['CLIENT-ID → abc123.', 'abc123'],
    ['Client ID (public): abc123', 'abc123'],
    ['Identifiant du client : abc123', 'abc123'],
    ['ID de cliente: abc123', 'abc123'],
    [
      'ID de aplicación (cliente): 2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21',
      '2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21',
    ],
    [
      "ID d'application (client) : 2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21",
      '2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21',
    ],
    ['The client ID is workbench', 'workbench'],
    ['the one for us is 0oa1b2c3d4E5F6G7h8i9', '0oa1b2c3d4E5F6G7h8i9'],
    ['Client ID   Client Secret\nabc123      s3cr3t-s3cr3t-s3cr3t', 'abc123'],
  ])('%s', (text, id) => {
    expect(valueOf(text, 'client_id')).toBe(id)
  })

  test.each([
    'The client ID will follow tomorrow',
    'Client ID: xxxx',
    'Client ID: <your-client-id>',
    'Please create a client ID for us',
    'Client ID:\nClient secret:',
    'Object ID: 2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21',
  ])('%s holds none', (text) => {
    expect(valueOf(text, 'client_id')).toBeUndefined()
  })

  test('two give a choice, the first one first', () => {
    const { findings } = recogniseText('Client ID: one-1\nClient ID: two-2\nClient ID: one-1')
    expect(findings[0]).toMatchObject({ field: 'client_id', value: 'one-1' })
    expect(findings[0]!.alternatives).toMatchObject([{ value: 'two-2' }])
  })
})

describe('secret', () => {
  test.each([
    ['Client secret: aB3~xyz.0123', 'aB3~xyz.0123'],
    ['The client secret is aB3xyz0123.', 'aB3xyz0123'],
    ['Client secret: aB3xyz0123.', 'aB3xyz0123.'],
    ['Client-Geheimnis: "aB3xyz0123"', 'aB3xyz0123'],
    ['Clé secrète : aB3xyz0123', 'aB3xyz0123'],
    ['Secreto de cliente:\naB3xyz0123', 'aB3xyz0123'],
    ['here it is: GOCSPX-abcdefghijklmnopqrstuvwx', 'GOCSPX-abcdefghijklmnopqrstuvwx'],
  ])('%s', (text, secret) => {
    expect(recogniseText(text).secret?.value).toBe(secret)
  })

  test.each([
    'The client secret will follow separately',
    'Client secret: separately via phone',
    'Client secret: ********',
    'Client secret: https://onetime.example/s/abc123def',
    'Secret ID: 2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21',
    'Never send us your secret unencrypted, please',
  ])('%s holds none', (text) => {
    expect(recogniseText(text).secret).toBeUndefined()
  })

  test('it stands in no finding, excerpt or note, wherever the e-mail repeats it', () => {
    const secret = 'Sup3rS3cretValue_0123456789'
    const text = `Client ID: abc123, client secret: ${secret}, issuer: https://id.example/${secret}
      ${secret} Domains: a.example ${secret}
      Client secret: short1
      Client ID: ${secret}`
    const details = recogniseText(text)
    expect(details.secret?.value).toBe(secret)
    const shown = JSON.stringify({ ...details, secret: undefined })
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain(secret.slice(0, 8))
    expect(shown).not.toContain('short1')
  })
})

describe('provider and tenant', () => {
  const tenant = '5f0f2c1e-7a55-4d0c-9c3e-2b1f6d8a9e01'

  test.each([
    [`https://login.microsoftonline.com/${tenant}/v2.0`, 'microsoft', tenant, 'entra-id'],
    [
      'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
      'microsoft',
      'common',
      'entra-id',
    ],
    [`https://sts.windows.net/${tenant}/`, 'microsoft', tenant, 'entra-id'],
    [`Directory (tenant) ID: ${tenant}`, 'microsoft', tenant, 'entra-id'],
    [`ID de l'annuaire (locataire) : ${tenant}`, 'microsoft', tenant, 'entra-id'],
    ['https://accounts.google.com', 'google', undefined, 'google-workspace'],
    ['https://acme.eu.auth0.com/', 'auth0', undefined, 'auth0'],
    ['https://acme.okta.com', 'generic', undefined, 'okta'],
    ['https://id.example/realms/staff', 'generic', undefined, 'keycloak'],
  ])('%s', (text, provider, tenantId, guide) => {
    const details = recogniseText(text)
    expect(details).toMatchObject({ protocol: 'oidc', guide })
    expect(valueOf(text, 'provider')).toBe(provider)
    expect(valueOf(text, 'microsoft_tenant')).toBe(tenantId)
  })
})

describe('domains and scopes', () => {
  test.each([
    ['our domains are a.example and b.example.', ['a.example', 'b.example']],
    ['Domains: @a.example; b.example (main), C.Example', ['a.example', 'b.example', 'c.example']],
    ['E-Mail-Domänen: müller.example und b.example', ['müller.example', 'b.example']],
    ['Nos domaines sont a.example et b.example.', ['a.example', 'b.example']],
    ['Nuestros dominios son a.example y b.example', ['a.example', 'b.example']],
    ['Domains:\n* a.example\n* b.example\n\nc.example', ['a.example', 'b.example']],
    ['Domains: a.example. See www.other.example', ['a.example']],
  ])('%s', (text, domains) => {
    expect(valueOf(text, 'domains')).toEqual(domains)
  })

  test('the sender’s address and website give no domain', () => {
    const text =
      'From: Jo <jo@acme.example>\nTo: me@vendor.example\nHello\n--\nhttps://acme.example'
    expect(valueOf(text, 'domains')).toBeUndefined()
  })

  test.each([
    ['Scopes: openid, email and profile. Thanks', ['openid', 'email', 'profile']],
    ['scope=openid%20email', ['openid', 'email']],
    ['Scopes:\n- openid\n- email', ['openid', 'email']],
    ['Étendues : openid email', ['openid', 'email']],
  ])('%s', (text, scopes) => {
    expect(valueOf(text, 'scope')).toEqual(scopes)
  })

  test('a word about scopes is none', () => {
    expect(valueOf('Which scopes do you need?', 'scope')).toBeUndefined()
    expect(valueOf('Scopes: as usual', 'scope')).toBeUndefined()
  })
})

describe('metadata', () => {
  const xmlOf = (text: string) => metadataText(String(valueOf(text, 'raw_idp_metadata_xml')))

  const shapes: [string, (xml: string) => string][] = [
    ['alone', (xml) => xml],
    ['between words', (xml) => `Hello,\n${xml}\nRegards\nA > B`],
    ['in a quoted reply', (xml) => `See:\n${xml.replace(/^/gm, '> ')}\n> Regards`],
    ['in a reply to a reply', (xml) => xml.replace(/^/gm, '>> ')],
    ['as base64', (xml) => `Here: ${Buffer.from(xml).toString('base64')}\n\nRegards`],
    [
      'as base64 in lines, followed by words',
      (xml) => Buffer.from(xml).toString('base64').replace(/.{76}/g, '$&\n') + '\nRegards Jo',
    ],
    [
      'escaped as HTML',
      (xml) =>
        `Note ${xml.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')} end`,
    ],
    ['with Windows line ends', (xml) => xml.replace(/\n/g, '\r\n')],
  ]

  test.each(shapes)('%s is found whole', (_, write) => {
    for (const name of ['okta', 'google', 'adfs', 'shibboleth', 'onelogin']) {
      const xml = fixture(name).replace(/^\uFEFF/, '')
      const found = xmlOf(write(xml))
      expect(metadataOf(found!)).toEqual(metadataOf(xml))
    }
  })

  test('a bracket at the beginning of a line does not make it a quote', () => {
    const xml = fixture('google')
      .replace('entityID', '\nentityID')
      .replace(/"(?=>)/, '"\n')
    expect(metadataOf(xmlOf(`Hi\n${xml}`)!)).toEqual(metadataOf(fixture('google')))
  })

  test('what Ory would refuse is shown with the reason, and not taken by itself', () => {
    const { findings, protocol } = recogniseText(fixture('service-provider'))
    expect(protocol).toBe('saml')
    expect(findings).toMatchObject([
      {
        field: 'raw_idp_metadata_xml',
        confidence: 'guess',
        note: expect.stringContaining('SPSSO'),
      },
    ])
  })

  test.each([
    'https://id.example/saml/metadata',
    'https://login.microsoftonline.com/common/federationmetadata/2007-06/federationmetadata.xml?appid=1',
    'https://acme.okta.com/app/exk1/sso/saml/metadata',
    'https://sts.example/FederationMetadata/2007-06/FederationMetadata.xml',
    'https://id.example/realms/staff/protocol/saml/descriptor',
  ])('the address %s is one of metadata', (url) => {
    expect(recogniseText(`See ${url}.`)).toMatchObject({
      protocol: 'saml',
      findings: [{ field: 'raw_idp_metadata_xml', value: url, confidence: 'sure' }],
    })
  })

  const bare = (name: string) => fixture(name).replace(/^\uFEFF?<\?xml[^>]*\?>/, '')
  const list = (...names: string[]) =>
    `Hello,\n\n<EntitiesDescriptor>\n${names.map(bare).join('')}\n</EntitiesDescriptor>\n\nRegards`

  test('of a list of descriptors the one inside is taken, since Ory refuses the list', () => {
    const [found, ...others] = recogniseText(list('service-provider', 'okta')).findings
    expect(others).toEqual([])
    expect(found).toMatchObject({
      confidence: 'likely',
      where: 'Metadata of http://www.okta.com/exk1fixture0AbCdEf5d7',
      note: expect.stringContaining('Ory refuses the EntitiesDescriptor around it'),
      alternatives: [],
    })
    expect(metadataOf(metadataText(String(found?.value)) ?? '')).toEqual(
      metadataOf(fixture('okta')),
    )
  })

  test('of a list of several each is offered, and none is taken for sure', () => {
    const [found] = recogniseText(list('okta', 'google')).findings
    expect(found).toMatchObject({
      confidence: 'guess',
      note: expect.stringContaining('Choose the one that is meant'),
      alternatives: [{ confidence: 'guess' }],
    })
  })

  test('a label makes any address one of metadata', () => {
    expect(valueOf('IdP-Metadaten: https://files.example/x/42', 'raw_idp_metadata_xml')).toBe(
      'https://files.example/x/42',
    )
  })
})

test('text without details gives nothing', () => {
  for (const text of ['', ' \n ', 'Hello, how are you?', '{}', '<html></html>', 'a@b.example']) {
    expect(recogniseText(text)).toEqual({ findings: [] })
  }
})

test('a run of blank lines, quoted or not, is read as two of them', () => {
  const read = (blank: string) =>
    recogniseText(
      `Issuer: https://id.example${blank}\nClient ID: 4f1c2d3e-0000-4000-8000-1a2b3c4d5e6f`,
    )
  expect(read('\n'.repeat(1000))).toEqual(read('\n'.repeat(2)))
  expect(read('\n > '.repeat(1000))).toEqual(read('\n'.repeat(2)))
  const page = withoutBlankRuns(toLines('a\n\n \n>\n\t\nb\n\nc'))
  expect(page.map(({ text }) => text)).toEqual(['a', '', ' ', 'b', '', 'c'])
})
