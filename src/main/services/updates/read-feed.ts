import { createPublicKey, verify } from 'node:crypto'
import {
  feedSchema,
  longestFeed,
  releaseSchema,
  type Release,
} from '../../../core/app/updates/feed'
import { isLoopbackHost } from '../../../core/links/api-address'
import type { PublicFetch } from '../../api/public-fetch'

/** Update source, fixed when the app is built. */
export interface UpdateSource {
  readonly feed: string
  readonly page: string
  /** Ed25519 key of the feed: base64 SPKI. */
  readonly publicKey: string
}

export type FeedReading =
  | { readonly ok: true; readonly release: Release }
  | { readonly ok: false; readonly why: 'unreachable' | 'untrusted' }

const untrusted = { ok: false, why: 'untrusted' } as const

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON; the schema rejects it.
    return undefined
  }
}

/** Parses a feed only after its signature matches; a server can at most withhold a version. */
export function trustedRelease(text: string, publicKey: string): FeedReading {
  const feed = feedSchema.safeParse(parsed(text))
  if (!feed.success) return untrusted
  const signed = Buffer.from(feed.data.signed, 'base64')
  const key = createPublicKey({
    key: Buffer.from(publicKey, 'base64'),
    format: 'der',
    type: 'spki',
  })
  const isSigned =
    key.asymmetricKeyType === 'ed25519' &&
    verify(null, signed, key, Buffer.from(feed.data.signature, 'base64'))
  if (!isSigned) return untrusted
  const release = releaseSchema.safeParse(parsed(signed.toString('utf8')))
  return release.success ? { ok: true, release: release.data } : untrusted
}

/** Requests the feed with only the app's name and version. */
export async function readFeed(
  { feed, publicKey }: UpdateSource,
  fetch: PublicFetch,
  signal: AbortSignal,
): Promise<FeedReading> {
  const fetched = await fetch(feed, {
    accept: 'application/json',
    largest: longestFeed,
    signal,
    plainLoopback: isLoopbackHost(new URL(feed).hostname),
  })
  if (fetched.kind !== 'read') return { ok: false, why: 'unreachable' }
  return trustedRelease(new TextDecoder().decode(fetched.bytes), publicKey)
}
