import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { t } from '../../../core/language/translate'
import { entrySchema, type Entry } from '../../../core/draft/journal'
import { unknownField } from '../store/unknown-fields'

export const journalVersion = 1

const headerSchema = z.object({
  journal: z.literal(journalVersion),
  projectId: z.string(),
  /** Base revision, in case the draft is lost. */
  baseRevisionId: z.string(),
})
export type JournalHeader = Omit<z.infer<typeof headerSchema>, 'journal'>

const lineSchema = z.object({ n: z.number().int().positive(), entry: entrySchema })
/** Entry with a number that grows for the draft's life. */
export type NumberedEntry = z.infer<typeof lineSchema>

// The checksum covers the rest after `{"sum":"89abcdef",`.
const linePattern = /^\{"sum":"([0-9a-f]{8})",(.*\})$/s

const sumOf = (text: string) => crc32(text).toString(16).padStart(8, '0')

function line(value: object): string {
  const rest = JSON.stringify(value).slice(1)
  return `{"sum":"${sumOf(rest)}",${rest}\n`
}

export const headerLine = (header: JournalHeader): string =>
  line({ journal: journalVersion, ...header })

export const entryLine = (n: number, entry: Entry): string => line({ n, entry })

/** Content of a line; `undefined` if incomplete. */
function open(text: string): unknown {
  const match = linePattern.exec(text)
  if (match?.[1] === undefined || match[2] === undefined) return undefined
  return match[1] === sumOf(match[2]) ? (JSON.parse(`{${match[2]}`) as unknown) : undefined
}

export type Journal =
  | {
      readonly kind: 'read'
      readonly header: JournalHeader
      readonly entries: readonly NumberedEntry[]
      /** Bytes of the complete part. */
      readonly bytes: number
      /** Whether an incomplete line follows, from a crash while writing. */
      readonly torn: boolean
    }
  | {
      readonly kind: 'damaged'
      readonly header?: JournalHeader
      readonly entries: readonly NumberedEntry[]
      readonly lost: number
    }
  | { readonly kind: 'too-new'; readonly why: string }

export function readJournal(text: string): Journal {
  const lines = text.split('\n')
  const ended = lines.at(-1) === ''
  if (ended) lines.pop()
  const first = open(lines[0] ?? '')
  const version = z.looseObject({ journal: z.number() }).safeParse(first)
  if (version.success && version.data.journal > journalVersion) {
    const why = t('It has version {version}; this app knows {known}.', {
      version: version.data.journal,
      known: journalVersion,
    })
    return { kind: 'too-new', why }
  }
  const header = headerSchema.safeParse(first)
  if (!header.success) return { kind: 'damaged', entries: [], lost: lines.length }
  const { journal: _version, ...known } = header.data
  const entries: NumberedEntry[] = []
  let bytes = Buffer.byteLength(lines[0] ?? '') + 1
  for (const [index, content] of lines.entries()) {
    if (index === 0) continue
    const torn = index === lines.length - 1 && !ended
    const value = torn ? undefined : open(content)
    const read = lineSchema.safeParse(value)
    const before = entries.at(-1)?.n
    const follows = read.success && (before === undefined || read.data.n === before + 1)
    if (!read.success || !follows) {
      if (torn) return { kind: 'read', header: known, entries, bytes, torn }
      return { kind: 'damaged', header: known, entries, lost: lines.length - index }
    }
    const unknown = unknownField(value, read.data)
    if (unknown !== undefined) {
      const why = t('It holds "{member}", which this app does not know.', { member: unknown })
      return { kind: 'too-new', why }
    }
    entries.push(read.data)
    bytes += Buffer.byteLength(content) + 1
  }
  return { kind: 'read', header: known, entries, bytes, torn: false }
}
