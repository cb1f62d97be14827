import { createHash } from 'node:crypto'
import { ApiError } from './errors'

export type Content = Record<string, string>
export type ContentKind = 'jsonnet' | 'xml' | 'json'

export const storageFolder = 'bac-gcs-emulated'
const storedName = /^stored:\/\/([0-9a-f]{128}\.[a-z]+)$/
const storageUrl = /\/([0-9a-f]{128})\.[a-z]+$/

/** Stores a text and returns its internal address. Equal texts have equal addresses, as at Ory. */
export function storeText(content: Content, text: string, kind: ContentKind): string {
  const hash = createHash('sha512').update(text, 'utf8').digest('hex')
  content[hash] = text
  return `stored://${hash}.${kind}`
}

/** The hash in an internal address; undefined for any other address. */
export function contentHash(address: string): string | undefined {
  return storedName.exec(address)?.[1]?.slice(0, 128)
}

/** The text of an internal address; undefined for any other address. */
export function storedText(content: Content, address: string): string | undefined {
  const hash = contentHash(address)
  return hash === undefined ? undefined : content[hash]
}

/** The form of an internal address in an answer. */
export function toStorageUrl(address: string, storageAddress: string): string {
  const name = storedName.exec(address)?.[1]
  return name === undefined ? address : `${storageAddress}/${storageFolder}/${name}`
}

/**
 * The stored form of an address that a client sent: `base64://` texts are stored, a storage URL of any
 * host is recognized by its hash. Other http(s) addresses are kept, since the emulator downloads nothing.
 */
export function toStoredAddress(
  content: Content,
  address: string,
  kind: ContentKind,
  where: string,
): string {
  if (address.startsWith('base64://')) {
    return storeText(content, decodeBase64(address.slice('base64://'.length), where), kind)
  }
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
    throw new ApiError(400, `${where}: must start with base64://, https:// or http://`)
  }
  const hash = storageUrl.exec(new URL(address).pathname)?.[1]
  if (hash === undefined) return address
  if (!Object.hasOwn(content, hash)) {
    throw new ApiError(400, `${where}: unable to fetch ${address}: unexpected status code 404`)
  }
  return `stored://${hash}.${kind}`
}

/** Standard alphabet with padding over UTF-8, as Go's `StdEncoding`; Node's decoder accepts more. */
function decodeBase64(encoded: string, where: string): string {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded)) {
    throw new ApiError(400, `${where}: base64: illegal base64 data`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(encoded, 'base64'),
    )
  } catch {
    // The decoder is fatal: it throws for malformed UTF-8.
    throw new ApiError(400, `${where}: base64: the text is not UTF-8`)
  }
}
