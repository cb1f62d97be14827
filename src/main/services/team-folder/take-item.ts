import { t } from '../../../core/language/translate'
import {
  notesIn,
  notesOf,
  takenMemory,
  takenNotes,
  type TakeHow,
} from '../../../core/team-folder/merge'
import { sharedMemory } from '../../../core/team-folder/pair-file'
import { namesOfPair } from '../../../core/team-folder/paths'
import type { TeamItem } from '../../../core/team-folder/team'
import { sameCase, type NamedCase } from '../../../core/mapper/cases/merge'
import { freeName, sameFileKey } from '../../../core/mapper/cases/names'
import { casesOfMapper } from '../../files/cases/case-folders'
import type { CaseFiles } from '../../files/cases/case-files'
import { readable } from '../cases/run-cases'
import type { NamedValuesService } from '../compare/named-values'
import type { PairMemories } from '../compare/pair-memory'
import type { MapperNotesService } from '../all-mappers/mapper-notes'
import { pairOf } from './app-side'
import type { Reading } from './readings'

/** Cases under this computer's names: names may differ by case; unreadable files stay. */
function underOwnNames(
  cases: readonly NamedCase[],
  mine: readonly NamedCase[],
  unreadable: readonly string[],
): NamedCase[] {
  const own = new Map(mine.map(({ id }) => [sameFileKey(id), id]))
  const taken = new Set(unreadable.map(sameFileKey))
  return cases.map((item) => {
    const name = freeName(item.id, taken)
    taken.add(sameFileKey(name))
    return { ...item, id: own.get(sameFileKey(name)) ?? name }
  })
}

/** Takes an item into the app; returns a localized reason if it can't. */
export type TakeItem = (
  reading: Reading,
  item: TeamItem,
  how: TakeHow,
) => Promise<string | undefined>

export function createTakeItem(deps: {
  readonly memories: PairMemories
  readonly values: Pick<NamedValuesService, 'takeRules'>
  readonly notes: Pick<MapperNotesService, 'read' | 'set'>
  readonly caseFiles: Pick<CaseFiles, 'list' | 'put' | 'delete'>
  readonly tellNoted: () => void
}): TakeItem {
  const { memories, values, notes, caseFiles, tellNoted } = deps

  async function takePair({ folder, app }: Reading, name: string, how: TakeHow) {
    const theirs = folder.pairs.get(name)
    const { left, right } = namesOfPair(name)
    const [one, other] = [app.projects.get(left)?.summary, app.projects.get(right)?.summary]
    if (!theirs) return t('The folder does not have it')
    if (!one || !other) return t('This workspace does not have both projects')
    const { sides } = pairOf([one, other])
    const taken = await memories.change(sides, (mine) => takenMemory(mine, theirs, how))
    if (!taken.ok) return taken.error.message
    const { forward, backward } = sharedMemory(theirs)
    const named = await values.takeRules([{ ...sides, forward, backward }])
    return named.ok ? undefined : named.error.message
  }

  async function takeMapper({ folder }: Reading, hash: string, how: TakeHow) {
    const mapper = [...folder.mappers.values()].find((item) => item.hash === hash)
    if (!mapper) return t('The folder does not have it')
    const place = casesOfMapper(hash)
    const stored = await caseFiles.list(place)
    if (!stored.ok) return stored.error.message
    const { mappers } = await notes.read()
    const note = Object.hasOwn(mappers, hash) ? mappers[hash] : undefined
    const mine = { name: note?.name ?? '', notes: note?.notes ?? '', cases: readable(stored.value) }
    const next = takenNotes(mine, notesIn(notesOf(folder), hash), how)
    if (next.name !== mine.name || next.notes !== mine.notes) {
      const noted = await notes.set(hash, { name: next.name, notes: next.notes })
      if (!noted.ok) return noted.error.message
      tellNoted()
    }
    const unreadable = stored.value.flatMap((item) => ('case' in item ? [] : [item.id]))
    const cases = underOwnNames(next.cases, mine.cases, unreadable)
    const isIn = (all: readonly NamedCase[], item: NamedCase) =>
      all.some((other) => other.id === item.id && sameCase(other.case, item.case))
    const put = cases.filter((item) => !isIn(mine.cases, item))
    const written = put.length > 0 ? await caseFiles.put(place, mapper.text, put) : undefined
    if (written && !written.ok) return written.error.message
    const ids = new Set(cases.map(({ id }) => id))
    for (const { id } of mine.cases.filter((item) => !ids.has(item.id))) {
      const deleted = await caseFiles.delete(place, id)
      if (!deleted.ok) return deleted.error.message
    }
    return undefined
  }

  return async (reading, { kind, name }, how) => {
    if (kind === 'pair') return takePair(reading, name, how)
    if (kind === 'mapper') return takeMapper(reading, name, how)
    return t('A project is loaded as a draft')
  }
}
