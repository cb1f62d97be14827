import type { ProjectId } from '../../model/project-id'
import type { Severity } from '../../model/severity'
import { filterWords, hasWords } from '../../search/filter-words'
import type { MapperFinding } from '../lint/finding'
import type { MapperNote } from '../notes/notes'
import {
  checksIn,
  findingsIn,
  isOfScim,
  isPlainUse,
  titleOf,
  worstFirst,
  type CheckedMapper,
  type LastChange,
  type MapperChecks,
  type MapperEntry,
  type MapperProject,
  type TextProblem,
} from './entry'

/** Which mappers are shown, beside the words and the project. */
export const mapperParts = [
  'all',
  'errors',
  'warnings',
  'infos',
  'clean',
  'unreadable',
  'cases',
  'failing',
  'near',
  'named',
  'scim',
] as const
export type MapperPart = (typeof mapperParts)[number]

export interface MapperFilter {
  readonly words: string
  readonly part: MapperPart
  /** Only those that the project uses, with what is wrong with them there. */
  readonly projectId?: ProjectId | undefined
}

/** A mapper in the list. */
export interface MapperRow {
  readonly id: string
  readonly hash?: string
  /** As a person named it. */
  readonly name?: string
  /** The comment that it begins with, or its first connection; the address where the text is not known. */
  readonly title: string
  readonly problem?: TextProblem
  readonly uses: number
  /** Label of the first connection that has it, of the project that is shown. */
  readonly firstUse: string
  readonly projects: number
  /** Whether a SCIM client has it: its mapper is given a user instead of claims. */
  readonly scim: boolean
  /** Whether a project in production uses it. */
  readonly production: boolean
  /** Uses that only drafts have. */
  readonly drafted: number
  /** Uses that drafts end. */
  readonly ended: number
  readonly near: number
  readonly checks?: MapperChecks
  readonly worst?: {
    readonly severity: Severity
    readonly message: string
    /** What its fix does, where it has one that a use can take. */
    readonly fix?: string
  }
  readonly lastChange?: LastChange
}

export interface MapperSource {
  readonly entries: readonly MapperEntry[]
  readonly projects: ReadonlyMap<string, MapperProject>
  /** By id of the entry. */
  readonly checked: ReadonlyMap<string, CheckedMapper>
  /** By SHA-512. */
  readonly notes: Readonly<Record<string, MapperNote>>
}

const noteOf = ({ notes }: MapperSource, { hash }: MapperEntry): MapperNote | undefined =>
  hash !== undefined && Object.hasOwn(notes, hash) ? notes[hash] : undefined

interface Summary {
  readonly checks: MapperChecks
  readonly worst: MapperFinding | undefined
}
/** Made once for what the checks of a mapper gave, by project: the list is made anew with each letter. */
const summaries = new WeakMap<CheckedMapper, Map<ProjectId | undefined, Summary>>()

function summaryOf(checked: CheckedMapper, projectId: ProjectId | undefined): Summary {
  const known = summaries.get(checked) ?? new Map<ProjectId | undefined, Summary>()
  summaries.set(checked, known)
  const made = known.get(projectId) ?? {
    checks: checksIn(checked, projectId),
    worst: worstFirst(findingsIn(checked, projectId))[0]?.finding,
  }
  known.set(projectId, made)
  return made
}

/** @param projectId what is wrong and the first use are those of this project */
export function rowOf(source: MapperSource, entry: MapperEntry, projectId?: ProjectId): MapperRow {
  const { id, hash, address, text, problem, uses, near, lastChange } = entry
  const projects = new Set(uses.map((use) => use.projectId))
  const isProduction = (each: ProjectId) => source.projects.get(each)?.environment === 'production'
  const first = uses.find((use) => use.projectId === projectId) ?? uses[0]
  const name = noteOf(source, entry)?.name
  const checked = source.checked.get(id)
  const summary = checked && summaryOf(checked, projectId)
  const worst = summary?.worst
  const count = (...states: readonly string[]) =>
    uses.filter(({ state }) => states.includes(state)).length
  return {
    id,
    ...(hash === undefined ? {} : { hash }),
    ...(name ? { name } : {}),
    title: text === undefined ? address.slice(0, 300) : titleOf(entry),
    ...(problem ? { problem } : {}),
    uses: uses.length,
    firstUse: first?.label ?? '',
    projects: projects.size,
    scim: uses.some(isOfScim),
    production: [...projects].some(isProduction),
    drafted: count('draft'),
    ended: count('replaced', 'deleted'),
    near: near.length,
    ...(summary ? { checks: summary.checks } : {}),
    ...(worst
      ? {
          worst: {
            severity: worst.severity,
            message: worst.message,
            ...(worst.fix && uses.some(isPlainUse) ? { fix: worst.fix.title } : {}),
          },
        }
      : {}),
    ...(lastChange ? { lastChange } : {}),
  }
}

