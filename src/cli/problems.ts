import { allSeverities, type Severity } from '../core/model/severity'
import type { CliCommand } from './command'
import { formOf, parseOptions, UsageError } from './options'

const usage = `Usage: sso-workbench problems FILES [--fail-on error|warning|info] [--expires-within 30d]
                             [--json | --format text|sarif|junit] [--workspace NAME] [--settings DIR]

Looks for what is wrong in set-ups, each and between them, by the rules of Home that need nothing but the
files. FILES are exported set-ups, folders with such files, and team folders. Exit code 1 where a finding is
as bad as --fail-on says, or worse; by default an error: somebody cannot sign in, or the wrong people can.
With --expires-within it is 1 also where a certificate, or a secret with a known last day, ends within so many
days or has ended, whatever --fail-on says. Certificates are known from the files; last days of client secrets
only with --workspace NAME, as they were noted in the app on this computer for projects of that workspace with
the slug that a file names; --settings DIR is the app’s folder where it is not the usual one.
--format sarif is what code hosts show beside a change (SARIF 2.1.0), junit what CI shows as tests.
`

const formats = ['text', 'sarif', 'junit'] as const

/** What `problems` was asked for. */
export interface AskedProblems {
  readonly files: readonly string[]
  readonly failOn: Severity
  /** Days. */
  readonly expiresWithin?: number | undefined
  readonly form: (typeof formats)[number] | 'json'
  /** Workspace of the app whose notes of when client secrets end are taken, and the folder of the app. */
  readonly workspace?: string | undefined
  readonly settings?: string | undefined
}

/** Reads `30d`, or `30`. */
function daysOf(text: string): number {
  const [, digits] = /^(\d{1,5})d?$/.exec(text) ?? []
  if (digits === undefined) {
    throw new UsageError('--expires-within is a number of days, such as 30d.')
  }
  return Number(digits)
}

/** `problems FILES`: fails if a finding is as bad as it says. */
export const problems: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, {
      json: 'flag',
      'fail-on': 'text',
      'expires-within': 'text',
      format: 'text',
      workspace: 'text',
      settings: 'text',
    })
    if (rest.length === 0) throw new UsageError('problems needs a file.')
    const failOn = allSeverities.find((each) => each === (values['fail-on'] ?? 'error'))
    if (!failOn) throw new UsageError(`--fail-on is one of ${allSeverities.join(', ')}.`)
    const within = values['expires-within']
    const expiresWithin = within === undefined ? undefined : daysOf(within)
    const form = formOf('problems', values, formats)
    const { workspace, settings } = values
    if (settings !== undefined && workspace === undefined) {
      throw new UsageError('problems takes --settings with --workspace alone.')
    }
    // Loaded only now, so that help and refusals of arguments are quick.
    const { lookForProblems } = await import('./look-for-problems')
    return lookForProblems({ files: rest, failOn, expiresWithin, form, workspace, settings }, out)
  },
}
