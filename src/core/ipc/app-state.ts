import { z } from 'zod'
import { languages } from '../language/locale'
import { guardsSchema } from '../model/guards'
import { workspaceSchema } from '../model/project'
import { personNameSchema } from '../publish/why'
import { mostViews, tableViewSchema } from '../search/table-question'
import { updateStateSchema } from '../app/updates/update-state'
import { nothing } from './common'

/** A problem that did not stop the main operation: a file set aside, no keychain. */
export const noticeSchema = z.object({ id: z.string(), title: z.string(), text: z.string() })
export type Notice = z.infer<typeof noticeSchema>

/** An unconfirmed choice for a conflict. */
export const pendingDecisionSchema = z.object({
  /** Hash of both sides of the conflict; a new hash needs a new decision. */
  about: z.string(),
  choice: z.enum(['mine', 'theirs', 'recreate', 'drop', 'merged']).optional(),
  /** Merged text; absent if not edited. */
  text: z.string().max(2_000_000).optional(),
  /** Merged text edited before a side changed again, kept so that no work is lost. */
  earlier: z.string().max(2_000_000).optional(),
})
export type PendingDecision = z.infer<typeof pendingDecisionSchema>

/** Keeps, but ignores, names written by later versions. */
const listViewSchema = z.object({
  /** Absent before the person chose columns. */
  columns: z.array(z.string().max(60)).max(60).optional(),
  /** Absent for the project's order. */
  sort: z.object({ by: z.string().max(60), descending: z.boolean() }).optional(),
})
export type ListView = z.infer<typeof listViewSchema>

export const mostClosedNotes = 100
export const mostNoteName = 400
const runNotes = 'of this run: '
/** Name of a note that the next run of the app may show again. */
export const runNote = (id: string): string => `${runNotes}${id}`
export const isRunNote = (name: string): boolean => name.startsWith(runNotes)

/**
 * Stored unchanged for the window; main itself uses `theme`, `language`, `personName`, `zoom`, `recentProjects`,
 * `workOffline`, `readsByItself`, `tellsOfEnds` and `lookForUpdates`.
 */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', ...languages]).optional(),
  /** Name shown to colleagues in the history; absent or empty for the system account's name. */
  personName: personNameSchema.optional(),
  lastProjectId: z.string().optional(),
  recentProjects: z.array(z.string()).optional(),
  /** Widths in pixels of panes and list columns. */
  columns: z.record(z.string(), z.number()),
  /** Shows only icons in the rail; absent to decide by the window's width. */
  railFolded: z.boolean().optional(),
  lists: z.record(z.string(), listViewSchema).optional(),
  tableViews: z.array(tableViewSchema).max(mostViews).optional(),
  recentCommands: z.array(z.string()).optional(),
  zoom: z.number().min(0.5).max(4).optional(),
  /** Blocks all requests; enforced by main. */
  workOffline: z.boolean().optional(),
  /** Reads missing or old projects automatically; absent for yes. Enforced by main. */
  readsByItself: z.boolean().optional(),
  /** Notifies before something expires; absent for yes. Enforced by main. */
  tellsOfEnds: z.boolean().optional(),
  /** A manual refresh also counts the people of projects with a stored key; absent for no. */
  countsOnRefresh: z.boolean().optional(),
  /** Absent for no. Enforced by main. */
  lookForUpdates: z.boolean().optional(),
  /** Update that the person dismissed; written by versions before `closedNotes`. */
  passedUpdate: z.string().max(40).optional(),
  /** Notes that the person closed for good, the latest last; see the window's `closeNote`. */
  closedNotes: z.array(z.string().max(mostNoteName)).max(mostClosedNotes).optional(),
  /** Language of handoff sheets; absent for the app's. */
  sheetLanguage: z.enum(languages).optional(),
  /** By project and conflict. */
  decisions: z.record(z.string(), z.record(z.string(), pendingDecisionSchema)).optional(),
})
export type Settings = z.infer<typeof settingsSchema>
/** Absent or undefined settings keep their value. */
export const settingsPartSchema = settingsSchema.partial()
export type SettingsPart = z.infer<typeof settingsPartSchema>

export const appStateSchema = z.object({
  version: z.string(),
  platform: z.enum(['darwin', 'win32', 'linux']),
  /** Region for number and date formats; absent if the system names none. */
  region: z.string().optional(),
  /** `memory`: keys last only for this session. */
  secretStore: z.enum(['keychain', 'memory']),
  /** The session's keychain is an unprotected test keychain, so the app does not use it. */
  keychainForTests: z.boolean().optional(),
  /** Version of the running Electron, if older than the one the app is built for. */
  oldElectron: z.string().optional(),
  /** The user data folder. */
  folder: z.string(),
  settings: settingsSchema,
  /** Absent if the system does not return it. */
  accountName: z.string().optional(),
  workspaces: z.array(workspaceSchema),
  guards: guardsSchema,
  notices: z.array(noticeSchema),
  /** Number of changes by project. */
  draftCounts: z.record(z.string(), z.number()),
})
export type AppState = z.infer<typeof appStateSchema>

export const diagnosticsRequests = {
  /**
   * Troubleshooting report: versions, system, settings, counts and the last log lines. `withMessages` adds error
   * messages, which may name projects and servers.
   */
  'diagnostics.read': {
    input: z.object({ withMessages: z.boolean() }),
    output: z.object({ text: z.string(), suggestedName: z.string() }),
  },
} as const

export const updateRequests = {
  'update.read': {
    input: nothing,
    output: z.object({
      /** Update server; absent in a build without one, which never checks. */
      host: z.string().optional(),
      state: updateStateSchema,
    }),
  },
  /**
   * `check` fails with `network.off` while working offline. `get` downloads the update for installation on quit, or
   * opens its page in the browser.
   */
  'update.run': {
    input: z.object({ step: z.enum(['check', 'get']) }),
    output: updateStateSchema,
  },
} as const

export const updateEvents = {
  'update.changed': z.object({ state: updateStateSchema }),
} as const
