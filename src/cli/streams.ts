import { jsonText, plainLines } from './plain-text'

/** Output of a command: the result, and messages about it. */
export interface Streams {
  /** Writes to stdout, unchanged. */
  write(text: string): void
  /** Writes to stderr, without what a terminal obeys; adds a newline if there is none at the end. */
  warn(text: string): void
}

export const streams: Streams = {
  write: (text) => void process.stdout.write(text),
  warn(text) {
    const shown = plainLines(text)
    process.stderr.write(shown.endsWith('\n') ? shown : `${shown}\n`)
  },
}

// `sso-workbench … | head` closes the pipe early, which is not an error; so does `2>&1 | head` for messages.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

/** Writes the answer for `--json`: one JSON document with a newline. */
export function writeJson(out: Streams, value: unknown): void {
  out.write(`${jsonText(value)}\n`)
}
