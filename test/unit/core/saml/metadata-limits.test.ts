import { describe, expect, test } from 'vitest'
import { readMetadata } from '../../../../src/core/saml/metadata'
import { fixture, metadataOf, problemOf } from './fixtures'
import { sampled, size as sized } from '../../../soak/size'
import { expectNoSquare, loadCounted } from '../../../support/runner/growth'

const counted = await loadCounted<typeof import('../../../../src/core/saml/metadata')>(
  'src/core/saml/metadata.ts',
)

const mebibyte = 1024 * 1024
const okta = fixture('okta')
const root = '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"'

/** Bytes of heap that reading takes. */
function heapOf(xml: string): number {
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  readMetadata(xml)
  return process.memoryUsage().heapUsed - before
}

const laughs = `<?xml version="1.0"?>
<!DOCTYPE lolz [
  <!ENTITY lol0 "lol">
${Array.from({ length: 10 }, (_, i) => `  <!ENTITY lol${i + 1} "${`&lol${i};`.repeat(10)}">`).join('\n')}
]>
<lolz>&lol10;</lolz>`

const hostile: Record<string, string> = {
  '20 MB of XML': `${root}>${'<a>some text</a>'.repeat(1_310_720)}</EntityDescriptor>`,
  '20 MB of one comment': `<!--${'x'.repeat(20 * mebibyte)}-->${root}/>`,
  'ten billion laughs': laughs,
  'an external DTD': `<!DOCTYPE a SYSTEM "http://attacker.example/a.dtd">${root}/>`,
  'a DOCTYPE of 1 MB': `<!DOCTYPE a [${'<!ENTITY a "b">'.repeat(60_000)}]>${root}/>`,
  'a DOCTYPE behind comments': `<?xml version="1.0"?><!-- a --> <?b c?>\n<!DOCTYPE a>${root}/>`,
  '1 MB of nesting': '<a>'.repeat(300_000),
  '1 MB of elements': `<r>${'<a/>'.repeat(200_000)}</r>`,
  '1 MB of attributes': `<r ${Array.from({ length: 60_000 }, (_, i) => `a${i}="b"`).join(' ')}/>`,
  '1 MB of namespaces': `<r ${Array.from({ length: 40_000 }, (_, i) => `xmlns:a${i}="b"`).join(' ')}/>`,
  '1 MB of comments': '<!---->'.repeat(140_000),
  '1 MB of open comments': '<!--'.repeat(250_000),
  '1 MB of spaces': `<a>${' '.repeat(mebibyte - 10)}</a>`,
  '1 MB of certificate': okta.replace(/(X509Certificate>)[^<]+/, `$1${'MIIC'.repeat(250_000)}`),
  '1 MB of errorURL': `<r ${'errorURL="'.repeat(100_000)}`,
  '1 MB of elements after the root': `${root}/>${'<a '.repeat(300_000)}>`,
  '1 MB of unknown entities': `<a>${'&nope;'.repeat(170_000)}</a>`,
  '1 MB of certificate in PEM lines': okta.replace(
    /(X509Certificate>)[^<]+/,
    `$1${'-----BEGIN CERTIFICATE-----\n'.repeat(36_000)}-----END CERTIFICATE-----`,
  ),
  '1 MB of entities in a list': `<EntitiesDescriptor>${`${root} entityID="a"><IDPSSODescriptor/></EntityDescriptor>`.repeat(8_000)}</EntitiesDescriptor>`,
  '1 MB of lists in lists': `${'<EntitiesDescriptor>'.repeat(99)}${`${root} entityID="a"/>`.repeat(10_000)}`,
  'a certificate of nothing but nesting': okta.replace(
    /(X509Certificate>)[^<]+/,
    `$1${Buffer.from('30823000'.repeat(12_000), 'hex').toString('base64').slice(0, 60_000)}`,
  ),
}

// Each of them in the long run.
describe.each(sampled(Object.entries(hostile), 3))('%s', (_, xml) => {
  test('is refused in words, fast, and leaves the heap as it was', async () => {
    const bytes = heapOf(xml)
    expect(problemOf(xml).message.length).toBeGreaterThan(40)
    expect(bytes).toBeLessThan(50 * mebibyte)
    await expectNoSquare(
      (size) => xml.slice(0, size),
      (part) => counted.readMetadata(part),
      sized(xml.length / 4, xml.length),
    )
  })
})

const body = okta.replace(/^<\?xml[^>]*\?>/, '').trim()
const one = /<md:KeyDescriptor[\s\S]*?<\/md:KeyDescriptor>/.exec(okta)?.[0] ?? ''
const broken = one.replace(/(X509Certificate>)[^<]+/, '$1AAAA').replace('signing', 'encryption')
const service = /<md:SingleSignOnService[^>]*>/.exec(okta)?.[0] ?? ''
const fill = (piece: string, size: number) => piece.repeat(Math.floor(size / piece.length))
const padded = (size: number) => `<!--${'x'.repeat(size)}-->`

