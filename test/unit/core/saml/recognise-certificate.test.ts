import { base64 } from '@scure/base'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { certificates, samlMetadata } from '../../../../src/emulator/demo/saml-metadata'
import { toMetadataValue } from '../../../../src/core/saml/metadata-value'
import {
  joined,
  recogniseCertificateFile,
  recogniseCertificates,
  type Recognition,
} from '../../../../src/core/saml/recognise-certificate'

const body = certificates.tidewater
const pem = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`
const otherPem = pem.replace(body, certificates.oakfield)
const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END PRIVATE KEY-----\n'
const entityId = 'https://idp.example'
const metadata = samlMetadata({ entityId, signOnUrl: 'https://idp.example/sso', certificate: body })
const der = base64.decode(body.replaceAll('\n', ''))

const subjects = (found: Recognition) =>
  found.ok ? found.certificates.map(({ subject }) => subject) : found.message

test.each([
  ['PEM', pem],
  ['PEM with Windows line ends', pem.replaceAll('\n', '\r\n')],
  ['PEM quoted in a reply', pem.replaceAll(/^/gm, '> ')],
  ['PEM on one line of JSON', JSON.stringify({ certificate: pem })],
  ['PEM in an e-mail', `Hello,\nour new one:\n\n${pem}\nRegards`],
  ['the same PEM twice', pem + pem],
  ['base64', body],
  ['base64 on one line', body.replaceAll('\n', '')],
  ['metadata', metadata],
  ['metadata as Ory takes it', toMetadataValue(metadata)],
  ['metadata as base64', base64.encode(utf8ToBytes(metadata))],
  ['a part of metadata', `<KeyInfo><ds:X509Certificate>${body}</ds:X509Certificate>`],
])('%s is recognised', (_, text) => {
  expect(subjects(recogniseCertificates(text))).toEqual(['CN=sso.tidewater.example'])
  expect(subjects(recogniseCertificateFile(utf8ToBytes(text)))).toEqual([
    'CN=sso.tidewater.example',
  ])
})

test('DER is recognised, and metadata tells whose it is', () => {
  const found = recogniseCertificateFile(der)
  expect(found).toMatchObject({ ok: true, isMetadata: false, hadPrivateKey: false })
  expect(found.ok && found.certificates[0]?.base64).toBe(body.replaceAll('\n', ''))
  expect(recogniseCertificates(metadata)).toMatchObject({ isMetadata: true, entityId })
})

test('a private key is told, and nothing of it is in what was found', () => {
  const found = recogniseCertificates(key + pem)
  expect(found).toMatchObject({ ok: true, hadPrivateKey: true })
  expect(JSON.stringify(found)).not.toContain('MIIEvQ')
  const alone = recogniseCertificates(key)
  expect(alone).toMatchObject({ ok: false, hadPrivateKey: true })
  expect(JSON.stringify(alone)).not.toContain('MIIEvQ')
})

test.each([
  ['', 'no text'],
  ['https://idp.example/certificate.pem', 'a link'],
  ['Lunch at noon?', 'No certificate was found'],
  ['https://idp.example/certificate.pem is it', 'No certificate was found'],
  [pem.slice(0, 400), 'cut off'],
  [body.slice(0, 400), 'The certificate'],
  [key, 'the identity provider alone. It was not read or kept'],
  [key.replaceAll('PRIVATE KEY', 'CERTIFICATE REQUEST'), 'a certificate request, not'],
  ['<html><body></body></html>', 'web page'],
  ['-----BEGIN CERTIFICATE-----'.repeat(70_000), 'cut off'],
  ['<X509Certificate '.repeat(100_000), 'larger than 1 MiB'],
  ['x'.repeat(20 * 1024 * 1024), 'far larger'],
])('what is no certificate is refused in words (%#)', (text, words) => {
  expect(recogniseCertificates(text)).toMatchObject({
    ok: false,
    message: expect.stringContaining(words),
  })
})

test('files that are none are refused in words', () => {
  const words = (bytes: Uint8Array) => subjects(recogniseCertificateFile(bytes))
  expect(words(new Uint8Array())).toBe('The file is empty')
  expect(words(new Uint8Array(2 * 1024 * 1024))).toContain('far larger')
  expect(words(Uint8Array.of(0xff, 0xd8, 0xff))).toContain('neither')
  expect(words(der.slice(0, 200))).toContain('key store')
})

test('several files are one recognition, with what is wrong only where none is good', () => {
  const [first, second, bad] = [pem, otherPem, 'Lunch?'].map(recogniseCertificates)
  if (!first || !second || !bad) throw new Error('three were read')
  expect(subjects(joined([bad, first, second, first]))).toHaveLength(2)
  expect(joined([bad])).toBe(bad)
  expect(joined([])).toMatchObject({ ok: false })
})

test('no bytes and no text make it fail', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void recogniseCertificateFile(bytes)),
  )
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void recogniseCertificates(text)))
  const cut = fc.nat({ max: metadata.length })
  fc.assert(fc.property(cut, (length) => void recogniseCertificates(metadata.slice(0, length))))
})
