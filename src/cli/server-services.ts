import { randomUUID } from 'node:crypto'
import { sleepFor } from '../main/api/abort'
import { systemCertificates } from '../main/files/system-certificates'
import { createPublicFetch } from '../main/api/public-fetch'
import { createStorageReader } from '../main/api/storage'
import { createStoredReader } from '../main/check/stored-metadata'
import type { AppFiles } from '../main/files/app-files'
import { createCaseFiles } from '../main/files/cases/case-files'
import { readTeamFolderAt } from '../main/files/team-folder/read-team-folder'
import { createPublishHistoryFiles } from '../main/files/publish/publish-history-files'
import type { JsonFiles } from '../main/files/store/json-files'
import { createMapperNotes } from '../main/services/all-mappers/mapper-notes'
import { createAskPerson } from '../main/services/ask-person'
import { createNamedValues } from '../main/services/compare/named-values'
import { createPairMemories } from '../main/services/compare/pair-memory'
import { createGuardsService } from '../main/services/guards/guards'
import { createPersonName } from '../main/services/person-name'
import { createPublishService } from '../main/services/publish/publish'
import { createSetUpFiles } from '../main/services/set-up-files/set-up-files'
import { createSecretEnds } from '../main/services/secret-ends'
import { createSettingsService } from '../main/services/settings'
import { createFolderReader } from '../main/services/team-folder-files'
import { createAppSide } from '../main/services/team-folder/app-side'
import { createTakeItem } from '../main/services/team-folder/take-item'
import { createTeamFolderService } from '../main/services/team-folder/team-folder'
import { wireFiles, wireProjects } from '../main/services/wiring'
import { readOnly, type ServerConnection } from './server-connection'
import { success } from '../core/errors/result'
import type { Snapshot } from '../core/model/snapshot'
import type { ProjectId } from '../core/model/project-id'
import type { SnapshotFiles } from '../main/files/snapshots/snapshot-files'

/** Snapshots in memory. Readers get the object that was written, so that values cached by snapshot stay cached. */
function memorySnapshots(now: () => Date): SnapshotFiles {
  const kept = new Map<ProjectId, { readonly snapshot: Snapshot; readonly at: number }>()
  const done = () => Promise.resolve(success(undefined))
  return {
    read: (projectId) => Promise.resolve(success(kept.get(projectId)?.snapshot)),
    writtenAt: (projectId) => Promise.resolve(kept.get(projectId)?.at),
    write(snapshot) {
      kept.set(snapshot.summary.id, { snapshot, at: now().getTime() })
      return done()
    },
    delete(projectId) {
      kept.delete(projectId)
      return done()
    },
  }
}

const nobody = () => Promise.resolve(false)
const noWindow = () => undefined

/**
 * The window's services that read and publish projects, without Electron and keychain, and with files in the
 * command's own folder.
 *
 * @param app the app's folder on this computer, whose locks and environments apply. If it has the workspace
 * (`hasWorkspace`), publishes are added to its history and last days of secrets to its notes.
 */
export function serverServices(
  connection: ServerConnection,
  app: {
    readonly json: JsonFiles
    readonly files: AppFiles
    readonly hasWorkspace: boolean
  },
) {
  const { place, secrets, transport, userAgent, client, workspaces } = connection
  const { environments, secretStore } = connection
  const { folder, notices, now } = place
  const ownFiles = { ...connection.files, snapshots: memorySnapshots(now) }
  const ownWired = wireFiles({ folder, notices, now, ownFiles, tellOthers: noWindow })
  const history = app.hasWorkspace
    ? createPublishHistoryFiles({ files: app.json, now })
    : ownWired.publishFiles.history
  const publishFiles = { ...ownWired.publishFiles, history }
  // A noted day belongs to the secret that a publish replaces, whoever published it.
  const { ends } = app.hasWorkspace ? app.files : ownFiles
  const secretEnds = createSecretEnds({ ends }, noWindow)
  const wiredFiles = { ...ownWired, publishFiles, secretEnds }
  const { files, drafts } = wiredFiles
  const storage = createStorageReader({
    fetch: createPublicFetch({ transport, userAgent, extraCertificates: systemCertificates }),
  })
  const person = createAskPerson()
  const guards = createGuardsService({
    file: readOnly(app.files.guards),
    workspaces,
    ask: nobody,
    person,
    tellOthers: noWindow,
    environments,
  })
  const {
    shared,
    putStep,
    ownProjects: projects,
  } = wireProjects({
    ...wiredFiles,
    folder,
    now,
    client,
    storage,
    workspaces,
    guards,
    environments,
    secretStore,
    tellAsking: noWindow,
  })
  const { draftSecrets } = shared
  const publishing = createPublishService({
    ...shared,
    secrets,
    personName: createPersonName({
      settings: createSettingsService({ files: app.files, onTheme: noWindow }),
    }),
    readStored: createStoredReader({ storage, workspaces }),
    publishFiles,
    newId: randomUUID,
    sleep: sleepFor,
  })
  const watching = { follow: () => Promise.resolve() }
  const folders = createFolderReader({
    readFolder: readTeamFolderAt,
    files,
    workspaces,
    watching,
  })
  const values = createNamedValues({
    file: files.namedValues,
    tellNoted: noWindow,
  })
  const memories = createPairMemories(files, values, noWindow)
  const notes = createMapperNotes(files.mapperNotes, now)
  const caseFiles = createCaseFiles({ folder })
  const teamFolder = createTeamFolderService({
    files,
    readAppSide: createAppSide({
      files,
      workspaces,
      setUpFiles: createSetUpFiles({ files, projects }),
      memories,
      notes,
      caseFiles,
      history,
    }),
    takeItem: createTakeItem({ memories, values, notes, caseFiles, tellNoted: noWindow }),
    putStep,
    chooseFolder: () => Promise.resolve(undefined),
    folders,
    workspaces,
    watching,
    now,
  })
  return {
    files,
    drafts,
    draftSecrets,
    guards,
    secrets,
    workspaces,
    projects,
    putStep,
    publishing,
    folders,
    teamFolder,
    transport,
    now,
  }
}
export type ServerServices = ReturnType<typeof serverServices>
