import { app } from 'electron'
import { release } from 'node:os'
import { join } from 'node:path'
import { linkAmong } from '../core/links/app-link'
import { appOrigin } from './app/app-address'
import { readSetUp } from './app/ask-for-files'
import { describeApp, installMenu, showOffline, type MenuActions } from './app/menu'
import { openLink } from './app/open-link'
import { recentProjects, showRecentInSystem } from './app/recent-projects'
import { showNotification } from './app/show-notification'
import { createUnsaved } from './app/unsaved'
import { createWindows, type Windows } from './app/windows'
import { createZoom } from './app/zoom'
import { composeBase, type Base } from './compose-base'
import { composeEarly } from './compose-early'
import { composeEstate, type Estate } from './compose-estate'
import type { First } from './compose-first'
import { composePeople } from './compose-people'
import { composeProjects, type Projects } from './compose-projects'
import { composeUpdates } from './compose-updates'
import { folderParts } from './files/store/folder-parts'
import { createHandlers } from './handlers'
import { appWindows } from './ipc/app-windows'
import { emit, emitTo } from './ipc/events'
import { createRouter } from './ipc/router'
import { readRecentLines } from './log/recent-lines'
import { createDiagnostics } from './services/diagnostics'
import { createEndNotices } from './services/radar/end-notices'
import { createOpenedSetUps } from './services/set-up-files/opened'
import { createWindowStates } from './services/window-states'

/** Milliseconds from the first page to what it does not need: by then what a start asks for is done. */
const sweepAfter = 2000
/** The same to the start of the mapper engine. */
const warmAfter = 10_000

function composeDiagnostics({ builtFor, folder, version, ...services }: Base & Projects) {
  const { electron, chrome, node } = process.versions
  return createDiagnostics({
    ...services,
    versions: [
      ['SSO Workbench', version],
      ['Electron', electron === builtFor ? electron : `${electron}, built for ${builtFor}`],
      ['Chromium', chrome],
      ['Node', node],
    ],
    system: [
      ['platform', `${process.platform} ${process.arch}`],
      ['release', release()],
      ['language', app.getLocale()],
      ['packaged', app.isPackaged ? 'yes' : 'no'],
    ],
    recentLines: (most) => readRecentLines(join(folder, 'logs'), most),
    folderParts: () => folderParts(folder),
  })
}

/** The menu, and the list of recent projects that the system keeps. */
function composeMenu({ settings, files }: Base, actions: MenuActions) {
  let shown: string | undefined
  describeApp()
  return {
    async refresh(): Promise<void> {
      const [current, stored] = await Promise.all([settings.read(), files.workspaces.read()])
      const connected = (stored.ok ? stored.value : undefined) ?? []
      const recent = recentProjects(current.recentProjects ?? [], connected)
      if (JSON.stringify(recent) === shown) return
      shown = JSON.stringify(recent)
      installMenu(actions, recent)
      showOffline(current.workOffline === true)
      showRecentInSystem(recent, actions.openProject)
    },
  }
}

/** Notifications of the system, each of which opens its place in the window in front. */
function composeEndNotices(services: Base & Projects & Estate, windows: Windows) {
  return createEndNotices({
    ...services,
    file: services.files.toldEnds,
    isOn: async () => (await services.settings.read()).tellsOfEnds !== false,
    show: showNotification,
    open(place) {
      if (place) windows.goTo(place)
      else {
        windows.show()
        emitTo(windows.front()?.webContents)('menu.command', { command: 'view-home' })
      }
    },
  })
}

/** Creates and connects all services around the first window. */
export function compose(first: First) {
  const base = composeBase()
  const projects = { ...base, ...composeProjects(base) }
  const estate = { ...projects, ...composeEstate(projects) }
  const services = { ...estate, ...composePeople(estate), ...composeUpdates(base) }
  const { drafts, engine, files, folder, log, settings, signals, transport } = services
  const { people, radar, schedule, trash, workspaces } = services

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
    void trash.sweep().then(services.draftSecrets.sweep)
    void services.texts.sweep()
    void services.caseFiles.sweep()
    void services.projectKeys.sweep()
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
      void services.secretStore()
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
  const endNotices = composeEndNotices(services, windows)
  const openedSetUps = createOpenedSetUps(readSetUp)
  const handlers = createHandlers({
    ...services,
    openedSetUps,
    windowStates,
    windowSettled: unsaved.settled,
    openWindow: windows.openFurther,
    zoom,
    diagnostics: composeDiagnostics(services),
  })
  const { longAnswers } = first
  const router = createRouter({ handlers, origin: appOrigin, log, longAnswers })
  const menuActions: MenuActions = {
    command: (command) => emitTo(windows.front()?.webContents)('menu.command', { command }),
    newWindow: () => void windows.open(),
    openProject: (projectId) => windows.goTo({ projectId }),
    openLink: (link) => void openLink(link),
  }
  const menu = composeMenu(services, menuActions)
  const early = composeEarly({
    folder,
    files: services.ownFiles,
    windowStates,
    readApp: handlers['app.read'],
  })

  signals
    .on('offline-turned', (isOffline) => {
      // Close idle connections, which are of no use offline.
      if (isOffline) void transport.refresh()
    })
    .on('settings-saved', ({ lookForUpdates }) => {
      schedule.turned(lookForUpdates === true)
      void endNotices.tell()
      void menu.refresh()
    })
    .on('key-health-changed', () => {
      void workspaces
        .list()
        .then((all) => emit('workspaces.changed', { changed: all, removed: [] }))
    })
    .on('workspaces-changed', () => void menu.refresh())
    .on('projects-gone', (gone) => {
      gone.forEach((project) => void trash.keepProject(project))
      void people.forget(gone.map(({ id }) => id))
    })
    .on('projects-disconnected', (gone) => void people.forget(gone.map(({ id }) => id)))
    .on('project-told', services.forget)
    .on('people-told', radar.forget)
    .on('problems-changed', () => void endNotices.tell())

  return {
    /** Opens the windows of the last run, or one. */
    async begin(): Promise<void> {
      await menu.refresh()
      await windows.begin()
      early.goOn(first.window, first.answer({ router, menu: menuActions }))
    },
    /** Shows the place of the first link of the app among the texts in the window in front. */
    openLink(texts: readonly string[]): void {
      const place = linkAmong(texts)
      if (place) windows.goTo(place)
    },
    /** Shows what would be imported from a file with a set-up in the window in front. */
    async openFile(path: string): Promise<void> {
      const { webContents } = windows.front() ?? (await windows.open())
      windows.show()
      openedSetUps.hold(webContents.id, path)
      emitTo(webContents)('set-up.opened', {})
    },
    showWindow: windows.show,
    /** Resolves once everything is written. */
    async close(): Promise<void> {
      clearTimeout(warming)
      clearTimeout(sweeping)
      schedule.end()
      endNotices.end()
      services.closeEstate()
      await Promise.all([
        savingBounds,
        windowStates.settled(),
        services.demo.close(),
        engine.close(),
      ])
      await services.clipboard.close()
      await transport.close()
      await drafts.flush()
      await files.flush()
      // The next start does without: it reads the files themselves.
      await early.keep().catch(() => undefined)
      await log.flush()
    },
  }
}
export type Application = ReturnType<typeof compose>
