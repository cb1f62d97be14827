// Also imported by a child process, so it must not use the test runner.
import { randomUUID } from 'node:crypto'
import type { Draft } from '../../../src/core/draft/draft'
import { success } from '../../../src/core/errors/result'
import type { Emulator } from '../../emulator'
import { createApiClient, type ApiClient } from '../../../src/main/api/client'
import { createTransportLoader, type LoadTransport } from '../../../src/main/api/dispatcher'
import { createPublicFetch } from '../../../src/main/api/public-fetch'
import { createStorageReader } from '../../../src/main/api/storage'
import { createAppFiles } from '../../../src/main/files/app-files'
import { createCaseFiles } from '../../../src/main/files/cases/case-files'
import { createJsonFiles } from '../../../src/main/files/store/json-files'
import { createNotices } from '../../../src/main/files/store/notices'
import { createTextCache } from '../../../src/main/files/snapshots/text-cache'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { createSecretsInUse } from '../../../src/main/scrub/secrets-in-use'
import { createMemoryStore } from '../../../src/main/secrets/memory-store'
import { noticingStore } from '../../../src/main/secrets/noticing-store'
import type { SecretStore } from '../../../src/main/secrets/secret-store'
import { createCasesService } from '../../../src/main/services/cases/cases'
import {
  followedByCases,
  readWithCases,
  settledWithCases,
} from '../../../src/main/services/cases/follow-publish'
import type { Asking } from '../../../src/main/services/cases/transfer'
import { createAskPerson } from '../../../src/main/services/ask-person'
import { createEnvironments } from '../../../src/main/services/environments'
import type { TellOthers } from '../../../src/main/services/tell-others'
import { createKeyHealth } from '../../../src/main/services/workspaces/key-health'
import { createOrigins } from '../../../src/main/services/workspaces/origins'
import { createDemo } from '../../../src/main/services/workspaces/demo'
import type { IdentitySchemas } from '../../../src/main/services/projects/identity-schemas'
import {
  createElectronSupport,
  type ElectronSupport,
} from '../../../src/main/services/workspaces/electron-support'
import { createGuardsService, type OpenQuestion } from '../../../src/main/services/guards/guards'
import { createPersonName } from '../../../src/main/services/person-name'
import { createStoredReader } from '../../../src/main/check/stored-metadata'
import { createPublishHistoryService } from '../../../src/main/services/history/publish-history'
import { createInterruptedPublishes } from '../../../src/main/services/publish/interrupted'
import { createPublishService } from '../../../src/main/services/publish/publish'
import { createTrashService } from '../../../src/main/services/trash/trash'
import { createSettingsService } from '../../../src/main/services/settings'
import { sharedWorkspaces } from '../../../src/main/services/workspaces/shared-workspaces'
import { wireFiles, wireProjects } from '../../../src/main/services/wiring'
import { createWorkspacesService } from '../../../src/main/services/workspaces/workspaces'

export interface ServicePlace {
  /** The user data folder. */
  readonly folder: string
  /** The demo's server; without it there is none. */
  readonly emulator?: Emulator
  readonly now: () => Date
  /** Time limit of a request, in milliseconds. */
  readonly timeout: number
  /** The keychain; by default a new one in memory. */
  readonly store?: SecretStore | undefined
  /** Wraps the transport. */
  readonly transport?: ((transport: LoadTransport) => LoadTransport) | undefined
  /** Wraps the client. */
  readonly client?: ((client: ApiClient) => ApiClient) | undefined
  readonly onRequest?: (request: string) => void
  /** Without it no mapper can be run. */
  readonly engine?: MapperEngine | undefined
  /** Without it projects have none. */
  readonly identitySchemas?: Pick<IdentitySchemas, 'list' | 'read'> | undefined
  /** Without it every question is cancelled. */
  readonly asking?: Asking | undefined
  /** Without it nothing may be opened to writing. */
  readonly askToOpen?: ((question: OpenQuestion) => Promise<boolean>) | undefined
  /** Without it no server may get a key but Ory's and those on this computer. */
  readonly askToSend?: ((origin: string) => Promise<boolean>) | undefined
  /** Without it Electron has the pinned version. */
  readonly electron?: ElectronSupport | undefined
  /** How the client waits between attempts, by default not at all, and its clock, by default the system's. */
  readonly sleep?: ((milliseconds: number) => Promise<void>) | undefined
  readonly clock?: (() => number) | undefined
  /** Receives the events for other windows; by default there are none. */
  readonly tellOthers?: TellOthers | undefined
}

const nobodyAsked = () => Promise.resolve(false)

const nobody: Asking = {
  chooseFolder: () => Promise.resolve(undefined),
  chooseFiles: () => Promise.resolve([]),
  confirmReplace: () => Promise.resolve(false),
}

