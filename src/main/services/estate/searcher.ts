import { inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import type { Snapshot } from '../../../core/model/snapshot'
import { indexProject, type ProjectIndex, type ScoredRow } from '../../../core/search/project-index'
import { bestRows, isSearchable, mostRows } from '../../../core/search/search'
import { searchableOf } from '../../../core/search/searchable'
import type { CachedProjects } from '../../files/snapshots/cached-projects'
import { createByStamp } from '../by-stamp'
import type { SearchAnswer, SearchQuestion } from './channel'
import type { ProjectId } from '../../../core/model/project-id'

export interface Searcher {
  /** @returns `undefined` where it was cancelled meanwhile. */
  find(question: SearchQuestion, isCancelled: () => boolean): Promise<SearchAnswer | undefined>
}

/** Lets what came meanwhile be heard, such as that the search is cancelled. */
const listen = () => new Promise<void>((resolve) => setImmediate(resolve))

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/**
 * Searches the last known states of projects. Each is read and made ready when it is first searched, and
 * again once it was written anew.
 */
export function createSearcher(cached: CachedProjects): Searcher {
  const ready = createByStamp<ProjectIndex>()

  async function textOf(address: string): Promise<string | undefined> {
    const bytes = inlineMapperBytes(address)
    if (bytes) return decode(bytes)
    const hash = mapperHash(address)
    return hash === undefined ? undefined : cached.readText(hash)
  }

  async function makeReady(snapshot: Snapshot): Promise<ProjectIndex> {
    const found = new Map<string, string>()
    for (const { address } of searchableOf(snapshot).mappers) {
      const text = await textOf(address)
      if (text !== undefined) found.set(address, text)
    }
    return indexProject(snapshot, (address) => found.get(address))
  }

  async function indexOf(projectId: ProjectId): Promise<ProjectIndex | undefined> {
    const stamp = await cached.stampOf(projectId)
    if (stamp === undefined) return undefined
    return ready(projectId, stamp, async () => {
      const snapshot = await cached.read(projectId)
      return snapshot && makeReady(snapshot)
    })
  }

  return {
    async find({ typed, projects: asked }, isCancelled) {
      const found: (readonly ScoredRow[])[] = []
      let projects = 0
      for (const { summary } of asked) {
        const index = await indexOf(summary.id)
        await listen()
        if (isCancelled()) return undefined
        if (!index) continue
        projects += 1
        if (isSearchable(typed)) found.push(index.find(typed, mostRows))
      }
      return { rows: bestRows(found), projects }
    },
  }
}
