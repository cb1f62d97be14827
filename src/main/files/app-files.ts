import { z } from 'zod'
import { checkReportsSchema, type CheckReports } from '../../core/check/report'
import type { Result } from '../../core/errors/result'
import { settingsSchema, type Settings } from '../../core/ipc/app-state'
import { storedWorkspaceSchema, type StoredWorkspace } from '../../core/model/project'
import { seenFeedSchema, type SeenFeed } from '../../core/app/updates/feed'
import { createDraftFiles, type DraftFiles } from './drafts/draft-files'
import { mapperNotesSchema, type MapperNotes } from '../../core/mapper/notes/notes'
import { peopleCountsSchema, type PeopleCounts } from '../../core/people/counts'
import { pairMemorySchema, type PairMemory } from '../../core/compare/memory'
import { namedValuesSchema, type NamedValue } from '../../core/compare/named-values'
import { keptToldSchema, type KeptTold } from '../../core/problems/end-notices'
import { radarMemorySchema, type RadarMemory } from '../../core/problems/radar-memory'
import { keptEndsSchema, type KeptEnds } from '../../core/problems/ends'
import { teamMemorySchema, type TeamMemory } from '../../core/team-folder/memory'
import { createGuardsFile, type GuardsFile } from './guards-file'
import { projectKeysSchema, type ProjectKeyNote } from './project-keys-file'
import { serversSchema, type KeptServers } from './servers-file'
import { createEnvironmentsFile, type KeptEnvironments } from './environments-file'
import type { JsonFiles } from './store/json-files'
import { secretLedgerSchema } from './secret-ledger'
import { createSnapshotFiles, type SnapshotFiles } from './snapshots/snapshot-files'
import { createTrashFiles, type TrashFiles } from './trash-files'
import { boundsSchema, keptWindowSchema, type KeptWindow, type WindowBounds } from './window-file'
import { projectFileName, projectOfFile, type ProjectId } from '../../core/model/project-id'

/** The demo server validates its own state. */
const demoSchema = z.looseObject({
  version: z.literal(1),
  workspaces: z.array(z.looseObject({})),
  projects: z.array(z.looseObject({})),
  content: z.record(z.string(), z.string()),
})

/** Everything stored on disk; none of it is secret. */
export interface AppFiles {
  readonly drafts: DraftFiles
  readonly snapshots: SnapshotFiles
  /** Last checks by connection. */
  checks(projectId: ProjectId): StoredValue<CheckReports>
  forgetChecks(projectId: ProjectId): Promise<Result<void>>
  /** End dates of client secrets, as noted by people. */
  ends(projectId: ProjectId): StoredValue<KeptEnds>
  forgetEnds(projectId: ProjectId): Promise<Result<void>>
  /** Counts of people and sign-in dates, without names or IDs. */
  people(projectId: ProjectId): StoredValue<PeopleCounts>
  countedProjects(): Promise<ProjectId[]>
  forgetPeople(projectId: ProjectId): Promise<Result<void>>
  /** Names of secrets this folder stored in the keychain. */
  readonly secrets: StoredValue<z.infer<typeof secretLedgerSchema>>
  readonly trash: TrashFiles
  readonly guards: GuardsFile
  /** Keys the app made and must delete; without values. */
  readonly projectKeys: StoredValue<readonly ProjectKeyNote[]>
  /** Rejected notes, which delete nothing. */
  readonly refusedKeys: StoredValue<readonly ProjectKeyNote[]>
  /** Silences and foreign changes. */
  readonly radar: StoredValue<RadarMemory>
  /** Expirations already notified. */
  readonly toldEnds: StoredValue<KeptTold>
  readonly mapperNotes: StoredValue<MapperNotes>
  /** Decisions about a pair; `pair` contains both names. */
  comparisons(pair: string): StoredValue<PairMemory>
  comparedPairs(): Promise<string[]>
  /** Environment-specific values by name. */
  readonly namedValues: StoredValue<NamedValue[]>
  teamFolder(workspaceId: string): StoredValue<TeamMemory>
  forgetTeamFolder(workspaceId: string): Promise<Result<void>>
  /** Strictest environment ever seen per project. */
  readonly environments: StoredValue<KeptEnvironments>
  /** What publishing taught about servers. */
  readonly servers: StoredValue<KeptServers>
  /** Servers a person confirmed. */
  readonly origins: StoredValue<{ confirmed: string[] }>
  readonly workspaces: StoredValue<StoredWorkspace[]>
  readonly settings: StoredValue<Settings>
  readonly windows: StoredValue<KeptWindow[]>
  /** Bounds of the window that closed last. */
  readonly windowBounds: StoredValue<WindowBounds>
  /** Replay protection of the update feed. */
  readonly seenFeed: StoredValue<SeenFeed>
  readonly demo: StoredValue<object>
  flush(): Promise<void>
}

export interface StoredValue<Value> {
  read(): Promise<Result<Value | undefined>>
  write(value: Value): Promise<Result<void>>
}

export function createAppFiles(files: JsonFiles): AppFiles {
  const drafts = createDraftFiles({ files })
  const value = <Value>(name: string, schema: z.ZodType<Value>): StoredValue<Value> => ({
    read: () => files.read(name, schema),
    write: (data) => files.write(name, data),
  })
  return {
    drafts,
    snapshots: createSnapshotFiles(files),
    checks: (projectId) => value(`checks/${projectFileName(projectId)}.json`, checkReportsSchema),
    forgetChecks: (projectId) => files.delete(`checks/${projectFileName(projectId)}.json`),
    ends: (projectId) => value(`ends/${projectFileName(projectId)}.json`, keptEndsSchema),
    forgetEnds: (projectId) => files.delete(`ends/${projectFileName(projectId)}.json`),
    people: (projectId) => value(`people/${projectFileName(projectId)}.json`, peopleCountsSchema),
    async countedProjects() {
      const names = await files.list('people')
      return names.flatMap((name) => projectOfFile(name) ?? [])
    },
    forgetPeople: (projectId) => files.delete(`people/${projectFileName(projectId)}.json`),
    secrets: value('secrets.json', secretLedgerSchema),
    trash: createTrashFiles(files),
    guards: createGuardsFile(files),
    projectKeys: value('project-keys.json', projectKeysSchema),
    refusedKeys: value('project-keys-refused.json', projectKeysSchema),
    radar: value('radar.json', radarMemorySchema),
    toldEnds: value('told-ends.json', keptToldSchema),
    mapperNotes: value('mapper-notes.json', mapperNotesSchema),
    comparisons: (pair) => value(`compare/${pair}.json`, pairMemorySchema),
    comparedPairs: () => files.list('compare'),
    namedValues: value('values.json', namedValuesSchema),
    forgetTeamFolder: (workspaceId) => files.delete(`team/${workspaceId}.json`),
    teamFolder: (workspaceId) => value(`team/${workspaceId}.json`, teamMemorySchema),
    environments: createEnvironmentsFile(files),
    servers: value('servers.json', serversSchema),
    origins: value('origins.json', z.object({ confirmed: z.array(z.string()) })),
    workspaces: value('workspaces.json', z.array(storedWorkspaceSchema)),
    settings: value('settings.json', settingsSchema),
    windows: value('windows.json', z.array(keptWindowSchema)),
    windowBounds: value('window.json', boundsSchema),
    seenFeed: value('updates.json', seenFeedSchema),
    demo: value('demo-state.json', demoSchema),
    async flush() {
      await drafts.flush()
      await files.flush()
    },
  }
}
