import { z } from 'zod'
import { appErrorSchema } from './app-error'

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
