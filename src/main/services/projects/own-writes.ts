import { sameJson, textMember, type JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import type { ProjectId } from '../../../core/model/project-id'

/**
 * The results of our own requests to projects. A read may return an older state: until reads have caught
 * up, the answer to our own write is used.
 */
export interface OwnWrites {
  /** Records the state after a request of ours. */
  note(before: Snapshot, after: Snapshot): void
  /** The state to use for a read: the read itself, or with our writes if it is older. */
  reconcile(read: Snapshot): Snapshot
  /** Records that a request of ours on this state is being sent, since its answer may get lost. */
  sending(before: Snapshot): void
  /** Whether a request of ours on this state may have changed it. */
  mayHaveReplaced(before: Snapshot): boolean
  /** Whether a request of ours replaced this revision. */
  hasReplaced(projectId: ProjectId, revisionId: string): boolean
  /** Forgets a project whose workspace is disconnected: it may be connected again at another server. */
  forget(projectId: ProjectId): void
}

/** An organization before and after a request of ours; absent where it did not exist. */
interface OrganizationWrite {
  readonly before: JsonObject | undefined
  readonly after: JsonObject | undefined
  readonly at: number
}

interface ProjectWrites {
  readonly replaced: Set<string>
  readonly organizations: Map<string, OrganizationWrite>
  latest: Snapshot
}

/** The members of a state that come from the project document. */
const ofDocument = ({ revisionId, project, restHash, shownSecrets }: Snapshot) => ({
  revisionId,
  project,
  ...(restHash === undefined ? {} : { restHash }),
  ...(shownSecrets === undefined ? {} : { shownSecrets }),
})

/** Reads are late by seconds; a difference after a minute comes from another writer. */
const patience = 60_000

const byId = (organizations: readonly JsonObject[]) =>
  new Map(organizations.map((item) => [textMember(item, 'id') ?? '', item]))

/** Timestamps are set by the server and do not count. */
function sameOrganization(left: JsonObject, right: JsonObject): boolean {
  const own = ({ created_at: _created, updated_at: _updated, ...rest }: JsonObject) => rest
  return sameJson(own(left), own(right))
}

export function createOwnWrites(now: () => Date): OwnWrites {
  const projects = new Map<string, ProjectWrites>()
  /** By project, the revisions that a request of ours was sent to. */
  const sent = new Map<string, Set<string>>()

  function noteOrganizations(writes: ProjectWrites, before: Snapshot, after: Snapshot): void {
    const [earlier, later] = [byId(before.organizations), byId(after.organizations)]
    for (const id of new Set([...earlier.keys(), ...later.keys()])) {
      const [was, is] = [earlier.get(id), later.get(id)]
      if (was && is && sameOrganization(was, is)) continue
      writes.organizations.set(id, { before: was, after: is, at: now().getTime() })
    }
  }

  function withOrganizations(read: Snapshot, writes: ProjectWrites): Snapshot {
    const entries = byId(read.organizations)
    for (const [id, { before, after, at }] of writes.organizations) {
      const seen = entries.get(id)
      const late = seen && before ? sameOrganization(seen, before) : seen === before
      if (!late || now().getTime() - at > patience) writes.organizations.delete(id)
      else if (after) entries.set(id, after)
      else entries.delete(id)
    }
    return { ...read, organizations: [...entries.values()] }
  }

  return {
    note(before, after) {
      const { id } = after.summary
      const writes = projects.get(id) ?? {
        replaced: new Set(),
        organizations: new Map(),
        latest: after,
      }
      writes.latest = after
      if (before.revisionId !== after.revisionId) writes.replaced.add(before.revisionId)
      writes.replaced.delete(after.revisionId)
      noteOrganizations(writes, before, after)
      projects.set(id, writes)
    },

    reconcile(read) {
      const writes = projects.get(read.summary.id)
      if (!writes) return read
      const { latest, replaced } = writes
      const current = replaced.has(read.revisionId) ? { ...read, ...ofDocument(latest) } : read
      return writes.organizations.size === 0 ? current : withOrganizations(current, writes)
    },

    sending({ summary, revisionId }) {
      const revisions = sent.get(summary.id) ?? new Set()
      sent.set(summary.id, revisions.add(revisionId))
    },

    mayHaveReplaced: ({ summary, revisionId }) => sent.get(summary.id)?.has(revisionId) ?? false,

    hasReplaced: (projectId, revisionId) =>
      projects.get(projectId)?.replaced.has(revisionId) ?? false,

    forget(projectId) {
      projects.delete(projectId)
      sent.delete(projectId)
    },
  }
}
