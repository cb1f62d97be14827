import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { PastedField } from '../../../../src/core/paste/details'
import type { UnusedReason } from '../../../../src/core/paste/domains/seen'
import { recogniseDetails, recogniseText } from '../../../../src/core/paste/recognise'

const folder = new URL('../../../fixtures/paste/people/', import.meta.url)

/** E-mails, the domains that are used of each in their order, the others with the reason, and values beside. */
const mails: readonly (readonly [
  name: string,
  used: readonly string[],
  unused: Readonly<Record<string, UnusedReason>>,
  also: Readonly<Partial<Record<PastedField, string>>>,
])[] = [
  [
    '01-addresses-in-prose.txt',
    ['bluefin-robotics.example'],
    {},
    { issuer_url: 'https://bluefin-robotics.okta.com' },
  ],
  [
    '02-from-header-alone.txt',
    ['bluefin-robotics.example'],
    { 'vendor.example': 'recipient' },
    { issuer_url: 'https://login.bluefin-robotics.example' },
  ],
  ['03-signature-website.txt', ['kelpwave.example'], {}, {}],
  [
    '04-signature-address.txt',
    ['kelpwave.example'],
    { 'kelpwave-group.example': 'less-certain' },
    { issuer_url: 'https://kelpwave.onelogin.com/oidc/2' },
  ],
  [
    '05-free-mailer-with-website.txt',
    ['voss-bakery.example'],
    { 'gmail.com': 'public', 'vendor.example': 'recipient' },
    {},
  ],
  ['06-german-prose.txt', ['nordlicht-optik.example', 'nordlicht-labor.example'], {}, {}],
  [
    '07-german-reply-outlook.txt',
    ['waldhof.example'],
    { 'vendor.example': 'earlier', 'kunde.example': 'sample' },
    {},
  ],
  ['08-brands.txt', ['bluefin.example', 'kelpwave.example', 'care.bluefin.example'], {}, {}],
  ['09-idn.txt', ['müller-söhne.example', 'xn--mller-shne-fcb0d.example'], {}, {}],
  [
    '10-forwarded-thread.txt',
    ['bluefin-robotics.example'],
    { 'vendor.example': 'recipient', 'customer.example': 'sample' },
    { issuer_url: 'https://bluefin-robotics.okta.com' },
  ],
  ['11-inside-forward.txt', ['prado-logistics.example'], { 'vendor.example': 'recipient' }, {}],
  [
    '12-form-half-filled.txt',
    ['harbor-mill.example'],
    {},
    { issuer_url: 'https://login.harbor-mill.example/realms/staff', client_id: 'harbor-portal-77' },
  ],
  [
    '13-form-blanks-inline.txt',
    ['harbor-mill.example', 'mill.example'],
    {},
    { client_id: 'harbor-portal-78' },
  ],
  [
    '14-german-form.txt',
    ['glasfeld.example', 'glasfeld-hochschule.example'],
    {},
    {
      issuer_url: 'https://anmeldung.glasfeld.example/realms/schule',
      client_id: 'glasfeld-portal-3',
    },
  ],
  [
    '15-auth0-domain.txt',
    ['contoso-retail.example'],
    {},
    { issuer_url: 'https://contoso.eu.auth0.com/', provider: 'auth0' },
  ],
  ['16-okta-domain.txt', [], {}, { issuer_url: 'https://dev-3310.oktapreview.com' }],
  [
    '17-more-hosts.txt',
    ['bluefin.example'],
    {},
    { issuer_url: 'https://bluefin.my.salesforce.com', provider: 'salesforce' },
  ],
  [
    '18-onmicrosoft.txt',
    ['copper-hill.example'],
    {},
    { microsoft_tenant: 'copperhill.onmicrosoft.com' },
  ],
  [
    '19-negated.txt',
    ['tidewater-group.example', 'tidewater-ports.example'],
    { 'tidewater.example': 'denied', 'tidewater-old.example': 'denied' },
    {},
  ],
  [
    '20-consultant.txt',
    ['bluefin.example'],
    { 'roth-consulting.example': 'less-certain', 'vendor.example': 'recipient' },
    {},
  ],
  [
    '21-html.txt',
    ['bluefin.example', 'bluefin-sales.example'],
    {},
    { client_id: 'bluefin-portal-6' },
  ],
  [
    '22-source.eml',
    ['waldhof.example'],
    { 'vendor.example': 'recipient' },
    { client_id: 'waldhof-portal-02' },
  ],
  [
    '23-bottom-posted.txt',
    ['mint-foods.example'],
    { 'vendor.example': 'earlier' },
    { client_id: 'mint-portal-31' },
  ],
  [
    '24-second-mail.txt',
    ['bluefin.example', 'bluefin-labs.example'],
    {},
    { client_id: 'bluefin-portal-7' },
  ],
  ['25-chat-and-packages.txt', [], {}, {}],
  ['26-uncertain-list.txt', ['bluefin.example', 'bluefin-labs.example'], {}, {}],
  ['27-obfuscated.txt', ['bluefin.example'], {}, {}],
  [
    '28-help-desk.txt',
    ['bluefin.example'],
    { 'bluefin.zendesk.com': 'service', 'vendor.example': 'recipient' },
    {},
  ],
  ['29-french.txt', ['lumiere-vive.example'], {}, {}],
  ['30-sign-in-host-as-domain.txt', [], {}, {}],
  ['31-several-tables.txt', ['glasfeld.example', 'hochschule.glasfeld.example'], {}, {}],
  ['32-test-user.txt', ['kelpwave.example'], { 'vendor-helpdesk.example': 'contact' }, {}],
]

