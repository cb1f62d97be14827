import { join } from 'node:path'
import { startFileReader } from './app/utility-process'
import { startWorker } from './concurrency/start-worker'
import { askedByNobody } from './ipc/asking'
import { emit, emitToOthers, reportProgress } from './ipc/events'
import { createBulkService } from './services/bulk/bulk'
import { createCaseVerdicts } from './services/cases/verdicts'
import { createEstate } from './services/estate/estate'
import { createCompareService } from './services/compare/compare'
import { createForeignFiles } from './services/foreign-files/read-in-thread'
import { createNamedValues } from './services/compare/named-values'
import { createPairMemories } from './services/compare/pair-memory'
import { createCompareSources } from './services/compare/sources'
import { createAllDrafts } from './services/all-drafts/all-drafts'
import type { PutStep } from './services/drafts/put-step'
import { createCheckEntry } from './services/all-mappers/check-entries'
import { createReadChanges } from './services/all-mappers/last-changes'
import { createLookAtMappers } from './services/all-mappers/look-at-mappers'
import { createAllMappers } from './services/all-mappers/all-mappers'
import { createMapperNotes } from './services/all-mappers/mapper-notes'
import { createPromoteService } from './services/promote/promote'
import { createAttentionService } from './services/radar/attention'
import { createRadarService } from './services/radar/radar'
import { createReadProjects } from './services/projects/read-projects'
import { createAllOrganizations } from './services/all-organizations/all-organizations'
import { createSetUpFiles } from './services/set-up-files/set-up-files'
import { watchTeamFolders } from './files/team-folder/watch-team-folders'
import { createAppSide } from './services/team-folder/app-side'
import { createFolderReader } from './services/team-folder-files'
import { createTakeItem } from './services/team-folder/take-item'
import { createTeamFolderService } from './services/team-folder/team-folder'
import { createSearchService } from './services/search'
import type { AppFiles } from './files/app-files'
import type { CaseFiles } from './files/cases/case-files'
import type { PublishFiles } from './files/publish/publish-files'
import type { TextCache } from './files/snapshots/text-cache'
import type { MapperEngine } from './mapper/engine'
import type { AppClipboard } from './services/app-clipboard'
import type { GuardsService } from './services/guards/guards'
import type { InspectText, LookAtText } from './services/mappers/look-at-text'
import type { ProjectsService } from './services/projects/projects'
import type { PublishService } from './services/publish/publish'
import type { RadarMemoryService } from './services/radar/radar-memory'
import type { WorkspacesService } from './services/workspaces/workspaces'
import type { ProjectId } from '../core/model/project-id'

/**
 * Milliseconds without a question after which the thread ends that knows all projects. V8 leaves in its heap what it
 * has read, some 40 MiB of a large estate, and the next question reads it again in about a second.
 */
const restAfter = 30_000

/** What the rest of the app gives to the services below. */
interface EstateParts {
  /** The user data folder, for threads that read the cached projects. */
  readonly folder: string
  readonly files: AppFiles
  readonly putStep: PutStep
  readonly workspaces: WorkspacesService
  readonly guards: GuardsService
  readonly texts: TextCache
  readonly caseFiles: CaseFiles
  readonly publishFiles: PublishFiles
  readonly radarMemory: RadarMemoryService
  readonly ownProjects: ProjectsService
  /** The same, with the saved cases of mappers following what is read. */
  readonly projects: ProjectsService
  readonly publishing: PublishService
  readonly engine: MapperEngine
  readonly inspect: InspectText
  /** Reads a project's default identity schema, which is on this computer then. */
  readonly readSchema: (projectId: ProjectId, signal?: AbortSignal) => Promise<unknown>
  readonly lookAtText: LookAtText
  /** Whether the person lets projects be read without asking for it. */
  readonly mayReadUnasked: () => Promise<boolean>
  readonly clipboard: AppClipboard
  readonly chooseTeamFolder: () => Promise<string | undefined>
  /** Told once other problems are told. */
  readonly onProblems: () => void
  readonly now: () => Date
}

/**
 * Creates the services that work over several projects at once: who signs in where, radar, bulk edits, drafts,
 * mappers, compare, promote, search, team folder.
 */