/** The main process' services wired as in `compose`, but without Electron and a keychain. */
export function wireServices(place: ServicePlace) {
  const { folder, emulator, now, timeout, client: wrap = (own) => own, onRequest } = place
  const notices = createNotices()
  const secrets = createSecretsInUse()
  const ownFiles = createAppFiles(createJsonFiles({ folder, notices }))
  const { tellOthers = () => undefined } = place
  const wiredFiles = wireFiles({ folder, notices, now, ownFiles, tellOthers })
  const { files, drafts, locks, ownWrites, publishFiles, secretEnds } = wiredFiles
  const ownTransport = createTransportLoader({})
  const transport = place.transport?.(ownTransport) ?? ownTransport
  const userAgent = 'test/1'
  const { sleep = () => Promise.resolve(), clock = Date.now } = place
  const keyHealth = createKeyHealth(
    wrap(createApiClient({ transport, userAgent, sleep, now: clock, timeout, secrets })),
    () => undefined,
  )
  const { client } = keyHealth
  const storage = createStorageReader({ fetch: createPublicFetch({ transport, userAgent }) })
  const store = noticingStore(place.store ?? createMemoryStore(), secrets)
  const secretStore = () => Promise.resolve(store)
  const startEmulator = () =>
    emulator ? Promise.resolve(emulator) : Promise.reject(new Error('No demo here'))
  const demo = createDemo({ files, startEmulator })
  const environments = createEnvironments({ file: files.environments, notices })
  const { electron = createElectronSupport({ builtFor: '45.0.0', running: '45.0.0' }) } = place
  const person = createAskPerson(clock)
  const ownWorkspaces = createWorkspacesService({
    client,
    files,
    demo,
    secretStore,
    health: keyHealth,
    electron,
    origins: createOrigins({
      file: files.origins,
      ask: (origin) => person.ask('server', () => (place.askToSend ?? nobodyAsked)(origin)),
    }),
    environments,
    onDisconnected: (projects) => projects.forEach(({ id }) => ownWrites.forget(id)),
  })
  const workspaces = sharedWorkspaces(ownWorkspaces, tellOthers)
  const guards = createGuardsService({
    file: files.guards,
    workspaces,
    ask: place.askToOpen ?? nobodyAsked,
    person,
    tellOthers,
    environments,
  })
  const nobodyTold = () => undefined
  const { shared, putStep, ownProjects } = wireProjects({
    ...wiredFiles,
    folder,
    now,
    client,
    storage,
    workspaces,
    guards,
    environments,
    secretStore,
    tellAsking: nobodyTold,
  })
  const { draftSecrets, servers, reader } = shared
  const caseFiles = createCaseFiles({ folder })
  const texts = createTextCache({ folder })
  const trash = createTrashService({ ...shared, publishFiles, caseFiles, newId: randomUUID })
  const cases = createCasesService({
    files,
    caseFiles,
    texts,
    engine: place.engine ?? ({} as MapperEngine),
    identitySchemas: place.identitySchemas ?? {
      list: () => Promise.resolve(success([])),
      read: () => Promise.reject(new Error('There is none')),
    },
    openTexts: ownProjects.openTexts,
    notices,
    asking: place.asking ?? nobody,
  })
  const follow = { cases, files, publishFiles }
  const projects = readWithCases(ownProjects, follow)
  const readStored = createStoredReader({ storage, workspaces })
  const settings = createSettingsService({ files, onTheme: () => undefined })
  const publishService = createPublishService({
    ...shared,
    secrets,
    personName: createPersonName({ settings, readAccount: () => 'kim' }),
    readStored,
    publishFiles,
    newId: randomUUID,
    sleep,
    onProgress: ({ request }) => onRequest?.(request),
  })
  const publishing = followedByCases(publishService, follow)
  const interrupted = settledWithCases(
    createInterruptedPublishes({ ...shared, publishFiles, projects }),
    follow,
  )
  const { history } = publishFiles
  const publishHistory = createPublishHistoryService({
    ...shared,
    putStep,
    history,
    projects,
    readStored,
    texts,
  })
  /** Saves a draft like a window that knows the one on disk. */
  async function saveDraft(draft: Draft) {
    const stored = await drafts.readStored(draft.projectId)
    if (!stored.ok) return stored
    const saved = await drafts.save(draft, stored.value?.sequence)
    return saved.ok ? success(saved.value ?? 0) : saved
  }

  return {
    notices,
    settings,
    files,
    drafts,
    saveDraft,
    transport,
    client,
    storage,
    store,
    secrets,
    draftSecrets,
    electron,
    workspaces,
    guards,
    locks,
    ownWrites,
    servers,
    reader,
    secretEnds,
    projects,
    trash,
    environments,
    publishFiles,
    history: publishFiles.history,
    caseFiles,
    publishing,
    interrupted,
    publishHistory,
    readStored,
    cases,
  }
}
