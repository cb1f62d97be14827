import { describe, expect, test } from 'vitest'
import { isNewKey, noIntents } from '../../../../src/core/intents/intents'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { fieldsIn } from '../../../../src/core/fields/fields'
import { buildSheet, type Sheet, type SheetContent } from '../../../../src/core/handover/sheet'
import {
  sheetAsMarkdown,
  sheetAsText,
  sheetFileName,
} from '../../../../src/core/handover/sheet-text'
import { handoverValues } from '../../../../src/core/handover/values'
import { guideProtocols, type GuideProtocol } from '../../../../src/core/handover/guide'
import type { JsonObject, JsonValue } from '../../../../src/core/model/json'
import { domainVerifications } from '../../../../src/core/sign-in-ways/domain-verification'
import { verification } from '../../../support/states/radar'
import { readGuides } from '../../../support/states/guides'
import { organization, projectWith, valuesOf } from '../../../support/states/handover'
import { samlEntry } from '../../../support/states/radar'
import { connection } from '../../../support/states/snapshots'
import catalogue from '../../../../src/core/language/de.json'
import { setLanguage, speaking } from '../../../../src/core/language/locale'
import { fixture, metadataOf } from '../saml/fixtures'

const guides = readGuides()
const cases = guides.flatMap((guide) =>
  guideProtocols.filter((protocol) => guide[protocol]).map((protocol) => ({ guide, protocol })),
)
const slugHost = 'https://calm-turing-abcdefghij.projects.oryapis.com'
const ownHost = 'https://id.customer.example'
const path = `/self-service/methods/oidc/organization/${organization.id}/callback/meadowlark`

const oidc = (more: JsonObject = {}) =>
  connection('meadowlark', {
    organization_id: organization.id,
    scope: ['openid', 'email'],
    ...more,
  })
const saml = (more: JsonObject = {}): JsonObject => ({
  id: 'meadowlark',
  label: 'Meadowlark',
  organization_id: organization.id,
  ...more,
})
const scim = (more: JsonObject = {}): JsonObject => ({
  client_id: 'meadowlark-people',
  label: 'Meadowlark directory',
  organization_id: organization.id,
  ...more,
})
const fieldsOf = (protocol: GuideProtocol) => ({ oidc, saml, scim })[protocol]()
const scimPath = '/scim/meadowlark-people/v2'
const guideNamed = (id: string) => guides.find((guide) => guide.id === id) ?? guides[0]!

function contents(sheet: Sheet): SheetContent[] {
  return sheet.sections.flatMap((section) => {
    if (section.kind === 'facts') return section.fields.map(({ content }) => content)
    if (section.kind !== 'steps') return []
    return section.steps.flatMap(({ fields }) => fields.map(({ content }) => content))
  })
}
const values = (sheet: Sheet) =>
  contents(sheet).flatMap((content) => (content.kind === 'values' ? content.values : []))
const sentences = (sheet: Sheet) =>
  contents(sheet).flatMap((content) => (content.kind === 'missing' ? [content.sentence] : []))

