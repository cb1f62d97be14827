import { sameCase } from '../mapper/cases/merge'
import { byText } from '../set-up-file/form'
import { setUpFileText } from '../set-up-file/write'
import { caseFileText, hasNotes, sharedNotes } from './mapper-files'
import { stateOfFolder } from './merge'
import { pairFileText } from './pair-file'
import { namesOfPair } from './paths'
import { itemId, type TeamNotes, type TeamFolder, type TeamItem, type TeamState } from './team'

/** `app` is the server's state for a project. */
export const standings = [
  'same',
  'app-newer',
  'folder-newer',
  'both',
  'only-app',
  'only-folder',
] as const
export type Standing = (typeof standings)[number]

/** An item on both sides; hashes ignore the layout. */
export interface ItemStanding {
  readonly item: TeamItem
  readonly standing: Standing
  readonly app?: string
  readonly folder?: string
}

/** Content of each item, independent of its files' places. */
function contentsOf({ projects, pairs, mappers }: TeamState): Map<string, [TeamItem, string]> {
  const contents = new Map<string, [TeamItem, string]>()
  const add = (item: TeamItem, text: string) => void contents.set(itemId(item), [item, text])
  for (const [name, file] of projects) add({ kind: 'project', name }, setUpFileText(file))
  for (const [name, memory] of pairs) {
    add({ kind: 'pair', name }, pairFileText(namesOfPair(name), memory))
  }
  for (const [hash, said] of mappers) {
    const { shared } = sharedNotes(said)
    if (hasNotes(shared)) add({ kind: 'mapper', name: hash }, notesText(shared))
  }
  return contents
}

/** Ignores case file names, which depend on the system. */
function notesText({ name, notes, cases }: TeamNotes): string {
  return JSON.stringify([
    name,
    notes,
    ...cases.map((item) => caseFileText(item.case)).toSorted(byText),
  ])
}

function standingOf(app?: string, folder?: string, base?: string): Standing {
  if (folder === undefined) return 'only-app'
  if (app === undefined) return 'only-folder'
  if (app === folder) return 'same'
  if (folder === base) return 'app-newer'
  return app === base ? 'folder-newer' : 'both'
}

/**
 * Compares app and folder. `base` has the last common hash by item; without one the writer is unknown. `hashOf` is
 * the platform's fast hash.
 */
export function standingsOf(
  app: TeamState,
  folder: TeamFolder,
  base: ReadonlyMap<string, string>,
  hashOf: (text: string) => string,
): ItemStanding[] {
  const ours = contentsOf(app)
  const theirs = contentsOf(stateOfFolder(folder))
  const ids = [...new Set([...ours.keys(), ...theirs.keys()])].toSorted(byText)
  return ids.flatMap((id): ItemStanding[] => {
    const [mine, other] = [ours.get(id), theirs.get(id)]
    const item = (mine ?? other)?.[0]
    if (!item) return []
    const [left, right] = [mine && hashOf(mine[1]), other && hashOf(other[1])]
    return [
      {
        item,
        standing: standingOf(left, right, base.get(id)),
        ...(left === undefined ? {} : { app: left }),
        ...(right === undefined ? {} : { folder: right }),
      },
    ]
  })
}

/** Whether `whole` includes every note of `part`. */
export function holdsAll(whole: TeamNotes, part: TeamNotes): boolean {
  if (part.name !== '' && part.name !== whole.name) return false
  if (part.notes !== '' && part.notes !== whole.notes) return false
  return part.cases.every((item) => whole.cases.some((other) => sameCase(item.case, other.case)))
}
