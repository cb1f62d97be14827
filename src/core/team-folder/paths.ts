import { caseEnding } from '../mapper/cases/case'
import { fileSlug } from '../mapper/cases/names'

/** Paths are relative to the folder, with slashes. */
export const readmePath = 'README.md'
export const markerPath = 'team-folder.json'
export const attributesPath = '.gitattributes'

/** Other folders are ignored. */
export const teamFolders = ['projects', 'publishes', 'pairs', 'mappers'] as const

/** Kind of a file, by its path. */
export type TeamFile =
  | { readonly kind: 'readme' | 'marker' | 'attributes' }
  | { readonly kind: 'project' | 'publish' | 'pair'; readonly name: string }
  | { readonly kind: 'mapper'; readonly folder: string }
  | { readonly kind: 'about'; readonly folder: string }
  | { readonly kind: 'case'; readonly folder: string; readonly id: string }
  /** The app's version beside a file that someone changed; a person deletes one. */
  | { readonly kind: 'beside' }

const beside = '.from-app'
/** Longest first. */
const endings = [caseEnding, '.json', '.jsonnet']

/** Whether a name works on every system: lower-case ASCII, digits, single hyphens, no Windows device name. */
export const isPortable = (name: string): boolean => name !== '' && fileSlug(name, '') === name

/** Path for the app's version of a file that must not be overwritten. */
export function besidePath(path: string): string {
  const ending = endings.find((item) => path.endsWith(item)) ?? ''
  return `${path.slice(0, path.length - ending.length)}${beside}${ending}`
}

/** File name of a project, also used in pair names. */
export const projectName = (slug: string): string => fileSlug(slug, 'project')
export const projectPath = (name: string): string => `projects/${name}.json`
/** The project's current publish. */
export const publishPath = (name: string): string => `publishes/${name}.json`

/** Separator of pair names; cannot occur in a project's name. */
const between = '--'
/** Independent of the side. */
export const pairName = (left: string, right: string): string =>
  left < right ? `${left}${between}${right}` : `${right}${between}${left}`
/** Splits a pair name. */
export function namesOfPair(name: string): { readonly left: string; readonly right: string } {
  const [left = '', right = ''] = name.split(between)
  return { left, right }
}
export const pairPath = (name: string): string => `pairs/${name}.json`

export const mapperPath = (folder: string): string => `mappers/${folder}/mapper.jsonnet`
export const aboutPath = (folder: string): string => `mappers/${folder}/about.json`
export const casePath = (folder: string, id: string): string => `mappers/${folder}/${id}`

/** Mapper folder in `mappers/NAME/mapper.jsonnet`. */
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

/** `undefined` for paths outside the format. */
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
