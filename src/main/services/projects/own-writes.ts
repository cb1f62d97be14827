import type { Result } from '../../../core/errors/result'
import { withFormer } from '../../../core/intents/server-entities'
import { sameJson, textMember, type JsonObject } from '../../../core/model/json'
import { withoutServerMembers } from '../../../core/model/server-members'
import { organizationRoute, type Snapshot } from '../../../core/model/snapshot'
import type { ProjectId } from '../../../core/model/project-id'
import type { NormalizedProject } from '../../api/endpoints/normalized'
import { sameRows, wholeForm, withForm } from './normalized-form'

/** Results of our own writes, used until the server's reads catch up with them. */
export interface OwnWrites {
  note(before: Snapshot, after: Snapshot): void
  /** Returns the read, or our writes where it is older. */
  reconcile(read: Snapshot): Snapshot
  /** Merges a read form, unless our last write is newer (`at`: ISO 8601). */
  withForm(snapshot: Snapshot, form: Result<NormalizedProject>, at: string): Snapshot
  /** Records a sent request, whose answer may get lost. */
  sending(before: Snapshot): void
  mayHaveReplaced(before: Snapshot): boolean
  hasReplaced(projectId: ProjectId, revisionId: string): boolean
  /** Forgets a disconnected project, which another server may have too. */
  forget(projectId: ProjectId): void
}

/** An organization before and after our requests; absent if it didn't exist. */
interface OrganizationWrite {
  /** Oldest first, with the time of replacement. */
  readonly former: readonly { readonly state: JsonObject | undefined; readonly at: number }[]
  readonly after: JsonObject | undefined
}

type FormPart = Pick<Snapshot, 'scim' | 'rows'>

/** The normalized form after our last write. */
interface FormWrite {
  readonly after: FormPart
  readonly older: ReadonlySet<string>
  /** Forms replaced within a minute, for answers without a revision. */
  readonly former: readonly (FormPart & { readonly at: number })[]
}

const partOf = ({ scim, rows }: Snapshot): FormPart => ({
  ...(scim ? { scim } : {}),
  ...(rows ? { rows } : {}),
})

const sameForm = (one: FormPart, other: FormPart): boolean =>
  sameJson(one.scim?.clients, other.scim?.clients) && sameRows(one.rows, other.rows)

interface ProjectWrites {
  readonly replaced: Set<string>
  readonly organizations: Map<string, OrganizationWrite>
  form?: FormWrite
  latest: Snapshot
}

const isInDocument = (snapshot: Snapshot) => organizationRoute(snapshot) === 'patch'

/** Members that come from the project document. */
function ofDocument(snapshot: Snapshot) {
  const { revisionId, project, restHash, shownSecrets, cut, organizations } = snapshot
  return {
    revisionId,
    project,
    ...(isInDocument(snapshot) ? { organizations } : {}),
    ...(restHash === undefined ? {} : { restHash }),
    ...(shownSecrets === undefined ? {} : { shownSecrets }),
    ...(cut === undefined ? {} : { cut }),
  }
}

/** Milliseconds; a later difference comes from another writer. */
const patience = 60_000

const byId = (organizations: readonly JsonObject[]) =>
  new Map(organizations.map((item) => [textMember(item, 'id') ?? '', item]))

/** Ignores members the server sets. */
function sameOrganization(left: JsonObject | undefined, right: JsonObject | undefined): boolean {
  if (!left || !right) return left === right
  return sameJson(withoutServerMembers(left), withoutServerMembers(right))
}

