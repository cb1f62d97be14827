import type { PairMemory } from '../compare/memory'
import { longestName, longestNotes } from '../mapper/notes/notes'
import { mergeCases } from '../mapper/cases/merge'
import { byText, type SetUpFile } from '../set-up-file/form'
import { ownMemory, sharedMemory } from './pair-file'
import { noNotes, type TeamNotes, type TeamFolder, type TeamState } from './team'

/** The folder's version, or both merged. */
export type TakeHow = 'folder' | 'both'

/** Pair notes after loading the folder's. Notes about local drafts stay; the app's rules come first. */
export function takenMemory(app: PairMemory, folder: PairMemory, how: TakeHow): PairMemory {
  const [shared, own] = [sharedMemory(app), ownMemory(app)]
  const both = <Item>(mine: readonly Item[], theirs: readonly Item[]): Item[] => {
    if (how === 'folder') return [...theirs]
    const there = new Set(mine.map((item) => JSON.stringify(item)))
    return [...mine, ...theirs.filter((item) => !there.has(JSON.stringify(item)))]
  }
  const theirs = sharedMemory(folder)
  return {
    matched: [...both(shared.matched, theirs.matched), ...own.matched],
    apart: [...both(shared.apart, theirs.apart), ...own.apart],
    expected: [...both(shared.expected, theirs.expected), ...own.expected],
    forward: both(shared.forward, theirs.forward),
    backward: both(shared.backward, theirs.backward),
  }
}

function bothNotes(mine: string, theirs: string): string {
  if (mine === '' || theirs.includes(mine)) return theirs
  if (theirs === '' || mine.includes(theirs)) return mine
  return `${mine}\n\n${theirs}`.slice(0, longestNotes)
}

/** Mapper notes after loading the folder's; `both` keeps every case. */
export function takenNotes(app: TeamNotes, folder: TeamNotes, how: TakeHow): TeamNotes {
  if (how === 'folder') return folder
  return {
    name: (app.name || folder.name).slice(0, longestName),
    notes: bothNotes(app.notes, folder.notes),
    cases: [...app.cases, ...mergeCases(app.cases, folder.cases)],
  }
}

/**
 * A project's file to write: keeps the folder's SCIM clients if the app does not know any, and omits an empty list
 * that the folder never had.
 */
export function saidAlike(own: SetUpFile, there: SetUpFile | undefined): SetUpFile {
  const { scimClients, ...rest } = own
  if (!scimClients) return there?.scimClients ? { ...rest, scimClients: there.scimClients } : own
  return scimClients.length === 0 && there && !there.scimClients ? rest : own
}

/** Mapper notes by text hash, merged for identical texts. */
export function notesOf({ mappers }: Pick<TeamFolder, 'mappers'>): Map<string, TeamNotes> {
  const said = new Map<string, TeamNotes>()
  for (const [, { hash, name, notes, cases }] of [...mappers].toSorted(([a], [b]) =>
    byText(a, b),
  )) {
    const before = said.get(hash)
    const own = { name, notes, cases }
    said.set(hash, before ? takenNotes(before, own, 'both') : own)
  }
  return said
}

/** A folder's state, to lay out again. */
export function stateOfFolder(folder: TeamFolder): TeamState {
  return {
    projects: new Map([...folder.projects].map(([name, { file }]) => [name, file])),
    published: folder.published,
    pairs: folder.pairs,
    mappers: notesOf(folder),
  }
}

export const notesIn = (mappers: ReadonlyMap<string, TeamNotes>, hash: string) =>
  mappers.get(hash) ?? noNotes
