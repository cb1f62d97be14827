import { X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readMetadata } from '../../../../src/core/saml/metadata'

interface Certificate {
  readonly subject: string
  readonly until: string
  readonly use: string
  readonly fate: string
}

/** What must come out of a document, as its author meant it: written with it, by no reader. */
type Expected =
  | {
      readonly entityId: string
      /** Binding, address and whether Ory keeps it, in the order of the document. */
      readonly signOn: readonly (readonly [string, string, boolean])[]
      readonly certificates: readonly Certificate[]
      readonly nameIdFormats: readonly string[]
      readonly logout: readonly string[]
      readonly organizationName?: string
      readonly validUntil?: string
      readonly wantsSignedRequests?: boolean
      /** A part of each warning. */
      readonly warnings?: readonly string[]
      /** The fate of each certificate that cannot be read. */
      readonly unread?: readonly string[]
    }
  | { readonly refused: string; readonly says: string; readonly offers?: readonly string[] }

const folder = new URL('../../../fixtures/metadata/products/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const expectations = Object.entries(JSON.parse(read('expected.json')) as Record<string, Expected>)

test('every document says what must come out, and there are enough of them', () => {
  const documents = readdirSync(folder).filter((name) => name.endsWith('.xml'))
  expect(documents.toSorted()).toEqual(expectations.map(([name]) => `${name}.xml`).toSorted())
  const others = readdirSync(new URL('..', folder)).filter((name) => name.endsWith('.xml'))
  expect(documents.length + others.length).toBeGreaterThanOrEqual(40)
})

describe.each(expectations)('%s', (name, expected) => {
  const xml = read(`${name}.xml`)
  const reading = readMetadata(xml)

  test('comes out as its author meant it', () => {
    if ('refused' in expected) {
      expect(reading).toMatchObject({
        ok: false,
        problem: { element: expected.refused, message: expect.stringContaining(expected.says) },
      })
      const offers = reading.ok ? [] : (reading.problem.offers ?? [])
      expect(offers.map(({ entityId }) => entityId)).toEqual(expected.offers ?? [])
      for (const offer of offers) expect(readMetadata(offer.xml)).toMatchObject({ ok: true })
      return
    }
    if (!reading.ok) throw new Error(reading.problem.message)
    const { metadata } = reading
    expect(metadata.entityId).toBe(expected.entityId)
    expect(metadata.signOn.map(({ binding, url, isUsed }) => [binding, url, isUsed])).toEqual(
      expected.signOn,
    )
    expect(metadata.nameIdFormats.map(({ short }) => short)).toEqual(expected.nameIdFormats)
    expect(metadata.logout.map(({ binding }) => binding)).toEqual(expected.logout)
    expect(metadata.organizationName).toBe(expected.organizationName)
    expect(metadata.validUntil).toBe(expected.validUntil)
    expect(metadata.wantsSignedRequests).toBe(expected.wantsSignedRequests ?? false)
    expect(metadata.warnings).toEqual(
      (expected.warnings ?? []).map((words) => expect.stringContaining(words)),
    )
    expect(metadata.unread.map(({ fate }) => fate)).toEqual(expected.unread ?? [])
    expect(
      metadata.certificates.map(({ subject, notAfter, use, fate }) => ({
        subject: /CN=([^,]+)/.exec(subject)?.[1],
        until: notAfter.slice(0, 10),
        use,
        fate,
      })),
    ).toEqual(expected.certificates)
  })

  test('describes its certificates as Node does', () => {
    if (!reading.ok) return expect('refused' in expected).toBe(true)
    const inFile = [...xml.matchAll(/X509Certificate>([^<]+)</g)].flatMap(([, text]) => {
      const der = Buffer.from((text ?? '').replace(/-----[^-]+-----/g, ''), 'base64')
      return der[0] === 0x30 ? [new X509Certificate(der).fingerprint256] : []
    })
    for (const { fingerprintSha256 } of reading.metadata.certificates) {
      expect(inFile).toContain(fingerprintSha256)
    }
  })
})
