import { app, nativeTheme, powerMonitor, session } from 'electron'
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type { Settings } from '../core/ipc/app-state'
import type { ProjectId } from '../core/model/project-id'
import type { ProjectSummary } from '../core/model/project'
import { createApiClient } from './api/client'
import { createTransportLoader } from './api/dispatcher'
import { createPublicFetch } from './api/public-fetch'
import { askToUseOldElectron } from './app/ask-consent'
import { showOffline } from './app/menu'
import { createAppFiles } from './files/app-files'
import { createJsonFiles } from './files/store/json-files'
import { createNotices } from './files/store/notices'
import { createTextCache } from './files/snapshots/text-cache'
import { systemCertificates } from './files/system-certificates'
import { emit, emitToOthers } from './ipc/events'
import { createLogger } from './log/logger'
import { createSecretsInUse } from './scrub/secrets-in-use'
import { createStoreOnDemand } from './secrets/store-on-demand'
import { createAskPerson } from './services/ask-person'
import { createEnvironments } from './services/environments'
import { createErrorReport } from './services/error-report'
import { createOffline } from './services/offline'
import { createPersonName } from './services/person-name'
import { createSettingsService } from './services/settings'
import { wireFiles } from './services/wiring'
import { createElectronSupport } from './services/workspaces/electron-support'
import { createKeyHealth } from './services/workspaces/key-health'

/** The pinned version, such as `45.5.0`; inserted by the build. */
declare const __ELECTRON_BUILT_FOR__: string

/** Events between services; `compose` connects them with their listeners. */
type Signals = EventEmitter<{
  'settings-saved': [Settings]
  'offline-turned': [boolean]
  /** The server began or ceased to accept the key of a workspace. */
  'key-health-changed': []
  'workspaces-changed': []
  'projects-gone': [readonly ProjectSummary[]]
  /** Their workspace was disconnected. */
  'projects-disconnected': [readonly ProjectSummary[]]
  /** Its people were counted, or its key was kept or forgotten. */
  'people-told': [ProjectId]
  /** A project was read or published, or its draft was written. */
  'project-told': [ProjectId]
  /** All projects were checked, or a person silenced or saw a problem. */
  'problems-changed': []
}>

/** Creates what all services need: files, settings, secrets, network. */
export function composeBase() {
  const folder = app.getPath('userData')
  const now = () => new Date()
  const version = app.getVersion()
  const userAgent = `SSO-Workbench/${version}`
  const signals: Signals = new EventEmitter()

  const secrets = createSecretsInUse()
  const log = createLogger({ folder: join(folder, 'logs'), now, secrets })
  const notices = createNotices((notice) => emit('notice.add', notice))
  const reportError = createErrorReport({ log, notices })
  // Without a handler Electron would show a stack trace in a dialog.
  process.on('unhandledRejection', (error) => reportError('main', error))
  process.on('uncaughtException', (error) => reportError('main', error))

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

  // Set by the process that created the session; it can only make the app store less.
  const keychainForTests = app.commandLine.hasSwitch('keychain-for-tests')
  const secretStore = createStoreOnDemand({
    inMemory: keychainForTests,
    secrets,
    onUnavailable: (why) => log.error('No keychain', { why }),
  })
  const transport = createTransportLoader(process.env, {
    // In the format of a PAC file's answer, such as `PROXY proxy:3128`.
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
    extraCertificates: systemCertificates,
    isOffline: offline.isOffline,
  })
  // After a sleep old connections are dead, and the network may be another.
  powerMonitor.on('resume', () => {
    void transport.refresh()
    emit('network.changed', {})
  })
  const plainClient = createApiClient({ transport, userAgent, secrets })
  const keyHealth = createKeyHealth(plainClient, () => void signals.emit('key-health-changed'))
  const person = createAskPerson()
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
  const builtFor = __ELECTRON_BUILT_FOR__
  return {
    ...wiredFiles,
    version,
    folder,
    now,
    signals,
    secrets,
    log,
    notices,
    reportError,
    ownFiles,
    settings,
    offline,
    allowsSending: offline.allowsSending,
    personName: createPersonName({ settings }),
    keychainForTests,
    secretStore,
    environments: createEnvironments({ file: ownFiles.environments, notices }),
    transport,
    plainClient,
    keyHealth,
    client: keyHealth.client,
    fetch: createPublicFetch({ transport, userAgent, extraCertificates: systemCertificates }),
    texts: createTextCache({ folder }),
    person,
    builtFor,
    electron: createElectronSupport({
      builtFor,
      running: process.versions.electron,
      ask: (question) =>
        person.ask(`electron ${question.host}`, () => askToUseOldElectron(question)),
    }),
  }
}
export type Base = ReturnType<typeof composeBase>
