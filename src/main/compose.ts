import { app, clipboard, nativeTheme, protocol } from 'electron'
import { join } from 'node:path'
import { createApiClient } from './api/client'
import { createTransportLoader } from './api/dispatcher'
import { createStorageReader } from './api/storage'
import { appOrigin, appScheme } from './app/app-address'
import { createAppResponses } from './app/app-responses'
import { installGuards, openLink } from './app/guards'
import { installMenu } from './app/menu'
import { createWindow } from './app/window'
import { createAppFiles } from './drafts/app-files'
import { createJsonFiles } from './drafts/json-files'
import { createNotices } from './drafts/notices'
import { attachRouter } from './ipc/attach-router'
import { emit } from './ipc/events'
import { createHandlers } from './ipc/registry'
import { createRouter } from './ipc/router'
import { createLogger } from './log/logger'
import { openSecretStore } from './secrets/open-secret-store'
import type { SecretStore } from './secrets/secret-store'
import { createDemo, type StartEmulator } from './services/demo'
import { createLocks } from './services/locks'
import { createProjectsService } from './services/projects'
import { createPublishService } from './services/publish/publish'
import { createSettingsService } from './services/settings'
import { createWorkspacesService } from './services/workspaces'

export interface Application {
  showWindow(): Promise<void>
  /** Waits for what is still being written. */
  close(): Promise<void>
}

const startEmulator: StartEmulator = async ({ state, onChange }) => {
  const emulator = await import('../emulator')
  return emulator.startEmulator({
    // The stand-in wrote it itself, and a state of another version is not read from disk.
    ...(state ? { state: state as ReturnType<typeof emulator.demoState> } : {}),
    onChange,
  })
}

/** Builds everything by hand, in order: the one place that wires. The app must be ready. */
export function compose(): Application {
  const folder = app.getPath('userData')
  const now = () => new Date()
  const userAgent = `SSO-Workbench/${app.getVersion()}`

  const log = createLogger({ folder: join(folder, 'logs'), now })
  const notices = createNotices((notice) => emit('notice.add', notice))
  const files = createAppFiles(createJsonFiles({ folder, notices }))
  const settings = createSettingsService({
    files,
    onTheme: (theme) => {
      nativeTheme.themeSource = theme
    },
  })

  let opening: Promise<SecretStore> | undefined
  const secretStore = () =>
    (opening ??= openSecretStore({
      onUnavailable: (why) => log.error('No keychain', { why }),
    }))
  const transport = createTransportLoader(process.env)
  const client = createApiClient({ transport, userAgent })
  const storage = createStorageReader({ transport, userAgent })
  const demo = createDemo({ files, startEmulator })
  const workspaces = createWorkspacesService({ client, files, demo, secretStore })
  const locks = createLocks()
  const leftRevisions = new Map<string, Set<string>>()
  const shared = { client, files, workspaces, secretStore, locks, leftRevisions, now }
  const projects = createProjectsService({ ...shared, storage })
  const publishing = createPublishService({
    ...shared,
    onProgress: (progress) => emit('publish.progress', progress),
  })

  const handlers = createHandlers({
    version: app.getVersion(),
    folder,
    platform: process.platform,
    notices,
    secretStore,
    workspaces,
    projects,
    publishing,
    settings,
    emit,
    openLink,
    writeClipboard: async (text) => {
      await clipboard.writeText(text)
    },
  })
  attachRouter(createRouter({ handlers, origin: appOrigin, log }))
  protocol.handle(appScheme, createAppResponses(join(import.meta.dirname, '../renderer')))
  installGuards()
  installMenu({
    command: (command) => emit('menu.command', { command }),
    openLink: (link) => void openLink(link),
  })

  let savingBounds: Promise<unknown> = Promise.resolve()
  return {
    async showWindow() {
      const [bounds] = await Promise.all([files.windowBounds.read(), settings.read()])
      createWindow({
        remembered: bounds.ok ? bounds.value : undefined,
        onBounds: (next) => {
          savingBounds = files.windowBounds.write(next)
        },
      })
    },
    async close() {
      await Promise.all([savingBounds, demo.close()])
      await transport.close()
      await files.settled()
      await log.flush()
    },
  }
}
