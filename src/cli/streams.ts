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

/** A pipe that nobody reads any more, as after `sso-workbench … | head`, or a terminal that was closed. */
const nobodyReads = new Set(['EPIPE', 'EIO'])
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!nobodyReads.has(error.code ?? '')) throw error
  })
}

/** Writes the answer for `--json`: one JSON document with a newline. */
export function writeJson(out: Streams, value: unknown): void {
  out.write(`${jsonText(value)}\n`)
}
