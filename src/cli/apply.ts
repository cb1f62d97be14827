import type { CliCommand } from './command'
import { parseOptions, theOnly, type Parsed } from './options'
import { serverOptions, serverUsage } from './server-options'

const usage = `Usage: sso-workbench apply PLAN --project NAME [--production NAME] [--allow-lock-out DOMAIN ...]
                          [--secret CONNECTION=VARIABLE ...] [--message TEXT] [--ticket TEXT]
                          [--folder DIR] [--json] [--workspace NAME] [--api URL] [--settings DIR]

Publishes exactly what plan --out wrote. Where the server has changed so that something else would be sent, or
something else would happen to people, nothing is sent, and the new plan is printed, with what is done already. A project in production
is named by --production, a domain whose people the plan locks out by --allow-lock-out. --secret names the
variable of the environment that holds the secret of a connection. --folder is the team folder: it gets what
the server has now, with when, by whom, why (--message) and for which --ticket; a file that was changed since
the plan stays. A server that refuses organizations, or their proposed IDs, in a patch gets the same changes in
requests of their own, as from the window.
${serverUsage}
Exit code 0 where it is done or was done before, 2 where there is a new plan, 1 where it could not be done.
`

const options = {
  ...serverOptions,
  production: 'text',
  'allow-lock-out': 'texts',
  secret: 'texts',
  message: 'text',
  ticket: 'text',
  folder: 'text',
  json: 'flag',
} as const
/** What was given of them. */
export type ApplyValues = Parsed<typeof options>['values']

/** `apply PLAN --project NAME` */
export const apply: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, options)
    const path = theOnly(rest, 'apply takes one plan.')
    // Loaded only now, so that help and refusals of arguments are quick.
    const { sendPlan } = await import('./send-plan')
    return sendPlan(path, values, out)
  },
}
