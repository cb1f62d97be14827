import { z } from 'zod'

const keySchema = z.object({
  v: z.literal(1),
  /** Origin without a trailing slash. */
  origin: z.string(),
  key: z.string().min(1),
})

/** A key and the only address that it may be sent to. */
export interface BoundKey {
  readonly origin: string
  readonly key: string
}

/** A key and its address as one secret, so that they cannot get separated by an interruption. */
export function bindKey(origin: string, key: string): string {
  return JSON.stringify({ v: 1, origin, key } satisfies z.infer<typeof keySchema>)
}

/** @returns `undefined` for a secret without an address, of a newer version or damaged: the key has to be entered again */
export function readBoundKey(secret: string): BoundKey | undefined {
  try {
    const { origin, key } = keySchema.parse(JSON.parse(secret))
    return { origin, key }
  } catch {
    // The keychain can be changed by other programs.
    return undefined
  }
}
