import { randomUUID } from 'node:crypto'
import { success } from '../core/errors/result'
import { sleepFor } from '../main/api/abort'
import { createApiClient } from '../main/api/client'
import { createTransportLoader } from '../main/api/dispatcher'
import { createPublicFetch } from '../main/api/public-fetch'
import { createStorageReader } from '../main/api/storage'
import { createStoredReader } from '../main/check/stored-metadata'
import { createAppFiles, type AppFiles } from '../main/files/app-files'
import { createCaseFiles } from '../main/files/cases/case-files'
import { readTeamFolderAt } from '../main/files/team-folder/read-team-folder'
import type { PublishHistoryFiles } from '../main/files/publish/publish-history-files'
import { createJsonFiles } from '../main/files/store/json-files'
import type { Notices } from '../main/files/store/notices'
import { createSecretsInUse } from '../main/scrub/secrets-in-use'
import { createMemoryStore } from '../main/secrets/memory-store'
import { noticingStore } from '../main/secrets/noticing-store'
import { createMapperNotes } from '../main/services/all-mappers/mapper-notes'
import { createAskPerson } from '../main/services/ask-person'
import { createFormerRules } from '../main/services/compare/former-rules'
import { createNamedValues } from '../main/services/compare/named-values'
import { createPairMemories } from '../main/services/compare/pair-memory'
import { createEnvironments } from '../main/services/environments'
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
import { createDemo } from '../main/services/workspaces/demo'
import { createElectronSupport } from '../main/services/workspaces/electron-support'
import { createOrigins } from '../main/services/workspaces/origins'
import { wireFiles, wireProjects } from '../main/services/wiring'
import { createWorkspacesService } from '../main/services/workspaces/workspaces'
import { memorySnapshots } from './memory-snapshots'

/** A history that lies where it is said at each call. */
const historyAt = (place: () => PublishHistoryFiles): PublishHistoryFiles => ({
  add: (record) => place().add(record),
  list: (projectId) => place().list(projectId),
  read: (projectId, id) => place().read(projectId, id),
  find: (projectId, isMeant) => place().find(projectId, isMeant),
  forget: (projectId) => place().forget(projectId),
})

const nobody = () => Promise.resolve(false)
const noWindow = () => undefined

/**
 * The services of the window that read and publish projects, wired for one command: without Electron, without a
 * keychain, and with files in a folder of the command's own.
 *
 * @param place `folder`: the command's own, which is empty; `appFiles`: the app's on this computer, whose locks and
 * environments hold here too, and in which a damaged file is set aside, of which `notices` is told; `isInApp`: whether the
 * app has the workspace: then a publish stands in its `appHistory`, and its notes of when secrets end follow; `apiAddress`:
 * the address that the person named, the only one besides Ory's that gets the key
 */
export function serverServices(place: {
  readonly folder: string
  readonly appFiles: AppFiles
  readonly appHistory: PublishHistoryFiles
  readonly isInApp: () => boolean
  readonly notices: Notices
  readonly apiAddress: string
  readonly now: () => Date
}) {
  const { folder, appFiles, appHistory, isInApp, notices, apiAddress, now } = place
  const secrets = createSecretsInUse()
  const ownFiles = {
    ...createAppFiles(createJsonFiles({ folder, notices })),
    snapshots: memorySnapshots(now),
  }
  const ownWired = wireFiles({ folder, notices, now, ownFiles, tellOthers: noWindow })
  const { history: ownHistory, ...ownPublishFiles } = ownWired.publishFiles
  const history = historyAt(() => (isInApp() ? appHistory : ownHistory))
  const publishFiles = { ...ownPublishFiles, history }
  // A noted day belongs to the secret that a publish replaces, whoever published it.
  const ends: AppFiles['ends'] = (projectId) => (isInApp() ? appFiles : ownFiles).ends(projectId)
  const secretEnds = createSecretEnds({ ends }, noWindow)
  const wiredFiles = { ...ownWired, publishFiles, secretEnds }
  const { files, drafts } = wiredFiles
  // What the app knows is only read; what is new in this command is forgotten with it.
  const written = () => Promise.resolve(success(undefined))
  const environments = createEnvironments({
    file: { read: appFiles.environments.read, write: written },
  })
  const transport = createTransportLoader(process.env)
  const userAgent = 'SSO-Workbench'
  const client = createApiClient({ transport, userAgent, secrets })
  const storage = createStorageReader({ fetch: createPublicFetch({ transport, userAgent }) })
  const store = noticingStore(createMemoryStore(), secrets)
  const secretStore = () => Promise.resolve(store)
  const person = createAskPerson(Date.now)
  const workspaces = createWorkspacesService({
    client,
    files,
    demo: createDemo({
      files,
      startEmulator: () => Promise.reject(new Error('The command line has no demo')),
    }),
    secretStore,
    // There is no Electron here that could be out of support.
    electron: createElectronSupport({ builtFor: '0.0.0', running: '0.0.0' }),
    origins: createOrigins({
      file: files.origins,
      // Whoever names an address has agreed to it.
      ask: (origin) => Promise.resolve(success(origin === apiAddress)),
    }),
    environments,
  })
  const guards = createGuardsService({
    file: { read: appFiles.guards.read, write: written },
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
    onStates: noWindow,
  })
  const { draftSecrets } = shared
  const publishing = createPublishService({
    ...shared,
    secrets,
    personName: createPersonName({
      settings: createSettingsService({ files: appFiles, onTheme: noWindow }),
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
    formerRules: createFormerRules(files, workspaces),
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
