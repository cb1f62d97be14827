// Also imported by a child process, so it must not use the test runner.
import type { ApiClient } from '../../../src/main/api/client'
import { wireServices } from '../services/services'
import { projectIdOf } from '../../../src/core/model/project-id'
import { demoIds } from '../../../src/emulator/demo/demo-state'
import { namingServer } from '../states/project-ids'

const projectUuids = new Set<string>(
  Object.entries(demoIds).flatMap(([name, uuid]) =>
    /[a-z](?:Production|Staging|Development)$/.test(name) ? [uuid] : [],
  ),
)

/** The services as at a start of the app, on files that an earlier start may have left. */
export async function startServices(place: {
  readonly folder: string
  readonly apiAddress: string
  readonly apiKey: string
  readonly client?: (client: ApiClient) => ApiClient
  /** Time limit of a request, in milliseconds. */
  readonly timeout?: number
  readonly sleep?: (milliseconds: number) => Promise<void>
}) {
  const { folder, apiAddress, apiKey, client, timeout = 60_000, sleep } = place
  const services = wireServices({ folder, client, timeout, sleep, now: () => new Date() })
  const connected = await services.workspaces.connect({ apiKey, apiAddress })
  if (!connected.ok) throw new Error(connected.error.message)
  const { files, transport, notices, projects, publishing, servers, workspaces } = services
  const { publishFiles, interrupted, publishHistory, drafts, saveDraft } = services
  const close = async () => {
    await files.flush()
    await transport.close()
  }
  const named = namingServer(
    {
      files,
      notices,
      projects,
      drafts,
      saveDraft,
      servers,
      workspaces,
      publishing,
      publishFiles,
      interrupted,
      publishHistory,
    },
    (uuid) => projectIdOf(apiAddress, uuid),
    (uuid) => projectUuids.has(uuid),
  )
  return { ...named, close }
}

export type Services = Awaited<ReturnType<typeof startServices>>
