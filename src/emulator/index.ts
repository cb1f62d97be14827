import { demoPeople } from './demo/people'
import type { People } from './state/people'
import { demoKeys, demoState } from './demo/demo-state'
import { listen, stop } from './http/http'
import type { AroundOperations } from './operations/call'
import { createApiServer, createStorageServer } from './servers'
import type { ServerOptions } from './state/options'
import type { EmulatorState, StoredProject } from './state/types'
import { createWorld, type World } from './state/world'

export type { EvaluateMapper } from './state/test-flow'
export type { EmulatorState } from './state/types'

/** A running emulator. */
export interface Emulator {
  readonly apiAddress: string
  readonly storageAddress: string
  /** A key for each workspace, by workspace id. */
  readonly demoApiKeys: Readonly<Record<string, string>>
  readonly world: World
  close: () => Promise<void>
}

/**
 * Starts the emulator of the Ory console API, and its storage, on 127.0.0.1.
 *
 * @param around wraps every request to both; tests use it to record, delay and fail requests
 */
export async function startEmulator(
  options: ServerOptions = {},
  around: AroundOperations = (exchange) => exchange.answer(),
): Promise<Emulator> {
  const world = createWorld(
    { people: createDemoPeople(), ...options },
    options.state ?? demoState(),
  )
  const keys = keysOf(options, world.state)
  const storage = createStorageServer(world, around)
  const api = createApiServer(world, keys, around)
  world.storageAddress = await listen(storage, options.storagePort ?? 0)
  let apiAddress: string
  try {
    apiAddress = await listen(api, options.port ?? 0)
  } catch (error) {
    await stop(storage)
    throw error
  }
  return {
    apiAddress,
    storageAddress: world.storageAddress,
    demoApiKeys: keyOfEachWorkspace(keys),
    world,
    async close() {
      await Promise.all([stop(api), stop(storage)])
    },
  }
}

/** The people of the demo, who are made when they are first asked for. */
function createDemoPeople() {
  const made = new Map<string, People>()
  return (project: StoredProject): People => {
    const known = made.get(project.id) ?? demoPeople(project, Date.now())
    made.set(project.id, known)
    return known
  }
}

function keysOf(options: ServerOptions, state: EmulatorState): Map<string, readonly string[]> {
  if (options.apiKeys) {
    return new Map(
      Object.entries(options.apiKeys).map(([key, opens]) => [
        key,
        typeof opens === 'string' ? [opens] : opens,
      ]),
    )
  }
  return new Map(
    state.workspaces.map(({ id }) => [
      demoKeys[id] ?? `ory_wak_emulated_${id.replaceAll('-', '')}`,
      [id],
    ]),
  )
}

function keyOfEachWorkspace(keys: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [key, workspaces] of keys) {
    for (const id of workspaces) result[id] ??= key
  }
  return result
}
