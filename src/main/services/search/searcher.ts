import { inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import type { Snapshot } from '../../../core/model/snapshot'
import { indexProject, type ProjectIndex, type ScoredRow } from '../../../core/search/project-index'
import { bestRows, isSearchable, mostRows } from '../../../core/search/search'
import { searchableOf } from '../../../core/search/searchable'
import type { CachedProjects } from '../../files/snapshots/cached-projects'
import type { SearchAnswer, SearchQuestion } from './search-question'
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
  const ready = new Map<string, { readonly stamp: string; readonly index: ProjectIndex }>()
  /** The same text is the mapper of many connections of many projects. */
  const texts = new Map<string, string>()

  async function textOf(address: string): Promise<string | undefined> {
    const bytes = inlineMapperBytes(address)
    if (bytes) return decode(bytes)
    const hash = mapperHash(address)
    if (hash === undefined) return undefined
    const known = texts.get(hash)
    if (known !== undefined) return known
    const text = await cached.readText(hash)
    if (text !== undefined) texts.set(hash, text)
    return text
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
    const known = ready.get(projectId)
    if (stamp !== undefined && known?.stamp === stamp) return known.index
    ready.delete(projectId)
    const snapshot = stamp === undefined ? undefined : await cached.read(projectId)
    if (stamp === undefined || !snapshot) return undefined
    const index = await makeReady(snapshot)
    ready.set(projectId, { stamp, index })
    return index
  }

  return {
    async find({ typed, projectIds }, isCancelled) {
      const found: (readonly ScoredRow[])[] = []
      let projects = 0
      for (const projectId of projectIds) {
        const index = await indexOf(projectId)
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
