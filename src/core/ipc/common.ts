import { z } from 'zod'
import { errorCodes, type AppError } from '../errors/app-error'

export const doneSchema = z.object({ done: z.number(), of: z.number() })

export const nothing = z.object({})

/** Position of a list's first requested row. */
export const offset = z.number().int().nonnegative()

/** Outputs come from main and are trusted, so they are typed but not validated. */
export const made = <Value>() => z.custom<Value>()

export const mapperText = z.string().max(1_048_576)

export const request = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
) => ({ input, output })

/** Marks secret inputs, which the log omits. */
export const secretInput = z.string().min(1).max(10_000).meta({ secret: true })

// Only a cast for optional members: zod types `.optional()` as `| undefined`, which `AppError` does not allow.
export const appErrorSchema: z.ZodType<AppError> = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  requestId: z.string().optional(),
  status: z.number().optional(),
  retry: z.boolean(),
  subject: z.string().optional(),
  arrived: z.literal(false).optional(),
}) as unknown as z.ZodType<AppError>

/** A text, or why it cannot be read. */
export const readTextSchema = z.union([
  z.object({ text: z.string() }),
  z.object({ error: appErrorSchema }),
])
export type ReadText = z.infer<typeof readTextSchema>

export interface TwoTexts {
  readonly before?: ReadText | undefined
  readonly after?: ReadText | undefined
}
