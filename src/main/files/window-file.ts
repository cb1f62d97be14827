import { z } from 'zod'
import { windowStateSchema } from '../../core/ipc/window-state'

export const boundsSchema = z.object({
  x: z.number().optional(),
  y: z.number().optional(),
  width: z.number(),
  height: z.number(),
  maximized: z.boolean(),
})
export type WindowBounds = z.infer<typeof boundsSchema>

/** What is kept of a window: where it was, and what it showed. Ids and filters; no secret is among it. */
export const keptWindowSchema = z.object({
  bounds: boundsSchema.optional(),
  state: windowStateSchema.optional(),
})
export type KeptWindow = z.infer<typeof keptWindowSchema>
