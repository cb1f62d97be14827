import { isAscii } from 'node:buffer'
import { t } from '../../core/language/translate'

/** Deepest JSON that is accepted; Ory's documents have fewer than twenty levels. */
export const deepestJson = 200

const [quote, backslash, openArray, closeArray, openObject, closeObject] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
]

/**
 * Reads a body up to a limit in bytes, without waiting for the rest of a larger one.
 * @returns `undefined` for a larger one. Rejects if the connection breaks.
 */
export async function readUpTo(
  body: AsyncIterable<Uint8Array>,
  limit: number,
  onChunk?: () => void,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > limit) return undefined
    chunks.push(chunk)
    onChunk?.()
  }
  return Buffer.concat(chunks, size)
}

/**
 * Whether JSON is nested deeper than `deepestJson`. It scans the text without recursion, and passes over what is in
 * quotes at once, which is most of it; for a text that is not JSON the result is arbitrary.
 */
export function isTooDeep(json: string): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charCodeAt(at)
    if (character === quote) {
      at = endOfText(json, at)
    } else if (character === openArray || character === openObject) {
      depth += 1
      if (depth > deepestJson) return true
    } else if (character === closeArray || character === closeObject) {
      depth -= 1
    }
  }
  return false
}

/** The position of the quote that ends a text of JSON, or the end of all where none does. @param start of its first quote */
function endOfText(json: string, start: number): number {
  for (let at = start; ;) {
    at = json.indexOf('"', at + 1)
    if (at < 0) return json.length
    let before = at - 1
    while (json.charCodeAt(before) === backslash) before -= 1
    // A quote after an odd number of backslashes is one of the text.
    if ((at - before) % 2 === 1) return at
  }
}

/** UTF-8 text; `undefined` if malformed, since a replacement character could be written back later. */
export function decodeText(bytes: Uint8Array): string | undefined {
  // A fast path: nearly all that an API sends.
  if (isAscii(bytes)) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // The decoder is fatal: it throws for malformed UTF-8.
    return undefined
  }
}

/** Whether a text is a web page: an API never sends one, but proxies before it do. */
export function isWebPage(text: string, contentType = ''): boolean {
  return /^\s*text\/html/i.test(contentType) || /^\s*<(?:!doctype html|html)\b/i.test(text)
}

/** The content of a body: JSON, or why it cannot be read. */
export type ReadJson = { readonly json: unknown } | { readonly why: string }

/**
 * Reads a body that should be JSON; never throws.
 *
 * @param anyDepth for who reads members by name and never walks the whole: then its depth does no harm
 */
export function readJson(bytes: Uint8Array, contentType?: string, anyDepth = false): ReadJson {
  const text = decodeText(bytes)
  if (text === undefined) return { why: t('it is not UTF-8 text') }
  if (text.trim() === '') return { why: t('it is empty') }
  if (isWebPage(text, contentType)) {
    return { why: t('it is a web page, perhaps from a proxy or a sign-in page of the network') }
  }
  if (!anyDepth && isTooDeep(text))
    return { why: t('it is nested deeper than {count} levels', { count: deepestJson }) }
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    // The message of JSON.parse may quote the body, which may contain secrets.
    return { why: t('it is not JSON, or was cut off') }
  }
}
