import { z } from 'zod'
import { environmentSchema } from '../../core/model/project'

/** By the id of a project: the strictest environment that it ever had here. */
export const keptEnvironmentsSchema = z.record(z.string(), environmentSchema)
export type KeptEnvironments = z.infer<typeof keptEnvironmentsSchema>
