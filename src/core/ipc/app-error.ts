import { z } from 'zod'
import { errorCodes, type AppError } from '../errors/app-error'

// The assertion is about spelling: zod's `.optional()` is typed as `| undefined`, which a member of
// `AppError` that may be left out does not allow.
export const appErrorSchema: z.ZodType<AppError> = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  requestId: z.string().optional(),
  status: z.number().optional(),
  retry: z.boolean(),
  subject: z.string().optional(),
  arrived: z.literal(false).optional(),
}) as unknown as z.ZodType<AppError>
