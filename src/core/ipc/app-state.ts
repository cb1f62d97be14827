import { z } from 'zod'
import { languages } from '../language/locale'
import { guardsSchema } from '../model/guards'
import { workspaceSchema } from '../model/project'
import { personNameSchema } from '../publish/why'
import { mostViews, tableViewSchema } from '../search/table-question'
import { updateStateSchema } from '../app/updates/update-state'

/** A problem to be shown although the main operation succeeded: a file set aside, no keychain. */
export const noticeSchema = z.object({ id: z.string(), title: z.string(), text: z.string() })
export type Notice = z.infer<typeof noticeSchema>

/** A person's choice for a conflict, or the merged text, before it is confirmed. */
export const pendingDecisionSchema = z.object({
  /** Hash of both sides of the conflict: if one changes, a new decision is needed. */
  about: z.string(),
  choice: z.enum(['mine', 'theirs', 'recreate', 'drop', 'merged']).optional(),
  /** The merged text as edited by the person; absent if not edited. */
  text: z.string().max(2_000_000).optional(),
  /** An edited merged text from before a side changed again: shown, so that the work is not lost. */
  earlier: z.string().max(2_000_000).optional(),
})
export type PendingDecision = z.infer<typeof pendingDecisionSchema>

/** How a list is shown. Names that a later version knows are kept, and ignored by this one. */
const listViewSchema = z.object({
  /** Names of the columns that the person chose; absent before they chose. */
  columns: z.array(z.string().max(60)).max(60).optional(),
  /** Absent for the order of the project. */
  sort: z.object({ by: z.string().max(60), descending: z.boolean() }).optional(),
})
export type ListView = z.infer<typeof listViewSchema>

/** So many notes are remembered as closed; the oldest are forgotten. */
export const mostClosedNotes = 100
/** So many characters of a note's name count. */
export const mostNoteName = 400
const runNotes = 'of this run: '
/** The name of a note about what one run of the app found: the next run tells it again where it is still so. */
export const runNote = (id: string): string => `${runNotes}${id}`
export const isRunNote = (name: string): boolean => name.startsWith(runNotes)

/**
 * The person's settings, stored unchanged; main itself uses `theme`, `language`, `personName`, `zoom`, `recentProjects`,
 * `workOffline`, `readsByItself`, `tellsOfEnds` and `lookForUpdates`.
 */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** What the app speaks; absent for the language of the system. */
  language: z.enum(['system', ...languages]).optional(),
  /** Who publishes, for colleagues who read the history; absent or empty for the name of the system's account. */
  personName: personNameSchema.optional(),
  lastProjectId: z.string().optional(),
  /** Ids of the projects that were opened, the last one first. */
  recentProjects: z.array(z.string()).optional(),
  /** Widths in pixels of panes and of the columns of lists. */
  columns: z.record(z.string(), z.number()),
  /** The rail shows icons alone, or words; absent for what the window has room for. */
  railFolded: z.boolean().optional(),
  /** By the name of the list. */
  lists: z.record(z.string(), listViewSchema).optional(),
  /** Views of the table of all projects, in the order in which they were made. */
  tableViews: z.array(tableViewSchema).max(mostViews).optional(),
  /** Names of the commands that were chosen in the palette, the last one first. */
  recentCommands: z.array(z.string()).optional(),
  /** How large everything in the windows is; absent for 1. */
  zoom: z.number().min(0.5).max(4).optional(),
  /** Nothing may be sent; enforced by main. */
  workOffline: z.boolean().optional(),
  /** Places of all projects read what is missing or old by themselves; absent for yes. Enforced by main. */
  readsByItself: z.boolean().optional(),
  /** Tells by a notification of the system before something expires; absent for yes. Enforced by main. */
  tellsOfEnds: z.boolean().optional(),
  /** A refresh that a person asks for also counts the people of a project whose key is kept; absent for no. */
  countsOnRefresh: z.boolean().optional(),
  /** Looks for newer versions of the app; absent before the person turned it on. Enforced by main. */
  lookForUpdates: z.boolean().optional(),
  /** Version of which the person wants no notice any more; written by versions before `closedNotes`. */
  passedUpdate: z.string().max(40).optional(),
  /** Names of notes that the person closed for good, the last one at the end; see `closeNote` of the window. */
  closedNotes: z.array(z.string().max(mostNoteName)).max(mostClosedNotes).optional(),
  /** Language of hand-over sheets; absent for that of the app. */
  sheetLanguage: z.enum(languages).optional(),
  /** Unconfirmed decisions of the conflict dialog, by project and conflict. */
  decisions: z.record(z.string(), z.record(z.string(), pendingDecisionSchema)).optional(),
})
export type Settings = z.infer<typeof settingsSchema>
/** Some of the settings; absent or undefined ones keep their value. */
export const settingsPartSchema = settingsSchema.partial()
export type SettingsPart = z.infer<typeof settingsPartSchema>

export const appStateSchema = z.object({
  version: z.string(),
  platform: z.enum(['darwin', 'win32', 'linux']),
  /** By whose habits numbers and dates are written; absent where the system names none. */
  region: z.string().optional(),
  /** `memory`: keys last for this session only. */
  secretStore: z.enum(['keychain', 'memory']),
  /** The session's keychain is a test keychain without protection, so the app does not use it. */
  keychainForTests: z.boolean().optional(),
  /** Version of the running Electron, if it is older than the one the app is built for. */
  oldElectron: z.string().optional(),
  /** The user data folder, for display. */
  folder: z.string(),
  settings: settingsSchema,
  /** What the system's account is called; absent where the system does not say it. */
  accountName: z.string().optional(),
  workspaces: z.array(workspaceSchema),
  /** Which projects may be written. */
  guards: guardsSchema,
  notices: z.array(noticeSchema),
  /** Number of changes of each project with a draft. */
  draftCounts: z.record(z.string(), z.number()),
})
export type AppState = z.infer<typeof appStateSchema>

export const diagnosticsRequests = {
  /**
   * A report about the app, to be read by the person before it is saved: versions, system, settings, counts and the
   * last lines of the log. `withMessages` shows messages of errors too, which may name projects and servers.
   */
  'diagnostics.read': {
    input: z.object({ withMessages: z.boolean() }),
    output: z.object({ text: z.string(), suggestedName: z.string() }),
  },
} as const

const nothing = z.object({})

/** Requests about newer versions of the app. */
export const updateRequests = {
  'update.read': {
    input: nothing,
    output: z.object({
      /** Host that is asked; absent in a copy that was built without one, which asks nobody. */
      host: z.string().optional(),
      state: updateStateSchema,
    }),
  },
  /**
   * `check` asks once, because a person wants to know now; it fails with `network.off` while they work offline. `get`
   * downloads the version that is available, to be installed when the app is closed; or opens its page in the browser.
   */
  'update.run': {
    input: z.object({ step: z.enum(['check', 'get']) }),
    output: updateStateSchema,
  },
} as const

export const updateEvents = {
  'update.changed': z.object({ state: updateStateSchema }),
} as const
