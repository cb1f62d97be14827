import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readMetadata } from '../../../src/core/saml/metadata'
import { variationsOf } from '../../support/states/metadata-variations'
import { readAsOry, type ReferenceReading } from '../../support/states/saml-reference'

/**
 * Where this app refuses what the reader under Ory's SAML takes, with the reason. Everything else is
 * read by both or refused by both, with the same entity, addresses and certificates.
 */
const refusedByUsAlone: Readonly<Record<string, string>> = {
  'a DOCTYPE': 'it could declare entities, and whoever reads the same metadata next expands them',
  'a second root': 'which of the two is meant is not to be guessed',
  'itself twice': 'which of the two is meant is not to be guessed',
  'an attribute twice': 'readers differ in which they take, and the entity may be another one',
  'the first PEM line alone': 'it is read, and then verifies no sign-in',
  'the last PEM line alone': 'it is read, and then verifies no sign-in',
  'an address with a blank in its path': 'a browser asks for another address than the one meant',
  'an encryption key alone': 'Ory documents that a signing key is needed',
  'a control character': 'it is not XML, and no other reader takes it',
  'a < in an attribute': 'it is not XML, and no other reader takes it',
  'an end of CDATA in text': 'it is not XML, and no other reader takes it',
  'a declaration inside': 'it is not XML, and no other reader takes it',
}

const folder = new URL('../../fixtures/metadata/', import.meta.url)
const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.xml'))
  .map((name) => ({ name, xml: readFileSync(new URL(name, folder), 'utf8') }))
const fixture = (name: string) => fixtures.find((each) => each.name === `${name}.xml`)?.xml ?? ''

/** What is compared: who it is, where members are sent, and what sign-ins are verified with. */
function ours(xml: string): ReferenceReading {
  const reading = readMetadata(xml)
  if (!reading.ok) return { ok: false, message: reading.problem.message }
  const { entityId, signOn, certificates } = reading.metadata
  const used = (binding: string) =>
    signOn.find((each) => each.isUsed && each.binding === binding)?.url
  return {
    ok: true,
    entityId,
    post: used('HTTP-POST'),
    redirect: used('HTTP-Redirect'),
    used: certificates.filter(({ fate }) => fate === 'used').map((each) => each.fingerprintSha256),
  }
}

/** The library keeps a certificate as often as it stands there, and addresses with spaces around them. */
function comparable(reading: ReferenceReading): unknown {
  if (!reading.ok) return 'refused'
  const { entityId, post, redirect, used } = reading
  return {
    entityId,
    post: post?.trim(),
    redirect: redirect?.trim(),
    used: [...new Set(used)].toSorted(),
  }
}

async function expectAgreement(xml: string): Promise<void> {
  const [mine, theirs] = [ours(xml), await readAsOry(xml)]
  expect(comparable(mine), `${JSON.stringify(mine)} and ${JSON.stringify(theirs)}`).toEqual(
    comparable(theirs),
  )
}

test.each(fixtures)('$name is read alike', ({ xml }) => expectAgreement(xml))

const other = /X509Certificate>([^<]+)</.exec(fixture('google'))?.[1] ?? ''

describe.each(['okta', 'onelogin', 'jumpcloud', 'keycloak'])('changes of %s', (name) => {
  test.each(variationsOf(fixture(name), other))('$name', async (variation) => {
    const reason = refusedByUsAlone[variation.name]
    if (reason === undefined) return expectAgreement(variation.xml)
    expect(ours(variation.xml).ok, reason).toBe(false)
  })
})

describe('documents put together at random', () => {
  const good = fixtures.flatMap(({ xml }) =>
    [...xml.matchAll(/X509Certificate>([^<]+)</g)].map(([, text]) => text ?? ''),
  )
  const text = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...good) },
    fc.constantFrom('AAAA', '', 'MAMCAQE=', '!!!'),
  )
  const prefix = fc.constantFrom('', 'md:', 'ds:', 'x.y:')
  const certificate = fc
    .tuple(text, prefix)
    .map(([content, p]) => `<${p}X509Certificate>${content}</${p}X509Certificate>`)
  const data = fc
    .array(certificate, { maxLength: 3 })
    .map((all) => `<X509Data><X509IssuerSerial/>${all.join('')}</X509Data>`)
  const info = fc
    .array(data, { maxLength: 2 })
    .map((all) => `<ds:KeyInfo><KeyName>k</KeyName>${all.join('')}</ds:KeyInfo>`)
  const keyOf = (uses: readonly string[], infos: fc.Arbitrary<readonly string[]>) =>
    fc
      .tuple(fc.constantFrom(...uses), infos)
      .map(([use, all]) => `<md:KeyDescriptor${use}>${all.join('')}</md:KeyDescriptor>`)
  const infos = fc.array(info, { maxLength: 2 })
  const goodInfo = fc
    .constantFrom(...good)
    .map((content) => [
      `<KeyInfo><X509Data><X509Certificate>${content}</X509Certificate></X509Data></KeyInfo>`,
    ])
  const service = fc
    .tuple(
      fc.constantFrom('HTTP-POST', 'HTTP-Redirect', 'SOAP', 'HTTP-Artifact', ''),
      fc.constantFrom(
        ' Location="https://a.example/sso"',
        ' Location="https://a.example/other"',
        ' Location="https://a.example/third"',
        ' Location="http://b.example"',
        ' Location="/c"',
        ' Location="ftp://d.example"',
        ' Location=""',
        '',
        ' Location="https://e.example:8443/?f=g"',
      ),
    )
    .map(([binding, location]) => `<SingleSignOnService Binding="urn:b:${binding}"${location}/>`)
  const documentOf = (keys: fc.Arbitrary<readonly string[]>) => {
    const role = fc
      .tuple(keys, fc.array(service, { minLength: 1, maxLength: 4 }))
      .map((parts) => `<IDPSSODescriptor>${parts.flat().join('')}</IDPSSODescriptor>`)
    return fc
      .tuple(
        fc.array(role, { maxLength: 2 }),
        fc.constantFrom(' entityID="urn:e"', ' entityID="urn:f"', ' entityID=" e "', ''),
      )
      .map(([roles, id]) => `<EntityDescriptor${id}>${roles.join('')}</EntityDescriptor>`)
  }
  const unencrypted = [' use="signing"', '', ' use="x"']
  const anyKeys = fc.array(keyOf(unencrypted, infos), { maxLength: 3 })
  const withGoodOne = fc
    .tuple(
      keyOf([' use="signing"', ''], goodInfo),
      fc.array(keyOf([...unencrypted, ' use="encryption"'], infos), { maxLength: 2 }),
    )
    .map(([first, rest]) => [first, ...rest])

  // A document with encryption keys alone is the one difference that they could meet.
  test.each([
    ['of keys for signing and without use', documentOf(anyKeys)],
    ['of a good key and others', documentOf(withGoodOne)],
  ])('are read alike, %s', async (_, document) => {
    let read = 0
    await fc.assert(
      fc.asyncProperty(document, async (xml) => {
        if ((await readAsOry(xml)).ok) read += 1
        await expectAgreement(xml)
      }),
      { numRuns: 500 },
    )
    expect(read).toBeGreaterThan(3)
  })
})
