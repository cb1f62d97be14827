import { z } from 'zod'
import { workspaceSchema } from '../model/project'

/** What went wrong beside the main thing and must be told: a file set aside, a keychain missing. */
export const noticeSchema = z.object({ id: z.string(), title: z.string(), text: z.string() })
export type Notice = z.infer<typeof noticeSchema>

/** What a person chose for a conflict, or typed as its merged text, before `Go on`. */
export const pendingDecisionSchema = z.object({
  /** Hash of what was decided about: a conflict that moved on has to be decided anew. */
  about: z.string(),
  choice: z.enum(['mine', 'theirs', 'recreate', 'drop', 'merged']).optional(),
  /** The merged text as the person left it; without it, as it was merged. */
  text: z.string().max(2_000_000).optional(),
  /** A merged text that a person wrote before a side moved on once more: shown, for it is work. */
  earlier: z.string().max(2_000_000).optional(),
})
export type PendingDecision = z.infer<typeof pendingDecisionSchema>

/** What the person arranged: kept as it is; main itself heeds `theme` and `workOffline`. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  lastProjectId: z.string().optional(),
  /** Ids of the projects that were opened, the last one first. */
  recentProjects: z.array(z.string()).optional(),
  columns: z.record(z.string(), z.number()),
  /** Names of the commands that were chosen in the palette, the last one first. */
  recentCommands: z.array(z.string()).optional(),
  /** The person wants nothing to be sent at all; main holds to it. */
  workOffline: z.boolean().optional(),
  /** Decisions in the conflict dialog that are not confirmed yet, by project and conflict. */
  decisions: z.record(z.string(), z.record(z.string(), pendingDecisionSchema)).optional(),
})
export type Settings = z.infer<typeof settingsSchema>
/** Some of the settings; one that is absent or undefined is left as it is. */
export const settingsPartSchema = settingsSchema.partial()
export type SettingsPart = z.infer<typeof settingsPartSchema>

export const appStateSchema = z.object({
  version: z.string(),
  platform: z.enum(['darwin', 'win32', 'linux']),
  /** `memory`: keys last for this session only. */
  secretStore: z.enum(['keychain', 'memory']),
  /** The session's keychain is made for tests and protects nothing, so the app does not use it. */
  keychainForTests: z.boolean().optional(),
  /** Version of the running Electron, where that is older than the one the app is built for. */
  oldElectron: z.string().optional(),
  /** The user data folder, to be shown. */
  folder: z.string(),
  settings: settingsSchema,
  workspaces: z.array(workspaceSchema),
  notices: z.array(noticeSchema),
  /** Number of changes of each project that has a draft. */
  draftCounts: z.record(z.string(), z.number()),
})
export type AppState = z.infer<typeof appStateSchema>
