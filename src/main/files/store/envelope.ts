import { z } from 'zod'
import { t } from '../../../core/language/translate'
import { causeOf } from './file-errors'
import { unknownField } from './unknown-fields'

const envelopeSchema = z.object({ version: z.number().int(), data: z.unknown() })

export type Parsed<Value> =
  | { readonly kind: 'good'; readonly value: Value }
  | { readonly kind: 'too-new'; readonly why: string }
  | { readonly kind: 'damaged'; readonly why: string }

/** Unknown members would be lost when the file is written again. */
export type UnknownMembers = 'refused' | 'dropped'

export const envelopeText = (name: string, data: unknown): string =>
  `${JSON.stringify({ version: fileVersion(name), data })}\n`

/** File versions other than 1, by folder or name. */
const versions = new Map([
  ['drafts', 2],
  ['snapshots', 2],
  ['workspaces', 2],
  ['guards', 2],
])

/** Version for a file name such as `drafts/ID.json`. */
export function fileVersion(name: string): number {
  const kind = name.includes('/') ? name.split('/', 1)[0] : name.replace(/\.json$/, '')
  return versions.get(kind ?? '') ?? 1
}

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
