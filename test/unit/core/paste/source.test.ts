import { describe, expect, test } from 'vitest'
import { isSource, readSource } from '../../../../src/core/paste/source/read-source'
import { recogniseDetails } from '../../../../src/core/paste/recognise'
import { size as sized } from '../../../soak/size'
import { expectNoSquare, loadCounted } from '../../../support/runner/growth'

const counted = await loadCounted<typeof import('../../../../src/core/paste/source/read-source')>(
  'src/core/paste/source/read-source.ts',
)

const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n')
const body = 'Sehr geehrte Frau Müller,\n\nClient-ID: abc-123\nDomäne: glasfeld.example\n'
const quotedPrintable =
  'Sehr geehrte Frau M=C3=BCller,\n\nClient-ID: abc-=\n123\nDom=C3=A4ne: glasfeld.example\n'
const html =
  '<p>Sehr geehrte Frau M&uuml;ller,</p><p>Client-ID: <b>abc-123</b><br>Dom&auml;ne: glasfeld.example</p>'
const part = (type: string, encoding: string, text: string) =>
  `Content-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: ${encoding}\n\n${text}\n`
const multipart = (...parts: string[]) =>
  `Subject: SSO\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b 1"\n\n${parts.map((text) => `--b 1\n${text}`).join('')}--b 1--\n`

describe('what a person would read of', () => {
  test.each([
    ['quoted-printable with its headers', part('text/plain', 'quoted-printable', quotedPrintable)],
    ['quoted-printable alone', quotedPrintable],
    ['base64 with its headers', part('text/plain', 'base64', base64(body))],
    ['base64 alone', base64(body)],
    ['base64 between words', `See here:\n\n${base64(body)}\n\nJo`],
    ['HTML with its headers', part('text/html', '8bit', html)],
    ['HTML in base64', part('text/html', 'base64', base64(html))],
    ['HTML alone', html],
    ['a page', `<!DOCTYPE html><html><head><title>x</title></head><body>${html}</body></html>`],
    [
      'several parts',
      multipart(part('text/plain', 'base64', base64(body)), part('image/png', 'base64', 'AAAA')),
    ],
    ['a part with its boundary', `--b1\n${part('text/plain', 'base64', base64(body))}--b1--\n`],
    [
      'both forms of one body',
      multipart(part('text/plain', '7bit', 'x'), part('text/html', '8bit', html)),
    ],
    [
      'a source that was forwarded',
      `FYI\n\n${part('text/plain', 'quoted-printable', quotedPrintable)}`,
    ],
    [
      'Windows line ends',
      part('text/plain', 'quoted-printable', quotedPrintable).replaceAll('\n', '\r\n'),
    ],
    [
      'an attached text',
      multipart(
        part('text/plain', '7bit', 'x'),
        part('text/plain; name="a.txt"', 'base64', base64(body)),
      ),
    ],
  ])('%s', async (_, source) => {
    expect(isSource(source)).toBe(true)
    const text = await readSource(source)
    expect(text).toContain('Müller')
    expect(text).toContain('Client-ID: abc-123')
    expect(await recogniseDetails(source)).toMatchObject({
      findings: [
        { field: 'client_id', value: 'abc-123', confidence: 'sure' },
        { field: 'domains', value: ['glasfeld.example'] },
      ],
    })
  })

  test.each([
    ['words', 'Hello, a=b and c=20.'],
    ['an address with escapes', 'https://id.example/?a=3&b=20&c=%3D'],
    ['settings', 'CLIENT_ID=abc-123\nCLIENT_SECRET=DEADBEEF0123=='],
    ['addresses in brackets', 'Jo <jo@a.example> <https://a.example/b>'],
    [
      'a certificate',
      `-----BEGIN CERTIFICATE-----\n${'MIIC/+aZ09'.repeat(40)}\n-----END CERTIFICATE-----`,
    ],
    ['a place to fill in', 'Client ID: <b>'],
  ])('%s is no source, and stays', async (_, text) => {
    expect(await readSource(text)).toBe(text)
  })

  test('a table: labels stand before their values', async () => {
    const rows = '<tr><td><p>Client ID</p></td><td><p>abc-123</p></td></tr>'
    expect(await readSource(`<table>${rows}</table>`)).toBe('Client ID | abc-123')
  })

  test('a link: its text where that is an address, else where it leads', async () => {
    const link = (href: string, text: string) => readSource(`<p><a href="${href}">${text}</a></p>`)
    expect(await link('https://track.example/x', 'https://id.example/a')).toBe(
      'https://id.example/a',
    )
    expect(await link('http://acme.okta.com/', 'acme.okta.com')).toBe('acme.okta.com')
    expect(await link('https://id.example/a', 'our issuer')).toBe(
      'our issuer <https://id.example/a>',
    )
    expect(await link('mailto:jo@a.example', 'Jo')).toBe('Jo')
  })
})

