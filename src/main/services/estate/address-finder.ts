import { setUpOf } from '../../../core/draft/set-up-of'
import { noIntents } from '../../../core/intents/intents'
import type { ProjectId } from '../../../core/model/project-id'
import { createRecent } from '../../../core/model/recent'
import {
  addressLines,
  findAddresses,
  projectWays,
  whoRows,
  type AddressHits,
  type KnownWays,
  type ProjectWays,
} from '../../../core/sign-in-ways/address-lines'
import { withPauses, yieldToEventLoop } from '../../concurrency/pauses'
import type { CachedProjects } from '../../files/snapshots/cached-projects'
import { createByStamp } from '../by-stamp'
import type { AddressAnswer, AddressQuestion } from './channel'

/** Finds sign-in routes of addresses in the last known states. */
export function createAddressFinder(cached: CachedProjects) {
  const kept = createByStamp<ProjectWays>()
  /** Cached for the next pages of the same list. */
  const found = createRecent<string, { readonly of: readonly ProjectWays[]; hits: AddressHits }>(2)

  /** `undefined` for a project that was never read completely. */
  async function waysIn(projectId: ProjectId): Promise<ProjectWays | undefined> {
    const stamp = await cached.stampOf(projectId)
    if (stamp === undefined) return undefined
    return kept(projectId, stamp, async () => {
      const snapshot = await cached.read(projectId)
      // A missing organization might have the domain.
      if (!snapshot || snapshot.incomplete) return undefined
      const setUp = setUpOf(snapshot, noIntents)
      await yieldToEventLoop()
      return projectWays(setUp)
    })
  }

  async function hitsOf(
    texts: readonly string[],
    read: readonly KnownWays[],
    signal: AbortSignal,
  ): Promise<AddressHits | undefined> {
    const key = texts.join('\n')
    const of = read.map((project) => project.ways)
    const before = found.get(key)
    const isSame =
      before?.of.length === of.length && before.of.every((each, index) => each === of[index])
    if (before && isSame) {
      // Use current names of projects.
      const now = new Map(read.map((project) => [project.ways, project]))
      const hits = before.hits.hits.map((hit) => ({ ...hit, in: now.get(hit.in.ways) ?? hit.in }))
      return { ...before.hits, hits }
    }
    const hits = await withPauses(findAddresses(texts, read), signal)
    if (hits) found.set(key, { of, hits })
    return hits
  }

  return async (
    { texts, projects, offset, limit, everywhere }: AddressQuestion,
    signal: AbortSignal,
  ): Promise<AddressAnswer | undefined> => {
    const read: KnownWays[] = []
    const unread: ProjectId[] = []
    for (const { summary } of projects) {
      if (signal.aborted) return undefined
      const { id: projectId, name: project, environment } = summary
      const ways = await waysIn(projectId)
      if (ways) read.push({ projectId, project, environment, ways })
      else unread.push(projectId)
    }
    const known = { unread: unread.slice(0, 1000) }
    if (everywhere === true) {
      const total = texts.length * read.length
      const rows = whoRows(texts, read, { offset, limit })
      return { ...known, rows: rows.map((row) => ({ kind: 'hit', ...row })), total, hits: total }
    }
    const hits = await hitsOf(texts, read, signal)
    if (!hits) return undefined
    return {
      ...known,
      rows: addressLines(hits, read, { offset, limit }),
      total: hits.hits.length + hits.misses.length,
      hits: hits.hits.length,
    }
  }
}
