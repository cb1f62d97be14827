import { utf8ToBytes } from '@noble/hashes/utils.js'
import { utf8 } from '@scure/base'
import { inlineMapperBytes } from '../model/mapper-text'

/** Many connections have one text: what was worked out last is at hand, as far as it is small. */
const known = new Map<string, string | undefined>()
const mostKnown = 200
const longestKnown = 100_000

/**
 * The text inside an inline value (`base64://…`); `undefined` for another form, and where the bytes are
 * no UTF-8 or begin with a mark that a decoder takes away: they could not be written back the same.
 */
export function inlineText(value: string): string | undefined {
  if (value.length > longestKnown) return decoded(value)
  if (known.has(value)) return known.get(value)
  const text = decoded(value)
  if (known.size >= mostKnown) known.clear()
  known.set(value, text)
  return text
}

const notAscii = /[^\p{ASCII}]/u

function decoded(value: string): string | undefined {
  const bytes = inlineMapperBytes(value)
  if (!bytes) return undefined
  try {
    const text = utf8.encode(bytes)
    // ASCII, as nearly all is, can only be written back the same.
    if (text.length === bytes.length && !notAscii.test(text)) return text
    const again = utf8ToBytes(text)
    const isSame = again.length === bytes.length && again.every((byte, at) => byte === bytes[at])
    return isSame ? text : undefined
  } catch {
    // Thrown for bytes that are no UTF-8.
    return undefined
  }
}
