import type { CliCommand } from './command'
import { parseOptions, theOnly } from './options'
import { serverOptions, serverUsage } from './server-options'

const usage = `Usage: sso-workbench pull DIR --project NAME [--replace] [--json]
                         [--workspace NAME] [--api URL] [--settings DIR]

Writes what the server has of a project into the team folder DIR, which is made where it is missing. A file
that says something else than the server is left as it is: drift shows what, and --replace writes over it.
One that changes in between stays also then. No secret is written.
${serverUsage}
Exit code 0 where the folder has what the server has, 2 where it has something else, which stays.
`

/** `pull DIR --project NAME` */
export const pull: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, {
      ...serverOptions,
      replace: 'flag',
      json: 'flag',
    })
    const root = theOnly(rest, 'pull takes one folder.')
    // Loaded only now, so that help and refusals of arguments are quick.
    const { withProject } = await import('./open-project')
    return withProject(values, async () => {
      const { pulling } = await import('./pull-project')
      return pulling(root, values, out)
    })
  },
}
