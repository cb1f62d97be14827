import { textListMember, textMember } from '../model/json'
import type { WorkingConnection, WorkingCopy, WorkingEntity } from './working-copy'

/** Whether connections are enabled, by key; absent where this is not known. */
export type ConnectionStates = Readonly<Record<string, 'enabled' | 'disabled' | undefined>>

/** How many connections an organization has, and with how many of them its members can sign in. */
export interface OrganizationMembers {
  readonly connections: number
  readonly serving: number
}

/** Whether members can sign in with a connection: not deleted, and not known to be disabled. */
export function signsIn(
  connection: Pick<WorkingConnection, 'target' | 'status'>,
  states: ConnectionStates | undefined,
): boolean {
  return connection.status !== 'deleted' && states?.[connection.target.key] !== 'disabled'
}

const none: OrganizationMembers = { connections: 0, serving: 0 }

function add(
  counts: Map<string, OrganizationMembers>,
  connection: WorkingConnection,
  states: ConnectionStates | undefined,
  sign: 1 | -1,
): void {
  const key = textMember(connection.fields, 'organization_id')
  if (!key || connection.status === 'deleted') return
  const { connections, serving } = counts.get(key) ?? none
  const serves = signsIn(connection, states) ? sign : 0
  counts.set(key, { connections: connections + sign, serving: serving + serves })
}

interface Counted {
  readonly states: ConnectionStates | undefined
  readonly counts: ReadonlyMap<string, OrganizationMembers>
}
const ofServers = new WeakMap<WorkingCopy, Counted>()

function countsOfServer(server: WorkingCopy, states: ConnectionStates | undefined) {
  const known = ofServers.get(server)
  if (known && known.states === states) return known.counts
  const counts = new Map<string, OrganizationMembers>()
  for (const connection of server.connections) add(counts, connection, states, 1)
  ofServers.set(server, { states, counts })
  return counts
}

/** Counts the connections of organizations, by key: the server's once, then the draft's changes. */
export function organizationMembers(
  copy: WorkingCopy,
  states?: ConnectionStates,
): (key: string) => OrganizationMembers {
  const base = countsOfServer(copy.server, states)
  const moved = new Map<string, OrganizationMembers>()
  for (const { target, server, protocol } of copy.touched.connections) {
    if (!server) continue
    const before = { target, fields: server, status: 'unchanged', edited: [] } as const
    add(moved, { ...before, protocol, ambiguous: false }, states, -1)
  }
  for (const connection of copy.touched.connections) add(moved, connection, states, 1)
  return (key) => {
    const [stored, change] = [base.get(key) ?? none, moved.get(key) ?? none]
    return {
      connections: stored.connections + change.connections,
      serving: stored.serving + change.serving,
    }
  }
}

/**
 * Whether an organization's members cannot sign in: one of its domains sends people to single
 * sign-on, but no connection serves it (Kratos' message 5000003).
 */
export function isLockedOut(organization: WorkingEntity, members: OrganizationMembers): boolean {
  const { status, fields } = organization
  return (
    status !== 'deleted' && members.serving === 0 && textListMember(fields, 'domains').length > 0
  )
}
