import { UsageError, parseCommand, usage, type Command } from './arguments'
import { CommandError } from './files'
import { streams, type Streams } from './streams'

/** Loads a command only when it is used, so that each one starts quickly. */
async function run(command: Command, out: Streams): Promise<number> {
  switch (command.name) {
    case 'help':
      out.write(usage)
      return 0
    case 'run':
      return (await import('./run-command')).runCommand(command, out)
    case 'test':
      return (await import('./test-command')).testCommand(command, out)
    case 'fmt':
      return (await import('./fmt-command')).fmtCommand(command, out)
    case 'lint':
      return (await import('./lint-command')).lintCommand(command, out)
  }
}

async function main(): Promise<number> {
  try {
    return await run(parseCommand(process.argv.slice(2)), streams)
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof CommandError)) throw error
    streams.warn(error.message)
    if (error instanceof UsageError) streams.warn(usage)
    return 1
  }
}

process.exitCode = await main()
