import { z } from 'zod'

/** A version as this app has them; one for trying is never announced. */
const version = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/)

const fileSchema = z.object({
  /** Beside the feed. */
  name: z.string().regex(/^\w[\w.+-]{0,199}$/),
  /** Base64. */
  sha512: z.string().regex(/^[\w+/]{86}==$/),
  /** In bytes. */
  size: z.number().int().positive(),
})

/** What a release says of itself. */
export const releaseSchema = z.object({
  version,
  /** Goes up with each release, so that an earlier feed is known as one. */
  sequence: z.number().int().positive(),
  /** The packages by which an installed app updates itself. */
  files: z.array(fileSchema).max(50),
})
export type Release = z.infer<typeof releaseSchema>

/** The highest sequence number that this copy was ever told. */
export const seenFeedSchema = z.object({ sequence: z.number().int().nonnegative() })
export type SeenFeed = z.infer<typeof seenFeedSchema>

/** What stands at the address: a release as JSON text and its Ed25519 signature, both in base64. */
export const feedSchema = z.object({
  signed: z.base64().max(50_000),
  signature: z.base64().max(200),
})

/** Bytes of a feed; a longer one is none. */
export const longestFeed = 65_536

const numbersOf = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10) || 0)

/** Whether a version such as `1.10.0` follows another; ignores build metadata after `+`. */
export function isNewer(one: string, than: string): boolean {
  const [left, right] = [numbersOf(one), numbersOf(than)]
  const at = left.findIndex((part, index) => part !== right[index])
  return at >= 0 && (left[at] ?? 0) > (right[at] ?? 0)
}
