import { z } from 'zod'
import { entityKeySchema, projectIdSchema } from './ids'
import { nothing } from './common'

const key = entityKeySchema
const kind = z.enum(['organization', 'connection'])
const selectionSchema = z.object({ kind, key })
const targetSchema = z.object({ kind: z.enum([...kind.options, 'scim-client']), key })
/** Maximum number of selected rows that are restored. */
export const mostSelected = 500
const top = z.number().nonnegative().max(100_000_000)

/** A location in one project, by IDs only. */
const placeStateSchema = z.object({
  /** An unknown screen opens the main one. */
  screen: z.string().max(60),
  /** Owner of the open mapper. */
  mapperOf: key.optional(),
  selection: selectionSchema.optional(),
  /** Separate because earlier versions do not know the kind. */
  scimClient: key.optional(),
  /** Set if several rows are selected. */
  several: z.object({ kind, keys: z.array(key).min(2).max(mostSelected) }).optional(),
  narrowedTo: key.optional(),
  organizationsFilter: z.string().max(500),
  connectionsFilter: z.string().max(500),
  /** Pixels; absent at the top. */
  organizationsTop: top.optional(),
  connectionsTop: top.optional(),
  /** The selected step or publish. */
  historyChoice: z.object({ kind: z.enum(['step', 'publish']), key }).optional(),
  /** Pixels; absent at the top. */
  publishesTop: top.optional(),
  advancedShown: z.boolean().optional(),
  /** Lists SCIM clients among the connections. */
  scimShown: z.boolean().optional(),
  /** Last input kind of the unattached mapper; absent for claims. */
  ownMapper: z.literal('scim').optional(),
})
export type PlaceState = z.infer<typeof placeStateSchema>

/** What a window restores after a restart. */
export const windowStateSchema = z.object({
  tabs: z.array(z.object({ projectId: projectIdSchema, place: placeStateSchema })).max(100),
  shown: projectIdSchema.optional(),
  /** Screen of all projects shown instead of a tab; an unknown one opens the tab. */
  screen: z.string().max(60).optional(),
})
export type WindowState = z.infer<typeof windowStateSchema>

/** A location opened from another window. */
const placeSchema = z.object({ projectId: projectIdSchema, target: targetSchema.optional() })

/** A location opened by a link or another window. */
export const linkedPlaceSchema = placeSchema.extend({
  projectId: projectIdSchema.optional(),
  /** Only in links of earlier versions: Ory's project ID without its server. */
  uuid: z.uuid().optional(),
})
export type ShownPlace = z.infer<typeof linkedPlaceSchema>

export const windowRequests = {
  /** Called once on start: the window's last state, and where to go. */
  'window.begin': {
    input: nothing,
    output: z.object({
      state: windowStateSchema.optional(),
      place: linkedPlaceSchema.optional(),
      /** Tabs of the other windows, for shared projects. */
      elsewhere: windowStateSchema.shape.tabs.optional(),
    }),
  },
  /** After the first paint, other work may begin. */
  'window.drawn': { input: nothing, output: nothing },
  /** Saved for the next start. */
  'window.keep': { input: z.object({ state: windowStateSchema }), output: nothing },
  /** Opens another window. */
  'window.open': { input: z.object({ place: placeSchema.optional() }), output: nothing },
  /** Zooms all windows; kept for the next start. */
  'window.zoom': { input: z.object({ to: z.enum(['in', 'out', 'reset']) }), output: nothing },
} as const

export const windowEvents = {
  /** Shows the location of a link; changes nothing else. */
  'place.open': linkedPlaceSchema,
} as const
