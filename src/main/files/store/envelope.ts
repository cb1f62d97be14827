import { z } from 'zod'
import { t } from '../../../core/language/translate'
import { causeOf } from './file-errors'
import { unknownField } from './unknown-fields'

const envelopeSchema = z.object({ version: z.number().int(), data: z.unknown() })

/** The content of a file, or why it cannot be used, in one sentence. */
export type Parsed<Value> =
  | { readonly kind: 'good'; readonly value: Value }
  | { readonly kind: 'too-new'; readonly why: string }
  | { readonly kind: 'damaged'; readonly why: string }

/** Treatment of members unknown to the schema, which would be lost when written again. */
export type UnknownMembers = 'refused' | 'dropped'

/** The text of a file, on one line. */
export const envelopeText = (name: string, data: unknown): string =>
  `${JSON.stringify({ version: fileVersion(name), data })}\n`

/** The versions of kinds of files that are not at version 1, by their folder or else their name. */
const versions = new Map([
  ['drafts', 2],
  ['snapshots', 2],
  ['workspaces', 2],
  ['guards', 2],
])

/** The version of files of this name's kind: of `drafts` for `drafts/ID.json`, `settings` for `settings.json`. */
export function fileVersion(name: string): number {
  const kind = name.includes('/') ? name.split('/', 1)[0] : name.replace(/\.json$/, '')
  return versions.get(kind ?? '') ?? 1
}

/** Parses the text of the file with this name. */
export function parseEnvelope<Value>(
  name: string,
  text: string,
  schema: z.ZodType<Value>,
  unknownMembers: UnknownMembers = 'refused',
): Parsed<Value> {
  let data: unknown
  try {
    const envelope = envelopeSchema.safeParse(JSON.parse(text))
    if (!envelope.success) return { kind: 'damaged', why: t('It has no version.') }
    const { version } = envelope.data
    const known = fileVersion(name)
    if (version !== known) {
      const why = t('It has version {version}; this app knows {known}.', { version, known })
      return { kind: version > known ? 'too-new' : 'damaged', why }
    }
    data = envelope.data.data
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
