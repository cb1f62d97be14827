import { z } from 'zod'
import { entityKeySchema, projectIdSchema } from './ids'

const key = entityKeySchema
const kind = z.enum(['organization', 'connection'])
const selectionSchema = z.object({ kind, key })
const targetSchema = z.object({ kind: z.enum([...kind.options, 'scim-client']), key })
/** So many selected rows come back. */
export const mostSelected = 500
/** Pixels that a list is scrolled by. */
const top = z.number().nonnegative().max(100_000_000)

/** Where a person is in one project, by ids alone. */
const placeStateSchema = z.object({
  /** Name of a screen; the window goes to its main one where it does not know it. */
  screen: z.string().max(60),
  /** What has the mapper that is open. */
  mapperOf: key.optional(),
  selection: selectionSchema.optional(),
  /** Key of a SCIM client that is chosen; apart, since earlier versions do not know the kind. */
  scimClient: key.optional(),
  /** Where several rows are selected: these. */
  several: z.object({ kind, keys: z.array(key).min(2).max(mostSelected) }).optional(),
  /** Organization that alone shows its connections. */
  narrowedTo: key.optional(),
  /** What is typed into the filters of the two lists. */
  organizationsFilter: z.string().max(500),
  connectionsFilter: z.string().max(500),
  /** How far the two lists are scrolled; absent at their top. */
  organizationsTop: top.optional(),
  connectionsTop: top.optional(),
  /** The row of the history whose detail is shown: of a step, or of a publish. */
  historyChoice: z.object({ kind: z.enum(['step', 'publish']), key }).optional(),
  /** How far the publishes of the history are scrolled; absent at their top. */
  publishesTop: top.optional(),
  /** The advanced fields of connections are unfolded. */
  advancedShown: z.boolean().optional(),
  /** SCIM clients are among the connections. */
  scimShown: z.boolean().optional(),
  /** What the mapper that nothing has was given when it was last shown; absent for claims. */
  ownMapper: z.literal('scim').optional(),
})
export type PlaceState = z.infer<typeof placeStateSchema>

/** What of a window comes back after a restart. */
export const windowStateSchema = z.object({
  /** Open projects, in the order of their tabs. */
  tabs: z.array(z.object({ projectId: projectIdSchema, place: placeStateSchema })).max(100),
  /** The current one. */
  shown: projectIdSchema.optional(),
  /** Name of the place of all projects that is shown instead of it; one that is none any more is left for the project. */
  screen: z.string().max(60).optional(),
})
export type WindowState = z.infer<typeof windowStateSchema>

/** A place that another window leads to. */
const placeSchema = z.object({ projectId: projectIdSchema, target: targetSchema.optional() })

/** A place that a link, or another window, leads to. */
export const linkedPlaceSchema = placeSchema.extend({
  projectId: projectIdSchema.optional(),
  /** In a link of an earlier version: Ory's own id of the project, without its server. */
  uuid: z.uuid().optional(),
})
export type ShownPlace = z.infer<typeof linkedPlaceSchema>

const nothing = z.object({})

export const windowRequests = {
  /** Asked once by a window that has begun: what it was when it was closed, and where it is to go. */
  'window.begin': {
    input: nothing,
    output: z.object({
      state: windowStateSchema.optional(),
      place: linkedPlaceSchema.optional(),
      /** How the projects stand in the other windows, for one that opens them too. */
      elsewhere: windowStateSchema.shape.tabs.optional(),
    }),
  },
  /** The page has made its first picture: what is not needed for that may begin. */
  'window.drawn': { input: nothing, output: nothing },
  /** Keeps what the window is, for after a restart. */
  'window.keep': { input: z.object({ state: windowStateSchema }), output: nothing },
  /** Opens a further window beside the one that asks, at a place where one is given. */
  'window.open': { input: z.object({ place: placeSchema.optional() }), output: nothing },
  /** Makes everything in all windows larger, smaller, or as large as at first; kept for the next start. */
  'window.zoom': { input: z.object({ to: z.enum(['in', 'out', 'reset']) }), output: nothing },
} as const

export const windowEvents = {
  /** A link that was opened outside the app leads there. Only what is shown changes by it. */
  'place.open': linkedPlaceSchema,
} as const
