import { parseArgs } from 'node:util'
import { CommandError } from './files'
import { streams } from './streams'

/** A command over files with exported set-ups. */
export interface SetUpCommand {
  readonly usage: string
  /** Whether it takes this number of files. */
  takes(files: number): boolean
  /** @returns the exit code */
  run(files: readonly string[], options: { readonly json: boolean }): Promise<number>
}

/** What a person asked for; `undefined` if that is not clear. */
function parsed({ takes }: SetUpCommand) {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) return { kind: 'help' as const }
    if (!takes(positionals.length)) return undefined
    return { kind: 'run' as const, files: positionals, json: values.json === true }
  } catch {
    // parseArgs throws for an unknown option; the usage says which there are.
    return undefined
  }
}

/** Runs a command on the arguments of this process, which then ends with its exit code. */
export async function runSetUpCommand(command: SetUpCommand): Promise<void> {
  process.exitCode = 1
  const asked = parsed(command)
  if (!asked) return streams.warn(command.usage)
  if (asked.kind === 'help') {
    streams.write(command.usage)
    process.exitCode = 0
    return
  }
  try {
    process.exitCode = await command.run(asked.files, asked)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    streams.warn(error.message)
  }
}
