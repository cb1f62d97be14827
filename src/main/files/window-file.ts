import { z } from 'zod'
import { windowStateSchema, type WindowState } from '../../core/ipc/window-state'
import { isProjectId } from '../../core/model/project-id'

export const boundsSchema = z.object({
  x: z.number().optional(),
  y: z.number().optional(),
  width: z.number(),
  height: z.number(),
  maximized: z.boolean(),
})
export type WindowBounds = z.infer<typeof boundsSchema>

/** What is kept of a window: where it was, and what it showed. Ids and filters; no secret is among it. */
export interface KeptWindow {
  readonly bounds?: WindowBounds | undefined
  readonly state?: WindowState | undefined
}

const tabSchema = windowStateSchema.shape.tabs.element
/** On disk ids may be left of an earlier version, Ory's own without a server. */
export const keptWindowSchema = z.object({
  bounds: boundsSchema.optional(),
  state: windowStateSchema
    .extend({
      tabs: z.array(tabSchema.extend({ projectId: z.string() })).max(100),
      shown: z.string().optional(),
    })
    .optional(),
})
export type StoredWindow = z.infer<typeof keptWindowSchema>

/** Without the tabs of projects whose server is unknown. */
export function knownTabs({ bounds, state }: StoredWindow): KeptWindow {
  const tabs = state?.tabs.flatMap(({ projectId, place }) =>
    isProjectId(projectId) ? [{ projectId, place }] : [],
  )
  const shown = isProjectId(state?.shown) ? { shown: state.shown } : {}
  const screen = state?.screen === undefined ? {} : { screen: state.screen }
  return {
    ...(bounds ? { bounds } : {}),
    ...(tabs ? { state: { tabs, ...shown, ...screen } } : {}),
  }
}
