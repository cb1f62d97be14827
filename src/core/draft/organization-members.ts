import { textMember } from '../model/json'
import type { EntityList, WorkingCopy, WorkingEntity } from './working-copy'

type Member = Pick<WorkingEntity, 'fields' | 'status'>

function add(counts: Map<string, number>, { fields, status }: Member, sign: 1 | -1): void {
  const key = textMember(fields, 'organization_id')
  if (!key || status === 'deleted') return
  counts.set(key, (counts.get(key) ?? 0) + sign)
}

type MemberList = Exclude<EntityList, 'organizations'>
const ofServers = new WeakMap<readonly WorkingEntity[], ReadonlyMap<string, number>>()

function countsOfServer(members: readonly WorkingEntity[]): ReadonlyMap<string, number> {
  const known = ofServers.get(members)
  if (known) return known
  const counts = new Map<string, number>()
  for (const member of members) add(counts, member, 1)
  ofServers.set(members, counts)
  return counts
}

/** Counts connections or SCIM clients by organization: the server's once, then the draft's changes. */
export function organizationMembers(
  copy: WorkingCopy,
  of: MemberList = 'connections',
): (key: string) => number {
  const base = countsOfServer(copy.server[of])
  const moved = new Map<string, number>()
  for (const { server } of copy.touched[of]) {
    if (server) add(moved, { fields: server, status: 'unchanged' }, -1)
  }
  for (const member of copy.touched[of]) add(moved, member, 1)
  return (key) => (base.get(key) ?? 0) + (moved.get(key) ?? 0)
}
