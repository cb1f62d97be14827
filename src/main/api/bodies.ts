import { isAscii } from 'node:buffer'
import { t } from '../../core/language/translate'

/** Deepest JSON that is accepted; Ory's documents have fewer than twenty levels. */
export const deepestJson = 200

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
 * Whether JSON is nested deeper than `deepestJson`. It scans the bytes without recursion; for data that
 * is not JSON the result is arbitrary.
 */
export function isTooDeep(json: Uint8Array): boolean {
  let depth = 0
  // Millions of bytes: numbers in their places, and texts passed over at once, take half the time.
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]
    if (byte === 0x22) {
      at += 1
      // To the next quotation mark without a backslash before it.
      for (; at < json.length; at += 1) {
        const inText = json[at]
        if (inText === 0x22) break
        if (inText === 0x5c) at += 1
      }
    } else if (byte === 0x5b || byte === 0x7b) {
      depth += 1
      if (depth > deepestJson) return true
    } else if (byte === 0x5d || byte === 0x7d) {
      depth -= 1
    }
  }
  return false
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
  if (!anyDepth && isTooDeep(bytes))
    return { why: t('it is nested deeper than {count} levels', { count: deepestJson }) }
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    // The message of JSON.parse may quote the body, which may contain secrets.
    return { why: t('it is not JSON, or was cut off') }
  }
}
