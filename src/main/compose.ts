import { app, clipboard, nativeTheme } from 'electron'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { systemCertificates } from './files/system-certificates'
import { createApiClient } from './api/client'
import { createTransportLoader } from './api/dispatcher'
import { hasNetwork } from './api/has-network'
import { createPublicFetch } from './api/public-fetch'
import { createPublicReader } from './api/public-reader'
import { createStorageReader } from './api/storage'
import { appOrigin } from './app/app-address'
import { chooseSetUp, chooseTable, chooseTeamFolder } from './app/ask-for-files'
import { askToOpen } from './app/ask-to-open'
import { startEngineProcess } from './app/utility-process'
import { showOffline, type MenuActions } from './app/menu'
import { systemProxy, watchNetwork } from './app/network'
import { openAddress, openLink } from './app/open-link'
import { printPage, saveText } from './app/print-and-save'
import { createSignals } from './app/signals'
import { createUnsaved } from './app/unsaved'
import { createWindows } from './app/windows'
import { createZoom } from './app/zoom'
import { createStartEmulator } from './compose-demo'
import { composeConsents } from './compose-consents'
import { composeDiagnostics } from './compose-diagnostics'
import { composeEndNotices } from './compose-end-notices'
import { composeEstate } from './compose-estate'
import { composeEarly } from './compose-early'
import { composeMappers } from './compose-mappers'
import { composeMenu } from './compose-menu'
import { composeOpened } from './compose-opened'
import { composePeople } from './compose-people'
import { composePublishing } from './compose-publishing'
import { composeTry } from './compose-try'
import { composeUpdates } from './compose-updates'
import { createCheckService } from './check/check-service'
import { createLookUpTxt } from './check/look-up-txt'
import { createProjectHostReader } from './check/project-host-reader'
import { createStoredReader } from './check/stored-metadata'
import { createAppFiles } from './files/app-files'
import { createCaseFiles } from './files/cases/case-files'
import { createJsonFiles } from './files/store/json-files'
import { createNotices } from './files/store/notices'
import { createTextCache } from './files/snapshots/text-cache'
import { appWindows } from './ipc/app-windows'
import { emit, emitTo, emitToAsking, emitToOthers, reportProgress } from './ipc/events'
import { createHandlers } from './ipc/handlers'
import { createRouter } from './ipc/router'
import { createLogger } from './log/logger'
import { createErrorReport } from './services/error-report'
import { createEngineClient } from './mapper/client'
import { createStoreOnDemand } from './secrets/store-on-demand'
import { draftAccount } from './secrets/secret-store'
import { createSecretsInUse } from './scrub/secrets-in-use'
import { createAppClipboard } from './services/app-clipboard'
import { createCachedStorage } from './services/projects/cached-storage'
import { readWithCases } from './services/cases/follow-publish'
import { createDemo } from './services/workspaces/demo'
import { createKeyHealth } from './services/workspaces/key-health'
import { createMetadataIssuers } from './services/metadata-issuers'
import { createConnectionsService } from './services/projects/connections'
import { createOpenProjectPage } from './services/projects/project-pages'
import { createOrganizationCreated } from './services/projects/organization-created'
import { createEnvironments } from './services/environments'
import { createGuardsService } from './services/guards/guards'
import { createOffline } from './services/offline'
import { createPersonName } from './services/person-name'
import { createPortalLinksService } from './services/portal-links/portal-links'
import { linkAmong } from '../core/links/app-link'
import { projectServer } from '../core/model/project-id'
import { createRadarMemory } from './services/radar/radar-memory'
import { createSettingsService } from './services/settings'
import { createTrashService } from './services/trash/trash'
import { createWindowStates } from './services/window-states'
import { wireFiles, wireProjects } from './services/wiring'
import { createOrigins } from './services/workspaces/origins'
import { sharedWorkspaces } from './services/workspaces/shared-workspaces'
import { createWorkspacesService } from './services/workspaces/workspaces'
import type { Application } from './application'
import type { First } from './compose-first'

/** Milliseconds from the first page to what it does not need: by then what a start asks for is done. */
const sweepAfter = 2000
/** The same to the start of the mapper engine. */
const warmAfter = 10_000

