import { problemsIn } from '../core/problems/find'
import { allSeverities, severityRank } from '../core/model/severity'
import { ruleOf } from '../core/problems/rules'
import { ended, type CliCommand } from './command'
import { knownSetUp } from './known-set-up'
import { parseOptions, UsageError } from './options'
import { line } from './plain-text'
import { sarifOf } from './sarif'
import { readSetUps } from './set-up-file'
import { writeJson } from './streams'

const usage = `Usage: sso-workbench problems FILES [--fail-on error|warning|info] [--json | --format text|sarif]

Looks for what is wrong in set-ups, each and between them, by the rules of Home that need nothing but the
files. FILES are exported set-ups, folders with such files, and team folders. Exit code 1 where a finding is
as bad as --fail-on says, or worse; by default an error: somebody cannot sign in, or the wrong people can.
--format sarif is what code hosts show beside a change (SARIF 2.1.0).
`

/** `problems FILES`: fails if a finding is as bad as it says. */
export const problems: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, {
      json: 'flag',
      'fail-on': 'text',
      format: 'text',
    })
    if (rest.length === 0) throw new UsageError('problems needs a file.')
    const failOn = allSeverities.find((each) => each === (values['fail-on'] ?? 'error'))
    if (!failOn) throw new UsageError(`--fail-on is one of ${allSeverities.join(', ')}.`)
    const { format = 'text' } = values
    if (format !== 'text' && format !== 'sarif') {
      throw new UsageError('--format is text or sarif.')
    }
    if (values.json && values.format !== undefined) {
      throw new UsageError('problems takes --json or --format, not both.')
    }
    const now = new Date().toISOString()
    const setUps = await readSetUps(rest)
    const found = problemsIn(setUps.map(({ file, setUp }) => knownSetUp(file, setUp, now)))
    if (values.json) {
      writeJson(out, {
        findings: found.map(({ rule, severity, projectId, name, field, message }) => ({
          file: projectId,
          rule,
          severity,
          name,
          ...(field === undefined ? {} : { field }),
          message,
          why: ruleOf(rule).why,
        })),
      })
    } else if (format === 'sarif') writeJson(out, sarifOf(found))
    else {
      for (const { projectId, severity, rule, name, message } of found) {
        out.write(
          line`${projectId}: ${severity}: ${name === '' ? '' : `${name}: `}${message} (${rule})\n`,
        )
      }
      if (found.length === 0) out.write('Nothing was found.\n')
    }
    const isBad = found.some(({ severity }) => severityRank(severity) <= severityRank(failOn))
    return isBad ? ended.failed : ended.done
  },
}