test.each(mails)('the domains of %s', async (name, used, unused, also) => {
  const details = await recogniseDetails(readFileSync(new URL(name, folder), 'utf8'))
  const valueOf = (field: string) => details.findings.find((item) => item.field === field)?.value
  expect(valueOf('domains') ?? []).toEqual(used)
  const others = (details.domains ?? []).flatMap(({ value, unused: why }) =>
    why ? [[value, why]] : [],
  )
  expect(Object.fromEntries(others)).toEqual(unused)
  for (const [field, value] of Object.entries(also)) expect(valueOf(field)).toBe(value)
  // Each is told with a piece of the text that it stands in.
  for (const { value, where } of details.domains ?? []) expect(where.toLowerCase()).toContain(value)
})

test('every e-mail is judged', () => {
  expect(readdirSync(folder).toSorted()).toEqual(mails.map(([name]) => name).toSorted())
})

describe('domains in a few words', () => {
  const id = 'Client ID: abc-77'
  test.each([
    ['all our users are in the domain bluefin.example', 'bluefin.example'],
    [
      'We want these domains for login:\n- bluefin.example\n- kelp.example\n\nlunch.example',
      'bluefin.example kelp.example',
    ],
    ['Mitarbeitende nutzen vorname.nachname@bluefin.example.', 'bluefin.example'],
    ['E-mail domains | bluefin.example, kelp.example', 'bluefin.example kelp.example'],
    ['our domain is not bluefin.com but bluefin.example', 'bluefin.example'],
    ['not only @bluefin.example but also @kelp.example', 'bluefin.example kelp.example'],
    ['Please allow *@bluefin.example, *@kelp.example', 'bluefin.example kelp.example'],
    [
      'Unsere Domains lauten: @bluefin.example (Zentrale), @bluefin.at sowie @bluefin.co.uk',
      'bluefin.example bluefin.at bluefin.co.uk',
    ],
    ['UPN suffix: @bluefin.example', 'bluefin.example'],
    ['We have b.com, b.de and b.co.uk as mail domains. We had b.org before.', 'b.com b.de b.co.uk'],
    [
      'All @bluefin.example users. Contractors use @kelp.example and should not be included.',
      'bluefin.example',
    ],
    ['Domains\n-------\nbluefin.example\nkelp.example', 'bluefin.example kelp.example'],
    [
      'Beginning: jane@bluefin.example\nUsers: jane@bluefin.example, john@kelp.example',
      'bluefin.example kelp.example',
    ],
    ['We use bluefin.example for e-mail', 'bluefin.example'],
    ['Domains: <please fill in>\n\nbluefin.example, kelp.example', 'bluefin.example kelp.example'],
    ['Mara Lind\nBluefin\nwww.bluefin.example', 'bluefin.example'],
    ['Domains: gmail.com, bluefin.example', 'bluefin.example'],
    ['Your domain, e.g. @northwind.example?', ''],
    ['The claim is user.mail, and e.g. client.id is in node.js', ''],
    ['The mail server mx.bluefin.example has the host relay.bluefin.example', ''],
    ['ask @jo.doe', ''],
  ])('%s', (text, domains) => {
    const { findings } = recogniseText(`${id}\n\n${text}\n`)
    const found = findings.find(({ field }) => field === 'domains')?.value ?? []
    expect(found).toEqual(domains === '' ? [] : domains.split(' '))
  })

  test('the project’s own domain is not the customer’s, unless the text says so', () => {
    const of = (text: string) =>
      recogniseText(`${text}\n${id}`, ['login.vendor.example']).domains?.map(({ unused }) => unused)
    expect(of('From: priya@vendor.example\nTo: mara@bluefin.example\n')).toContain('own')
    expect(of('Our people have addresses @vendor.example')).toEqual([undefined])
  })

  test('addresses alone are nothing to offer', () => {
    for (const text of [
      'a@b.example',
      'From: a@b.example\n\nLunch at noon?',
      'Jo\nwww.b.example',
    ]) {
      expect(recogniseText(text)).toEqual({ findings: [] })
    }
  })
})

