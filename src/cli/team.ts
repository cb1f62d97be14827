import type { CliCommand } from './command'
import { parseOptions, UsageError } from './options'

const usage = `Usage: sso-workbench team check DIR [--json]

Checks a team folder of SSO Workbench: every file can be read, is in the stable form in which the app would
write it, and holds no secret; set-ups have no problems by the rules of the app and of its radar; the cases
of mappers pass; pairs name projects of the folder. Exit code 1 where something is wrong; warnings and
remarks are told and fail nothing.
`

/** `team check DIR` */
export const team: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, { json: 'flag' })
    const [command, root, ...more] = rest
    if (command !== 'check' || root === undefined || more.length > 0) {
      throw new UsageError('team takes “check” and one folder.')
    }
    // Loaded only now, so that help and refusals of arguments are quick.
    const { checkTeam } = await import('./check-team')
    return checkTeam(root, values.json === true, out)
  },
}
