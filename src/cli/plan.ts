import type { CliCommand } from './command'
import { formOf, parseOptions, theOnly } from './options'
import { readSecretOptions } from './secret-options'
import { serverOptions, serverUsage } from './server-options'

const usage = `Usage: sso-workbench plan DIR --project NAME [--out FILE] [--secret CONNECTION=VARIABLE ...]
                         [--json | --format text|markdown] [--workspace NAME] [--api URL] [--settings DIR]

Says what publishing a project of the team folder DIR would change on the server: the changes, what they do
to people, their problems, and the requests. It sends nothing. What the server has and the folder has not
is not deleted. --out writes the plan for apply; it holds no secret. Where nothing is to be changed, or the
plan cannot be sent, a file of that name is removed. A secret of a new connection is given to apply; --secret
here replaces that of a connection that is there.
${serverUsage}
Exit code 0 where nothing is to be changed, 2 where something is, 1 where it cannot be sent.
`

/** `plan DIR --project NAME` */
export const plan: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, {
      ...serverOptions,
      out: 'text',
      secret: 'texts',
      json: 'flag',
      format: 'text',
    })
    const { format: _format, json: _json, ...asked } = values
    // Before anything can fail: what is at its path is of this plan or absent.
    if (asked.out !== undefined) await (await import('./plan-file')).removePlanFile(asked.out)
    const root = theOnly(rest, 'plan takes one folder.')
    const form = formOf('plan', values, ['text', 'markdown'])
    const variables = readSecretOptions(values.secret ?? [])
    // Loaded only now, so that help and refusals of arguments are quick.
    const { withProject } = await import('./open-project')
    return withProject(asked, async () => {
      const { planning } = await import('./make-plan')
      return planning({ ...asked, root, variables, form }, out)
    })
  },
}
