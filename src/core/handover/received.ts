import { retold, t } from '../language/translate'
import { isoDay } from '../model/format'
import { fateWords } from '../saml/certificate-fate'
import type { IdpMetadata, MetadataCertificate } from '../saml/metadata-types'
import type { SheetField } from './sheet'

const values = (label: string, list: readonly string[]): SheetField[] =>
  list.length === 0 ? [] : [{ label, content: { kind: 'values', values: list }, notes: [] }]

/** A certificate in one line, so that the administrator there can find it. */
function lineOf({ subject, notAfter, fingerprintSha256 }: MetadataCertificate): string {
  return t('{subject}, valid until {day}, SHA-256 {fingerprint}', {
    subject,
    day: isoDay(notAfter),
    fingerprint: fingerprintSha256,
  })
}

/**
 * Metadata facts for the identity provider's administrator to compare: entity ID, sign-on addresses, certificates.
 */
export function receivedFields({
  entityId,
  signOn,
  certificates,
  unread,
}: IdpMetadata): SheetField[] {
  const urls = signOn.filter(({ isUsed }) => isUsed).map(({ url }) => url)
  const used = certificates.filter(({ fate }) => fate === 'used')
  const unused = [
    ...certificates
      .filter(({ fate }) => fate !== 'used')
      .map((each) => `${lineOf(each)}. ${retold(fateWords(each.fate))}`),
    ...unread.map(({ number, message, fate }) => {
      const named = t('Certificate {number} {problem}', { number, problem: message })
      return `${named}. ${retold(fateWords(fate))}`
    }),
  ]
  return [
    ...values(t('Entity ID'), [entityId]),
    ...values(t('Sign-on URL'), [...new Set(urls)]),
    ...values(t('Certificates that verify sign-ins'), used.map(lineOf)),
    ...values(t('Certificates that are not used'), unused),
  ]
}
