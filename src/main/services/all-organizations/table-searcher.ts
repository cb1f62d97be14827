import { textMember } from '../../../core/model/json'
import { createRecent } from '../../../core/model/recent'
import type { ProjectId } from '../../../core/model/project-id'
import type { Severity } from '../../../core/model/severity'
import type { Snapshot } from '../../../core/model/snapshot'
import { workingCopy } from '../../../core/draft/working-copy'
import { tabSeparated } from '../../../core/search/tab-separated'
import { tableColumns, tableSortTitle } from '../../../core/search/table-columns'
import { filterTable, sortedTable, tableFoundBy } from '../../../core/search/table-find'
import { tableEntries, tableKey, type TableEntry } from '../../../core/search/table-row'
import type { CachedProjects } from '../../files/snapshots/cached-projects'
import { createMetadataFacts } from '../metadata-facts'
import type { MainFacts, TableAnswer, TableProject, TableQuestion } from './table-question'

/** @returns `undefined` where it was cancelled meanwhile. */
export type AnswerTable = (
  question: TableQuestion,
  isCancelled: () => boolean,
) => Promise<TableAnswer | undefined>

/** Lets what came meanwhile be heard, such as that the question is cancelled. */
const listen = () => new Promise<void>((resolve) => setImmediate(resolve))

/** What is known of a project; without entries where it was never read, or only in part. */
interface Known {
  readonly stamp: string
  readonly entries?: readonly TableEntry[]
}

/**
 * Answers for the table of all projects, by their last known states. The rows of each are made when they are first
 * asked for, and again once something of it has changed.
 */
export function createTableSearcher(cached: CachedProjects): AnswerTable {
  const metadataFacts = createMetadataFacts({ read: cached.readText })
  let known = new Map<ProjectId, Known>()
  let problems: { readonly version: number; readonly found: ReadonlyMap<string, Severity> } = {
    version: 0,
    found: new Map(),
  }
  /** The rows of all projects, in the order of the projects, and in the orders that were asked for last. */
  let all: {
    readonly parts: readonly (readonly TableEntry[])[]
    readonly entries: readonly TableEntry[]
  } = {
    parts: [],
    entries: [],
  }
  let state = 0
  let sorted = createRecent<string, readonly TableEntry[]>(2)

  async function metadataOf(snapshot: Snapshot, { intents }: MainFacts) {
    const found = new Map<string, { issuer?: string; ends?: string }>()
    for (const { target, protocol, fields } of workingCopy(snapshot, intents).connections) {
      if (protocol !== 'saml') continue
      const facts = await metadataFacts(textMember(fields, 'raw_idp_metadata_xml') ?? '')
      const ends = facts?.ends.toSorted().at(-1)
      if (facts) found.set(target.key, { issuer: facts.issuer, ...(ends ? { ends } : {}) })
    }
    return found
  }

  async function entriesOf({ id, name, environment }: TableProject, facts: MainFacts) {
    const snapshot = await cached.read(id)
    if (!snapshot || snapshot.incomplete) return undefined
    const checks = await cached.readChecks(id)
    const metadata = await metadataOf(snapshot, facts)
    const { published, intents, people } = facts
    const common = { projectId: id, project: name, environment }
    return [...tableEntries(common, snapshot, intents, { checks, published, metadata, people })]
  }

  async function stampOf({ id, name, environment, version }: TableProject): Promise<string> {
    const kinds = ['snapshots', 'checks'] as const
    const stamps = await Promise.all(kinds.map((kind) => cached.stampOf(id, kind)))
    return [version, name, environment, ...stamps].join('\n')
  }

  /** Makes ready what is not. @returns the projects whose facts it needs first; `undefined` where it was cancelled */
  async function makeReady(
    projects: readonly TableProject[],
    isCancelled: () => boolean,
  ): Promise<readonly ProjectId[] | undefined> {
    const needed: ProjectId[] = []
    const stamps = await Promise.all(projects.map(stampOf))
    for (const [index, project] of projects.entries()) {
      const { id, facts } = project
      const stamp = stamps[index] ?? ''
      if (known.get(id)?.stamp === stamp) continue
      if (!facts) {
        needed.push(id)
        continue
      }
      const entries = await entriesOf(project, facts)
      known.set(id, { stamp, ...(entries ? { entries } : {}) })
      await listen()
      if (isCancelled()) return undefined
    }
    return needed
  }

  /** Puts the rows of all projects together, where they are others than before. */
  function gather(projects: readonly TableProject[]): void {
    known = new Map(projects.flatMap(({ id }) => [[id, known.get(id)] as const]).filter(isKnown))
    const parts = projects.flatMap(({ id }) => {
      const entries = known.get(id)?.entries
      return entries ? [entries] : []
    })
    const isSame =
      parts.length === all.parts.length && parts.every((part, index) => part === all.parts[index])
    if (isSame) return
    all = { parts, entries: parts.flat() }
    sorted = createRecent(2)
    state += 1
  }

  function inOrder({ sort }: TableQuestion): readonly TableEntry[] {
    if (!sort) return all.entries
    const key = `${sort.by} ${sort.descending}`
    const before = sorted.get(key)
    if (before) return before
    const entries = sortedTable(all.entries, sort)
    sorted.set(key, entries)
    return entries
  }

  function pageOf(question: TableQuestion, offset: number, limit: number): TableAnswer {
    const { projects, filter, now } = question
    const { found, counts } = filterTable(inOrder(question), filter, now, problems.found)
    const rows = found.slice(offset, offset + limit).map((entry) => {
      const [by, problem] = [tableFoundBy(entry, filter.words), problems.found.get(entry.id)]
      return { ...entry.row, ...(by ? { foundBy: by } : {}), ...(problem ? { problem } : {}) }
    })
    const unread = projects.flatMap(({ id }) => (known.get(id)?.entries ? [] : [id]))
    const page = {
      rows,
      total: found.length,
      all: all.entries.length,
      counts: { ...counts, problems: problems.version === 0 ? undefined : counts.problems },
      state,
      unread: unread.slice(0, 1000),
    }
    return { kind: 'page', page }
  }

  function tableOf(
    question: TableQuestion,
    { columns, chosen }: Extract<TableQuestion['want'], { kind: 'table' }>,
  ): TableAnswer {
    const { filter, now } = question
    const wanted = chosen && new Set(chosen.map(tableKey))
    const entries = wanted
      ? inOrder(question).filter(({ id }) => wanted.has(id))
      : filterTable(inOrder(question), filter, now, problems.found).found
    const head = [tableSortTitle('label'), ...columns.map((name) => tableColumns[name].title)]
    const lines = entries.map(({ row }) => [
      row.label,
      ...columns.map((name) => tableColumns[name].copied(row)),
    ])
    return { kind: 'table', text: tabSeparated([head, ...lines]), rows: lines.length }
  }

  return async (question, isCancelled) => {
    // Numbers of this thread are no numbers of one before it.
    if (state === 0) state = question.now
    if (question.problems.found) {
      problems = { version: question.problems.version, found: question.problems.found }
    }
    const needed = await makeReady(question.projects, isCancelled)
    if (!needed || isCancelled()) return undefined
    const needsProblems = problems.version !== question.problems.version
    if (needed.length > 0 || needsProblems) {
      return { kind: 'needs', projects: needed, problems: needsProblems }
    }
    gather(question.projects)
    const { want } = question
    return want.kind === 'page'
      ? pageOf(question, want.offset, want.limit)
      : tableOf(question, want)
  }
}

const isKnown = (pair: readonly [ProjectId, Known | undefined]): pair is [ProjectId, Known] =>
  pair[1] !== undefined