export function createOwnWrites(now: () => Date): OwnWrites {
  const projects = new Map<string, ProjectWrites>()
  /** Revisions that our requests were sent to, by project. */
  const sent = new Map<string, Set<string>>()
  /** Revisions read, by project. */
  const read = new Map<string, Set<string>>()
  /** Reads by the time of our request to a revision, by project. */
  const readBefore = new Map<string, { readonly revisionId: string; readonly read: Set<string> }>()
  /** Revisions older than one of ours, by project. */
  const older = new Map<string, ReadonlySet<string>>()

  function noteOrganizations(writes: ProjectWrites, before: Snapshot, after: Snapshot): void {
    const [earlier, later] = [byId(before.organizations), byId(after.organizations)]
    for (const id of new Set([...earlier.keys(), ...later.keys()])) {
      const [was, is] = [earlier.get(id), later.get(id)]
      if (sameOrganization(was, is)) continue
      const former = [
        ...(writes.organizations.get(id)?.former ?? []),
        { state: was, at: now().getTime() },
      ]
      writes.organizations.set(id, { former, after: is })
    }
  }

  const isRecent = ({ at }: { readonly at: number }) => now().getTime() - at <= patience

  function noteForm(writes: ProjectWrites, before: Snapshot, after: Snapshot): void {
    const [was, is] = [before.scim, after.scim]
    if (!was?.readAt || !is?.readAt || is.unread) return
    const isAnswer = is !== was && wholeForm(after) !== undefined
    if (!isAnswer && sameForm(before, after)) return
    const { id } = after.summary
    const known = writes.form
    const revisions = [...writes.replaced, ...(older.get(id) ?? []), before.revisionId]
    const at = now().getTime()
    writes.form = {
      after: partOf(after),
      older: new Set([...(known?.older ?? []), ...revisions]),
      former: [
        ...(known?.former ?? []).filter(isRecent),
        ...[known?.after, partOf(before)].flatMap((part) => (part ? [{ ...part, at }] : [])),
      ],
    }
  }

  /** The form after our last write, if the read is older. */
  function newerForm(state: Snapshot): FormPart | undefined {
    const write = projects.get(state.summary.id)?.form
    if (!write || !state.scim || state.scim.unread) return undefined
    const revision = textMember(wholeForm(state) ?? {}, 'id') ?? ''
    if (write.older.has(revision)) return write.after
    if (revision === state.revisionId) return undefined
    const isFormer = write.former.some((each) => isRecent(each) && sameForm(each, state))
    return isFormer ? write.after : undefined
  }

  function withOrganizations(late: Snapshot, writes: ProjectWrites): Snapshot {
    const entries = byId(late.organizations)
    for (const [id, { former, after }] of writes.organizations) {
      const seen = entries.get(id)
      const isFormer = former.some((each) => isRecent(each) && sameOrganization(seen, each.state))
      // The read has caught up, or another writer went on.
      if (!isFormer) writes.organizations.delete(id)
      else if (after) entries.set(id, after)
      else entries.delete(id)
    }
    return { ...late, organizations: [...entries.values()] }
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
      const known = readBefore.get(id)
      if (known?.revisionId === before.revisionId && before.revisionId !== after.revisionId) {
        older.set(id, known.read)
      }
      // Listed organizations are covered by the document's revision.
      if (!isInDocument(after)) noteOrganizations(writes, before, after)
      noteForm(writes, before, after)
      read.set(id, (read.get(id) ?? new Set()).add(after.revisionId))
      projects.set(id, writes)
    },

    reconcile(given) {
      const { summary, revisionId } = given
      read.set(summary.id, (read.get(summary.id) ?? new Set()).add(revisionId))
      const writes = projects.get(summary.id)
      if (!writes) return given
      const { latest, replaced } = writes
      const isOlder = older.get(summary.id)?.has(revisionId) === true
      const isLate = revisionId !== latest.revisionId && (replaced.has(revisionId) || isOlder)
      const current = isLate ? { ...given, ...ofDocument(latest) } : given
      const isAsRead = isInDocument(current) || writes.organizations.size === 0
      return isAsRead ? current : withOrganizations(current, writes)
    },

    withForm(snapshot, form, at) {
      const state = withForm(snapshot, form, at)
      const newer = newerForm(state)
      return newer ? withFormer(snapshot, { ...snapshot, ...newer }) : state
    },

    sending({ summary, revisionId }) {
      const revisions = sent.get(summary.id) ?? new Set()
      sent.set(summary.id, revisions.add(revisionId))
      readBefore.set(summary.id, { revisionId, read: new Set(read.get(summary.id)) })
    },

    mayHaveReplaced: ({ summary, revisionId }) => sent.get(summary.id)?.has(revisionId) ?? false,

    hasReplaced: (projectId, revisionId) =>
      projects.get(projectId)?.replaced.has(revisionId) ?? false,

    forget(projectId) {
      projects.delete(projectId)
      sent.delete(projectId)
      read.delete(projectId)
      readBefore.delete(projectId)
      older.delete(projectId)
    },
  }
}
