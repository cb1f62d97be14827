import { utf8ToBytes } from '@noble/hashes/utils.js'
import { utf8 } from '@scure/base'
import { inlineMapperBytes } from '../model/mapper-text'

/** Caches small texts, because many connections share one. */
const known = new Map<string, string | undefined>()
const mostKnown = 200
const longestKnown = 100_000

/**
 * Text of an inline value; `undefined` for other forms, invalid UTF-8 or a byte order mark, which would not survive
 * writing back.
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
    // ASCII always survives writing back.
    if (text.length === bytes.length && !notAscii.test(text)) return text
    const again = utf8ToBytes(text)
    const isSame = again.length === bytes.length && again.every((byte, at) => byte === bytes[at])
    return isSame ? text : undefined
  } catch {
    // Invalid UTF-8.
    return undefined
  }
}
