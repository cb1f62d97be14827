import type { AnswerTime } from '../../core/check/clock'
import type { ReadFailure, ServerCertificate } from '../../core/check/transport'
import { decodeText } from './bodies'
import { codesOf } from './http-errors'
import type { PublicFetch } from './public-fetch'
import { readFailureOf } from './read-failures'

/** Bytes. */
export const largestAnswer = 1024 * 1024

export type PublicOutcome =
  | { readonly kind: 'read'; readonly text: string; readonly time: AnswerTime }
  /** Private network; nothing was sent. */
  | { readonly kind: 'private'; readonly host: string; readonly address: string }
  | { readonly kind: 'failed'; readonly failure: ReadFailure }
  | { readonly kind: 'cancelled' }

export interface PublicRead {
  readonly accept: string
  /** The private host:port that a person allowed. */
  readonly privateHost: string | undefined
  /** Ends with `cancelled`. */
  readonly cancel: AbortSignal
  /** Ends with a timeout. */
  readonly limit: AbortSignal
  /** See `FetchOptions`. */
  readonly bearer?: string | undefined
  readonly plainLoopback?: boolean
  /** Called after the first look-up; no addresses behind a proxy. */
  readonly onResolved?: (host: string, addresses: readonly string[] | undefined) => void
  /** Called on the first connection; no certificate behind a proxy. */
  readonly onSecured?: (certificate: ServerCertificate | undefined) => void
}

/** Reads texts of identity providers and SCIM servers. */
export interface PublicReader {
  /** https only, except `plainLoopback`; at most two redirects, checked likewise. */
  read(address: string, options: PublicRead): Promise<PublicOutcome>
}

export interface PublicReaderOptions {
  readonly fetch: PublicFetch
  readonly now: () => number
  /** Whether a failed look-up is the name's fault; default: always. */
  readonly hasNetwork?: (host: string, codes: readonly string[]) => Promise<boolean>
}

const failed = (failure: ReadFailure): PublicOutcome => ({ kind: 'failed', failure })

export function createPublicReader({
  fetch,
  now,
  hasNetwork = () => Promise.resolve(true),
}: PublicReaderOptions): PublicReader {
  return {
    async read(address, { cancel, limit, ...read }) {
      const signal = AbortSignal.any([cancel, limit])
      const fetched = await fetch(address, { ...read, signal, largest: largestAnswer })
      switch (fetched.kind) {
        case 'read': {
          const header = (name: string) => [fetched.headers[name]].flat()[0]
          const [date, age] = [header('date'), header('age')]
          const receivedAt = now()
          const time = { receivedAt, ...(date ? { date } : {}), ...(age ? { age } : {}) }
          const text = decodeText(fetched.bytes)
          return text === undefined ? failed({ kind: 'not-text' }) : { kind: 'read', text, time }
        }
        case 'refused': {
          const { why, isFirst, address: to, inner = '' } = fetched
          if (why === 'private' && isFirst) {
            return { kind: 'private', host: new URL(to).host, address: inner }
          }
          return failed({ kind: 'redirect', to, why })
        }
        case 'failed': {
          if (cancel.aborted) return { kind: 'cancelled' }
          const { error, host, proxied } = fetched
          if (limit.aborted) return failed({ kind: 'timeout', host })
          const failure = readFailureOf(error, host, proxied)
          if (failure.kind !== 'unresolved') return failed(failure)
          const name = new URL(`https://${host}`).hostname
          const isKnownFor = await hasNetwork(name, codesOf(error))
          return failed(isKnownFor ? failure : { kind: 'no-network' })
        }
        case 'status':
        case 'too-large':
        case 'redirects':
          return failed(fetched)
      }
    },
  }
}
