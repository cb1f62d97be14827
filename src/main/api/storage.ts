import { appError, type ErrorCode } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { contentHash, inlineMapperBytes, mapperHash } from '../../core/model/mapper-text'
import { isLoopbackHost } from '../../core/links/api-address'
import type { Refusal } from './address-guard'
import { toApiError, toNetworkError } from './http-errors'
import type { PublicFetch } from './public-fetch'

/** Bytes. */
export const largestMapper = 1024 * 1024
const patience = 10_000

export type ContentKind = 'mapper' | 'metadata' | 'schema'

interface ReadOptions {
  readonly apiAddress: string
  readonly signal?: AbortSignal | undefined
}

export interface StorageReader {
  /**
   * Text of a `mapper_url`: `base64://`, or Ory's storage, checked against the hash in its name.
   */
  readMapper(mapperUrl: string, options: ReadOptions): Promise<Result<string>>
  /** The same for any kind of content; metadata may also be at another https address. */
  readContent(
    address: string,
    options: ReadOptions & { readonly kind: ContentKind },
  ): Promise<Result<string>>
}

interface Words {
  readonly tooLarge: readonly [ErrorCode, string]
  readonly refused: ErrorCode
  readonly otherHash: readonly [ErrorCode, string]
  readonly noText: readonly [ErrorCode, string]
}

const sizes = { limit: largestMapper }

const words: Record<ContentKind, Words> = {
  mapper: {
    tooLarge: ['mapper.too-large', t('The mapper is larger than {limit} bytes', sizes)],
    refused: 'mapper.address-refused',
    otherHash: [
      'mapper.hash-mismatch',
      t('The stored mapper does not match the hash in its address'),
    ],
    noText: ['api.unexpected-response', t('The mapper is not UTF-8 text')],
  },
  metadata: {
    tooLarge: ['metadata.too-large', t('The metadata is larger than {limit} bytes', sizes)],
    refused: 'metadata.address-refused',
    otherHash: [
      'metadata.unreadable',
      t('The stored metadata does not match the hash in its address'),
    ],
    noText: ['metadata.unreadable', t('The metadata is not UTF-8 text')],
  },
  schema: {
    tooLarge: ['schema.unreadable', t('The identity schema is larger than {limit} bytes', sizes)],
    refused: 'schema.address-refused',
    otherHash: [
      'schema.unreadable',
      t('The stored identity schema does not match the hash in its address'),
    ],
    noText: ['schema.unreadable', t('The identity schema is not UTF-8 text')],
  },
}

const whyRefused: Readonly<Record<Refusal, string>> = {
  'no-address': t('It is not an address'),
  'not-https': t('It is not an https address'),
  'user-name': t('It holds a user name'),
  private: t('It leads into a private network'),
}

const refused = ({ refused: code }: Words, address: string, why: string) =>
  failure(appError(code, why, { subject: address.slice(0, 300) }))

const tooLarge = ({ tooLarge: [code, message] }: Words) => failure(appError(code, message))

/** By byte order mark; XML from Windows may be UTF-16. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

function decode(bytes: Uint8Array, kind: Words): Result<string> {
  if (bytes.byteLength > largestMapper) return tooLarge(kind)
  try {
    return success(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes))
  } catch {
    // The fatal decoder throws for malformed text.
    const [code, message] = kind.noText
    return failure(appError(code, message))
  }
}

/** `storageOf`: where a local API keeps its texts, as of the demo. */
export function createStorageReader({
  fetch,
  storageOf = () => undefined,
}: {
  readonly fetch: PublicFetch
  readonly storageOf?: (apiAddress: string) => string | undefined
}): StorageReader {
  /** Whether an address is the storage of a local API (read without TLS); only the demo's own. */
  function isOwnStorage(address: string, apiAddress: string): boolean {
    if (!isLoopbackHost(new URL(apiAddress).hostname) || !URL.canParse(address)) return false
    const own = storageOf(apiAddress)
    return own === undefined || new URL(own).origin === new URL(address).origin
  }

  async function download(
    address: string,
    kind: Words,
    plainLoopback: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Result<Uint8Array>> {
    const limit = AbortSignal.timeout(patience)
    const ending = signal ? AbortSignal.any([signal, limit]) : limit
    const fetched = await fetch(address, { signal: ending, largest: largestMapper, plainLoopback })
    switch (fetched.kind) {
      case 'read':
        return success(fetched.bytes)
      case 'refused':
        return refused(kind, fetched.address, whyRefused[fetched.why])
      case 'redirects':
        return refused(kind, address, t('It was redirected too often'))
      case 'too-large':
        return tooLarge(kind)
      case 'status':
        return failure(toApiError(fetched.status, '', undefined))
      case 'failed': {
        const { error, host, proxied } = fetched
        return failure(toNetworkError(error, { host, signal, proxied }))
      }
    }
  }

  async function readContent(
    address: string,
    { apiAddress, signal, kind: name }: ReadOptions & { readonly kind: ContentKind },
  ): Promise<Result<string>> {
    const kind = words[name]
    const inline = inlineMapperBytes(address)
    if (inline) return decode(inline, kind)
    const result = await download(address, kind, isOwnStorage(address, apiAddress), signal)
    if (!result.ok) return result
    const expected = mapperHash(address)
    if (expected !== undefined && contentHash(result.value) !== expected) {
      const [code, message] = kind.otherHash
      return failure(appError(code, message, { subject: address }))
    }
    return decode(result.value, kind)
  }

  return {
    readContent,
    readMapper: (mapperUrl, given) => readContent(mapperUrl, { ...given, kind: 'mapper' }),
  }
}
