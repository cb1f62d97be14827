import { lookup } from 'node:dns/promises'
import { appError, type ErrorCode } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { contentHash, inlineMapperBytes, mapperHash } from '../../core/mapper/text'
import { isLoopbackHost } from '../../core/urls/api-address'
import { orAborted } from './abort'
import { checkStorageAddress, isInnerAddress } from './address-guard'
import { readUpTo } from './bodies'
import type { Transport } from './dispatcher'
import { toApiError, toNetworkError } from './http-errors'

/** Largest content that is read, in bytes. */
export const largestMapper = 1024 * 1024
const mostRedirects = 2
const patience = 10_000

/** What is kept beside the project document, behind an address in it. */
export type ContentKind = 'mapper' | 'metadata' | 'schema'

interface ReadOptions {
  readonly apiAddress: string
  readonly signal?: AbortSignal | undefined
}

export interface StorageReader {
  /**
   * The text behind a `mapper_url`: decoded from `base64://`, or read from where Ory stored it,
   * without credentials, and compared with the hash in its file name.
   */
  readMapper(mapperUrl: string, options: ReadOptions): Promise<Result<string>>
  /**
   * The same for a mapper, an identity schema or IdP metadata; the kind says which codes its errors have. Metadata may
   * also lie at the identity provider: that is asked as any other https address.
   */
  readContent(
    address: string,
    options: ReadOptions & { readonly kind: ContentKind },
  ): Promise<Result<string>>
}

export interface StorageReaderOptions {
  readonly transport: () => Promise<Transport>
  readonly userAgent: string
  /** IP addresses of a host name. */
  readonly resolve?: (hostname: string) => Promise<string[]>
}

interface Words {
  readonly name: string
  readonly tooLarge: ErrorCode
  readonly refused: ErrorCode
  readonly otherHash: ErrorCode
  readonly noText: ErrorCode
}

const words: Record<ContentKind, Words> = {
  mapper: {
    name: 'mapper',
    tooLarge: 'mapper.too-large',
    refused: 'mapper.address-refused',
    otherHash: 'mapper.hash-mismatch',
    noText: 'api.unexpected-response',
  },
  metadata: {
    name: 'metadata',
    tooLarge: 'metadata.too-large',
    refused: 'metadata.address-refused',
    otherHash: 'metadata.unreadable',
    noText: 'metadata.unreadable',
  },
  schema: {
    name: 'identity schema',
    tooLarge: 'schema.unreadable',
    refused: 'schema.address-refused',
    otherHash: 'schema.unreadable',
    noText: 'schema.unreadable',
  },
}

async function resolveHost(hostname: string): Promise<string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address)
}

const refused = ({ refused: code }: Words, address: string, why: string) =>
  failure(appError(code, why, { subject: address.slice(0, 300) }))

const tooLarge = ({ tooLarge: code, name }: Words) =>
  failure(appError(code, `The ${name} is larger than ${largestMapper} bytes`))

/** The encoding that a byte order mark names; XML from Windows may be in UTF-16. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

function decode(bytes: Uint8Array, kind: Words): Result<string> {
  if (bytes.byteLength > largestMapper) return tooLarge(kind)
  try {
    return success(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes))
  } catch {
    return failure(appError(kind.noText, `The ${kind.name} is not UTF-8 text`))
  }
}

export function createStorageReader(options: StorageReaderOptions): StorageReader {
  const { transport, userAgent, resolve = resolveHost } = options

  async function download(
    address: string,
    kind: Words,
    apiIsLocal: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Result<Uint8Array>> {
    const limit = AbortSignal.timeout(patience)
    const ending = signal ? AbortSignal.any([signal, limit]) : limit
    let next = address
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const checked = checkStorageAddress(next, apiIsLocal)
      if ('why' in checked) return refused(kind, next, checked.why)
      const { url } = checked
      let proxied = false
      try {
        const carrier = await orAborted(transport(), ending)
        const route = await orAborted(Promise.resolve(carrier.for(url)), ending)
        proxied = route.proxied
        // Behind a proxy it is the proxy that resolves names, and often nothing else can.
        if (!proxied && url.protocol === 'https:' && !url.hostname.startsWith('[')) {
          const addresses = await orAborted(resolve(url.hostname), ending)
          if (addresses.some(isInnerAddress)) {
            return refused(kind, next, 'It leads into a private network')
          }
        }
        const response = await orAborted(
          carrier.request(url, {
            dispatcher: route.dispatcher,
            method: 'GET',
            headers: { 'user-agent': userAgent },
            signal: ending,
          }),
          ending,
          ({ body }) => body.on('error', () => {}).destroy(),
        )
        const { statusCode, headers, body } = response
        if (statusCode >= 300 && statusCode < 400 && url.protocol === 'https:') {
          const location = headers['location']
          await body.dump()
          if (typeof location !== 'string') return refused(kind, next, 'It leads nowhere')
          next = URL.canParse(location, url.href) ? new URL(location, url).href : location
          continue
        }
        if (statusCode !== 200) {
          await body.dump()
          return failure(toApiError(statusCode, '', undefined))
        }
        const bytes = await orAborted(readUpTo(body, largestMapper), ending)
        return bytes ? success(bytes) : tooLarge(kind)
      } catch (error) {
        return failure(toNetworkError(error, { host: url.host, signal, proxied }))
      }
    }
    return refused(kind, next, 'It was redirected too often')
  }

  async function readContent(
    address: string,
    { apiAddress, signal, kind: name }: ReadOptions & { readonly kind: ContentKind },
  ): Promise<Result<string>> {
    const kind = words[name]
    const inline = inlineMapperBytes(address)
    if (inline) return decode(inline, kind)
    const apiIsLocal = isLoopbackHost(new URL(apiAddress).hostname)
    const result = await download(address, kind, apiIsLocal, signal)
    if (!result.ok) return result
    const expected = mapperHash(address)
    if (expected !== undefined && contentHash(result.value) !== expected) {
      const message = `The stored ${kind.name} is not what its address says`
      return failure(appError(kind.otherHash, message, { subject: address }))
    }
    return decode(result.value, kind)
  }

  return {
    readContent,
    readMapper: (mapperUrl, given) => readContent(mapperUrl, { ...given, kind: 'mapper' }),
  }
}
