// Messages of the scripts. Always on stderr: stdout belongs to what a command was asked to print (a path, the last line
// `N passed, N failed`).

/** Says one line to the person. */
export function say(message) {
  process.stderr.write(`${message}\n`)
}

/** A failure that the person can act on: shown as its message, without a stack. */
export class Stop extends Error {}

/** What to say about an error: a bug with its stack. */
export const explain = (error) =>
  error instanceof Stop ? error.message : (error?.stack ?? String(error))

/** Runs a command's main function; its number becomes the exit code. */
export async function main(command) {
  try {
    process.exitCode = (await command()) ?? 0
  } catch (error) {
    say(explain(error))
    process.exitCode = 1
  }
}
