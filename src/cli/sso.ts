import { version } from '../../package.json'
import { commandNames, helpNames, versionName } from '../core/app/command-names'
import { ended, beginOutput, isOutputWritten, reportFailure, streams, type Ended } from './streams'
import { CommandError } from './command-error'
import { commands } from './commands'
import { asksForHelp, hasOption, UsageError, withoutOption } from './options'

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

/** Other errors are bugs; their stack would show minified code. */
function failureOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof CommandError) return error
  const why = error instanceof Error ? error.message : String(error)
  return { code: 'unexpected', message: `It failed in a way that nobody foresaw: ${why}` }
}

async function run([name = '', ...given]: readonly string[]): Promise<Ended> {
  const json = hasOption(given, '--json')
  // A named format is printed in spite of --quiet.
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
  const command = commands[known]
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
