import { jsonText, plainLines } from './plain-text'

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

/** Output of a command: the result, and messages about it. */
export interface Streams {
  /** Writes to stdout, unchanged. */
  write(text: string): void
  /** Writes to stderr, without what a terminal obeys; adds a newline if there is none at the end. */
  warn(text: string): void
  /** Writes to stderr why the command still runs; nothing with --quiet. */
  progress(text: string): void
}

/** What a command was asked to print. */
interface OutputOptions {
  /** One JSON document, also where the command fails. */
  readonly json: boolean
  /** No result in words. */
  readonly quiet: boolean
}

let options: OutputOptions = { json: false, quiet: false }
let hasWritten = false
let isFull = false

/** Begins the output of a command. */
export function beginOutput(asked: OutputOptions): void {
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

/** A pipe that nobody reads any more, as after `sso-workbench … | head`, or a terminal that was closed. */
const nobodyReads = new Set(['EPIPE', 'EIO'])
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (isFull || nobodyReads.has(error.code ?? '')) return
  isFull = true
  process.exitCode = ended.failed
  streams.warn(`The output cannot be written: ${error.message}.`)
})
// There is no other place for messages.
process.stderr.on('error', () => undefined)

/** Whether the result could be written, as far as it is known; a full disk is reported after the write. */
export async function isOutputWritten(): Promise<boolean> {
  await new Promise(setImmediate)
  return !isFull
}

/** Writes the answer for `--json`: one JSON document with a newline. */
export function writeJson(out: Streams, value: unknown): void {
  out.write(`${jsonText(value)}\n`)
}

/** Says why a command failed: with `--json` also as the document, unless the command has printed its own. */
export function reportFailure(code: string, message: string): void {
  streams.warn(message)
  if (options.json && !hasWritten) write(`${jsonText({ error: { code, message } })}\n`)
}
