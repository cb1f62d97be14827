import { lookup } from 'node:dns/promises'
import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { contentHash, inlineMapperBytes, mapperHash } from '../../core/mapper/text'
import { isLoopbackHost } from '../../core/urls/api-address'
import { checkStorageAddress, isInnerAddress } from './address-guard'
import type { Transport } from './dispatcher'
import { toApiError, toNetworkError } from './http-errors'

/** Largest mapper that is read, in bytes. */
export const largestMapper = 1024 * 1024
const mostRedirects = 2
const patience = 10_000

export interface StorageReader {
  /**
   * The text behind a `mapper_url`: decoded from `base64://`, or read from where Ory stored it,
   * without credentials, and compared with the hash in its file name.
   */
  readMapper(
    mapperUrl: string,
    options: { readonly apiAddress: string; readonly signal?: AbortSignal | undefined },
  ): Promise<Result<string>>
}

export interface StorageReaderOptions {
  readonly transport: () => Promise<Transport>
  readonly userAgent: string
  /** IP addresses of a host name. */
  readonly resolve?: (hostname: string) => Promise<string[]>
}

async function resolveHost(hostname: string): Promise<string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address)
}

const refused = (address: string, why: string) =>
  failure(appError('mapper.address-refused', why, { subject: address.slice(0, 300) }))

const tooLarge = () =>
  failure(appError('mapper.too-large', `The mapper is larger than ${largestMapper} bytes`))

function decode(bytes: Uint8Array): Result<string> {
  if (bytes.byteLength > largestMapper) return tooLarge()
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return failure(appError('api.unexpected-response', 'The mapper is not UTF-8 text'))
  }
}

async function readUpTo(
  body: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function createStorageReader(options: StorageReaderOptions): StorageReader {
  const { transport, userAgent, resolve = resolveHost } = options

  async function download(
    address: string,
    apiIsLocal: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Result<Uint8Array>> {
    const carrier = await transport()
    const limit = AbortSignal.timeout(patience)
    let next = address
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const checked = checkStorageAddress(next, apiIsLocal)
      if ('why' in checked) return refused(next, checked.why)
      const { url } = checked
      const { dispatcher, proxied } = carrier.for(url.hostname)
      try {
        // Behind a proxy it is the proxy that resolves names, and often nothing else can.
        if (!proxied && url.protocol === 'https:' && !url.hostname.startsWith('[')) {
          const addresses = await resolve(url.hostname)
          if (addresses.some(isInnerAddress)) {
            return refused(next, 'It leads into a private network')
          }
        }
        const response = await carrier.request(url, {
          dispatcher,
          method: 'GET',
          headers: { 'user-agent': userAgent },
          signal: signal ? AbortSignal.any([signal, limit]) : limit,
        })
        const { statusCode, headers, body } = response
        if (statusCode >= 300 && statusCode < 400 && url.protocol === 'https:') {
          const location = headers['location']
          await body.dump()
          if (typeof location !== 'string') return refused(next, 'It leads nowhere')
          next = URL.canParse(location, url.href) ? new URL(location, url).href : location
          continue
        }
        if (statusCode !== 200) {
          await body.dump()
          return failure(toApiError(statusCode, '', undefined))
        }
        const bytes = await readUpTo(body, largestMapper)
        return bytes ? success(bytes) : tooLarge()
      } catch (error) {
        return failure(toNetworkError(error, { host: url.host, signal, proxied }))
      }
    }
    return refused(next, 'It was redirected too often')
  }

  return {
    async readMapper(mapperUrl, { apiAddress, signal }) {
      const inline = inlineMapperBytes(mapperUrl)
      if (inline) return decode(inline)
      const apiIsLocal = isLoopbackHost(new URL(apiAddress).hostname)
      const result = await download(mapperUrl, apiIsLocal, signal)
      if (!result.ok) return result
      const expected = mapperHash(mapperUrl)
      if (expected !== undefined && contentHash(result.value) !== expected) {
        const message = 'The stored mapper is not what its address says'
        return failure(appError('mapper.hash-mismatch', message, { subject: mapperUrl }))
      }
      return decode(result.value)
    },
  }
}
