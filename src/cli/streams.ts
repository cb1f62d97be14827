/** Where a command writes: what was asked for, and what is said about it. */
export interface Streams {
  /** To stdout, as it is. */
  write(text: string): void
  /** To stderr; a newline is added where the text ends without one. */
  warn(text: string): void
}

export const streams: Streams = {
  write: (text) => void process.stdout.write(text),
  warn: (text) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
}

// `mapper run … | head` closes the pipe early, which is no reason to complain.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

/** The answer of `--json`: one JSON document with a newline. */
export function writeJson(out: Streams, value: unknown): void {
  out.write(`${JSON.stringify(value, null, 2)}\n`)
}
