import { z } from 'zod'
import { errorCodes, type AppError } from '../errors/app-error'

/** Progress of a request that goes through a number of things. */
export const doneSchema = z.object({ done: z.number(), of: z.number() })

/** Marks inputs whose value is a secret; the log omits marked members. */
export const secretInput = z.string().min(1).max(10_000).meta({ secret: true })

// The assertion only concerns spelling: zod types `.optional()` as `| undefined`, which the optional
// members of `AppError` do not allow.
export const appErrorSchema: z.ZodType<AppError> = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  requestId: z.string().optional(),
  status: z.number().optional(),
  retry: z.boolean(),
  subject: z.string().optional(),
  arrived: z.literal(false).optional(),
}) as unknown as z.ZodType<AppError>

/** A text, or why it cannot be read now. */
export const readTextSchema = z.union([
  z.object({ text: z.string() }),
  z.object({ error: appErrorSchema }),
])
export type ReadText = z.infer<typeof readTextSchema>

/** The texts of one field in two states; absent where a state has none. */
export interface TwoTexts {
  readonly before?: ReadText | undefined
  readonly after?: ReadText | undefined
}
