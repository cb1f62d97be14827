import { t } from '../language/translate'
import { certificateSentence, certificateUntil } from '../saml/certificate-state'
import type { Severity } from '../model/severity'
import { endsOf, endSteps, endStep, type End, type EndStep } from './ends'
import type { KnownProject } from './known-project'
import { rule, type Found } from './rule'

/** Before every certificate that Ory names only by its end. */
const always = '0000-01-01T00:00:00.000Z'

const sentenceOf = ({ when }: End, now: string) =>
  certificateSentence({ notBefore: always, notAfter: when }, now, endSteps[0])

/** How bad it is that something ends, by how near that is: the first step is to know, and to plan. */
export const severityAt = (step: EndStep): Severity =>
  step === 'over' ? 'error' : step === endSteps[0] ? 'info' : 'warning'

/**
 * What a silence of an end rests on. Being nearer by a step is told again: from the first to the second it is worse,
 * and the last is a fact of its own.
 */
export const factsAt = (step: EndStep): { readonly facts?: readonly string[] } =>
  step === endSteps[2] ? { facts: [`within ${endSteps[2]} days`] } : {}

/** Of a disabled connection it matters once somebody enables it, and at the first step not yet. */
export const isTold = ({ isOff }: End, step: EndStep): boolean => !isOff || step !== endSteps[0]

function certificatesIn(project: KnownProject, isWanted: (step: EndStep) => boolean): Found[] {
  return endsOf(project).flatMap((end): Found[] => {
    const step = endStep(end.when, project.now)
    if (end.of !== 'certificate' || step === undefined) return []
    if (!isWanted(step) || !isTold(end, step)) return []
    const { target, name, when, detail, isOff } = end
    const sentence = sentenceOf(end, project.now)
    return [
      {
        target,
        name,
        severity: isOff ? 'info' : severityAt(step),
        message: isOff ? `${sentence}. ${t('The connection is disabled')}` : sentence,
        field: 'raw_idp_metadata_xml',
        detail,
        when,
        ...factsAt(step),
      },
    ]
  })
}

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
  inProject: (project) => certificatesIn(project, (step) => step === 'over'),
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
  inProject: (project) => certificatesIn(project, (step) => step !== 'over'),
})