describe.each(cases)('$guide.id for $protocol', ({ guide, protocol }) => {
  test('has a value or a sentence in every place', () => {
    const sheet = buildSheet(guide, protocol, valuesOf(protocol, fieldsOf(protocol)))
    for (const content of contents(sheet)) {
      const texts =
        content.kind === 'values'
          ? content.values
          : [content.kind === 'choice' ? content.text : content.sentence]
      expect(texts.length).toBeGreaterThan(0)
      for (const text of texts) expect(text.trim()).not.toBe('')
    }
    const address = { oidc: path, saml: '/saml/api/oauth/saml', scim: scimPath }[protocol]
    // A product has one place for that of a SCIM client.
    const hosts = protocol === 'scim' ? [slugHost] : [slugHost, ownHost]
    expect(values(sheet)).toEqual(expect.arrayContaining(hosts.map((host) => host + address)))
    for (const text of [sheetAsText(sheet), sheetAsMarkdown(sheet)]) {
      expect(text).not.toMatch(/undefined|null|\[object|[{}]/)
      expect(text).toContain('Meadowlark Health')
      expect(text).toContain('meadowlark.org.example')
      expect(text.endsWith('.\n')).toBe(true)
    }
  })

  test('has nothing but sentences for what is not known yet', () => {
    const fields: JsonObject = { organization_id: 'new:7', provider: 'generic' }
    expect(isNewKey('new:7')).toBe(true)
    const sheet = buildSheet(guide, protocol, valuesOf(protocol, fields, projectWith({})))
    expect(sentences(sheet).length).toBeGreaterThan(2)
    for (const text of [sheetAsText(sheet), sheetAsMarkdown(sheet)]) {
      expect(text).not.toMatch(/undefined|null|new:7|``/)
    }
  })

  test('holds no secret, wherever one stands in the entry', () => {
    const canary = 'canary-7f3a'
    const planted: Record<string, JsonValue> = {}
    const shown = new Set(['id', 'client_id', 'label', 'scope', 'organization_id', 'proxy_acs_url'])
    // An address that takes the place of Ory's own is on the sheet.
    shown
      .add('proxy_oidc_redirect_url')
      .add('proxy_saml_audience_override')
      .add('audience_override_base_url')
      .add('proxy_scim_server_url')
    for (const { name } of fieldsIn(protocol === 'scim' ? 'scim-client' : protocol)) {
      if (!shown.has(name)) planted[name] = `${canary}-${name}`
    }
    planted['x_unknown'] = { deep: [canary] }
    planted['client_secret'] = { $secret: canary }
    planted['authorization_header_secret'] = { $secret: canary }
    const fields = { ...fieldsOf(protocol), ...planted }
    const sheet = buildSheet(guide, protocol, valuesOf(protocol, fields))
    const all = [JSON.stringify(sheet), sheetAsText(sheet), sheetAsMarkdown(sheet)]
    for (const text of all) expect(text).not.toContain(canary)
  })

  test('marks a secret that is to be sent back', () => {
    const sheet = buildSheet(guide, protocol, valuesOf(protocol, fieldsOf(protocol)))
    const answers = sheet.sections.find(({ kind }) => kind === 'answers')
    const rows = answers?.kind === 'answers' ? answers.rows : []
    for (const { goesTo, note } of rows) {
      const isSecret = goesTo === 'Client secret' || goesTo === 'Apple private key'
      expect(note?.includes('not by e-mail') ?? false, goesTo).toBe(isSecret)
    }
  })
})

test('lists the address at every host, the likeliest first', () => {
  const sheet = buildSheet(guideNamed('okta'), 'oidc', valuesOf('oidc', oidc()))
  const steps = sheet.sections.find(({ kind }) => kind === 'steps')
  const fields = steps?.kind === 'steps' ? steps.steps.flatMap((step) => step.fields) : []
  const redirect = fields.find(({ label }) => label === 'Sign-in redirect URIs')
  expect(redirect?.content).toEqual({ kind: 'values', values: [slugHost + path, ownHost + path] })
  expect(redirect?.notes[0]).toMatch(/^Enter each of them/)
})

test('says whom it is for, and where in the other system to begin', () => {
  for (const guide of guides) {
    const protocol = guideProtocols.find((each) => guide[each]) ?? 'oidc'
    const sheet = buildSheet(guide, protocol, valuesOf(protocol, fieldsOf(protocol)))
    const begin = sheet.sections.find(({ kind }) => kind === 'begin')
    if (begin?.kind !== 'begin') throw new Error(`${guide.id} does not say where to begin`)
    const text = sheetAsText(sheet)
    expect(text.split('\n'), guide.id).toContain(begin.path.join(' > '))
    const isCustomers = guide.audience === 'customer'
    expect(text.includes('and what to send back'), guide.id).toBe(
      isCustomers && protocol !== 'scim',
    )
    expect(text.includes('the team’s own account'), guide.id).toBe(!isCustomers)
  }
  expect(new Set(guides.map(({ audience }) => audience)).size).toBe(2)
})

test('says so where a box has room for one address', () => {
  const text = sheetAsText(buildSheet(guideNamed('okta'), 'saml', valuesOf('saml', saml())))
  expect(text).toContain('If there is room for only one, enter the first')
})

test('pkce: force and no organization change the addresses', () => {
  const forced = valuesOf('oidc', oidc({ pkce: 'force' }))
  const callback = '/self-service/methods/oidc/callback'
  expect(forced.redirectUrl).toEqual({
    kind: 'known',
    values: [slugHost + callback, ownHost + callback],
  })
  const alone = valuesOf('oidc', connection('google'))
  expect(alone.redirectUrl).toMatchObject({
    values: [`${slugHost}${callback}/google`, `${ownHost}${callback}/google`],
  })
  expect(alone.loginUrl).toEqual({
    kind: 'known',
    values: [`${slugHost}/self-service/login/browser`],
  })
  expect(alone.organizationName).toMatchObject({ kind: 'missing' })
})

describe('the join link', () => {
  const textOf = (protocol: GuideProtocol, fields: JsonObject) =>
    sheetAsText(buildSheet(guideNamed('okta'), protocol, valuesOf(protocol, fields)))
  const start = `${slugHost}/self-service/settings/browser?organization=`

  test.each([['oidc', oidc()] as const, ['saml', saml()] as const])(
    'is on the sheet of %s, with when it works',
    (protocol, fields) => {
      const text = textOf(protocol, fields)
      expect(text).toContain(`Join link: ${start}${organization.id}`)
      expect(text).toContain('a verified address under one of the domains')
    },
  )

  test('waits for the ID of an organization of the draft', () => {
    const fields = oidc({ organization_id: 'new:1' })
    expect(valuesOf('oidc', fields).joinUrl).toEqual({
      kind: 'missing',
      sentence: 'Available after you publish.',
    })
  })

  test('is on no sheet of a SCIM client or a connection of no organization', () => {
    expect(textOf('scim', scim())).not.toContain('Join link')
    expect(textOf('oidc', connection('google'))).not.toContain('Join link')
  })
})

test('proxy_oidc_redirect_url takes the place of the redirect URL', () => {
  const url = 'https://proxy.example/callback'
  for (const pkce of ['auto', 'force']) {
    const proxied = valuesOf('oidc', oidc({ pkce, proxy_oidc_redirect_url: ` ${url} ` }))
    expect(proxied.redirectUrl).toEqual({ kind: 'known', values: [url] })
    expect(proxied.redirectHosts).toEqual({ kind: 'known', values: ['proxy.example'] })
  }
})

test('a base redirect URL of the draft rules the host', () => {
  const fields = oidc()
  const snapshot = projectWith({ oidc: [fields] })
  const copy = workingCopy(snapshot, noIntents)
  const [method] = copy.methods
  const base = { base_redirect_uri: 'https://login.draft.example' }
  const changed = { ...copy, methods: method ? [{ ...method, fields: base }] : [] }
  const values = handoverValues(snapshot, changed, { protocol: 'oidc', fields })
  expect(values.redirectUrl).toEqual({ kind: 'known', values: [base.base_redirect_uri + path] })
  expect(values.redirectHosts).toEqual({ kind: 'known', values: ['login.draft.example'] })
})

test('lists the TXT records that are missing, in the window’s form and in text', () => {
  const guide = guideNamed('okta')
  const verifications = domainVerifications({
    domain_verifications: [
      verification('a.example', 'pending'),
      verification('b.example', 'failed', { exempt: true }),
      verification('c.example', 'verified'),
      { domain: 'd.example', txt_record_name: '_d.example' },
    ],
  })
  const sheet = buildSheet(guide, 'oidc', valuesOf('oidc', oidc()), { verifications })
  const text = sheetAsText(sheet)
  expect(text).toContain('VERIFY YOUR DOMAINS\n1. Add this TXT record to the DNS of a.example.')
  expect(text).toContain('Record name: _ory-domain-verification.a.example')
  expect(text).toContain('Record value: ory-value-of-a.example')
  expect(text).toContain('ory-value-of-b.example\n     (Sign-ins work without the record for now.)')
  expect(text).not.toContain('c.example')
  expect(text).toContain('Not known yet: the verification has not started.')
  const without = buildSheet(guide, 'oidc', valuesOf('oidc', oidc()), { verifications: [] })
  expect(sheetAsMarkdown(without)).not.toContain('Verify your domains')
})

describe('SAML', () => {
  test('the audience is the connection’s own, else the Console has it', () => {
    const whole = valuesOf('saml', saml({ proxy_saml_audience_override: 'urn:ours' }))
    expect(whole.audience).toEqual({ kind: 'known', values: ['urn:ours'] })
    const base = valuesOf('saml', saml({ audience_override_base_url: 'https://sp.example' }))
    expect(JSON.stringify(base.audience)).toMatch(/begins with https:\/\/sp\.example.*Ory Console/)
    expect(JSON.stringify(valuesOf('saml', saml()).audience)).toContain('Ory Console')
  })

  test('proxy_acs_url takes the place of the ACS URL', () => {
    const proxied = valuesOf('saml', saml({ proxy_acs_url: 'https://proxy.example/acs' }))
    expect(proxied.acsUrl).toEqual({ kind: 'known', values: ['https://proxy.example/acs'] })
  })
})

test('the file name is one that the request takes', () => {
  const name = /^[\w.-]{1,100}\.(?:md|txt)$/
  for (const label of ['Meadowlark Okta', 'Ünïcode / \\ : *', '', '漢字', 'x'.repeat(300)]) {
    const sheet = buildSheet(guideNamed('okta'), 'oidc', valuesOf('oidc', oidc({ label })))
    expect(sheetFileName(sheet, 'md')).toMatch(name)
    expect(sheetFileName(sheet, 'txt')).toMatch(name)
  }
})

test('what has come from the other side says which certificates will be used and which not', () => {
  const further = metadataOf(fixture('google')).certificates[0]!
  const metadata = metadataOf(fixture('adfs'))
  const [encryption, ...signing] = metadata.certificates
  const received = {
    ...metadata,
    certificates: [...metadata.certificates, { ...further, fate: 'further' as const }],
    unread: [
      { number: 5, use: 'encryption', fate: 'encryption', message: 'is not valid base64' } as const,
    ],
  }
  const sheet = buildSheet(guideNamed('ad-fs'), 'saml', valuesOf('saml', saml()), { received })
  const section = sheet.sections.find(({ kind }) => kind === 'received')
  if (section?.kind !== 'received') throw new Error('no such section')
  const line = (each: typeof further) =>
    `${each.subject}, valid until ${each.notAfter.slice(0, 10)}, SHA-256 ${each.fingerprintSha256}`
  expect(section.fields.map(({ label, content }) => [label, content])).toEqual([
    ['Entity ID', { kind: 'values', values: [metadata.entityId] }],
    ['Sign-on URL', { kind: 'values', values: [metadata.signOn[0]?.url] }],
    ['Certificates that verify sign-ins', { kind: 'values', values: signing.map(line) }],
    [
      'Certificates that are not used',
      {
        kind: 'values',
        values: [
          `${line(encryption!)}. Not used: its key is for encryption`,
          `${line(further)}. Not used: Ory takes the first certificate of each KeyDescriptor`,
          'Certificate 5 is not valid base64. Not used: its key is for encryption',
        ],
      },
    ],
  ])
  for (const text of [sheetAsText(sheet), sheetAsMarkdown(sheet)]) {
    expect(text).toMatch(/What we received from you/i)
    expect(text).toContain(signing[0]?.fingerprintSha256)
  }
  expect(
    buildSheet(guideNamed('ad-fs'), 'saml', valuesOf('saml', saml())).sections,
  ).not.toContainEqual(expect.objectContaining({ kind: 'received' }))
})

describe('an address that changes', () => {
  const filled = valuesOf('oidc', oidc())
  const old = `${slugHost}/self-service/methods/oidc/callback/old`

  test('is to be added, and the old one kept for now, in every form of the sheet', () => {
    const sheet = buildSheet(guideNamed('okta'), 'oidc', filled, { replaced: old })
    for (const text of [sheetAsText(sheet), sheetAsMarkdown(sheet)]) {
      expect(text).toMatch(/the address changes/i)
      expect(text).toContain(old)
      expect(text).toContain('Keep it until a sign-in with the new one has worked')
    }
  })

  test('is none where the identity provider has it already', () => {
    const sheet = buildSheet(guideNamed('okta'), 'oidc', filled, { replaced: `${slugHost}${path}` })
    expect(sheetAsText(sheet)).not.toMatch(/the address changes/i)
  })
})

describe('the language of a sheet', () => {
  const sheetText = () =>
    sheetAsText(buildSheet(guideNamed('okta'), 'oidc', valuesOf('oidc', oidc())))

  test('is German in an app that speaks English, with every name of ours', () => {
    const german = speaking('de', catalogue, sheetText)
    expect(german).toContain('WAS ZURÜCKZUSENDEN IST')
    expect(german).not.toContain('Where to find it')
    expect(german).not.toMatch(/for the field|Send it through/)
    expect(sheetText()).toContain('WHAT TO SEND BACK')
  })

  test('is English in an app that speaks German', () => {
    setLanguage('de', catalogue)
    const english = speaking('en', {}, sheetText)
    setLanguage('en')
    expect(english).toBe(sheetText())
  })
})

describe('SAML of the native engine', () => {
  const native = samlEntry('acme', { engine: 'native' })
  const host = 'https://calm-turing-abcdefghij.projects.oryapis.com'

  test('links the metadata of the connection, and knows the audience', () => {
    const values = valuesOf('saml', native)
    const sheet = JSON.stringify(buildSheet(guideNamed('saml-any'), 'saml', values))
    expect(sheet).toContain(`${host}/self-service/methods/saml/metadata/acme`)
    expect(sheet).toContain(`${host}/self-service/methods/saml/acs/acme`)
    expect(values.audience).toEqual({
      kind: 'known',
      values: [`${host}/self-service/methods/saml/metadata`],
    })
    const own = valuesOf('saml', { ...native, sp_entity_id: 'urn:acme' })
    expect(own.audience).toEqual({ kind: 'known', values: ['urn:acme'] })
  })

  test('is no word about metadata of Ory Polis, and hands off no malformed ACS URL', () => {
    const values = valuesOf('saml', samlEntry('acme', { acs_url: 'not-an-address' }))
    const sheet = JSON.stringify(buildSheet(guideNamed('saml-any'), 'saml', values))
    expect(sheet).not.toContain('metadata/acme')
    expect(sheet).not.toContain('not-an-address')
    expect(values.acsUrl.kind).toBe('missing')
  })
})
