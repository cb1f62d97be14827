import type { CommandName } from '../core/app/command-names'
import { allSeverities } from '../core/model/severity'
import { mapperOptions, mapperUsage, runMapperCommand } from './mapper'
import {
  formOf,
  parseOptions,
  readSecretOptions,
  serverOptions,
  serverUsage,
  theOnly,
  UsageError,
  type Kinds,
  type Parsed,
} from './options'
import type { Ended, Streams } from './streams'

/*
 * How each command is called. What a command does is imported once its arguments are read, so that help and
 * usage errors are quick.
 */

/** One command of `sso-workbench`. */
export interface CliCommand {
  /** One line of the general help. */
  readonly about: string
  /** What `COMMAND --help` prints. */
  readonly usage: string
  /**
   * @param args without the name of the command
   * @throws UsageError for arguments that it does not have, CommandError for failures that a person can fix
   */
  run(args: readonly string[], out: Streams): Promise<Ended>
}

function command<const Options extends Kinds>({
  options,
  run,
  ...texts
}: Pick<CliCommand, 'about' | 'usage'> & {
  readonly options: Options
  run(parsed: Parsed<Options>, out: Streams): Promise<Ended>
}): CliCommand {
  return { ...texts, run: async (args, out) => run(parseOptions(args, options), out) }
}

const applyOptions = {
  ...serverOptions,
  production: 'text',
  'allow-lock-out': 'texts',
  secret: 'texts',
  message: 'text',
  ticket: 'text',
  folder: 'text',
  json: 'flag',
} as const
export type ApplyValues = Parsed<typeof applyOptions>['values']

/** Reads `30d`, or `30`. */
function daysOf(text: string): number {
  const [, digits] = /^(\d{1,5})d?$/.exec(text) ?? []
  if (digits === undefined) {
    throw new UsageError('--expires-within is a number of days, such as 30d.')
  }
  return Number(digits)
}

