import { demoKeys, demoState } from './demo/demo-state'
import type { Emulator } from './emulator'
import { createFaults } from './http/faults'
import { listen, stop } from './http/http'
import { clone } from './state/json'
import type { EmulatorOptions } from './state/options'
import { createRandom } from './state/random'
import { createRateLimiter } from './http/rate-limits'
import { createApiServer, createStorageServer } from './servers'
import type { EmulatorState, RecordedRequest } from './state/types'
import { createWorld } from './state/world'

export { demoIds, demoState } from './demo/demo-state'
export { oidcProviders, samlProviders } from './state/project-document'
export { largeState, largeIds } from './demo/large-state'
export type { Emulator } from './emulator'
export { faultKinds, type FaultKind } from './http/fault-kinds'
export type { FaultRule } from './http/fault-rule'
export type { EmulatorOptions } from './state/options'
export type { EmulatorState } from './state/types'

/** Starts the stand-in for the Ory console API, and its storage, on 127.0.0.1. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const world = createWorld(options, options.state ?? demoState())
  const keys = keysOf(options, world.state)
  const records: RecordedRequest[] = []
  const faults = createFaults(createRandom(options.seed ?? 1))
  const shared = { world, records, faults }
  const storage = createStorageServer(shared)
  const api = createApiServer(
    { ...shared, limiter: createRateLimiter(options.rateLimits ?? {}) },
    keys,
  )
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
    state: () => clone(world.state),
    project(projectId) {
      const everything = world.state.workspaces.map((item) => item.id)
      return world.fullDocument(world.project(projectId, everything))
    },
    edit: (change) => world.edit(change),
    requests: () => clone(records),
    clearRequests() {
      records.length = 0
    },
    fault: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    async close() {
      await Promise.all([stop(api), stop(storage)])
    },
  }
}

function keysOf(options: EmulatorOptions, state: EmulatorState): Map<string, readonly string[]> {
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
