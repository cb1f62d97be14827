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

/** Bounds and content of a window: IDs and filters, no secrets. */
export const keptWindowSchema = z.object({
  bounds: boundsSchema.optional(),
  state: windowStateSchema.optional(),
})
export type KeptWindow = z.infer<typeof keptWindowSchema>
