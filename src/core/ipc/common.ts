import { z } from 'zod'

/** Progress of a request that goes through a number of things. */
export const doneSchema = z.object({ done: z.number(), of: z.number() })
