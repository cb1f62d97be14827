import { join } from 'node:path'
import { chooseTeamFolder } from './app/ask-for-files'
import { startFileReader } from './app/utility-process'
import type { Base } from './compose-base'
import type { Projects } from './compose-projects'
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
import type { ProjectId } from '../core/model/project-id'

/**
 * Milliseconds without a question after which the thread ends that knows all projects. V8 leaves in its heap what it
 * has read, some 40 MiB of a large estate, and the next question reads it again in about a second.
 */
const restAfter = 30_000

/**
 * Creates the services that work over several projects at once: who signs in where, radar, bulk edits, drafts,
 * mappers, compare, promote, search, team folder.
 */
export function composeEstate(own: Base & Projects) {
  const { folder, files, putStep, workspaces, now, caseFiles, publishFiles } = own
  const { radarMemory, ownProjects, projects, engine, settings, signals } = own
  const { history } = publishFiles
  const estate = createEstate({
    drafts: files.drafts,
    history,
    start: () => startWorker(join(import.meta.dirname, 'estate-thread.js'), folder),
    engine,
    idleAfter: restAfter,
  })
  const looking = { workspaces, memory: radarMemory, estate, now }
  const reading = createReadProjects({
    workspaces,
    snapshots: files.snapshots,
    read: projects.read,
    async mayReadUnasked() {
      const { readsByItself, workOffline } = await settings.read()
      return readsByItself !== false && workOffline !== true
    },
    now,
    emit: (progress) => reportProgress('projects.read', progress),
  })
  const radar = createRadarService({
    ...looking,
    reading,
    emit: (progress) => reportProgress('radar.look', progress),
    tellChanged() {
      emit('radar.changed', {})
      signals.emit('problems-changed')
    },
  })
  const attention = createAttentionService(looking)
  const allOrganizations = createAllOrganizations({
    ...own,
    problems: radar,
    estate,
  })
  const bulk = createBulkService({
    ...own,
    emitProgress: (progress) => reportProgress('bulk.prepare', progress),
  })
  const allDrafts = createAllDrafts({
    ...own,
    projects: ownProjects,
    emit: (told) => reportProgress('drafts.publish', told),
    tellingAll: askedByNobody,
  })
  const tellNoted = () => emitToOthers('all-mappers.noted', {})
  const notes = createMapperNotes(files.mapperNotes, now)
  const allMappers = createAllMappers({
    lookAtMappers: createLookAtMappers({
      ...own,
      estate,
      checkEntry: createCheckEntry({
        lookAtText: own.lookAtText,
        verdicts: createCaseVerdicts({ caseFiles, engine }),
      }),
      readChanges: createReadChanges(history),
      emit: (progress) => reportProgress('all-mappers.look', progress),
    }),
    ...own,
    notes,
    openTexts: ownProjects.openTexts,
    readSchema: own.identitySchemas.readDefault,
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
    ...own,
    folders,
    history,
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
      history,
    }),
    takeItem: createTakeItem({ memories, values: namedValues, notes, caseFiles, tellNoted }),
    putStep,
    chooseFolder: chooseTeamFolder,
    folders,
    workspaces,
    watching: teamFolders,
    now,
  })
  const promote = createPromoteService({
    ...own,
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
  function closeEstate(): void {
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
    search: createSearchService({ workspaces, estate }),
    setUpFiles,
    foreignFiles,
    teamFolder,
    forget,
    closeEstate,
  }
}
export type Estate = ReturnType<typeof composeEstate>
