import { z } from 'zod'

const keySchema = z.object({
  v: z.literal(1),
  origin: z.string(),
  key: z.string().min(1),
})

export interface BoundKey {
  readonly origin: string
  readonly key: string
}

/** Key and origin as one secret, so that an interruption can't separate them. */
export function bindKey(origin: string, key: string): string {
  return JSON.stringify({ v: 1, origin, key } satisfies z.infer<typeof keySchema>)
}

/** `undefined` if damaged or newer: the key has to be typed again. */
export function readBoundKey(secret: string): BoundKey | undefined {
  try {
    const { origin, key } = keySchema.parse(JSON.parse(secret))
    return { origin, key }
  } catch {
    // Other programs can change the keychain.
    return undefined
  }
}
