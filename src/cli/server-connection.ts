import { success } from '../core/errors/result'
import type { StoredWorkspace } from '../core/model/project'
import type { TeamMemory } from '../core/team-folder/memory'
import { systemCertificates } from '../main/files/system-certificates'
import { createApiClient, type ApiWait } from '../main/api/client'
import { createTransportLoader } from '../main/api/dispatcher'
import { createAppFiles, type AppFiles, type StoredValue } from '../main/files/app-files'
import { createJsonFiles, type JsonFiles } from '../main/files/store/json-files'
import type { Notices } from '../main/files/store/notices'
import { createSecretsInUse } from '../main/scrub/secrets-in-use'
import { createMemoryStore } from '../main/secrets/memory-store'
import { noticingStore } from '../main/secrets/noticing-store'
import { createEnvironments } from '../main/services/environments'
import { createDemo } from '../main/services/workspaces/demo'
import type { KeptServers } from '../main/files/servers-file'
import { createElectronSupport } from '../main/services/workspaces/electron-support'
import { createOrigins } from '../main/services/workspaces/origins'
import { createWorkspacesService } from '../main/services/workspaces/workspaces'

/** Values by name in memory. */
function memoryValues<Value>(): (name: string) => StoredValue<Value> {
  const kept = new Map<string, Value>()
  return (name) => ({
    read: () => Promise.resolve(success(kept.get(name))),
    write(value) {
      kept.set(name, value)
      return Promise.resolve(success(undefined))
    },
  })
}

/** A file of the app that a command reads; writes are dropped. */
export const readOnly = <Value>({ read }: { read(): Promise<Value> }) => ({
  read,
  write: () => Promise.resolve(success(undefined)),
})

/** The files of a command. Some are kept in memory: writing one safely takes a dozen system calls. */
function ownFiles(json: JsonFiles): AppFiles {
  const files = createAppFiles(json)
  const teamFolders = memoryValues<TeamMemory>()
  return {
    ...files,
    workspaces: memoryValues<StoredWorkspace[]>()(''),
    servers: memoryValues<KeptServers>()(''),
    teamFolder: (workspaceId) => teamFolders(workspaceId),
  }
}

/**
 * Asks a server which projects a key opens. Loads a third of the command's code, so that the first request is sent
 * before `serverServices` is loaded.
 *
 * @param place `folder`: the command's own, empty; `appFiles`: those of the app on this computer, whose environments
 * apply; `apiAddress`: the only address besides Ory's that gets the key
 */
export function serverConnection(place: {
  readonly folder: string
  readonly appFiles: Pick<AppFiles, 'environments'>
  readonly notices: Notices
  readonly apiAddress: string
  readonly now: () => Date
  readonly onWait: (wait: ApiWait) => void
}) {
  const { folder, appFiles, notices, apiAddress, onWait } = place
  const secrets = createSecretsInUse()
  const files = ownFiles(createJsonFiles({ folder, notices }))
  const environments = createEnvironments({ file: readOnly(appFiles.environments) })
  const transport = createTransportLoader(process.env, { extraCertificates: systemCertificates })
  const userAgent = 'SSO-Workbench'
  const client = createApiClient({ transport, userAgent, secrets, onWait })
  const store = noticingStore(createMemoryStore(), secrets)
  const secretStore = () => Promise.resolve(store)
  const workspaces = createWorkspacesService({
    client,
    files,
    demo: createDemo({
      files,
      startEmulator: () => Promise.reject(new Error('The command line has no demo')),
    }),
    secretStore,
    // The command line runs without Electron, which could be out of support.
    electron: createElectronSupport({ builtFor: '0.0.0', running: '0.0.0' }),
    origins: createOrigins({
      file: files.origins,
      // A person who names an address agrees to it.
      ask: (origin) => Promise.resolve(success(origin === apiAddress)),
    }),
    environments,
  })
  return {
    place,
    secrets,
    files,
    environments,
    transport,
    userAgent,
    client,
    secretStore,
    workspaces,
  }
}
export type ServerConnection = ReturnType<typeof serverConnection>
