// Imported by a child process too, so nothing of the test runner is in here.
import { randomUUID } from 'node:crypto'
import { createApiClient, type ApiClient } from '../../src/main/api/client'
import { createTransportLoader } from '../../src/main/api/dispatcher'
import { createStorageReader } from '../../src/main/api/storage'
import { createAppFiles } from '../../src/main/drafts/app-files'
import { createJsonFiles } from '../../src/main/drafts/json-files'
import { createNotices } from '../../src/main/drafts/notices'
import { createPublishFiles } from '../../src/main/drafts/publish-files'
import { createMemoryStore } from '../../src/main/secrets/memory-store'
import { createLocks } from '../../src/main/services/locks'
import { createOwnWrites } from '../../src/main/services/own-writes'
import { createProjectReader } from '../../src/main/services/project-reader'
import { createProjectsService } from '../../src/main/services/projects'
import { createPublishHistoryService } from '../../src/main/services/publish-history'
import { createInterruptedPublishes } from '../../src/main/services/publish/interrupted'
import { createPublishService } from '../../src/main/services/publish/publish'
import { createWorkspacesService } from '../../src/main/services/workspaces'

/** The services as a start of the app makes them, on files that an earlier one may have left. */
export async function startServices(place: {
  readonly folder: string
  readonly apiAddress: string
  readonly apiKey: string
  readonly client?: (client: ApiClient) => ApiClient
  /** Milliseconds that a request may take. */
  readonly timeout?: number
}) {
  const { folder, apiAddress, apiKey, client: wrap = (own) => own, timeout = 5000 } = place
  const now = () => new Date()
  const notices = createNotices()
  const files = createAppFiles(createJsonFiles({ folder, notices }))
  const transport = createTransportLoader({})
  const userAgent = 'test/1'
  const sleep = () => Promise.resolve()
  const client = wrap(createApiClient({ transport, userAgent, sleep, timeout }))
  const store = createMemoryStore()
  const secretStore = () => Promise.resolve(store)
  const demo = {
    open: () => Promise.reject(new Error('No demo here')),
    close: () => Promise.resolve(),
  } as never
  const workspaces = createWorkspacesService({ client, files, demo, secretStore })
  const locks = createLocks()
  const ownWrites = createOwnWrites(now)
  const reader = createProjectReader({ client, ownWrites, now })
  const shared = { client, files, workspaces, secretStore, locks, ownWrites, reader, now }
  const storage = createStorageReader({ transport, userAgent })
  const projects = createProjectsService({ ...shared, storage })
  const publishFiles = createPublishFiles({ folder, notices, now })
  const publishing = createPublishService({ ...shared, publishFiles, newId: randomUUID, sleep })
  const interrupted = createInterruptedPublishes({ ...shared, publishFiles, projects })
  const { history } = publishFiles
  const publishHistory = createPublishHistoryService({ ...shared, history, projects })
  const connected = await workspaces.connect({ apiKey, apiAddress })
  if (!connected.ok) throw new Error(connected.error.message)
  const close = async () => {
    await files.settled()
    await transport.close()
  }
  return { files, notices, projects, publishing, publishFiles, interrupted, publishHistory, close }
}

export type Services = Awaited<ReturnType<typeof startServices>>
