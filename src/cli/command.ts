import type { Streams } from './streams'

/** How every command ends: the exit code of the process. */
export const ended = {
  /** It was done, or there is nothing to do. */
  done: 0,
  /** It could not be done, or what was looked at has an error. */
  failed: 1,
  /** Nothing is wrong, and there is something to do. */
  toDo: 2,
} as const
export type Ended = (typeof ended)[keyof typeof ended]

/** One command of `sso-workbench`. */
export interface CliCommand {
  /** How it is called, as `--help` prints it. */
  readonly usage: string
  /**
   * Runs it.
   *
   * @param args without the name of the command
   * @throws UsageError for arguments that it does not have, CommandError for what a person can mend
   */
  run(args: readonly string[], out: Streams): Promise<Ended>
}
