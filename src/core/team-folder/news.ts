import { teamFileAt } from './paths'
import type { Standing } from './standing'
import { itemId, type TeamFolder, type TeamItem } from './team'

/** Hash of each file of a folder, by path; in full, or shortened alike. */
type Hashes = ReadonlyMap<string, string>

/** The thing that a file belongs to, for counting; none where the file says nothing of a project. */
function thingAt(path: string): string | undefined {
  const file = teamFileAt(path)
  switch (file?.kind) {
    case 'project':
    case 'publish':
      return `project ${file.name}`
    case 'pair':
      return `pair ${file.name}`
    case 'mapper':
    case 'about':
    case 'case':
      return `mapper ${file.folder}`
    case 'readme':
    case 'attributes':
    case 'marker':
    case 'beside':
    case undefined:
      return undefined
  }
}

/** How many projects, pairs and mappers have files that nobody took or wrote as they are now. */
export function countNews(now: Hashes, known: Readonly<Record<string, string>>): number {
  const things = [...now].flatMap(([path, hash]) =>
    known[path] === hash ? [] : (thingAt(path) ?? []),
  )
  return new Set(things).size
}

type Standings = ReadonlyMap<string, Standing>

/** Whether an item of the folder waits for somebody here: the app has something else, and not because it is newer. */
const waits = (standings: Standings, item: TeamItem) => {
  const standing = standings.get(itemId(item))
  return standing !== undefined && standing !== 'same' && standing !== 'app-newer'
}

/**
 * The files that need nobody: what they say is in the app already, is older there, or is about a project that the app
 * does not have.
 *
 * @param standings of all items, by their ids
 * @param has whether the app has a project, by its name in the folder
 */
export function settledPaths(
  paths: Iterable<string>,
  { projects, mappers }: Pick<TeamFolder, 'projects' | 'mappers'>,
  standings: Standings,
  has: (project: string) => boolean,
): string[] {
  const open = [...projects.keys()].filter(
    (name) => has(name) && waits(standings, { kind: 'project', name }),
  )
  const openMappers = new Set(
    open.flatMap((name) => [...(projects.get(name)?.uses.values() ?? [])]),
  )
  return [...paths].filter((path) => {
    const file = teamFileAt(path)
    switch (file?.kind) {
      case 'project':
      case 'publish':
        return !open.includes(file.name)
      case 'pair':
        return !(
          file.name.split('--').every(has) && waits(standings, { kind: 'pair', name: file.name })
        )
      case 'mapper':
        return !openMappers.has(file.folder)
      case 'about':
      case 'case': {
        const hash = mappers.get(file.folder)?.hash
        return hash === undefined || !waits(standings, { kind: 'mapper', name: hash })
      }
      case 'readme':
      case 'attributes':
      case 'marker':
      case 'beside':
      case undefined:
        return false
    }
  })
}

/** The files by which a folder says an item. */
export function pathsOfItem(
  paths: Iterable<string>,
  { projects, mappers }: Pick<TeamFolder, 'projects' | 'mappers'>,
  { kind, name }: TeamItem,
): string[] {
  const uses = new Set(kind === 'project' ? projects.get(name)?.uses.values() : [])
  return [...paths].filter((path) => {
    const file = teamFileAt(path)
    switch (file?.kind) {
      case 'project':
      case 'publish':
        return kind === 'project' && file.name === name
      case 'pair':
        return kind === 'pair' && file.name === name
      case 'mapper':
        return uses.has(file.folder)
      case 'about':
      case 'case':
        return kind === 'mapper' && mappers.get(file.folder)?.hash === name
      case 'readme':
      case 'attributes':
      case 'marker':
      case 'beside':
      case undefined:
        return false
    }
  })
}
