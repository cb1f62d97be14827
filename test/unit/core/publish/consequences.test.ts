import { describe, expect, test } from 'vitest'
import type { Intents } from '../../../../src/core/intents/intents'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import {
  consequencesOf,
  textsToRead,
  toldText,
  toldWithTexts,
} from '../../../../src/core/publish/consequences'
import { usedCertificates } from '../../../../src/core/saml/certificate-fate'
import { toMetadataValue } from '../../../../src/core/saml/metadata-value'
import { recogniseCertificates } from '../../../../src/core/saml/recognise-certificate'
import { metadataWith } from '../../../../src/core/saml/rollover'
import { draftWith } from '../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'
import { fixture, metadataOf } from '../saml/fixtures'

const nowIso = '2026-11-27T00:00:00.000Z'
const stored = (name: string) => `https://storage.example/content/${name.repeat(128)}.xml`
const old = fixture('keycloak')

function replaced(by = 'okta'): string {
  const found = recogniseCertificates(fixture(by))
  const made = found.ok && metadataWith(old, found.certificates[0]!, 'replace')
  if (!made || !made.ok) throw new Error('The certificate has no place in the metadata')
  return toMetadataValue(made.xml)
}

const saml = (id: string, metadata: string) =>
  connection(id, { provider: 'saml', raw_idp_metadata_xml: metadata })
const withMetadata = (snapshot: Snapshot, values: Readonly<Record<string, string>>): Intents =>
  draftWith(
    snapshot,
    Object.entries(values).map(([id, value]) =>
      fieldEdit({ kind: 'connection', key: `saml:${id}` }, 'raw_idp_metadata_xml', value),
    ),
  ).intents
const base = snapshotOf({ saml: [saml('s', stored('a'))] })
const production = {
  ...base,
  summary: { ...base.summary, environment: 'production' as const },
}

describe('stored texts with which more is told', () => {
  const consequences = consequencesOf(base, withMetadata(base, { s: replaced() }), nowIso)

  test('are those of the metadata that changes', () => {
    expect(textsToRead(consequences)).toEqual([stored('a')])
  })

  test('change the lines and nothing else', () => {
    const told = toldWithTexts(consequences, () => old, nowIso)
    expect(consequences.impact.lines.map(({ kind }) => kind)).toEqual(['metadata'])
    expect(told.impact.lines.map(({ kind }) => kind)).toEqual(['certificate'])
    expect(told).toEqual({
      ...consequences,
      impact: { ...consequences.impact, lines: told.impact.lines },
    })
    expect(toldWithTexts(consequences, () => undefined, nowIso)).toEqual(consequences)
  })

  test('are no more than a person reads', () => {
    const ids = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(97 + index))
    const address = (index: number) => stored('0').replace('00', String(index + 10))
    const many = snapshotOf({ saml: ids.map((id, index) => saml(id, address(index))) })
    const without = Object.fromEntries(ids.map((id) => [id, 'https://idp.example/metadata']))
    const read = textsToRead(consequencesOf(many, withMetadata(many, without), nowIso))
    expect(read).toHaveLength(20)
  })
})

describe('what was told, as one text', () => {
  const told = (snapshot: Snapshot, values: Readonly<Record<string, string>>, at = nowIso) =>
    toldText(consequencesOf(snapshot, withMetadata(snapshot, values), at))

  test('is another where the environment is, or what happens to people', () => {
    expect(told(base, {})).not.toBe(told(production, {}))
    expect(told(base, {})).not.toBe(told(base, { s: replaced() }))
    expect(told(base, { s: replaced() })).toBe(told(base, { s: replaced() }))
  })

  test('stays while the time that a certificate has left goes by', () => {
    const inline = snapshotOf({ saml: [saml('s', toMetadataValue(old))] })
    const [certificate] = usedCertificates(metadataOf(old).certificates)
    const daysBefore = (days: number) =>
      new Date(Date.parse(certificate!.notAfter) - days * 86_400_000).toISOString()
    const [one, other] = [daysBefore(9), daysBefore(3)]
    const lineAt = (time: string) =>
      consequencesOf(inline, withMetadata(inline, { s: replaced() }), time).impact.lines[0]
    expect(lineAt(one)).toMatchObject({ kind: 'certificate' })
    expect(lineAt(one)).not.toEqual(lineAt(other))
    expect(told(inline, { s: replaced() }, one)).toBe(told(inline, { s: replaced() }, other))
  })

  test('is another where another certificate comes', () => {
    const inline = snapshotOf({ saml: [saml('s', toMetadataValue(old))] })
    const [one, other] = ['okta', 'google'].map((name) => told(inline, { s: replaced(name) }))
    expect(one).not.toBe(other)
  })

  test('is another where a line says the same of other values', () => {
    const leading = (entity: string) =>
      toMetadataValue(old.replace(/entityID="[^"]*"/, `entityID="https://${entity}.example"`))
    const inline = snapshotOf({ saml: [saml('s', toMetadataValue(old))] })
    const lines = ['one', 'two'].map(
      (entity) =>
        consequencesOf(inline, withMetadata(inline, { s: leading(entity) }), nowIso).impact
          .lines[0],
    )
    expect(lines[0]).toMatchObject({ kind: 'other-provider', words: lines[1]?.words })
    expect(told(inline, { s: leading('one') })).not.toBe(told(inline, { s: leading('two') }))
  })
})
