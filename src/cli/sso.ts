import { version } from '../../package.json'
import { commandNames, helpNames, versionName, type CommandName } from '../core/app/command-names'
import { ended, type CliCommand, type Ended } from './command'
import { CommandError } from './command-error'
import { asksForHelp, hasOption, UsageError, withoutOption } from './options'
import { beginOutput, isOutputWritten, reportFailure, streams } from './streams'

interface Listed {
  /** What it does, in a line of the help of all. */
  readonly about: string
  /** Loads it only when it is used, so that each command starts quickly. */
  load(): Promise<CliCommand>
}

const commands: Readonly<Record<CommandName, Listed>> = {
  plan: {
    about: 'What publishing a project of a team folder would change on the server',
    load: async () => (await import('./plan')).plan,
  },
  apply: {
    about: 'Publishes exactly what a plan says',
    load: async () => (await import('./apply')).apply,
  },
  drift: {
    about: 'What a server has and a team folder has not, and the other way round',
    load: async () => (await import('./drift')).drift,
  },
  pull: {
    about: 'Writes what a server has of a project into a team folder',
    load: async () => (await import('./pull')).pull,
  },
  who: {
    about: 'How people of an address or a domain sign in, by a set-up',
    load: async () => (await import('./who')).who,
  },
  problems: {
    about: 'What is wrong in set-ups, each and between them',
    load: async () => (await import('./problems')).problems,
  },
  impact: {
    about: 'What going from one set-up to another does to people',
    load: async () => (await import('./impact')).impact,
  },
  team: {
    about: 'Checks a team folder, as in CI',
    load: async () => (await import('./team')).team,
  },
  mapper: {
    about: 'Runs, tests, formats and checks mappers',
    load: async () => (await import('./mapper')).mapper,
  },
}

const quietName = '--quiet'

const widest = Math.max(...commandNames.map(({ length }) => length))

const usage = `Usage: sso-workbench COMMAND ...

${commandNames.map((name) => `  ${name.padEnd(widest)}  ${commands[name].about}`).join('\n')}

sso-workbench COMMAND --help says more of each. From source: npm run --silent sso -- COMMAND ...

Exit code 0: it was done, or there is nothing to do. 2: there is something to do. 1: it could not be done, or
what was looked at has an error. Messages go to standard error; --json prints one JSON document, also where
the command fails. --quiet prints neither a result in words nor progress: the exit code has it. --version prints
the version. NO_COLOR=1 takes the colors from what a terminal shows.
`

/** Anything but a usage or a known failure is a bug; its stack would show minified code. */
function failureOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof CommandError) return error
  const why = error instanceof Error ? error.message : String(error)
  return { code: 'unexpected', message: `It failed in a way that nobody foresaw: ${why}` }
}

async function run([name = '', ...given]: readonly string[]): Promise<Ended> {
  const json = hasOption(given, '--json')
  // Whoever names a format wants to have it.
  const isInWords = !json && !given.some((each) => /^--format\b/.test(each))
  beginOutput({ json, quiet: isInWords && hasOption(given, quietName) })
  if (name === versionName) {
    streams.write(`sso-workbench ${version}\n`)
    return ended.done
  }
  if (name === '' || helpNames.includes(name)) {
    streams.write(usage)
    return ended.done
  }
  const known = commandNames.find((each) => each === name)
  if (known === undefined) {
    const isOption = name.startsWith('-')
    reportFailure(
      'usage',
      isOption ? `There is no option ${name}.` : `There is no command “${name}”.`,
    )
    streams.warn(usage)
    return ended.failed
  }
  const args = withoutOption(given, quietName)
  const command = await commands[known].load()
  if (asksForHelp(args)) {
    beginOutput({ json, quiet: false })
    streams.write(command.usage)
    return ended.done
  }
  try {
    return await command.run(args, streams)
  } catch (error) {
    const { code, message } = failureOf(error)
    reportFailure(code, message)
    if (error instanceof UsageError) streams.warn(command.usage)
    return ended.failed
  }
}

const exitCode = await run(process.argv.slice(2))
process.exitCode = (await isOutputWritten()) ? exitCode : ended.failed
