import { filterWords, hasWords } from '../../search/filter-words'
import type { MapperNote } from '../notes/notes'
import {
  titleOf,
  type LastChange,
  type LibraryChecks,
  type LibraryEntry,
  type LibraryProject,
  type TextProblem,
} from './entry'
import type { ProjectId } from '../../model/project-id'

/** Which mappers are shown, beside the words. */
export const libraryParts = ['all', 'findings', 'failing', 'near', 'unreadable', 'named'] as const
export type LibraryPart = (typeof libraryParts)[number]

/** A mapper in the list. */
export interface LibraryRow {
  readonly id: string
  readonly hash?: string
  /** As a person named it. */
  readonly name?: string
  /** The comment that it begins with, or its first connection; the address where the text is not known. */
  readonly title: string
  readonly problem?: TextProblem
  readonly uses: number
  /** Label of the first connection that has it. */
  readonly firstUse: string
  readonly projects: number
  /** Whether a project in production uses it. */
  readonly production: boolean
  /** Uses that only drafts have. */
  readonly drafted: number
  readonly near: number
  readonly checks?: LibraryChecks
  readonly lastChange?: LastChange
}

export interface LibrarySource {
  readonly entries: readonly LibraryEntry[]
  readonly projects: ReadonlyMap<string, LibraryProject>
  /** By id of the entry. */
  readonly checks: ReadonlyMap<string, LibraryChecks>
  /** By SHA-512. */
  readonly notes: Readonly<Record<string, MapperNote>>
}

const noteOf = ({ notes }: LibrarySource, { hash }: LibraryEntry): MapperNote | undefined =>
  hash !== undefined && Object.hasOwn(notes, hash) ? notes[hash] : undefined

export function rowOf(source: LibrarySource, entry: LibraryEntry): LibraryRow {
  const { id, hash, address, text, problem, uses, near, lastChange } = entry
  const projects = new Set(uses.map(({ projectId }) => projectId))
  const isProduction = (projectId: ProjectId) =>
    source.projects.get(projectId)?.environment === 'production'
  const name = noteOf(source, entry)?.name
  const checks = source.checks.get(id)
  return {
    id,
    ...(hash === undefined ? {} : { hash }),
    ...(name ? { name } : {}),
    title: text === undefined ? address.slice(0, 300) : titleOf(entry),
    ...(problem ? { problem } : {}),
    uses: uses.length,
    firstUse: uses[0]?.label ?? '',
    projects: projects.size,
    production: [...projects].some(isProduction),
    drafted: uses.filter(({ state }) => state === 'draft').length,
    near: near.length,
    ...(checks ? { checks } : {}),
    ...(lastChange ? { lastChange } : {}),
  }
}

const belongs: Readonly<Record<LibraryPart, (row: LibraryRow) => boolean>> = {
  all: () => true,
  findings: ({ checks }) =>
    checks !== undefined && checks.errors + checks.warnings + checks.hints > 0,
  failing: ({ checks }) => checks !== undefined && checks.failing.length > 0,
  near: ({ near }) => near > 0,
  unreadable: ({ problem }) => problem !== undefined,
  named: ({ name }) => name !== undefined,
}

/** Made once for each entry of a look: a text may be long, and words are typed key by key. */
const haystacks = new WeakMap<LibraryEntry, string>()

/** What the words are looked for in, in lower case. */
function haystackOf(source: LibrarySource, entry: LibraryEntry): string {
  let known = haystacks.get(entry)
  if (known === undefined) {
    const uses = entry.uses.flatMap(({ projectId, label, organization = '', connectionKey }) => [
      source.projects.get(projectId)?.name ?? '',
      label,
      organization,
      connectionKey,
    ])
    const own = [entry.hash ?? '', entry.text ?? entry.address]
    known = [...own, ...uses].join('\n').toLowerCase()
    haystacks.set(entry, known)
  }
  const note = noteOf(source, entry)
  return note ? `${note.name}\n${note.notes}\n`.toLowerCase() + known : known
}

/** Named ones first by their names, then by the number of uses. */
function inOrder(left: LibraryRow, right: LibraryRow): number {
  if (left.name !== undefined && right.name !== undefined) {
    return left.name.localeCompare(right.name, 'en') || right.uses - left.uses
  }
  if (left.name !== undefined || right.name !== undefined) return left.name === undefined ? 1 : -1
  return right.uses - left.uses || (left.id < right.id ? -1 : 1)
}

/**
 * The mappers that have all the words, in the order of the list, and how many of them are in each part.
 */
export function libraryRows(
  source: LibrarySource,
  filter: { readonly words: string; readonly part: LibraryPart },
): {
  readonly rows: readonly LibraryRow[]
  readonly counts: Readonly<Record<LibraryPart, number>>
} {
  const words = filterWords(filter.words)
  const matching = source.entries
    .filter((entry) => {
      if (words.length === 0) return true
      return hasWords(haystackOf(source, entry), words)
    })
    .map((entry) => rowOf(source, entry))
  const count = (part: LibraryPart) => matching.filter(belongs[part]).length
  return {
    rows: matching.filter(belongs[filter.part]).toSorted(inOrder),
    counts: {
      all: matching.length,
      findings: count('findings'),
      failing: count('failing'),
      near: count('near'),
      unreadable: count('unreadable'),
      named: count('named'),
    },
  }
}
