import { success } from '../../../core/errors/result'
import type { AppState } from '../../../core/ipc/app-state'
import { currentRegion } from '../../../core/language/locale'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

function platformOf(platform: NodeJS.Platform): AppState['platform'] {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux'
}

export function appHandlers(deps: HandlerDeps) {
  const region = currentRegion()
  const { version, folder, platform, notices, secretStore, workspaces, projects, settings } = deps
  const { keychainForTests, electron, guards, personName, reportError } = deps
  return {
    async 'app.read'() {
      const [store, current, connected, draftCounts, kept] = await Promise.all([
        secretStore(),
        settings.read(),
        workspaces.list(),
        projects.draftCounts(),
        guards.read(),
      ])
      return success({
        version,
        platform: platformOf(platform),
        ...(region === undefined ? {} : { region }),
        secretStore: store.kind,
        ...(keychainForTests ? { keychainForTests } : {}),
        ...(electron.old === undefined ? {} : { oldElectron: electron.old }),
        folder,
        settings: current,
        ...(personName.account === undefined ? {} : { accountName: personName.account }),
        workspaces: connected,
        guards: kept,
        // Last, because damaged files are found while reading.
        notices: notices.list(),
        draftCounts,
      })
    },
    'app.report'({ text }) {
      reportError('window', text)
      return Promise.resolve(success({}))
    },
  } satisfies Partial<Handlers>
}
