import { firstFiles, layOut } from './lay-out'
import { stateOfFolder, notesIn } from './merge'
import { aboutPath, casePath, mapperPath, namesOfPair, publishPath } from './paths'
import type { TeamPublish } from './publish-file'
import { holdsAll } from './standing'
import { setUpFileText } from '../set-up-file/write'
import { itemId, type FolderMapper, type TeamFolder, type TeamItem, type TeamState } from './team'
import { t } from '../language/translate'

/** `expected` is the hash of the existing file, absent for none. */
export interface PlannedFile {
  readonly path: string
  readonly text: string
  readonly expected?: string
}

/** With a conflict or a reason not to, nothing of the item is written. */
export interface PlannedItem {
  readonly item: TeamItem
  readonly write: readonly PlannedFile[]
  readonly remove: readonly Omit<PlannedFile, 'text'>[]
  readonly unchanged: readonly string[]
  /** Files that changed after they were shown. */
  readonly conflicts: readonly string[]
  readonly heldBack?: string
}

export interface WritePlan {
  readonly items: readonly PlannedItem[]
  /** Files created once if missing. */
  readonly first: readonly PlannedFile[]
  readonly remarks: readonly string[]
}

/** What to write and what is known of the folder; hashes by path. */
export interface WriteWish {
  readonly chosen: readonly TeamItem[]
  readonly app: TeamState
  /** Current. */
  readonly folder: TeamFolder
  readonly present: ReadonlyMap<string, string>
  /** As the person saw it. */
  readonly seen: ReadonlyMap<string, string>
  readonly hashOf: (text: string) => string
}

/** The publish to record for a project: the later one for equal content, none if unknown. */
function publishWritten(name: string, app: TeamState, there: TeamState): TeamPublish | undefined {
  const [ours, theirs] = [app.published.get(name), there.published.get(name)]
  const [own, other] = [app.projects.get(name), there.projects.get(name)]
  const isSame = own && other && setUpFileText(own) === setUpFileText(other)
  if (!isSame || !theirs) return ours
  return ours && ours.at > theirs.at ? ours : theirs
}

/** The folder with the chosen items replaced. */
function merged({ chosen, app, folder }: WriteWish): TeamState {
  const there = stateOfFolder(folder)
  const [projects, published, pairs, mappers] = [
    new Map(there.projects),
    new Map(there.published),
    new Map(there.pairs),
    new Map(there.mappers),
  ]
  const put = <Value>(into: Map<string, Value>, from: ReadonlyMap<string, Value>, name: string) => {
    const value = from.get(name)
    if (value === undefined) into.delete(name)
    else into.set(name, value)
  }
  for (const { kind, name } of chosen) {
    if (kind === 'project' && app.projects.has(name)) {
      put(projects, app.projects, name)
      const publish = publishWritten(name, app, there)
      if (publish) published.set(name, publish)
      else published.delete(name)
    }
    if (kind === 'pair' && app.pairs.has(name)) put(pairs, app.pairs, name)
    if (kind === 'mapper') put(mappers, app.mappers, name)
  }
  return { projects, published, pairs, mappers }
}

/** Known files of a folder mapper. */
const pathsOf = (name: string, { cases }: FolderMapper) => [
  mapperPath(name),
  aboutPath(name),
  ...cases.map(({ id }) => casePath(name, id)),
]

function foldersLeft(
  { app, folder }: WriteWish,
  used: ReadonlySet<string>,
  project: string,
): { readonly gone: string[]; readonly remarks: string[] } {
  const before = new Set(folder.projects.get(project)?.uses.values())
  const remarks: string[] = []
  const gone = [...before].flatMap((name) => {
    const mapper = folder.mappers.get(name)
    if (used.has(name) || !mapper) return []
    if (holdsAll(notesIn(app.mappers, mapper.hash), mapper)) return pathsOf(name, mapper)
    remarks.push(
      t('{path} is used by no project any more; it stays, since it says more than this app knows', {
        path: `mappers/${name}`,
      }),
    )
    return []
  })
  return { gone, remarks }
}

/** Folder files of a mapper that the app's version lacks. */
function notesLeft({ folder }: WriteWish, hash: string, wanted: ReadonlyMap<string, string>) {
  return [...folder.mappers]
    .filter(([, mapper]) => mapper.hash === hash)
    .flatMap(([name, mapper]) => pathsOf(name, mapper).filter((path) => path !== mapperPath(name)))
    .filter((path) => !wanted.has(path))
}

/** Plans a write: files to write, keep and remove, and conflicts, which stay untouched. */
export function planWrites(wish: WriteWish): WritePlan {
  const { chosen, app, folder, present, seen, hashOf } = wish
  const state = merged(wish)
  const { items, places, remarks } = layOut(state, folder)
  const used = new Set(places.values())
  const broken = new Map(folder.problems.map(({ path, words }) => [path, words]))
  const left: string[] = []

  function removed({ kind, name }: TeamItem, wanted: ReadonlyMap<string, string>): string[] {
    if (kind === 'pair') return []
    if (kind === 'mapper') return notesLeft(wish, name, wanted)
    const { gone, remarks: stays } = foldersLeft(wish, used, name)
    left.push(...stays)
    return state.published.has(name) ? gone : [...gone, publishPath(name)]
  }

  const expected = (path: string) => {
    const hash = present.get(path)
    return hash === undefined ? {} : { expected: hash }
  }

  function planned(item: TeamItem): PlannedItem {
    const wanted = items.get(itemId(item)) ?? new Map<string, string>()
    const nothing = { item, write: [], remove: [], unchanged: [], conflicts: [] }
    const has = { project: app.projects, pair: app.pairs, mapper: app.mappers }[item.kind]
    if (!has.has(item.name)) return { ...nothing, heldBack: t('This app does not have it') }
    if (item.kind === 'mapper' && !places.has(item.name)) {
      return {
        ...nothing,
        heldBack: t('No project in the folder uses this mapper: write one first'),
      }
    }
    const { left: one, right: other } = namesOfPair(item.name)
    if (item.kind === 'pair' && !(state.projects.has(one) && state.projects.has(other))) {
      return { ...nothing, heldBack: t('The folder does not have both projects: write them first') }
    }
    const odd = [...wanted.keys()].find((path) => broken.has(path))
    if (odd !== undefined) {
      const heldBack = t(
        '{path} could not be read, so it is not overwritten: correct or delete it first',
        { path: odd },
      )
      return { ...nothing, heldBack }
    }
    const isSame = ([path, text]: [string, string]) => present.get(path) === hashOf(text)
    const write = [...wanted].filter((file) => !isSame(file))
    const remove = removed(item, wanted).filter((path) => present.has(path))
    const touched = [...write.map(([path]) => path), ...remove]
    return {
      item,
      write: write.map(([path, text]) => ({ path, text, ...expected(path) })),
      remove: remove.map((path) => ({ path, ...expected(path) })),
      unchanged: [...wanted].filter(isSame).map(([path]) => path),
      conflicts: touched.filter((path) => present.get(path) !== seen.get(path)),
    }
  }

  if (folder.refused !== undefined) {
    const heldBack = folder.refused
    const none = { write: [], remove: [], unchanged: [], conflicts: [], heldBack }
    return { items: chosen.map((item) => ({ item, ...none })), first: [], remarks: [] }
  }
  const plans = chosen.map(planned)
  const first = [...firstFiles]
    .filter(([path]) => !present.has(path) && !broken.has(path))
    .map(([path, text]) => ({ path, text }))
  return { items: plans, first, remarks: [...remarks, ...new Set(left)] }
}