const accepted: Record<string, (size: number) => string> = {
  'open comments after the root': (size) => okta + fill('<!--', size),
  'open tags after the root': (size) => okta + fill('<a b ', size),
  'text after the root': (size) => okta + 'x & y < '.repeat(size / 8),
  'comments before the declaration': (size) => fill('<!-- a -->', size) + okta,
  'HTML entities': (size) =>
    okta.replace('<md:IDPSSODescriptor', `${fill('&nbsp;&eacute;', size)}$&`),
  'keys that are not used': (size) => okta.replace(one, () => one + fill(broken, size)),
  'sign-on services': (size) => okta.replace(service, () => fill(service, size) + service),
  'a list of eight': (size) =>
    `<EntitiesDescriptor>${`${padded(size / 8)}${body}`.repeat(8)}</EntitiesDescriptor>`,
}

/** The entity IDs that Ory would take: of the document itself, or of those that a list offers instead. */
function taken(reading: ReturnType<typeof readMetadata>): string[] {
  if (reading.ok) return [reading.metadata.entityId]
  return (reading.problem.offers ?? []).map(({ entityId }) => entityId)
}

test.each(sampled(Object.entries(accepted), 3))(
  'much of %s is looked at once',
  async (name, make) => {
    const large = 600_000
    const alone = taken(readMetadata(okta))
    expect(alone).toHaveLength(1)
    const reading = readMetadata(make(large))
    const isList = name === 'a list of eight'
    expect(reading.ok).toBe(!isList)
    expect(taken(reading)).toEqual(isList ? Array<string>(8).fill(alone[0]!) : alone)
    expect(heapOf(make(large - 1))).toBeLessThan(50 * mebibyte)
    await expectNoSquare(make, counted.readMetadata, sized(large / 4, large))
  },
)

test('each danger has words of its own', () => {
  expect(problemOf(hostile['20 MB of XML']!).message).toContain('larger than 1 MiB')
  expect(problemOf(laughs)).toMatchObject({ element: 'DOCTYPE' })
  expect(problemOf(hostile['an external DTD']!)).toMatchObject({ element: 'DOCTYPE' })
  expect(problemOf(hostile['a DOCTYPE behind comments']!)).toMatchObject({ element: 'DOCTYPE' })
  expect(problemOf(hostile['1 MB of nesting']!).message).toContain('deeper than 100')
  expect(problemOf(hostile['1 MB of attributes']!).message).toContain('more than 256 attributes')
  expect(problemOf(hostile['1 MB of namespaces']!).message).toContain('more than 256 attributes')
  expect(problemOf(hostile['1 MB of elements']!).message).toContain('more than 20,000 elements')
})

test('entities never expand, also where no DOCTYPE is seen before the root', () => {
  expect(problemOf(`<lolz>&lol9;</lolz>`).message).toContain('not well-formed')
  expect(problemOf(`${root}><!DOCTYPE a [<!ENTITY b "c">]></EntityDescriptor>`).message).toMatch(
    /DOCTYPE|not well-formed/,
  )
})

test('a DOCTYPE inside a comment or CDATA is only text', () => {
  const inside = okta.replace(
    '<md:IDPSSODescriptor',
    '<!-- <!DOCTYPE a> --><md:Extensions><![CDATA[<!DOCTYPE a>]]></md:Extensions>$&',
  )
  expect(metadataOf(inside)).toEqual(metadataOf(okta))
  expect(metadataOf(`<!-- <!DOCTYPE a> -->${okta.replace(/^<\?xml[^>]*\?>/, '')}`)).toEqual(
    metadataOf(okta),
  )
})

test('limits hold at their edge', () => {
  const padded = (bytes: number) => okta + `<!--${'x'.repeat(bytes - okta.length - 7)}-->`
  expect(readMetadata(padded(mebibyte)).ok).toBe(true)
  expect(readMetadata(padded(mebibyte + 1)).ok).toBe(false)
  // The limit is in bytes: two for each of these letters.
  expect(readMetadata(okta + `<!--${'ü'.repeat(mebibyte / 2)}-->`).ok).toBe(false)
  const nested = (levels: number) =>
    okta.replace('<md:IDPSSODescriptor', `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}$&`)
  expect(readMetadata(nested(99)).ok).toBe(true)
  expect(readMetadata(nested(100)).ok).toBe(false)
})

test('reading again costs nothing, so that rules may ask on every key', () => {
  const first = readMetadata(okta)
  expect(readMetadata(okta)).toBe(first)
  // The same object, so nothing was read for it.
  for (let i = 0; i < 10_000; i += 1) expect(readMetadata(okta) === first).toBe(true)
  for (let i = 0; i < 20; i += 1) readMetadata(`${okta}<!-- ${i} -->`)
  expect(readMetadata(okta)).not.toBe(first)
  expect(readMetadata(okta)).toEqual(first)
})

test('memory stays flat however often 20 MB are offered', () => {
  const offered = Array.from({ length: 4 }, (_, i) => `${hostile['20 MB of XML']!}<!-- ${i} -->`)
  for (const xml of offered) readMetadata(xml)
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < 100; i += 1) readMetadata(offered[i % offered.length]!)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(50 * mebibyte)
})
