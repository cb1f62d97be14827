import { z } from 'zod'

/** Marks inputs whose value is a secret; the log omits marked members. */
export const secretInput = z.string().min(1).max(10_000).meta({ secret: true })
