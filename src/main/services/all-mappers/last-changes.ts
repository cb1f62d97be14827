import type { Draft } from '../../../core/draft/draft'
import type { LastChange, MapperEntry, MapperUse } from '../../../core/mapper/texts/entry'
import { hasMapper, keyOfTarget } from '../../../core/mapper/owners/owners'
import { mapperHash } from '../../../core/model/mapper-text'
import { textMember } from '../../../core/model/json'
import { createRecent } from '../../../core/model/recent'
import type { PublishRecord } from '../../../core/history/publish-history'
import type { RadarMemory } from '../../../core/problems/radar-memory'
import type { PublishHistoryFiles } from '../../files/publish/publish-history-files'
import type { ProjectId } from '../../../core/model/project-id'

/** Maximum number of recent publishes to search. */
const mostPublishes = 30

export interface ProjectChanges {
  /** ISO 8601 time of the draft's last change, by connection. */
  readonly drafted: ReadonlyMap<string, string>
  readonly published: ReadonlyMap<
    string,
    { readonly at: string; readonly hash: string | undefined }
  >
  /** ISO 8601 time when somebody else's change was seen. */
  readonly elsewhere: ReadonlyMap<string, string>
}

/** Times of the last steps that touched mappers, by connection. */
export function draftedMappers(draft: Draft | undefined): Map<string, string> {
  const found = new Map<string, string>()
  for (const { at, changes } of draft?.past ?? []) {
    for (const { target, field } of changes) {
      const isMapper = hasMapper(target.kind) && (!field || field === 'mapper_url')
      if (isMapper) found.set(keyOfTarget(target), at)
    }
  }
  return found
}

type Change = readonly [key: string, hash: string | undefined]

function mappersOf({ entities }: PublishRecord): Change[] {
  return entities.flatMap(({ kind, before, after, fields }): Change[] => {
    if (!hasMapper(kind) || !after) return []
    if (before && !fields.includes('mapper_url')) return []
    const key = keyOfTarget({ kind, key: after.key })
    return [[key, mapperHash(textMember(after.document, 'mapper_url') ?? '')]]
  })
}

/** Collects changes from drafts, the publish history and the radar. */
export function createReadChanges(history: Pick<PublishHistoryFiles, 'list' | 'read'>) {
  /** Records never change. */
  const records = createRecent<string, readonly Change[]>(50_000)

  async function changesIn(projectId: ProjectId, id: string): Promise<readonly Change[]> {
    const known = records.get(id)
    if (known) return known
    const record = await history.read(projectId, id)
    // An unreadable record was set aside and reported.
    const changes = record.ok && record.value ? mappersOf(record.value) : []
    records.set(id, changes)
    return changes
  }

  return async (
    projectId: ProjectId,
    draft: Draft | undefined,
    { drifts }: RadarMemory,
  ): Promise<ProjectChanges> => {
    const listed = await history.list(projectId)
    const published = new Map<string, { at: string; hash: string | undefined }>()
    for (const { id, endedAt } of listed.ok ? listed.value.slice(0, mostPublishes) : []) {
      for (const [key, hash] of await changesIn(projectId, id)) {
        if (!published.has(key)) published.set(key, { at: endedAt, hash })
      }
    }
    const drift = drifts[projectId]
    const elsewhere = new Map<string, string>()
    for (const { target, how, fields } of drift?.moved ?? []) {
      const isMapper = how === 'added' || (how === 'changed' && fields.includes('mapper_url'))
      if (drift && hasMapper(target.kind) && isMapper)
        elsewhere.set(keyOfTarget(target), drift.until)
    }
    return { drafted: draftedMappers(draft), published, elsewhere }
  }
}

function changeAt(
  { connectionKey, state }: MapperUse,
  hash: string | undefined,
  known: ProjectChanges | undefined,
): LastChange | undefined {
  if (!known) return undefined
  if (state === 'draft') {
    const at = known.drafted.get(connectionKey)
    return at === undefined ? undefined : { how: 'draft', at }
  }
  const published = known.published.get(connectionKey)
  const seen = known.elsewhere.get(connectionKey)
  const own = published && published.hash === hash ? published.at : undefined
  if (seen !== undefined && (own === undefined || seen > own)) return { how: 'elsewhere', at: seen }
  return own === undefined ? undefined : { how: 'publish', at: own }
}

/** Last change at any of its uses; `undefined` if unknown. */
export function lastChangeOf(
  { uses, hash }: MapperEntry,
  changes: ReadonlyMap<string, ProjectChanges>,
): LastChange | undefined {
  let last: LastChange | undefined
  for (const use of uses) {
    const change = changeAt(use, hash, changes.get(use.projectId))
    if (change && (!last || change.at > last.at)) last = change
  }
  return last
}