/** A text that drafts end everywhere is checked nowhere, and of one that could not be checked nothing is known. */
const isClean = ({ checks, problem, uses, ended }: MapperRow) =>
  !problem &&
  uses > ended &&
  checks !== undefined &&
  checks.unchecked === undefined &&
  checks.errors + checks.warnings + checks.infos === 0

const belongs: Readonly<Record<MapperPart, (row: MapperRow) => boolean>> = {
  all: () => true,
  errors: ({ checks }) => (checks?.errors ?? 0) > 0,
  warnings: ({ checks }) => (checks?.warnings ?? 0) > 0,
  infos: ({ checks }) => (checks?.infos ?? 0) > 0,
  clean: isClean,
  unreadable: ({ problem }) => problem !== undefined,
  cases: ({ checks }) => (checks?.cases ?? 0) > 0,
  failing: ({ checks }) => (checks?.failing.length ?? 0) > 0,
  near: ({ near }) => near > 0,
  named: ({ name }) => name !== undefined,
  scim: ({ scim }) => scim,
}

/** Made once for each entry of a look, and once more for what its checks gave: a text may be long, and words are typed key by key. */
const haystacks = new WeakMap<MapperEntry, { readonly of?: CheckedMapper; readonly text: string }>()

/** What the words are looked for in, in lower case. */
function haystackOf(source: MapperSource, entry: MapperEntry): string {
  const checked = source.checked.get(entry.id)
  let known = haystacks.get(entry)
  if (!known || known.of !== checked) {
    const uses = entry.uses.flatMap(({ projectId, label, organization = '', connectionKey }) => [
      source.projects.get(projectId)?.name ?? '',
      label,
      organization,
      connectionKey,
    ])
    const found = (checked?.findings ?? []).flatMap(({ finding: { rule, message } }) => [
      rule,
      message,
    ])
    const own = [entry.hash ?? '', entry.text ?? entry.address]
    known = {
      ...(checked ? { of: checked } : {}),
      text: [...own, ...uses, ...found].join('\n').toLowerCase(),
    }
    haystacks.set(entry, known)
  }
  const note = noteOf(source, entry)
  return note ? `${note.name}\n${note.notes}\n`.toLowerCase() + known.text : known.text
}

/** The worst first; nothing is known of what was not read or checked, which may be as bad as a warning. */
function rankOf({ checks, problem }: MapperRow): number {
  if ((checks?.errors ?? 0) > 0) return 0
  if (problem || !checks || checks.warnings > 0 || checks.failing.length > 0) return 1
  return checks.infos > 0 ? 2 : 3
}

/** The worst first, then named ones by their names, then by the number of uses. */
function inOrder(left: MapperRow, right: MapperRow): number {
  const worse = rankOf(left) - rankOf(right)
  if (worse !== 0) return worse
  if (left.name !== undefined && right.name !== undefined) {
    return left.name.localeCompare(right.name, 'en') || right.uses - left.uses
  }
  if (left.name !== undefined || right.name !== undefined) return left.name === undefined ? 1 : -1
  return right.uses - left.uses || (left.id < right.id ? -1 : 1)
}

/**
 * The mappers that have all the words, in the order of the list, and how many of them are in each part.
 */
export function mapperRows(
  source: MapperSource,
  { words: typed, part, projectId }: MapperFilter,
): {
  readonly rows: readonly MapperRow[]
  readonly counts: Readonly<Record<MapperPart, number>>
} {
  const words = filterWords(typed)
  const isThere = ({ uses }: MapperEntry) =>
    projectId === undefined || uses.some((use) => use.projectId === projectId)
  const matching = source.entries
    .filter((entry) => {
      if (!isThere(entry)) return false
      if (words.length === 0) return true
      return hasWords(haystackOf(source, entry), words)
    })
    .map((entry) => rowOf(source, entry, projectId))
  const count = (each: MapperPart) => [each, matching.filter(belongs[each]).length] as const
  return {
    rows: matching.filter(belongs[part]).toSorted(inOrder),
    // Every part stands in the list of parts.
    counts: Object.fromEntries(mapperParts.map(count)) as Record<MapperPart, number>,
  }
}
