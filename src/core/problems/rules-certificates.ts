import { t } from '../language/translate'
import { certificateSentence, certificateUntil } from '../saml/certificate-state'
import { endSteps, foundEnds } from './ends'
import { rule } from './rule'

/** Before every certificate that Ory names only by its end. */
const always = '0000-01-01T00:00:00.000Z'

const certificate = {
  of: 'certificate',
  field: 'raw_idp_metadata_xml',
  sentence: ({ when }: { readonly when: string }, now: string) =>
    certificateSentence({ notBefore: always, notAfter: when }, now, endSteps[0]),
} as const

const untilWords = (end: string | undefined) =>
  end === undefined ? t('Certificate') : certificateUntil(end)

/** Every certificate of a SAML connection has ended. */
export const certificateExpired = rule({
  id: 'certificate-expired',
  title: t('Certificate has expired'),
  titleIn(days) {
    if (days >= 0) return t('Certificate expired today')
    return days === -1
      ? t('Certificate expired yesterday')
      : t('Certificate expired {count, plural, one {# day} other {# days}} ago', { count: -days })
  },
  badge: ({ when }) => untilWords(when),
  why: t(
    'Sign-ins of the connection are signed with a certificate that is no longer valid, and may be refused at any time.',
  ),
  remedy: t('Ask the identity provider for its new metadata and put it into the connection.'),
  act: 'metadata',
  inProject: (project) => foundEnds(project, certificate, 'over'),
})

/** The certificate that holds the longest ends soon: no later one is in the metadata. */
export const certificateExpiring = rule({
  id: 'certificate-expiring',
  title: t('Certificate expires soon'),
  titleIn(days) {
    if (days < 1) return t('Certificate expires today')
    return days === 1
      ? t('Certificate expires tomorrow')
      : t('Certificate expires in {count, plural, one {# day} other {# days}}', { count: days })
  },
  badge: ({ when }) => untilWords(when),
  why: t(
    'By that day the identity provider has to sign with another certificate, which Ory does not know yet.',
  ),
  remedy: t(
    'Ask the identity provider for metadata with its next certificate, and put it in before that day.',
  ),
  remedyIn(days) {
    if (days > endSteps[1]) {
      return t(
        'Agree with the identity provider’s administrator on a day for the next certificate. Nothing has to be done yet.',
      )
    }
    return days > endSteps[2]
      ? undefined
      : t(
          'Call the identity provider’s administrator: its next certificate has to be in the connection before that day.',
        )
  },
  act: 'metadata',
  inProject: (project) => foundEnds(project, certificate, 'to come'),
})
