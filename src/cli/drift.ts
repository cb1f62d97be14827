import type { CliCommand } from './command'
import { formOf, parseOptions, theOnly } from './options'
import { serverOptions, serverUsage } from './server-options'

const usage = `Usage: sso-workbench drift DIR --project NAME [--json | --format text|markdown]
                          [--workspace NAME] [--api URL] [--settings DIR]

Says what the server has of a project and the team folder DIR has not, and the other way round. It sends and
writes nothing.
${serverUsage}
Exit code 0 where both have the same, 2 where they differ.
`

/** `drift DIR --project NAME` */
export const drift: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, { ...serverOptions, json: 'flag', format: 'text' })
    const root = theOnly(rest, 'drift takes one folder.')
    const form = formOf('drift', values, ['text', 'markdown'])
    // Loaded only now, so that help and refusals of arguments are quick.
    const { withProject } = await import('./open-project')
    return withProject(values, async () => {
      const { tellingDrift } = await import('./tell-drift')
      return tellingDrift(root, form, out)
    })
  },
}