/** The pinned version, such as `45.5.0`; inserted by the build. */
declare const __ELECTRON_BUILT_FOR__: string

/** Creates and connects all services, in order, around the first window; nothing else does. */
export function compose(first: First): Application {
  const folder = app.getPath('userData')
  const now = () => new Date()
  const userAgent = `SSO-Workbench/${app.getVersion()}`

  const secrets = createSecretsInUse()
  const log = createLogger({ folder: join(folder, 'logs'), now, secrets })
  const notices = createNotices((notice) => emit('notice.add', notice))
  const reportError = createErrorReport({ log, notices })
  // Without a handler Electron would show a stack trace in a dialog.
  process.on('unhandledRejection', (error) => reportError('main', error))
  process.on('uncaughtException', (error) => reportError('main', error))
  const signals = createSignals()
  const ownFiles = createAppFiles(createJsonFiles({ folder, notices }))
  const settings = createSettingsService({
    files: ownFiles,
    onTheme: (theme) => {
      nativeTheme.themeSource = theme
    },
    onOffline: (isOffline) => {
      showOffline(isOffline)
      signals.emit('offline-turned', isOffline)
    },
    onSaved: (saved) => {
      emitToOthers('settings.changed', { settings: saved })
      signals.emit('settings-saved', saved)
    },
  })
  const offline = createOffline(settings)
  const personName = createPersonName({ settings })

  // Set by the process that created the session; it can only make the app store less.
  const keychainForTests = app.commandLine.hasSwitch('keychain-for-tests')
  const secretStore = createStoreOnDemand({
    inMemory: keychainForTests,
    secrets,
    onUnavailable: (why) => log.error('No keychain', { why }),
  })
  const environments = createEnvironments({ file: ownFiles.environments, notices })
  const transport = createTransportLoader(process.env, {
    resolveProxy: systemProxy,
    extraCertificates: systemCertificates,
    isOffline: offline.isOffline,
  })
  signals.on('offline-turned', (isOffline) => {
    // Close idle connections, which are of no use offline.
    if (isOffline) void transport.refresh()
  })
  watchNetwork({
    onChange: () => {
      void transport.refresh()
      emit('network.changed', {})
    },
  })
  const plainClient = createApiClient({ transport, userAgent, secrets })
  const keyHealth = createKeyHealth(plainClient, () => void signals.emit('key-health-changed'))
  const { client } = keyHealth
  const fetch = createPublicFetch({ transport, userAgent, extraCertificates: systemCertificates })
  const { updates, schedule } = composeUpdates({ files: ownFiles, settings, offline, fetch })
  signals.on('settings-saved', ({ lookForUpdates }) => schedule.turned(lookForUpdates === true))
  const texts = createTextCache({ folder })
  const { person, electron, askPrivate, askServer } = composeConsents(__ELECTRON_BUILT_FOR__)
  const wiredFiles = wireFiles({
    folder,
    notices,
    now,
    ownFiles,
    tellOthers(name, payload) {
      if ('projectId' in payload && payload.projectId) {
        signals.emit('project-told', payload.projectId)
      }
      emitToOthers(name, payload)
    },
  })
  const { files, drafts, ownWrites, publishFiles } = wiredFiles
  const engine = createEngineClient(startEngineProcess)
  const demo = createDemo({ files, startEmulator: createStartEmulator(engine) })
  const storageReader = createStorageReader({ fetch, storageOf: demo.storageOf })
  const storage = createCachedStorage(storageReader, texts)
  const ownWorkspaces = createWorkspacesService({
    client,
    files,
    demo,
    secretStore,
    health: keyHealth,
    onNotice: notices.add,
    electron,
    origins: createOrigins({ file: files.origins, ask: askServer }),
    environments,
    onGone: (gone) => void signals.emit('projects-gone', gone),
    onDisconnected(projects) {
      projects.forEach(({ id }) => ownWrites.forget(id))
      signals.emit('projects-disconnected', projects)
    },
  })
  const workspaces = sharedWorkspaces(ownWorkspaces, (name, payload) => {
    emitToOthers(name, payload)
    signals.emit('workspaces-changed')
  })
  signals.on('key-health-changed', () => {
    void workspaces.list().then((all) => emit('workspaces.changed', { changed: all, removed: [] }))
  })
  const guards = createGuardsService({
    file: files.guards,
    workspaces,
    ask: askToOpen,
    person,
    tellOthers: emitToOthers,
    environments,
  })
  const radarMemory = createRadarMemory(files.radar)
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
    tellAsking: emitToAsking,
    onMoved: (before, read) => void radarMemory.noteMoved(before, read),
  })
  const caseFiles = createCaseFiles({ folder })
  const trash = createTrashService({ ...shared, publishFiles, caseFiles, newId: randomUUID })
  signals.on('projects-gone', (gone) => gone.forEach((project) => void trash.keepProject(project)))
  const connections = createConnectionsService({
    ...shared,
    storage,
    history: publishFiles.history,
  })
  const { inspect, lookAtText, cases, ...mapping } = composeMappers({
    ...shared,
    notices,
    storage,
    texts,
    caseFiles,
    engine,
    openTexts: ownProjects.openTexts,
  })
  const projects = readWithCases(ownProjects, { cases, files })
  const readStored = createStoredReader({ storage, workspaces })
  const { publishing, interrupted, publishHistory } = composePublishing({
    ...shared,
    putStep,
    publishFiles,
    projects,
    cases,
    readStored,
    texts,
    secrets,
    personName,
  })
  const checks = createCheckService({
    files,
    reader: createPublicReader({ fetch, now: Date.now, hasNetwork }),
    readStored,
    scim: {
      hostOf: createProjectHostReader(workspaces),
      draftSecret: async (projectId, reference) =>
        (await secretStore()).get(draftAccount(projectId, reference)),
      noteSecret: (projectId, secret) => secrets.add(projectServer(projectId), secret),
    },
    allowsSending: offline.allowsSending,
    now,
    askPrivate,
    onStep: (step) => reportProgress('connection.check', step),
  })
  const appClipboard = createAppClipboard(clipboard)
  const {
    close: closeEstate,
    forget,
    ...estate
  } = composeEstate({
    ...shared,
    putStep,
    folder,
    texts,
    caseFiles,
    publishFiles,
    radarMemory,
    ownProjects,
    projects,
    publishing,
    engine,
    inspect,
    readSchema: mapping.identitySchemas.readDefault,
    lookAtText,
    async mayReadUnasked() {
      const { readsByItself, workOffline } = await settings.read()
      return readsByItself !== false && workOffline !== true
    },
    clipboard: appClipboard,
    chooseTeamFolder,
    onProblems: () => void signals.emit('problems-changed'),
  })
  signals.on('project-told', forget)
  signals.on('people-told', estate.radar.forget)
  const portalLinks = createPortalLinksService({
    client,
    workspaces,
    guards,
    secrets,
    clipboard: appClipboard,
  })

  const trying = composeTry({
    ...shared,
    person,
    client: plainClient,
    secrets,
    secretStore,
    notices,
    offline,
  })
  const people = composePeople({
    ...shared,
    secrets,
    person,
    client: plainClient,
    projectKeys: trying.projectKeys,
    identitySchemas: mapping.identitySchemas,
    offline,
    readPeoplePage: estate.foreignFiles.peoplePage,
    onTold: (projectId) => void signals.emit('people-told', projectId),
  })
  for (const name of ['projects-gone', 'projects-disconnected'] as const) {
    signals.on(name, (gone) => void people.forget(gone.map(({ id }) => id)))
  }
  const windowStates = createWindowStates(files.windows)
  const unsaved = createUnsaved({
    tellQuitting: (contents) => emitTo(contents)('app.quitting', {}),
    onStay: windowStates.stays,
  })
  app.on('before-quit', windowStates.quitting)
  const zoom = createZoom(settings, (factor) => {
    for (const { webContents } of appWindows()) webContents.setZoomFactor(factor)
  })
  let savingBounds: Promise<unknown> = Promise.resolve()
  let warming: ReturnType<typeof setTimeout> | undefined
  let sweeping: ReturnType<typeof setTimeout> | undefined
  /** Removes what nobody needs any more. */
  function sweep(): void {
    // Items removed from the trash no longer need their secrets.
    void trash.sweep().then(shared.draftSecrets.sweep)
    void texts.sweep()
    void caseFiles.sweep()
    void trying.projectKeys.sweep()
  }
  const windows = createWindows({
    first: first.window,
    unsaved,
    states: windowStates,
    tellPlace: (window, place) => emitTo(window.webContents)('place.open', place),
    firstZoom: zoom.first,
    async rememberedBounds() {
      const [bounds] = await Promise.all([files.windowBounds.read(), settings.read()])
      return bounds.ok ? bounds.value : undefined
    },
    onBounds: (next) => {
      savingBounds = files.windowBounds.write(next)
    },
    onFirst(window) {
      // The page asks for it first, and the keychain takes a while to answer.
      void secretStore()
      const loaded = () => {
        sweeping = setTimeout(sweep, sweepAfter)
        warming = setTimeout(engine.warm, warmAfter)
        void schedule.start()
        endNotices.begin()
      }
      if (window.webContents.isLoading()) window.webContents.once('did-finish-load', loaded)
      else loaded()
    },
  })
  const endNotices = composeEndNotices({ ...shared, settings, radar: estate.radar, windows })
  for (const changed of ['problems-changed', 'settings-saved'] as const) {
    signals.on(changed, () => void endNotices.tell())
  }
  const { openedSetUps, openFile } = composeOpened(windows)
  const { longAnswers } = first
  const handlers = createHandlers({
    ...estate,
    version: app.getVersion(),
    folder,
    platform: process.platform,
    notices,
    secretStore,
    keychainForTests,
    electron,
    workspaces,
    guards,
    projects,
    drafts,
    publishing,
    interrupted,
    publishHistory,
    connections,
    metadataIssuers: createMetadataIssuers({ files, texts }),
    organizationCreated: createOrganizationCreated(shared),
    secretEnds: wiredFiles.secretEnds,
    checks,
    lookUpTxt: createLookUpTxt({ isOffline: offline.isOffline }),
    tryConnection: trying.tryConnection,
    people,
    portalLinks,
    ...mapping,
    cases,
    chooseSetUp,
    openedSetUps,
    chooseTable,
    settings,
    personName,
    updates,
    trash,
    emit: emitToAsking,
    openLink,
    openProjectPage: createOpenProjectPage({ files, workspaces, openAddress }),
    clipboard: appClipboard,
    reportError,
    windowSettled: unsaved.settled,
    openWindow: windows.openFurther,
    windowStates,
    zoom,
    saveText,
    printPage,
    diagnostics: composeDiagnostics(folder, __ELECTRON_BUILT_FOR__, {
      secretStore,
      settings,
      workspaces,
      guards,
      projects,
      notices,
      log,
      now,
    }),
  })
  const router = createRouter({ handlers, origin: appOrigin, log, longAnswers })
  const menuActions: MenuActions = {
    command: (command) => emitTo(windows.front()?.webContents)('menu.command', { command }),
    newWindow: () => void windows.open(),
    openProject: (projectId) => windows.goTo({ projectId }),
    openLink: (link) => void openLink(link),
  }
  const menu = composeMenu({ settings, workspaces: files.workspaces, actions: menuActions })
  for (const changed of ['settings-saved', 'workspaces-changed'] as const) {
    signals.on(changed, () => void menu.refresh())
  }

  const early = composeEarly({
    folder,
    files: ownFiles,
    windowStates,
    readApp: handlers['app.read'],
  })

  return {
    async begin() {
      await menu.refresh()
      await windows.begin()
      early.goOn(first.window, first.answer({ router, menu: menuActions }))
    },
    openLink(texts) {
      const place = linkAmong(texts)
      if (place) windows.goTo(place)
    },
    openFile,
    showWindow: windows.show,
    async close() {
      clearTimeout(warming)
      clearTimeout(sweeping)
      schedule.end()
      endNotices.end()
      closeEstate()
      await Promise.all([savingBounds, windowStates.settled(), demo.close(), engine.close()])
      await appClipboard.close()
      await transport.close()
      await drafts.flush()
      await files.flush()
      // The next start does without: it reads the files themselves.
      await early.keep().catch(() => undefined)
      await log.flush()
    },
  }
}