export const commands: Readonly<Record<CommandName, CliCommand>> = {
  plan: command({
    about: 'What publishing a project of a team folder would change on the server',
    usage: `Usage: sso-workbench plan DIR --project NAME [--out FILE] [--secret CONNECTION=VARIABLE ...]
                         [--json | --format text|markdown] [--workspace NAME] [--api URL] [--settings DIR]

Says what publishing a project of the team folder DIR would change on the server: the changes, what they do
to people, their problems, and the requests. It sends nothing. What the server has and the folder has not
is not deleted. --out writes the plan for apply; it holds no secret. Where nothing is to be changed, or the
plan cannot be sent, a file of that name is removed. A secret of a new connection is given to apply; --secret
here replaces that of a connection that is there.
${serverUsage}
Exit code 0 where nothing is to be changed, 2 where something is, 1 where it cannot be sent.
`,
    options: {
      ...serverOptions,
      out: 'text',
      secret: 'texts',
      json: 'flag',
      format: 'text',
    },
    async run({ values, rest }, out) {
      const { format: _format, json: _json, ...asked } = values
      // Before anything can fail, so that apply never finds the plan of an earlier call.
      if (asked.out !== undefined) await (await import('./plan-file')).removePlanFile(asked.out)
      const root = theOnly(rest, 'plan takes one folder.')
      const form = formOf('plan', values, ['text', 'markdown'])
      const variables = readSecretOptions(values.secret ?? [])
      const { withProject } = await import('./open-project')
      return withProject(asked, async () => {
        const { planning } = await import('./plan')
        return planning({ ...asked, root, variables, form }, out)
      })
    },
  }),
  apply: command({
    about: 'Publishes exactly what a plan says',
    usage: `Usage: sso-workbench apply PLAN --project NAME [--production NAME] [--allow-lock-out DOMAIN ...]
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
`,
    options: applyOptions,
    async run({ values, rest }, out) {
      const path = theOnly(rest, 'apply takes one plan.')
      return (await import('./apply')).applyPlan(path, values, out)
    },
  }),
  drift: command({
    about: 'What a server has and a team folder has not, and the other way round',
    usage: `Usage: sso-workbench drift DIR --project NAME [--json | --format text|markdown]
                          [--workspace NAME] [--api URL] [--settings DIR]

Says what the server has of a project and the team folder DIR has not, and the other way round. It sends and
writes nothing.
${serverUsage}
Exit code 0 where both have the same, 2 where they differ.
`,
    options: { ...serverOptions, json: 'flag', format: 'text' },
    async run({ values, rest }, out) {
      const root = theOnly(rest, 'drift takes one folder.')
      const form = formOf('drift', values, ['text', 'markdown'])
      const { withProject } = await import('./open-project')
      return withProject(values, async () =>
        (await import('./drift')).tellingDrift(root, form, out),
      )
    },
  }),
  pull: command({
    about: 'Writes what a server has of a project into a team folder',
    usage: `Usage: sso-workbench pull DIR --project NAME [--replace] [--json]
                         [--workspace NAME] [--api URL] [--settings DIR]

Writes what the server has of a project into the team folder DIR, which is made where it is missing. A file
that says something else than the server is left as it is: drift shows what, and --replace writes over it.
One that changes in between stays also then. No secret is written.
${serverUsage}
Exit code 0 where the folder has what the server has, 2 where it has something else, which stays.
`,
    options: { ...serverOptions, replace: 'flag', json: 'flag' },
    async run({ values, rest }, out) {
      const root = theOnly(rest, 'pull takes one folder.')
      const { withProject } = await import('./open-project')
      return withProject(values, async () => (await import('./pull')).pulling(root, values, out))
    },
  }),
  who: command({
    about: 'How people of an address or a domain sign in, by a set-up',
    usage: `Usage: sso-workbench who ADDRESS FILES [--json]

Says how people with an e-mail address, or of a domain, sign in by each of the set-ups: which organization
takes them, and what it offers. ADDRESS may be several with commas between them. FILES are exported set-ups,
folders with such files, and team folders. What only a server tells is not known: whether a connection is
disabled, and which organization an identity belongs to by an admin or SCIM.
`,
    options: { json: 'flag' },
    async run({ values, rest }, out) {
      const [asked, ...files] = rest
      if (asked === undefined || files.length === 0) {
        throw new UsageError('who takes an address or a domain, and files.')
      }
      return (await import('./who')).tellWho(asked, files, values.json === true, out)
    },
  }),
  problems: command({
    about: 'What is wrong in set-ups, each and between them',
    usage: `Usage: sso-workbench problems FILES [--fail-on error|warning|info] [--expires-within 30d]
                             [--json | --format text|sarif|junit] [--workspace NAME] [--settings DIR]

Looks for what is wrong in set-ups, each and between them, by the rules of Home that need nothing but the
files. FILES are exported set-ups, folders with such files, and team folders. Exit code 1 where a finding is
as bad as --fail-on says, or worse; by default an error: somebody cannot sign in, or the wrong people can.
With --expires-within it is 1 also where a certificate, or a secret with a known last day, ends within so many
days or has ended, whatever --fail-on says. Certificates are known from the files; last days of client secrets
only with --workspace NAME, as they were noted in the app on this computer for projects of that workspace with
the slug that a file names; --settings DIR is the app’s folder where it is not the usual one.
--format sarif is what code hosts show beside a change (SARIF 2.1.0), junit what CI shows as tests.
`,
    options: {
      json: 'flag',
      'fail-on': 'text',
      'expires-within': 'text',
      format: 'text',
      workspace: 'text',
      settings: 'text',
    },
    async run({ values, rest }, out) {
      if (rest.length === 0) throw new UsageError('problems needs a file.')
      const failOn = allSeverities.find((each) => each === (values['fail-on'] ?? 'error'))
      if (!failOn) throw new UsageError(`--fail-on is one of ${allSeverities.join(', ')}.`)
      const within = values['expires-within']
      const expiresWithin = within === undefined ? undefined : daysOf(within)
      const form = formOf('problems', values, ['text', 'sarif', 'junit'])
      const { workspace, settings } = values
      if (settings !== undefined && workspace === undefined) {
        throw new UsageError('problems takes --settings with --workspace alone.')
      }
      const { lookForProblems } = await import('./problems')
      return lookForProblems({ files: rest, failOn, expiresWithin, form, workspace, settings }, out)
    },
  }),
  impact: command({
    about: 'What going from one set-up to another does to people',
    usage: `Usage: sso-workbench impact BEFORE.json AFTER.json [--json]

Says what going from one exported set-up, or file of a project in a team folder, to another does to people:
who is locked out, who signs in elsewhere, which addresses have to be told to identity providers. Exit code 1
where people are locked out.
`,
    options: { json: 'flag' },
    async run({ values, rest }, out) {
      const [before, after, ...more] = rest
      if (before === undefined || after === undefined || more.length > 0) {
        throw new UsageError('impact takes two files.')
      }
      return (await import('./impact')).tellImpact(before, after, values.json === true, out)
    },
  }),
  team: command({
    about: 'Checks a team folder, as in CI',
    usage: `Usage: sso-workbench team check DIR [--json]

Checks a team folder of SSO Workbench: every file can be read, is in the stable form in which the app would
write it, and holds no secret; set-ups have no problems by the rules of the app and of its radar; the cases
of mappers pass; pairs name projects of the folder. Exit code 1 where something is wrong; warnings and
remarks are told and fail nothing.
`,
    options: { json: 'flag' },
    async run({ values, rest }, out) {
      const [action, root, ...more] = rest
      if (action !== 'check' || root === undefined || more.length > 0) {
        throw new UsageError('team takes “check” and one folder.')
      }
      return (await import('./team')).checkTeam(root, values.json === true, out)
    },
  }),
  mapper: command({
    about: 'Runs, tests, formats and checks mappers',
    usage: mapperUsage,
    options: mapperOptions,
    run: runMapperCommand,
  }),
}
