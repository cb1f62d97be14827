import { z } from 'zod'
import { t } from '../../../core/language/translate'
import { causeOf } from './file-errors'
import type { Migration } from './migrations/migrations'
import { unknownField } from './unknown-fields'

const envelopeSchema = z.object({ version: z.number().int(), data: z.unknown() })

/** The content of a file, migrated to the newest version; otherwise why not, in one sentence. */
export type Parsed<Value> =
  | { readonly kind: 'good'; readonly value: Value }
  | { readonly kind: 'too-new'; readonly why: string }
  | { readonly kind: 'damaged'; readonly why: string }

/** Treatment of members unknown to the schema, which would be lost when written again. */
export type UnknownMembers = 'refused' | 'dropped'

/** The text of a file, on one line. */
export const envelopeText = (version: number, data: unknown): string =>
  `${JSON.stringify({ version, data })}\n`

/**
 * Parses the text of a file.
 * @param chain the migrations of the file's kind; the first one leads from version 1 to 2
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
    if (!envelope.success) return { kind: 'damaged', why: t('It has no version.') }
    const { version } = envelope.data
    if (version > chain.length + 1) {
      return {
        kind: 'too-new',
        why: t('It has version {version}; this app knows {known}.', {
          version,
          known: chain.length + 1,
        }),
      }
    }
    data = chain.slice(version - 1).reduce((older, migrate) => migrate(older), envelope.data.data)
  } catch (error) {
    return { kind: 'damaged', why: causeOf(error) }
  }
  const read = schema.safeParse(data)
  if (!read.success) return { kind: 'damaged', why: z.prettifyError(read.error) }
  if (unknownMembers === 'dropped') return { kind: 'good', value: read.data }
  // Writing the file again would lose the unknown member.
  const unknown = unknownField(data, read.data)
  if (unknown === undefined) return { kind: 'good', value: read.data }
  const why = t('It holds "{member}", which this app does not know.', { member: unknown })
  return { kind: 'too-new', why }
}
