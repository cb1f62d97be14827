import { problemsIn } from '../core/problems/find'
import { ruleOf } from '../core/problems/rules'
import { ended, type CliCommand } from './command'
import { knownSetUp } from './known-set-up'
import { parseOptions, UsageError } from './options'
import { line } from './plain-text'
import { readSetUps } from './set-up-file'
import { writeJson } from './streams'

const usage = `Usage: sso-workbench problems FILES [--json]

Looks for what is wrong in set-ups, each and between them, by the rules of Home that need nothing but the
files. FILES are exported set-ups, folders with such files, and team folders. Exit code 1 where somebody
cannot sign in, or the wrong people can.
`

/** `problems FILES`: fails if a finding is an error. */
export const problems: CliCommand = {
  usage,
  async run(args, out) {
    const { help, values, rest } = parseOptions(args, { json: 'flag' })
    if (help) {
      out.write(usage)
      return ended.done
    }
    if (rest.length === 0) throw new UsageError('problems needs a file.')
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
    } else {
      for (const { projectId, severity, rule, name, message } of found) {
        out.write(
          line`${projectId}: ${severity}: ${name === '' ? '' : `${name}: `}${message} (${rule})\n`,
        )
      }
      if (found.length === 0) out.write('Nothing was found.\n')
    }
    return found.some(({ severity }) => severity === 'error') ? ended.failed : ended.done
  },
}
