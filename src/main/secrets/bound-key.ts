import { z } from 'zod'

const boundSchema = z.object({
  v: z.literal(1),
  /** Origin without a trailing slash. */
  origin: z.string(),
  key: z.string().min(1),
})

/** The content of a workspace's account in the keychain. */
export type KeptKey =
  | { readonly kind: 'bound'; readonly origin: string; readonly key: string }
  /** From earlier versions: only the key, without the address that it may be sent to. */
  | { readonly kind: 'unbound'; readonly key: string }
  /** From a newer version, or not a key. */
  | { readonly kind: 'unreadable' }

/** A key and its address as one secret, so that they cannot get separated by an interruption. */
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
    // No key begins with a brace: if it cannot be parsed, a person has to enter the key again.
    return { kind: 'unreadable' }
  }
}
