import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { certificateState, certificateWords } from '../../../../src/core/saml/certificate-state'
import { metadataProblems } from '../../../../src/core/saml/metadata-rules'
import {
  enteredMetadataValue,
  metadataForm,
  metadataText,
  toMetadataValue,
} from '../../../../src/core/saml/metadata-value'
import { fixture } from './fixtures'

const validity = { notBefore: '2024-01-01T00:00:00.000Z', notAfter: '2026-03-01T00:00:00.000Z' }

test.each([
  ['2023-12-31T23:59:59Z', 'not-yet-valid', 'Not valid before 1 Jan 2024'],
  ['2024-01-01T00:00:00Z', 'valid', 'Valid until 1 Mar 2026'],
  ['2026-01-29T23:59:59Z', 'valid', 'Valid until 1 Mar 2026'],
  ['2026-01-30T00:00:00Z', 'expires-soon', 'Expires in 30 days, on 1 Mar 2026'],
  ['2026-02-27T23:00:00Z', 'expires-soon', 'Expires in 2 days, on 1 Mar 2026'],
  ['2026-02-28T12:00:00Z', 'expires-soon', 'Expires tomorrow, on 1 Mar 2026'],
  ['2026-03-01T00:00:00Z', 'expires-soon', 'Expires today, on 1 Mar 2026'],
  ['2026-03-11T01:00:00Z', 'expired', 'Expired 10 days ago, on 1 Mar 2026'],
] as const)('at %s a certificate is %s', (now, state, words) => {
  expect(certificateState(validity, now)).toBe(state)
  expect(certificateWords(validity, now)).toBe(words)
})

describe('wire values', () => {
  const hash = '0123456789abcdef'.repeat(8)

  test.each([
    ['', 'empty'],
    ['base64://PGE+', 'inline'],
    ['https://id.example/metadata', 'url'],
    ['http://id.example', 'url'],
    [`https://storage.example/bucket/${hash}.xml`, 'stored'],
    [`https://storage.example/bucket/${hash.slice(1)}.xml`, 'url'],
    ['file:///etc/passwd', 'refused'],
    ['https://', 'refused'],
    ['https://id.example/a b', 'refused'],
    ['<EntityDescriptor/>', 'refused'],
  ] as const)('%s is %s', (value, form) => {
    expect(metadataForm(value)).toBe(form)
  })

  test('any text comes back from its wire form, in the alphabet Node knows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const value = toMetadataValue(text)
        expect(value).toBe(`base64://${Buffer.from(text).toString('base64')}`)
        expect(metadataText(value)).toBe(text)
      }),
    )
  })

  test('what is no inline text of UTF-8 has no text', () => {
    expect(metadataText('https://id.example')).toBeUndefined()
    expect(metadataText('base64://!!')).toBeUndefined()
    expect(metadataText(`base64://${Buffer.from([0xff, 0xfe]).toString('base64')}`)).toBeUndefined()
  })

  test('an address that was entered stays one, and nothing typed is lost', () => {
    expect(enteredMetadataValue('  https://id.example/m?a=b \n')).toBe('https://id.example/m?a=b')
    expect(enteredMetadataValue(' \n')).toBe('')
    expect(metadataText(enteredMetadataValue('https:/'))).toBe('https:/')
    expect(metadataText(enteredMetadataValue(' <a/>\n'))).toBe(' <a/>\n')
  })
})

describe('findings', () => {
  const inline = (name: string) => toMetadataValue(fixture(name))

  test('good metadata, stored metadata and an https address have none', () => {
    expect(metadataProblems(inline('okta'), '2026-01-01T00:00:00Z')).toEqual([])
    expect(metadataProblems('https://id.example/metadata')).toEqual([])
    expect(metadataProblems(`https://s.example/${'a'.repeat(128)}.xml`)).toEqual([])
  })

  test.each([
    ['', 'error', 'Paste the metadata XML'],
    ['ftp://id.example', 'error', 'https://'],
    ['http://id.example/metadata', 'warning', 'not https'],
    ['base64://!!', 'error', 'not valid base64'],
    [toMetadataValue('<!DOCTYPE a><a/>'), 'error', 'DOCTYPE'],
    [`base64://${'A'.repeat(3 * 1024 * 1024)}`, 'error', 'larger than 1 MiB'],
    [inline('service-provider'), 'error', 'service provider'],
  ])('%.40s gives one', (value, severity, words) => {
    const found = metadataProblems(value, '2026-01-01T00:00:00Z')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ severity, message: expect.stringContaining(words) })
  })

  test('the end of certificates is a warning, only where a time is given', () => {
    expect(metadataProblems(inline('expired'))).toEqual([])
    expect(metadataProblems(inline('expired'), '2021-05-11T00:00:00Z')).toEqual([
      {
        severity: 'warning',
        message:
          'The signing certificate expired 10 days ago, on 1 May 2021. Ory does not look at the date, so members still sign in. Ask for metadata with a newer one',
      },
    ])
    expect(metadataProblems(inline('okta'), '2039-12-20T00:00:00Z')[0]!.message).toContain(
      'certificate expires in 12 days, on 1 Jan 2040',
    )
    expect(metadataProblems(inline('okta'), '2020-01-01T00:00:00Z')[0]!.message).toContain(
      'certificate is not valid before 1 Jan 2024',
    )
  })

  test('of two signing certificates one that lasts is enough', () => {
    expect(metadataProblems(inline('adfs'), '2039-12-20T00:00:00Z')).toEqual([])
    expect(metadataProblems(inline('adfs'), '2042-01-01T00:00:00Z')[0]!.message).toContain(
      'None of the 2 signing certificates',
    )
  })

  test('metadata past its own end is a warning', () => {
    expect(metadataProblems(inline('google'), '2040-01-02T00:00:00Z')[0]!.message).toBe(
      'The metadata was valid until 1 Jan 2040. Ask for a newer one',
    )
  })
})
