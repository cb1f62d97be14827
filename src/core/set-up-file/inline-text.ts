import { utf8ToBytes } from '@noble/hashes/utils.js'
import { utf8 } from '@scure/base'
import { inlineMapperBytes } from '../model/mapper-text'

/**
 * The text inside an inline value (`base64://…`); `undefined` for another form, and where the bytes are
 * no UTF-8 or begin with a mark that a decoder takes away: they could not be written back the same.
 */
export function inlineText(value: string): string | undefined {
  const bytes = inlineMapperBytes(value)
  if (!bytes) return undefined
  try {
    const text = utf8.encode(bytes)
    const again = utf8ToBytes(text)
    const isSame = again.length === bytes.length && again.every((byte, at) => byte === bytes[at])
    return isSame ? text : undefined
  } catch {
    // Thrown for bytes that are no UTF-8.
    return undefined
  }
}
