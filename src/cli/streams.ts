import { jsonText, plainLines } from './plain-text'

/** Exit codes. */
export const ended = {
  /** Done, or nothing to do. */
  done: 0,
  /** Failed, or the checked files have an error. */
  failed: 1,
  /** Nothing is wrong, and something is to be changed. */
  toDo: 2,
} as const
export type Ended = (typeof ended)[keyof typeof ended]

/** Output of a command: the result, and messages about it. */
export interface Streams {
  /** Writes to stdout, unchanged. */
  write(text: string): void
  /** Writes to stderr, without what a terminal obeys; adds a newline if there is none at the end. */
  warn(text: string): void
  /** Writes to stderr why the command still runs; nothing with --quiet. */
  progress(text: string): void
}

/** `json`: print one JSON document, also on failure; `quiet`: print no result in words. */
let options = { json: false, quiet: false }
let hasWritten = false
let isFull = false

export function beginOutput(asked: typeof options): void {
  options = asked
  hasWritten = false
  isFull = false
}

function write(text: string): void {
  hasWritten = true
  process.stdout.write(text)
}

export const streams: Streams = {
  write(text) {
    if (!options.quiet) write(text)
  },
  warn(text) {
    const shown = plainLines(text)
    process.stderr.write(shown.endsWith('\n') ? shown : `${shown}\n`)
  },
  progress(text) {
    if (!options.quiet) streams.warn(text)
  },
}

/** Errors of a closed pipe, as in `sso-workbench … | head`, or a closed terminal. */
const nobodyReads = new Set(['EPIPE', 'EIO'])
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (isFull || nobodyReads.has(error.code ?? '')) return
  isFull = true
  process.exitCode = ended.failed
  streams.warn(`The output cannot be written: ${error.message}.`)
})
// Messages have no other place.
process.stderr.on('error', () => undefined)

/** Whether the result could be written; a full disk is reported after the write. */
export async function isOutputWritten(): Promise<boolean> {
  await new Promise(setImmediate)
  return !isFull
}

/** Writes the answer for `--json`: one JSON document with a newline. */
export function writeJson(out: Streams, value: unknown): void {
  out.write(`${jsonText(value)}\n`)
}

/** Prints why a command failed; with `--json` also as the document, unless there already is one. */
export function reportFailure(code: string, message: string): void {
  streams.warn(message)
  if (options.json && !hasWritten) write(`${jsonText({ error: { code, message } })}\n`)
}
