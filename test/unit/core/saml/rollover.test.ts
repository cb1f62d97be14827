import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { certificates, samlMetadata } from '../../../../src/emulator/demo/saml-metadata'
import { usedCertificates } from '../../../../src/core/saml/certificate-fate'
import { recogniseCertificates } from '../../../../src/core/saml/recognise-certificate'
import {
  daysLeft,
  metadataWith,
  rolloverWays,
  type FoundCertificate,
  type RolloverWay,
} from '../../../../src/core/saml/rollover'
import { fixture, metadataOf } from './fixtures'

const now = '2026-12-01T00:00:00.000Z'
const products = ['adfs', 'entra', 'google', 'jumpcloud', 'keycloak', 'okta', 'onelogin', 'ping']

function found(text: string): FoundCertificate {
  const recognition = recogniseCertificates(text)
  const [first] = recognition.ok ? recognition.certificates : []
  if (!first) throw new Error('not recognised')
  return first
}

const fresh = found(certificates.tidewater)
const other = found(certificates.brightloom)

function rolled(xml: string, certificate: FoundCertificate, way: RolloverWay): string {
  const made = metadataWith(xml, certificate, way)
  if (!made.ok) throw new Error(made.message)
  return made.xml
}

const fingerprints = (xml: string) =>
  usedCertificates(metadataOf(xml).certificates).map((item) => item.fingerprintSha256)

/** What stands before and after the part in which two texts differ. */
function around(before: string, after: string) {
  let start = 0
  while (start < before.length && before[start] === after[start]) start += 1
  let end = 0
  const most = Math.min(before.length, after.length) - start
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1
  return { gone: before.slice(start, before.length - end), come: after.slice(start, -end) }
}

describe.each([...products, 'shibboleth'])('%s', (name) => {
  const xml = fixture(name)

  test('replacing leaves the new certificate alone, offering both keeps the old ones too', () => {
    expect(fingerprints(rolled(xml, fresh, 'replace'))).toEqual([fresh.fingerprintSha256])
    const both = fingerprints(rolled(xml, fresh, 'both'))
    expect(new Set(both)).toEqual(new Set([...fingerprints(xml), fresh.fingerprintSha256]))
    expect(fingerprints(rolled(rolled(xml, fresh, 'both'), fresh, 'replace'))).toEqual([
      fresh.fingerprintSha256,
    ])
  })

  test('all else of the metadata stays as it is', () => {
    const before = metadataOf(xml)
    for (const way of ['replace', 'both'] as const) {
      const after = metadataOf(rolled(xml, fresh, way))
      const same = { certificates: [], unread: [], warnings: [] }
      expect({ ...after, ...same }).toEqual({ ...before, ...same })
    }
  })
})

test('a second key is put in and nothing taken away, byte for byte', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...products),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('', '\uFEFF', '\n  '),
      fc.constantFrom('', '\n', '\n<!-- <KeyDescriptor> ä 𝒳 -->\n'),
      (name, lineEnd, lead, tail) => {
        const xml = (lead + fixture(name).trim() + tail).replaceAll(/\r?\n/g, lineEnd)
        const both = rolled(xml, fresh, 'both')
        expect(around(xml, both).gone).toBe('')
        expect(rolled(both, fresh, 'both')).toBe(both)
      },
    ),
    { numRuns: 40 },
  )
})

test('replacing the only certificate changes its base64 alone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('\n', '\r\n'),
      fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll(/[-<>&]/g, '')),
      (lineEnd, comment) => {
        const plain = samlMetadata({
          entityId: 'https://idp.example',
          signOnUrl: 'https://idp.example/sso?a=1&amp;b=%20',
          certificate: certificates.oakfield,
        })
        const xml = plain
          .replace('<md:IDPSSO', `<!--${comment}--><md:IDPSSO`)
          .replaceAll('\n', lineEnd)
        const after = rolled(xml, fresh, 'replace')
        const old = certificates.oakfield.replaceAll('\n', lineEnd)
        expect(after).toBe(xml.replace(old, fresh.base64))
      },
    ),
  )
})

test('names and values of the old key go with it, and an id stands only once', () => {
  const xml = samlMetadata({
    entityId: 'https://idp.example',
    signOnUrl: 'https://idp.example/sso',
    certificate: certificates.oakfield,
  })
    .replace('<ds:X509Data>', '<ds:KeyName>old</ds:KeyName><ds:X509Data>')
    .replace('use="signing"', 'use="signing" Id="k1"')
  const both = rolled(xml, fresh, 'both')
  expect(both.match(/Id="k1"/g)).toHaveLength(1)
  expect(both.match(/>old</g)).toHaveLength(1)
  expect(rolled(xml, fresh, 'replace')).not.toContain('>old<')
})

test('metadata that Ory would refuse is not changed', () => {
  const made = metadataWith('<a/>', fresh, 'both')
  expect(made).toMatchObject({ ok: false, message: expect.stringContaining('EntityDescriptor') })
})

test('which ways there are', () => {
  const expired = { ...fresh, notAfter: '2026-11-01T00:00:00.000Z' }
  expect(rolloverWays([other], fresh, now)).toEqual({ ok: true, ways: ['both', 'replace'] })
  expect(rolloverWays([other, fresh], fresh, now)).toEqual({ ok: true, ways: ['replace'] })
  expect(rolloverWays([fresh], fresh, now)).toMatchObject({
    message: 'The connection has this certificate already, and no other',
  })
  expect(rolloverWays([other], expired, now)).toMatchObject({
    message: expect.stringContaining('expired on 1 Nov 2026'),
  })
})

test('days are whole ones', () => {
  expect(daysLeft({ notAfter: '2026-12-02T23:00:00.000Z' }, now)).toBe(1)
  expect(daysLeft({ notAfter: '2026-11-30T23:00:00.000Z' }, now)).toBe(-1)
})