describe('a host after the word domain', () => {
  test.each([
    ['Domain: contoso.eu.auth0.com', 'issuer_url', 'https://contoso.eu.auth0.com/'],
    ['Domain: bluefin.okta.com (production)', 'issuer_url', 'https://bluefin.okta.com'],
    ['Domain: bluefin.oktapreview.com', 'issuer_url', 'https://bluefin.oktapreview.com'],
    ['Domäne: bluefin.onelogin.com', 'issuer_url', 'https://bluefin.onelogin.com/oidc/2'],
    ['Domain: bluefin.my.salesforce.com', 'issuer_url', 'https://bluefin.my.salesforce.com'],
    ['Tenant: contoso.eu.auth0.com', 'issuer_url', 'https://contoso.eu.auth0.com/'],
    ['Org URL: bluefin.okta.com', 'issuer_url', 'https://bluefin.okta.com'],
    ['Domain: bluefin.onmicrosoft.com', 'microsoft_tenant', 'bluefin.onmicrosoft.com'],
    [
      'Domain: login.microsoftonline.com/bluefin.example/v2.0',
      'microsoft_tenant',
      'bluefin.example',
    ],
    ['Domain: login.bluefin.example', 'issuer_url', 'https://login.bluefin.example'],
  ])('%s is where people sign in', (text, field, value) => {
    const { findings } = recogniseText(`${text}\nClient ID: abc-77`)
    expect(findings.find((item) => item.field === field)?.value).toBe(value)
    expect(findings.find((item) => item.field === 'domains')).toBeUndefined()
  })
})

describe('a value in the place of a blank', () => {
  test.each([
    'Client ID: <please fill in>\nabc-77',
    'Client ID: ____\nabc-77',
    'Client ID:\n____________\nabc-77',
    'Client ID: <please fill in>\n\nabc-77',
    'Client ID: ____abc-77____',
    'Client-ID: bitte ausfüllen\nabc-77',
    'Client ID: [to be filled in] abc-77',
    'Client ID: ........\n> abc-77',
  ])('%j', (text) => {
    const { findings } = recogniseText(`${text}\nIssuer: ____`)
    expect(findings.find(({ field }) => field === 'client_id')?.value).toBe('abc-77')
  })

  test.each([
    'Client ID: ____\nKind regards',
    'Client ID: <please fill in>\nClient secret: ____',
    'Client ID: <your client ID>',
  ])('%j stays empty', (text) => {
    expect(recogniseText(text).findings.filter(({ field }) => field === 'client_id')).toEqual([])
  })
})
