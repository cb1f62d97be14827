import { stepNames } from '../check/report-text'
import type { CheckReport } from '../check/report'
import { t } from '../language/translate'
import { dayText } from '../model/format'
import { isoTime } from '../model/times'
import { isDisabled } from '../sign-in-ways/facts'
import { certificateEndsOf, endStep } from './ends'
import { aConnection } from './known-project'
import { rule, type Found } from './rule'

/** What the first step that went wrong says. */
function firstWrong({ steps }: CheckReport): string {
  const wrong = steps.filter(({ status }) => status === 'failed')
  const [first] = wrong
  if (!first) return t('It found something wrong')
  const problem = `${stepNames[first.id]}: ${first.text}`
  const count = wrong.length - 1
  return count > 0
    ? t('{problem} (and {count, plural, one {# more} other {# more}})', { problem, count })
    : problem
}

/** The last check of a connection ended badly; of a disabled one it matters once somebody enables it. */
export const checkFailed = rule({
  id: 'check-failed',
  title: t('Check failed'),
  badge: t('Check failed'),
  why: t(
    'What the identity provider publishes did not fit the connection when it was last checked.',
  ),
  remedy: t('Correct what the check names, and check again.'),
  act: 'check',
  inProject: ({ setUp, checks = {} }) =>
    setUp.connections.flatMap((connection): Found[] => {
      const report = checks[connection.key]
      if (report?.verdict !== 'bad') return []
      return [
        {
          ...aConnection(connection),
          severity: isDisabled(connection) ? 'info' : 'error',
          message: firstWrong(report),
          field: report.steps.find(({ fix }) => fix)?.fix?.field,
          when: report.at,
          facts: report.steps.flatMap(({ id, status }) => (status === 'failed' ? [id] : [])),
        },
      ]
    }),
})

/**
 * The identity provider publishes a certificate that the connection had not when it was last checked, and has not yet.
 */
export const certificatePublished = rule({
  id: 'certificate-published',
  title: t('New certificate is published'),
  badge: t('New certificate'),
  why: t(
    'Once the identity provider signs with it, nobody can sign in until the connection has it too.',
  ),
  remedy: t('Put it into the draft beside the present one, and publish.'),
  act: 'last-check',
  inProject(project) {
    const { setUp, checks = {}, now } = project
    return setUp.connections.flatMap((connection): Found[] => {
      const report = checks[connection.key]
      const step = report?.steps.find(({ id }) => id === 'published')
      const known = certificateEndsOf(project, connection)
      const last = known.toSorted().at(-1)
      const isUrgent = last !== undefined && endStep(last, now) !== undefined
      const fresh = (step?.certificates ?? []).filter(
        ({ notAfter }) => !known.includes(isoTime(notAfter) ?? '') && notAfter > now,
      )
      if (!report || fresh.length === 0) return []
      return [
        {
          ...aConnection(connection),
          severity: isUrgent && !isDisabled(connection) ? 'warning' : 'info',
          message: t(
            'The identity provider publishes {count, plural, one {a certificate} other {# certificates}} that the connection has not, valid until {end}',
            { count: fresh.length, end: dayText(fresh[0]?.notAfter ?? '') },
          ),
          field: 'raw_idp_metadata_xml',
          when: report.at,
          facts: fresh.map(({ notAfter }) => notAfter),
        },
      ]
    })
  },
})

/** A connection is switched off, as the server said when it was last asked. */
export const disabledConnection = rule({
  id: 'disabled',
  title: t('Connection is disabled'),
  badge: t('Disabled'),
  why: t('Nobody can sign in with a disabled connection.'),
  remedy: t('Enable it, or delete it if nobody needs it.'),
  inProject: ({ setUp }) =>
    setUp.connections
      .filter((connection) => isDisabled(connection))
      .map((connection) => ({
        ...aConnection(connection),
        severity: 'info',
        message: t('It is disabled: nobody can sign in with it'),
      })),
})
