import { sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64 } from '@scure/base'
import { remembering } from './recent'

const prefix = 'base64://'
const contentAddress = /\/([0-9a-f]{128})\.[a-z0-9]+$/

/** The wire form of a mapper's text: standard alphabet with padding, as Ory's fetcher requires. */
export const toMapperUrl = remembering((text: string): string => {
  return prefix + base64.encode(utf8ToBytes(text))
})

/**
 * The bytes of a `base64://` mapper; `undefined` for another scheme or malformed base64. The caller
 * decodes the text, since JavaScript without the platform has no UTF-8 decoder.
 */
export function inlineMapperBytes(mapperUrl: string): Uint8Array | undefined {
  if (!mapperUrl.startsWith(prefix)) return undefined
  try {
    return base64.decode(mapperUrl.slice(prefix.length))
  } catch {
    // Malformed base64.
    return undefined
  }
}

type Sha512 = (content: Uint8Array) => string
let ownSha512: Sha512 = (content) => bytesToHex(sha512(content))

/** Lets another function hash from now on: where there is Node, its own takes a tenth of the time. */
export function hashBy(sha512OfNode: Sha512): void {
  ownSha512 = sha512OfNode
}

/** Lower-case hex SHA-512 of raw content, which is how Ory names stored mappers. */
export const contentHash: Sha512 = (content) => ownSha512(content)

/**
 * The hash of a `mapper_url`'s text, without a download: from a storage URL's file name, or computed
 * for inline text. `undefined` for any other address.
 */
export const mapperHash = remembering((mapperUrl: string): string | undefined => {
  const inline = inlineMapperBytes(mapperUrl)
  if (inline) return contentHash(inline)
  return contentAddress.exec(mapperUrl)?.[1]
})

/** Whether two mapper URLs have the same text; Ory turns inline text into a storage URL. */
export function sameMapper(left: string, right: string): boolean {
  if (left === right) return true
  const hash = mapperHash(left)
  return hash !== undefined && hash === mapperHash(right)
}
