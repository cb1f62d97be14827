import { z } from 'zod'
import { environmentSchema } from '../../core/model/project'

export const keptEnvironmentsSchema = z.object({
  /** By the id of a project. */
  strictest: z.record(z.string(), environmentSchema),
})
export type KeptEnvironments = z.infer<typeof keptEnvironmentsSchema>
