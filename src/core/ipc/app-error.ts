import { z } from 'zod'
import { errorCodes, type AppError } from '../errors/app-error'

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
