import { parseCommand, usage, type Command } from './arguments'
import { ended, type CliCommand, type Ended } from './command'
import type { Streams } from './streams'

/** Loads a part only when it is used, so that each one starts quickly. */
async function run(command: Command, out: Streams): Promise<Ended> {
  switch (command.name) {
    case 'help':
      out.write(usage)
      return ended.done
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

/** `mapper run|test|fmt|lint …` */
export const mapper: CliCommand = { usage, run: (args, out) => run(parseCommand(args), out) }
