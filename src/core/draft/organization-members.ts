import { textMember } from '../model/json'
import type { WorkingConnection, WorkingCopy } from './working-copy'

type Member = Pick<WorkingConnection, 'fields' | 'status'>

function add(counts: Map<string, number>, { fields, status }: Member, sign: 1 | -1): void {
  const key = textMember(fields, 'organization_id')
  if (!key || status === 'deleted') return
  counts.set(key, (counts.get(key) ?? 0) + sign)
}

const ofServers = new WeakMap<WorkingCopy, ReadonlyMap<string, number>>()

function countsOfServer(server: WorkingCopy): ReadonlyMap<string, number> {
  const known = ofServers.get(server)
  if (known) return known
  const counts = new Map<string, number>()
  for (const connection of server.connections) add(counts, connection, 1)
  ofServers.set(server, counts)
  return counts
}

/** Counts the connections of organizations, by key: the server's once, then the draft's changes. */
export function organizationMembers(copy: WorkingCopy): (key: string) => number {
  const base = countsOfServer(copy.server)
  const moved = new Map<string, number>()
  for (const { server } of copy.touched.connections) {
    if (server) add(moved, { fields: server, status: 'unchanged' }, -1)
  }
  for (const connection of copy.touched.connections) add(moved, connection, 1)
  return (key) => (base.get(key) ?? 0) + (moved.get(key) ?? 0)
}
