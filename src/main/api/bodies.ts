import { isAscii } from 'node:buffer'
import { t } from '../../core/language/translate'
import { deepestWalked, isTooDeep } from '../../core/model/json-depth'

/** Reads at most `limit` bytes; `undefined` for more. Rejects if the connection breaks. */
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

/** UTF-8 text; `undefined` if malformed, as replacement characters might be written back. */
export function decodeText(bytes: Uint8Array): string | undefined {
  // Fast path for nearly everything.
  if (isAscii(bytes)) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // The fatal decoder throws for malformed UTF-8.
    return undefined
  }
}

/** Whether it is a web page, which only proxies send. */
export function isWebPage(text: string, contentType = ''): boolean {
  return /^\s*text\/html/i.test(contentType) || /^\s*<(?:!doctype html|html)\b/i.test(text)
}

export type ReadJson = { readonly json: unknown } | { readonly why: string }

/** Parses JSON without throwing. `anyDepth` suits callers that never walk the whole value. */
export function readJson(bytes: Uint8Array, contentType?: string, anyDepth = false): ReadJson {
  const text = decodeText(bytes)
  if (text === undefined) return { why: t('it is not UTF-8 text') }
  if (text.trim() === '') return { why: t('it is empty') }
  if (isWebPage(text, contentType)) {
    return { why: t('it is a web page, perhaps from a proxy or a sign-in page of the network') }
  }
  if (!anyDepth && isTooDeep(text))
    return { why: t('it is nested deeper than {count} levels', { count: deepestWalked }) }
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    // JSON.parse's message may quote secrets.
    return { why: t('it is not JSON, or was cut off') }
  }
}
