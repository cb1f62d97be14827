import { caseEnding } from '../mapper/cases/case'
import { fileSlug } from '../mapper/cases/names'

/** Files that a team folder has once. Paths are relative to the folder, with slashes on every system. */
export const readmePath = 'README.md'
export const markerPath = 'team-folder.json'
export const attributesPath = '.gitattributes'

/** The folders below a team folder. Whatever else lies in it is not ours. */
export const teamFolders = ['projects', 'publishes', 'pairs', 'mappers'] as const

/** What a file of a team folder is, by its path. */
export type TeamFile =
  | { readonly kind: 'readme' | 'marker' | 'attributes' }
  | { readonly kind: 'project' | 'publish' | 'pair'; readonly name: string }
  | { readonly kind: 'mapper'; readonly folder: string }
  | { readonly kind: 'about'; readonly folder: string }
  | { readonly kind: 'case'; readonly folder: string; readonly id: string }
  /** What the app had, left beside a file that somebody changed; a person decides and deletes one. */
  | { readonly kind: 'beside' }

const beside = '.from-app'
/** What comes after the name of a file, the longest first. */
const endings = [caseEnding, '.json', '.jsonnet']

/**
 * Whether every system can have a file of this name, and none takes it for another one: ASCII letters in
 * lower case, digits and single hyphens, and no name of a device of Windows.
 */
export const isPortable = (name: string): boolean => name !== '' && fileSlug(name, '') === name

/** Where the app's version is left, if the file at this path must not be overwritten. */
export function besidePath(path: string): string {
  const ending = endings.find((item) => path.endsWith(item)) ?? ''
  return `${path.slice(0, path.length - ending.length)}${beside}${ending}`
}

/** The name of a project's file, and what stands for the project in names of pairs. */
export const projectName = (slug: string): string => fileSlug(slug, 'project')
export const projectPath = (name: string): string => `projects/${name}.json`
/** Beside it, the publish that it stands for. */
export const publishPath = (name: string): string => `publishes/${name}.json`

/** Between the two names of a pair; no name has it in it. */
const between = '--'
/** The name of a pair, the same whichever is on the left. @param left name of a project, as `right` */
export const pairName = (left: string, right: string): string =>
  left < right ? `${left}${between}${right}` : `${right}${between}${left}`
/** Both names of a pair, as its name has them. */
export function namesOfPair(name: string): { readonly left: string; readonly right: string } {
  const [left = '', right = ''] = name.split(between)
  return { left, right }
}
export const pairPath = (name: string): string => `pairs/${name}.json`

export const mapperPath = (folder: string): string => `mappers/${folder}/mapper.jsonnet`
export const aboutPath = (folder: string): string => `mappers/${folder}/about.json`
export const casePath = (folder: string, id: string): string => `mappers/${folder}/${id}`

/** Folder of the mapper that a path names as `mappers/NAME/mapper.jsonnet`. */
export function mapperFolderAt(path: string): string | undefined {
  const file = teamFileAt(path)
  return file?.kind === 'mapper' ? file.folder : undefined
}

const single: Readonly<Record<string, TeamFile>> = {
  [readmePath]: { kind: 'readme' },
  [markerPath]: { kind: 'marker' },
  [attributesPath]: { kind: 'attributes' },
}

function fileOfMapper(folder: string, name: string): TeamFile | undefined {
  if (!isPortable(folder)) return undefined
  if (name === 'mapper.jsonnet') return { kind: 'mapper', folder }
  if (name === 'about.json') return { kind: 'about', folder }
  const isCase = name.endsWith(caseEnding) && isPortable(name.slice(0, -caseEnding.length))
  return isCase ? { kind: 'case', folder, id: name } : undefined
}

function fileOfSetUps(folder: string, name: string): TeamFile | undefined {
  if (!name.endsWith('.json')) return undefined
  const own = name.slice(0, -'.json'.length)
  if (folder !== 'pairs') {
    const kind = folder === 'projects' ? 'project' : 'publish'
    return isPortable(own) ? { kind, name: own } : undefined
  }
  const [left = '', right = '', ...more] = own.split(between)
  const isPair = more.length === 0 && isPortable(left) && isPortable(right) && left < right
  return isPair ? { kind: 'pair', name: own } : undefined
}

/** What lies at a path; `undefined` where nothing of a team folder may lie. */
export function teamFileAt(path: string): TeamFile | undefined {
  if (Object.hasOwn(single, path)) return single[path]
  const [folder = '', name = '', inner, ...more] = path.split('/')
  if (more.length > 0) return undefined
  const last = inner ?? name
  if (endings.some((ending) => last.endsWith(`${beside}${ending}`))) return { kind: 'beside' }
  if (folder === 'mappers') return inner === undefined ? undefined : fileOfMapper(name, inner)
  if (!teamFolders.some((each) => each === folder)) return undefined
  return inner === undefined ? fileOfSetUps(folder, name) : undefined
}
