import { z } from 'zod'
import { causeOf } from './file-errors'
import type { Migration } from './migrations/migrations'
import { unknownField } from './unknown-fields'

const envelopeSchema = z.object({ version: z.number().int(), data: z.unknown() })

/** What a file's text holds, brought to the newest version; else why it does not, in a sentence. */
export type Parsed<Value> =
  | { readonly kind: 'good'; readonly value: Value }
  | { readonly kind: 'too-new'; readonly why: string }
  | { readonly kind: 'damaged'; readonly why: string }

/** What becomes of members that the schema does not know: written again, they would be gone. */
export type UnknownMembers = 'refused' | 'dropped'

/** The text of a file, one line. */
export const envelopeText = (version: number, data: unknown): string =>
  `${JSON.stringify({ version, data })}\n`

/**
 * Reads the text of a file.
 * @param chain the migrations of the file's kind; the first leads from version 1 to 2
 */
export function parseEnvelope<Value>(
  text: string,
  schema: z.ZodType<Value>,
  chain: readonly Migration[],
  unknownMembers: UnknownMembers = 'refused',
): Parsed<Value> {
  let data: unknown
  try {
    const envelope = envelopeSchema.safeParse(JSON.parse(text))
    if (!envelope.success) return { kind: 'damaged', why: 'It has no version.' }
    const { version } = envelope.data
    if (version > chain.length + 1) {
      return {
        kind: 'too-new',
        why: `It has version ${version}; this app knows ${chain.length + 1}.`,
      }
    }
    data = chain.slice(version - 1).reduce((older, migrate) => migrate(older), envelope.data.data)
  } catch (error) {
    return { kind: 'damaged', why: causeOf(error) }
  }
  const read = schema.safeParse(data)
  if (!read.success) return { kind: 'damaged', why: z.prettifyError(read.error) }
  if (unknownMembers === 'dropped') return { kind: 'good', value: read.data }
  // Whoever wrote the member knew why.
  const unknown = unknownField(data, read.data)
  if (unknown === undefined) return { kind: 'good', value: read.data }
  return { kind: 'too-new', why: `It holds "${unknown}", which this app does not know.` }
}