const size = sized(24_000, 60_000)
const filled = (head: string, text: string) => (length: number) =>
  head + text.repeat(Math.ceil(length / text.length)).slice(0, length)
const mail = 'Content-Type: multipart/mixed; boundary=b\n\n'

describe('the work grows with the text, and what comes of it is no larger', () => {
  test.each([
    ['short lines', 'Content-Type: text/plain\n\n', 'a\n'],
    ['boundaries', mail, '--b\n'],
    ['parts', mail, '--b\nContent-Type: text/plain\n\nx\n'],
    ['nested parts', '', 'Content-Type: multipart/mixed; boundary=b\n\n--b\n'],
    ['headers', 'Content-Type: text/plain\n', 'a: b\n'],
    ['a long header', 'Content-Type: text/plain; x="', '(;="'],
    ['messages within messages', '', 'Content-Type: message/rfc822\n\n'],
    ['quoted-printable', 'Content-Transfer-Encoding: quoted-printable\n\n', '=C3=BC=\n'],
    ['quoted-printable alone', '', `${'=3D'.repeat(24)}=\n`],
    ['base64', 'Content-Transfer-Encoding: base64\n\n', `${'QUJD'.repeat(19)}\n`],
    ['base64 alone', '', `${'QUJD'.repeat(19)}\n\n`],
    ['base64 that is none', '', `${'gICA'.repeat(19)}\n\n`],
    ['nested elements', '', '<div>'],
    ['bold', '', '<b>x'],
    ['paragraphs', '', '<p>x'],
    ['tables in tables', '', '<table><tr><td>'],
    ['cells', '<table><tr>', '<td>x'],
    ['links', '', '<p><a href="https://a.example">x</a>'],
    ['open brackets', '<div>', '<'],
    ['comments', '<div>', '<!--'],
    ['escapes', '<div>', '&amp;&uuml;&#'],
    ['attributes', '<div ', 'a="b" '],
    ['metadata in HTML', '<div>', '<EntityDescriptor>'],
    ['metadata in HTML that never ends', '<div>', '<EntityDescriptor ></b>'],
    [
      'metadata in HTML that ends as another',
      '<div>',
      '<a:EntityDescriptor></a:EntitiesDescriptor>',
    ],
  ])('%s', async (_, head, text) => {
    const make = filled(head, text)
    await expectNoSquare(make, counted.readSource, size)
    expect((await readSource(make(size))).length).toBeLessThan(size * 4)
  })
})

test.each([
  ['never ends', '<EntityDescriptor ></b>'],
  ['ends as another', '<a:EntityDescriptor></a:EntitiesDescriptor>'],
])('metadata in HTML that %s is read in time', async (_, part) => {
  // A look from each start tag to the end costs little in a short text.
  await expectNoSquare(filled('<div>', part), counted.readSource, size * 16)
})

describe('metadata in HTML is kept as it stands', () => {
  const one = '<EntityDescriptor entityID="a"><X>&amp;</X></EntityDescriptor>'
  const group = `<md:EntitiesDescriptor>${one}${one}</md:EntitiesDescriptor>`
  test.each([
    ['one', one, one],
    ['two', `${one}<br>${one}`, one],
    ['a group', group, group],
    ['one after a start tag without an end', `<EntitiesDescriptor>${one}`, one],
    ['one after an end tag alone', `</EntityDescriptor>${one}`, one],
  ])('%s', async (_, html, kept) => {
    expect(await readSource(`<div><p>${html}</p></div>`)).toContain(kept)
  })
})
