// Imported by a child process too, so nothing of the test runner is in here.
import type { ApiClient } from '../../src/main/api/client'
import { wireServices } from './services'

/** The services as a start of the app makes them, on files that an earlier one may have left. */
export async function startServices(place: {
  readonly folder: string
  readonly apiAddress: string
  readonly apiKey: string
  readonly client?: (client: ApiClient) => ApiClient
  /** Milliseconds that a request may take. */
  readonly timeout?: number
  readonly sleep?: (milliseconds: number) => Promise<void>
}) {
  const { folder, apiAddress, apiKey, client, timeout = 60_000, sleep } = place
  const services = wireServices({ folder, client, timeout, sleep, now: () => new Date() })
  const connected = await services.workspaces.connect({ apiKey, apiAddress })
  if (!connected.ok) throw new Error(connected.error.message)
  const { files, transport, notices, projects, publishing } = services
  const { publishFiles, interrupted, publishHistory, drafts, saveDraft } = services
  const close = async () => {
    await files.settled()
    await transport.close()
  }
  return {
    files,
    notices,
    projects,
    drafts,
    saveDraft,
    publishing,
    publishFiles,
    interrupted,
    publishHistory,
    close,
  }
}

export type Services = Awaited<ReturnType<typeof startServices>>
