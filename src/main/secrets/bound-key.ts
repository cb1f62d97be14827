import { z } from 'zod'

const boundSchema = z.object({
  v: z.literal(1),
  /** Origin without a trailing slash. */
  origin: z.string(),
  key: z.string().min(1),
})

/** What the keychain holds under a workspace's account. */
export type KeptKey =
  | { readonly kind: 'bound'; readonly origin: string; readonly key: string }
  /** As earlier versions kept it: the key alone, without the address that it may go to. */
  | { readonly kind: 'unbound'; readonly key: string }
  /** Of a newer version, or no key at all. */
  | { readonly kind: 'unreadable' }

/** A key and where it may go, as one secret: the two cannot part, whatever is ended half way. */
export function bindKey(origin: string, key: string): string {
  return JSON.stringify({ v: 1, origin, key } satisfies z.infer<typeof boundSchema>)
}

export function readKeptKey(secret: string): KeptKey {
  if (!secret.startsWith('{')) {
    return secret.trim() === '' ? { kind: 'unreadable' } : { kind: 'unbound', key: secret.trim() }
  }
  try {
    const { origin, key } = boundSchema.parse(JSON.parse(secret))
    return { kind: 'bound', origin, key }
  } catch {
    // No key begins with a brace: what cannot be read is asked for again.
    return { kind: 'unreadable' }
  }
}
