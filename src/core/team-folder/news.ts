import { teamFileAt } from './paths'
import type { Standing } from './standing'
import { itemId, type TeamFolder, type TeamItem } from './team'

/** By path; full or shortened alike. */
type Hashes = ReadonlyMap<string, string>

/** The item of a file, for counting. */
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

/** Number of items with files not loaded or written in their current form. */
export function countNews(now: Hashes, known: Readonly<Record<string, string>>): number {
  const things = [...now].flatMap(([path, hash]) =>
    known[path] === hash ? [] : (thingAt(path) ?? []),
  )
  return new Set(things).size
}

type Standings = ReadonlyMap<string, Standing>

/** Whether someone here should load the item: it differs and the app's is not newer. */
const waits = (standings: Standings, item: TeamItem) => {
  const standing = standings.get(itemId(item))
  return standing !== undefined && standing !== 'same' && standing !== 'app-newer'
}

/** Files that need no action: already in the app, older, or of a project that the app does not have. */
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

/** The files of an item. */
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
