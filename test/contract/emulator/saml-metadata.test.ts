import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkMetadata, validTo } from '../../../src/emulator/state/saml-metadata'
import { variationsOf } from '../../support/states/metadata-variations'
import { readAsOry } from '../../support/states/saml-reference'

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/metadata/${name}.xml`, import.meta.url), 'utf8')
const other = /X509Certificate>([^<]+)</.exec(fixture('google'))?.[1] ?? ''

/** Where the stand-in differs from the reader under Ory's SAML, with the reason. */
const differences: Readonly<Record<string, string>> = Object.fromEntries([
  ['an encryption key alone', 'Ory documents that a signing key is needed'],
  ['the first PEM line alone', 'it is read, and then verifies no sign-in'],
  ['the last PEM line alone', 'it is read, and then verifies no sign-in'],
  ...[
    'an unescaped & in an address',
    'an unescaped & in errorURL in single quotes',
    'an unescaped & in errorURL over two lines',
    'an unescaped & in text',
    'an unknown entity',
    'text before the root',
    'no end',
    'a wrong end',
  ].map((name) => [name, 'the stand-in does not ask whether XML is well-formed']),
  ['itself twice', 'the reader takes the first and leaves the rest'],
])

const isTaken = (xml: string) => {
  try {
    checkMetadata(xml, 'metadata')
    return true
  } catch {
    return false
  }
}

test.each(variationsOf(fixture('okta'), other).filter(({ name }) => !(name in differences)))(
  'takes and refuses metadata as Ory does: $name',
  async ({ xml }) => {
    const theirs = await readAsOry(xml)
    expect(isTaken(xml), JSON.stringify(theirs)).toBe(theirs.ok)
    if (theirs.ok) expect(validTo(xml)).toHaveLength(theirs.used.length)
  },
)
