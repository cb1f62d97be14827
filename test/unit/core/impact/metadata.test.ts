import { expect, test } from 'vitest'
import { impactOf, impactSummary, tellingStoredTexts } from '../../../../src/core/impact/impact'
import { withoutPauses } from '../../../../src/core/model/pauses'
import { metadataToRead } from '../../../../src/core/impact/metadata'
import { dayText } from '../../../../src/core/model/format'
import { usedCertificates } from '../../../../src/core/saml/certificate-fate'
import { metadataChangeWords } from '../../../../src/core/saml/metadata-change'
import { toMetadataValue } from '../../../../src/core/saml/metadata-value'
import { recogniseCertificates } from '../../../../src/core/saml/recognise-certificate'
import { metadataWith } from '../../../../src/core/saml/rollover'
import { fixture, metadataOf } from '../saml/fixtures'
import { setUpOfParts, type Parts } from './set-ups'

const nowIso = '2026-11-27T00:00:00.000Z'
const old = fixture('keycloak')
const other = fixture('okta')
const stored = `https://storage.example/content/${'a'.repeat(128)}.xml`

function rolled(way: 'both' | 'replace'): string {
  const found = recogniseCertificates(other)
  const made = found.ok && metadataWith(old, found.certificates[0]!, way)
  if (!made || !made.ok) throw new Error('The certificate has no place in the metadata')
  return made.xml
}
const withMetadata = (value: string): Parts => ({
  organizations: [{ id: 'o', label: 'Pebble', domains: ['pebble.example'] }],
  connections: [
    {
      id: 's',
      label: 'ADFS',
      protocol: 'saml',
      organization: 'o',
      issuer: true,
      more: { raw_idp_metadata_xml: value },
    },
  ],
  oidc: true,
  saml: true,
})
const before = setUpOfParts(withMetadata(stored))
const becoming = (xml: string) => setUpOfParts(withMetadata(toMetadataValue(xml)))
const textAt = (address: string) => (address === stored ? old : undefined)
const told = (xml: string) => impactOf(before, becoming(xml), { textAt, nowIso }).lines
const [fresh] = usedCertificates(metadataOf(other).certificates)
const named = `Certificate of ${/CN=([^,+]+)/.exec(fresh!.subject)?.[1]}, valid to ${dayText(fresh!.notAfter)}`

test('a certificate beside the old one is told in the words of the change list, and harms nobody', () => {
  const lines = told(rolled('both'))
  expect(lines).toMatchObject([
    {
      kind: 'certificate-new',
      subject: 'ADFS',
      words: `ADFS: ${named}, beside the old one.`,
    },
  ])
  expect(lines[0]?.words).toContain(metadataChangeWords(old, rolled('both'))![0])
  expect(impactSummary(lines)).toBe('1 connection gets a further certificate: ADFS.')
})

test('one in place of the old one too, with what goes and what comes', () => {
  const [line, ...more] = told(rolled('replace'))
  expect(more).toEqual([])
  expect(line).toMatchObject({
    kind: 'certificate',
    words: `ADFS: ${named}, in place of the old one.`,
  })
  expect(line?.before).toContain(usedCertificates(metadataOf(old).certificates)[0]?.subject)
  expect(line?.after).toContain(fresh?.subject)
})

test('another address at the same identity provider is told, and metadata that says the same is not', () => {
  const [address] = metadataOf(old).signOn.filter(({ isUsed }) => isUsed)
  const moved = old.replaceAll(address!.url, 'https://idp.example/elsewhere')
  expect(told(moved)).toMatchObject([
    {
      kind: 'metadata',
      words: `ADFS: Sign-in address ${address!.url} becomes https://idp.example/elsewhere.`,
    },
  ])
  expect(told(`${old.trimEnd()}\n\n`)).toEqual([])
})

test('the certificate is named where only the old metadata is not at hand', () => {
  const impact = impactOf(before, becoming(rolled('replace')), { nowIso })
  expect(impact.lines).toMatchObject([
    {
      kind: 'metadata',
      words: `ADFS: ${named}. Sign-ins fail if the new metadata is not of the identity provider that people use.`,
    },
  ])
})

test('once the text is read, the lines about metadata are told with it and the others stay', () => {
  const gone = (value: string) => {
    const parts = withMetadata(value)
    return setUpOfParts({ ...parts, settings: { base_redirect_uri: 'https://pebble.example' } })
  }
  const after = gone(toMetadataValue(rolled('both')))
  const impact = impactOf(before, after, { nowIso })
  expect(metadataToRead(before, after)).toEqual([stored])
  const lines = withoutPauses(tellingStoredTexts({ before, after, impact }, { textAt, nowIso }))
  expect(impact.lines.map(({ kind }) => kind)).toEqual(['address', 'metadata'])
  expect(lines).toEqual(impactOf(before, after, { textAt, nowIso }).lines)
  expect(lines.map(({ kind }) => kind)).toEqual(['address', 'certificate-new'])
})

test('nothing is read of metadata that stands in the value, did not change or is at the identity provider', () => {
  expect(metadataToRead(before, before)).toEqual([])
  const parts = withMetadata(stored)
  const [own] = parts.connections ?? []
  const renamed = setUpOfParts({ ...parts, connections: [{ ...own!, label: 'Renamed' }] })
  expect(metadataToRead(before, renamed)).toEqual([])
  const published = setUpOfParts(withMetadata('https://idp.example/metadata'))
  expect(metadataToRead(published, becoming(old))).toEqual([])
})
