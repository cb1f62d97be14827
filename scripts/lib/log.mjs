// Messages of the scripts, always on stderr: stdout is for the result of a command (a path, the last line
// `N passed, N failed`).

/** Prints one line for the person. */
export function say(message) {
  process.stderr.write(`${message}\n`)
}

/** A failure that the person can fix: shown as its message, without a stack. */
export class Stop extends Error {}

/** The text for an error; for a bug, its stack. */
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