export function composeEstate(parts: EstateParts) {
  const { folder, files, putStep, workspaces, guards, now, texts, caseFiles, publishFiles } = parts
  const { radarMemory, ownProjects, projects, publishing, engine, inspect, lookAtText } = parts
  const estate = createEstate({
    drafts: files.drafts,
    history: publishFiles.history,
    start: () => startWorker(join(import.meta.dirname, 'estate-thread.js'), folder),
    engine,
    idleAfter: restAfter,
  })
  const looking = { workspaces, memory: radarMemory, estate, now }
  const reading = createReadProjects({
    workspaces,
    snapshots: files.snapshots,
    read: projects.read,
    mayReadUnasked: parts.mayReadUnasked,
    now,
    emit: (progress) => reportProgress('projects.read', progress),
  })
  const radar = createRadarService({
    ...looking,
    reading,
    emit: (progress) => reportProgress('radar.look', progress),
    tellChanged() {
      emit('radar.changed', {})
      parts.onProblems()
    },
  })
  const attention = createAttentionService(looking)
  const allOrganizations = createAllOrganizations({
    workspaces,
    problems: radar,
    clipboard: parts.clipboard,
    estate,
    now,
  })
  const bulk = createBulkService({
    files,
    workspaces,
    guards,
    putStep,
    emitProgress: (progress) => reportProgress('bulk.prepare', progress),
  })
  const allDrafts = createAllDrafts({
    files,
    workspaces,
    projects: ownProjects,
    guards,
    now,
    publishing,
    emit: (told) => reportProgress('drafts.publish', told),
    tellingAll: askedByNobody,
  })
  const tellNoted = () => emitToOthers('all-mappers.noted', {})
  const notes = createMapperNotes(files.mapperNotes, now)
  const allMappers = createAllMappers({
    lookAtMappers: createLookAtMappers({
      workspaces,
      files,
      caseFiles,
      estate,
      checkEntry: createCheckEntry({
        lookAtText,
        verdicts: createCaseVerdicts({ caseFiles, engine }),
      }),
      readChanges: createReadChanges(publishFiles.history),
      radarMemory,
      now,
      emit: (progress) => reportProgress('all-mappers.look', progress),
    }),
    notes,
    openTexts: ownProjects.openTexts,
    readSchema: parts.readSchema,
    inspect,
    caseFiles,
    engine,
    putStep,
    emit: (progress) => reportProgress('all-mappers.fetch', progress),
    tellNoted,
  })
  const teamFolders = watchTeamFolders((folder) => emit('team.changed', { folder }))
  const foreignFiles = createForeignFiles(() => startFileReader(folder))
  const folders = createFolderReader({
    readFolder: foreignFiles.folder,
    files,
    workspaces,
    watching: teamFolders,
  })
  const sources = createCompareSources({
    folders,
    files,
    history: publishFiles.history,
    texts,
    projects: ownProjects,
  })
  const tellSaid = () => emitToOthers('compare.noted', {})
  const namedValues = createNamedValues({
    file: files.namedValues,
    tellNoted: tellSaid,
  })
  const memories = createPairMemories(files, namedValues, tellSaid)
  const compare = createCompareService({
    sources,
    memories,
    readSetUp: foreignFiles.setUp,
    people: files.people,
    now,
  })
  const search = createSearchService({ workspaces, estate })
  const setUpFiles = createSetUpFiles({ files, projects: ownProjects })
  const teamFolder = createTeamFolderService({
    files,
    readAppSide: createAppSide({
      files,
      workspaces,
      setUpFiles,
      memories,
      notes,
      caseFiles,
      history: publishFiles.history,
    }),
    takeItem: createTakeItem({ memories, values: namedValues, notes, caseFiles, tellNoted }),
    putStep,
    chooseFolder: parts.chooseTeamFolder,
    folders,
    workspaces,
    watching: teamFolders,
    now,
  })
  const promote = createPromoteService({
    files,
    putStep,
    compare,
    sources,
    memories,
    values: namedValues,
    teamFolder,
  })
  /** A project was read or published, its draft was written, or its people were counted. */
  function forget(projectId: ProjectId): void {
    reading.forget(projectId)
    estate.forget(projectId)
    radar.forget()
  }
  function close(): void {
    teamFolders.close()
    estate.close()
    foreignFiles.close()
  }
  return {
    reading,
    allOrganizations,
    radar,
    attention,
    bulk,
    allDrafts,
    allMappers,
    compare,
    namedValues,
    promote,
    search,
    setUpFiles,
    foreignFiles,
    teamFolder,
    forget,
    close,
  }
}
