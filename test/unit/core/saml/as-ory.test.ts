import { describe, expect, test } from 'vitest'
import { metadataProblems } from '../../../../src/core/saml/metadata-rules'
import { toMetadataValue } from '../../../../src/core/saml/metadata-value'
import { variationsOf } from '../../../support/states/metadata-variations'
import { fixture, metadataOf } from './fixtures'

// That Ory's own reader agrees is for `test/contract/saml`; here are the words and what is shown.

const certificateOf = (name: string) => /X509Certificate>([^<]+)</.exec(fixture(name))?.[1] ?? ''
const variations = new Map(
  variationsOf(fixture('okta'), certificateOf('google')).map(({ name, xml }) => [name, xml]),
)
function variation(name: string): string {
  const xml = variations.get(name)
  if (xml === undefined) throw new Error(`no variation “${name}”`)
  return xml
}

describe('what Ory refuses is an error before the publish, with what Ory would do and what to do', () => {
  test.each([
    ['a list around it', 'Ory does not look into lists and refuses it'],
    ['SOAP alone', 'No sign-on URL uses HTTP-POST or HTTP-Redirect'],
    ['POST-SimpleSign alone', 'No sign-on URL uses HTTP-POST or HTTP-Redirect'],
    ['a relative address', '“/sso” is relative, without a host'],
    ['a relative address without slash', '“sso/saml” is relative, without a host'],
    ['an address without scheme', '“idp.example/sso” has no scheme (https://)'],
    ['an address without scheme and with port', '“idp.example:8443/sso” has no scheme (https://)'],
    ['an ftp address', 'begins with ftp: and not with https:'],
    ['an address with a blank in its host', '“https://idp example/sso” holds a blank'],
    ['an address with a blank in its path', '“https://idp.example/sign on” holds a blank'],
    ['an address without host', 'has no valid host'],
    ['an address with a wrong port', 'has a port beyond 65535'],
    [
      'a later Redirect without Location, and no POST',
      'has no Location, and Ory takes the last one',
    ],
    ['no padding', 'Certificate 1 lacks the “=” at its end (base64 padding)'],
    ['a no-break space inside', 'Certificate 1 contains no-break or other special spaces'],
    ['no-break spaces for line breaks', 'contains no-break or other special spaces'],
    ['an empty line inside', 'contains an empty line'],
    ['the first PEM line alone', 'without “-----END CERTIFICATE-----”'],
    ['the last PEM line alone', 'without “-----BEGIN CERTIFICATE-----”'],
    ['both PEM lines on one line', 'PEM lines with other text on the same line'],
    ['an attribute at the certificate', 'has an attribute or an element in its X509Certificate'],
    ['KeyInfo without data before', 'no certificate where Ory looks for one'],
    ['a broken second signing key', 'Certificate 2 is not a certificate'],
    ['a second IdP descriptor without key', 'One of the IDPSSODescriptors has no KeyDescriptor'],
    ['an encryption key alone', 'has no signing KeyDescriptor'],
    ['a DOCTYPE', 'holds a DOCTYPE'],
    ['a second root', 'a second document after the first one'],
    ['itself twice', 'a second document after the first one'],
    ['an attribute twice', 'duplicate attribute: entityID'],
    ['an unescaped & in an address', 'not well-formed'],
    ['an unknown entity', 'not well-formed'],
    ['text before the root', 'not XML'],
  ])('%s', (name, words) => {
    const found = metadataProblems(toMetadataValue(variation(name)))
    expect(found).toEqual([{ severity: 'error', message: expect.stringContaining(words) }])
    expect(found[0]?.message).toMatch(/ask|paste|take the/i)
  })
})

describe('what Ory accepts is not refused, and gives the same', () => {
  const plain = metadataOf(fixture('okta'))

  test.each([
    'an unescaped & in errorURL',
    'both PEM lines',
    'both PEM lines and Windows line ends',
    'no declarations of prefixes',
    'other namespaces',
    'no prefixes',
    'other prefixes',
    'a comment before the declaration',
    'several comments before the declaration',
    'text after the root',
    'text with & after the root',
    'HTML entities',
    'a comment in the certificate',
    'an empty encryption key',
    'the same twice',
  ])('%s', (name) => expect(metadataOf(variation(name))).toEqual(plain))

  test.each([
    ['a broken encryption key', 'encryption', []],
    ['an encryption key with PEM', 'encryption', []],
    ['a broken further certificate', 'further', [/takes the first.*\(Certificate 2\)$/]],
    ['a broken key without use beside', 'unmarked', [/not marked.*\(Certificate 2\)$/]],
  ] as const)('%s, which it does not use', (name, fate, warnings) => {
    const { unread, warnings: said, ...rest } = metadataOf(variation(name))
    expect(unread).toEqual([
      { number: 2, use: expect.anything(), fate, message: expect.anything() },
    ])
    expect(said).toEqual(warnings.map((words) => expect.stringMatching(words)))
    expect({ ...rest, unread: [], warnings: [] }).toEqual(plain)
  })

  test('a later Redirect without Location where there is POST, with a warning', () => {
    const metadata = metadataOf(variation('a later Redirect without Location'))
    expect(metadata.signOn.filter(({ isUsed }) => isUsed).map(({ binding }) => binding)).toEqual([
      'HTTP-POST',
    ])
    expect(metadata.warnings).toEqual([
      'The last HTTP-Redirect sign-on service has no Location, so Ory uses none with HTTP-Redirect',
    ])
  })
})

describe('certificates as Ory counts them', () => {
  const fates = (name: string) => metadataOf(variation(name)).certificates.map(({ fate }) => fate)

  test.each([
    ['unchanged', ['used']],
    ['a further certificate in the same data', ['used', 'further']],
    ['a further certificate in other data', ['used', 'further']],
    ['a second signing key', ['used', 'used']],
    ['a key without use beside', ['used', 'unmarked']],
    ['a good encryption key', ['used', 'encryption']],
    ['one key without use', ['used']],
    // Ory's reader takes every key where none with a certificate is marked for signing.
    ['one key without use and an encryption key', ['used', 'used']],
    ['a signing key without certificate and one without use', ['used']],
    ['use with a capital', ['used']],
  ])('%s', (name, expected) => expect(fates(name)).toEqual(expected))

  test('rules say which are used and which not', () => {
    const found = metadataProblems(toMetadataValue(variation('a key without use beside')))
    expect(found).toEqual([
      {
        severity: 'warning',
        message: expect.stringMatching(/^Not used: its key is not marked for signing.*Google/),
      },
    ])
  })

  test('of two IdP descriptors the last address and all certificates', () => {
    const { signOn, certificates, warnings } = metadataOf(variation('two IdP descriptors'))
    expect(signOn.filter(({ isUsed }) => isUsed).map(({ url }) => url)).toEqual([
      'https://second.example/sso',
      'https://second.example/sso',
    ])
    expect(signOn.filter(({ isUsed }) => !isUsed)).toHaveLength(2)
    expect(certificates.map(({ fate }) => fate)).toEqual(['used', 'used'])
    expect(warnings).toEqual([
      'There are 2 IDPSSODescriptors. Ory takes the certificates of all, and of each binding the last ' +
        'address: https://second.example/sso',
    ])
  })
})
