/** The shipped emulator with additions for tests: records, faults, limits, other writers. */
import { startEmulator as startServers } from '../../src/emulator'
import { demoIds as ownIds } from '../../src/emulator/demo/demo-state'
import { clone, type JsonObject } from '../../src/emulator/state/json'
import { providersIn } from '../../src/emulator/state/project-document'
import { entriesOf } from '../../src/emulator/state/people'
import type { Provisioned } from '../../src/emulator/state/provisioned'
import type { EmulatorState } from '../../src/emulator/state/types'
import { createAround, type RecordedRequest } from './around'
import type { Fault, FaultRule } from './fault-rule'
import { createFaults } from './faults'
import { createOperateBy } from './operate'
import type { EmulatorOptions } from './options'
import { edit } from './other-writer'
import { createRandom } from './random'
import { createRateLimiter } from './rate-limits'
import { createStaleReads } from './stale-reads'

export { demoState } from '../../src/emulator/demo/demo-state'

/**
 * Ids as the emulator has them. Tests give them to the app's services too, which add the emulator's address
 * (`namingServer`), hence the type.
 */
export const demoIds = ownIds as unknown as {
  readonly [Name in keyof typeof ownIds]: `https://${string}/projects/${string}`
}
export type { EmulatorState } from '../../src/emulator/state/types'
export { faultKinds, type FaultKind } from './fault-kinds'
export type { FaultRule } from './fault-rule'
export { largeIds, largeState } from './large-state'
export type { EmulatorOptions } from './options'

export interface Emulator {
  readonly apiAddress: string
  readonly storageAddress: string
  /** A key for each workspace, by workspace id. */
  readonly demoApiKeys: Readonly<Record<string, string>>
  /** A copy of all its data. */
  state: () => EmulatorState
  /** A copy of one project as returned by GET, but with secrets and `auto_link`. */
  project: (projectId: string) => JsonObject
  /** Another writer: changed projects get a new revision; `base64://` texts are stored. Nothing is checked. */
  edit: (change: (state: EmulatorState) => void) => void
  /** Names and ids of the API keys of projects that there are. */
  projectKeys: () => { id: string; name: string; projectId: string; expiresAt?: string }[]
  /** Users and groups that SCIM put into a project. */
  provisioned: (projectId: string) => Provisioned[]
  /** Identities of a project, with those that SCIM wrote, and sessions. */
  people: (projectId: string) => { identities: JsonObject[]; sessions: JsonObject[] }
  requests: () => RecordedRequest[]
  clearRequests: () => void
  fault: (rule: FaultRule) => Fault
  clearFaults: () => void
  close: () => Promise<void>
}

/** The OIDC entries of a project: the live array, to read or to edit in place; `[]` without a node. */
export function oidcProviders(project: { services: JsonObject }): JsonObject[] {
  return providersIn(project.services, 'oidc')
}

export function samlProviders(project: { services: JsonObject }): JsonObject[] {
  return providersIn(project.services, 'saml')
}

/** Starts it on 127.0.0.1. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const records: RecordedRequest[] = []
  const faults = createFaults(createRandom(options.seed ?? 1))
  const limiter = createRateLimiter(options.rateLimits ?? {}, options.clock)
  const stale = createStaleReads(options.clock)
  const editing: typeof edit = (inWorld, change) => {
    edit(inWorld, change)
    stale.forget()
  }
  const operateBy = createOperateBy({ options, stale, edit: editing })
  const around = createAround({ options, records, faults, limiter, operateBy })
  const { world, ...running } = await startServers(options, around)
  return {
    ...running,
    state: () => clone(world.state),
    project(projectId) {
      const uuid = projectId.split('/').at(-1) ?? ''
      const everything = world.state.workspaces.map((item) => item.id)
      return world.fullDocument(world.project(uuid, everything))
    },
    edit: (change) => editing(world, change),
    projectKeys: () =>
      [...world.projectKeys.values()].map(({ id, name, project_id: projectId, expires_at }) => ({
        id,
        name,
        projectId,
        ...(expires_at === undefined ? {} : { expiresAt: expires_at }),
      })),
    provisioned: (projectId) => [...(world.provisioned.get(projectId)?.values() ?? [])].map(clone),
    people(projectId) {
      const project = world.state.projects.find(({ id }) => id === projectId)
      if (!project) throw new Error(`There is no project ${projectId}`)
      const { identities, sessions } = world.people(project)
      return { identities: entriesOf(identities), sessions: entriesOf(sessions) }
    },
    requests: () => clone(records),
    clearRequests() {
      records.length = 0
    },
    fault: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
  }
}
