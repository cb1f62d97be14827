import { stepNames } from '../check/report-text'
import type { CheckReport } from '../check/report'
import { t } from '../language/translate'
import { isDisabled } from '../sign-in-ways/facts'
import { findingsOf, type ProjectRule } from './radar-project'

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
export const checkFailed: ProjectRule = ({ summary, setUp, checks = {} }) => {
  const { at } = findingsOf(summary.id, 'check-failed')
  return setUp.connections.flatMap((connection) => {
    const report = checks[connection.key]
    if (report?.verdict !== 'bad') return []
    const severity = isDisabled(connection, setUp) ? 'info' : 'error'
    const field = report.steps.find(({ fix }) => fix)?.fix?.field
    const facts = report.steps.flatMap(({ id, status }) => (status === 'failed' ? [id] : []))
    const more = { when: report.at, facts, ...(field === undefined ? {} : { field }) }
    return [at(connection, severity, firstWrong(report), more)]
  })
}

/** A connection is switched off, as the server said when it was last asked. */
export const disabledConnection: ProjectRule = ({ summary, setUp }) => {
  const { at } = findingsOf(summary.id, 'disabled')
  return setUp.connections.flatMap((connection) =>
    isDisabled(connection, setUp)
      ? [at(connection, 'info', t('It is disabled: nobody can sign in with it'))]
      : [],
  )
}
