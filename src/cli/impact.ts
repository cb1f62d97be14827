import type { CliCommand } from './command'
import { parseOptions, UsageError } from './options'

const usage = `Usage: sso-workbench impact BEFORE.json AFTER.json [--json]

Says what going from one exported set-up, or file of a project in a team folder, to another does to people:
who is locked out, who signs in elsewhere, which addresses have to be told to identity providers. Exit code 1
where people are locked out.
`

/** `impact BEFORE AFTER`: fails where people are locked out. */
export const impact: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, { json: 'flag' })
    const [before, after, ...more] = rest
    if (before === undefined || after === undefined || more.length > 0) {
      throw new UsageError('impact takes two files.')
    }
    // Loaded only now, so that help and refusals of arguments are quick.
    const { tellImpact } = await import('./tell-impact')
    return tellImpact(before, after, values.json === true, out)
  },
}
