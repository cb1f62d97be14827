import { describe, expect, it } from 'vitest'
import { dayText } from '../../../../src/core/model/format'
import { usedCertificates } from '../../../../src/core/saml/certificate-fate'
import { metadataChangeWords } from '../../../../src/core/saml/metadata-change'
import { recogniseCertificates } from '../../../../src/core/saml/recognise-certificate'
import { metadataWith, type FoundCertificate } from '../../../../src/core/saml/rollover'
import { fixture, metadataOf } from './fixtures'

const old = fixture('keycloak')
const other = fixture('okta')
const [fresh] = (() => {
  const found = recogniseCertificates(other)
  if (!found.ok) throw new Error(found.message)
  return found.certificates
})() as readonly FoundCertificate[]
const [former] = usedCertificates(metadataOf(old).certificates)
const name = (subject: string) => /CN=([^,+]+)/.exec(subject)?.[1] ?? subject
const words = (item: { subject: string; notAfter: string }) =>
  `Certificate of ${name(item.subject)}, valid to ${dayText(item.notAfter)}`

function rolled(way: 'both' | 'replace'): string {
  const made = metadataWith(old, fresh!, way)
  if (!made.ok) throw new Error(made.message)
  return made.xml
}

describe('what changed metadata means', () => {
  it('says of a certificate whether it is beside the old one, in its place, or gone', () => {
    expect(metadataChangeWords(old, rolled('both'))).toEqual([
      `${words(fresh!)}, beside the old one`,
    ])
    expect(metadataChangeWords(old, rolled('replace'))).toEqual([
      `${words(fresh!)}, in place of the old one`,
    ])
    expect(metadataChangeWords(rolled('both'), rolled('replace'))).toEqual([
      `${words(former!)}, removed`,
    ])
    expect(metadataChangeWords('', old)).toEqual([words(former!)])
  })

  it('says that people sign in elsewhere', () => {
    expect(metadataChangeWords(old, other)).toEqual([
      `${words(fresh!)}, in place of the old one`,
      `Identity provider ${metadataOf(old).entityId} becomes ${metadataOf(other).entityId}`,
      expect.stringMatching(/^Sign-in address https:.* becomes https:/),
    ])
  })

  it('says nothing of what cannot be read, and that nothing of it counts where only its spelling differs', () => {
    expect(metadataChangeWords(old, `${old.trimEnd()}\n\n`)).toEqual([
      'The same certificates and addresses',
    ])
    expect(metadataChangeWords('<broken', old)).toBeUndefined()
    expect(metadataChangeWords(old, '')).toBeUndefined()
  })
})
