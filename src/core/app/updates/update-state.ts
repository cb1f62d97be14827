import { z } from 'zod'

/** `install`: replaces itself; `page`: from the web or the system's package manager. */
const waySchema = z.enum(['install', 'page'])
export type UpdateWay = z.infer<typeof waySchema>

/** What is known of newer versions. */
export const updateStateSchema = z.discriminatedUnion('kind', [
  /** Nothing was asked yet. */
  z.object({ kind: z.literal('unasked') }),
  z.object({ kind: z.literal('newest') }),
  z.object({ kind: z.literal('available'), version: z.string(), way: waySchema }),
  z.object({ kind: z.literal('downloading'), version: z.string(), percent: z.number() }),
  /** It takes the place of this version when the app is closed. */
  z.object({ kind: z.literal('ready'), version: z.string() }),
  z.object({
    kind: z.literal('failed'),
    why: z.enum(['unreachable', 'untrusted', 'older', 'download']),
  }),
])
export type UpdateState = z.infer<typeof updateStateSchema>
