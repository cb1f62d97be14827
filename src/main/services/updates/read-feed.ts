import { createPublicKey, verify } from 'node:crypto'
import {
  feedSchema,
  longestFeed,
  releaseSchema,
  type Release,
} from '../../../core/app/updates/feed'
import { isLoopbackHost } from '../../../core/links/api-address'
import type { PublicFetch } from '../../api/public-fetch'

/** Where a copy of the app learns of newer versions, put into it when it is built. */
export interface UpdateSource {
  /** Address of the feed. */
  readonly feed: string
  /** Address of a page from which a person gets the newest version. */
  readonly page: string
  /** Ed25519 key that the feed is signed with: base64 of its SPKI form. */
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
    // No JSON, which no schema takes.
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

/** Asks the address of the feed, with nothing but the name and version of the app. */
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
