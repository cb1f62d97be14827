import { createFuzzyIndex, partsOf } from './fuzzy'
import type { Snapshot } from '../model/snapshot'
import { createMapperIndex } from './mapper-index'
import { soughtBy } from './sought'
import { searchableOf, type SearchField, type SearchTarget, type SearchText } from './searchable'
import type { ProjectId } from '../model/project-id'

/** One row of an answer: a target, and by what of it it was found. */
export interface SearchRow extends SearchTarget {
  readonly projectId: ProjectId
  readonly field: SearchField
  /** What was found, or of a mapper the line, in parts; the odd ones match what was typed. */
  readonly parts: readonly string[]
}

export interface ScoredRow {
  readonly row: SearchRow
  readonly score: number
}

/** A project made ready to be searched. */
export interface ProjectIndex {
  readonly projectId: ProjectId
  /** Each target once, by what fits best, the best first. `typed` must hold more than spaces. */
  find(typed: string, most: number): readonly ScoredRow[]
}

/** What is found by a name is more likely meant than what is found by a part of its address. */
const weights: Readonly<Record<SearchField, number>> = {
  label: 1,
  domain: 0.97,
  id: 0.94,
  'client-id': 0.92,
  issuer: 0.9,
  mapper: 0.5,
}

/** A target has so many texts at most among the best hits, as a rule; those beyond may cost it its row. */
const textsOfTarget = 4

/**
 * Makes the last known state of a project ready to be searched.
 *
 * @param mapperText text of a mapper by its address; `undefined` where it is not on this computer
 */
export function indexProject(
  snapshot: Snapshot,
  mapperText: (address: string) => string | undefined,
): ProjectIndex {
  const projectId = snapshot.summary.id
  const { texts, mappers } = searchableOf(snapshot)
  const index = createFuzzyIndex<SearchText>(texts, ({ text }) => text)
  const mapperIndex = createMapperIndex(mappers, mapperText)

  return {
    projectId,
    find(typed, most) {
      const best = new Map<SearchTarget, ScoredRow>()
      const put = (target: SearchTarget, scored: ScoredRow) => {
        const known = best.get(target)
        if (!known || known.score < scored.score) best.set(target, scored)
      }
      for (const { item, score, indexes } of index.find(soughtBy(typed), most * textsOfTarget)) {
        const { target, field, text } = item
        const row = { ...target, projectId, field, parts: partsOf(text, indexes) }
        put(target, { row, score: score * weights[field] })
      }
      for (const { target, parts } of mapperIndex.find(typed, most)) {
        const row = { ...target, projectId, field: 'mapper' as const, parts }
        put(target, { row, score: weights.mapper })
      }
      return [...best.values()].toSorted(byScore).slice(0, most)
    },
  }
}

/** The best first; a shorter name before a longer one that fits as well. */
export function byScore(left: ScoredRow, right: ScoredRow): number {
  return right.score - left.score || left.row.title.length - right.row.title.length
}
