import { noIntents, type Intents } from '../../../core/intents/intents'
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
import type { EstateProject, ProjectFacts, TableAnswer, TableQuestion } from './channel'

export interface TableSearcher {
  answer(question: TableQuestion, isCancelled: () => boolean): Promise<TableAnswer | undefined>
  /** Worst problem per `tableKey`. */
  hearProblems(problems: ReadonlyMap<string, Severity>): void
}

/** Lets queued messages arrive, such as a cancel. */
const listen = () => new Promise<void>((resolve) => setImmediate(resolve))

/** No entries if the project was never read completely. */
interface Known {
  readonly stamp: string
  readonly facts: ProjectFacts | undefined
  readonly entries?: readonly TableEntry[]
}

/** Answers table queries from last known states; caches each project's rows until it changes. */
export function createTableSearcher(
  cached: CachedProjects,
  factsOf: (projectId: ProjectId) => ProjectFacts | undefined,
): TableSearcher {
  const metadataFacts = createMetadataFacts({ read: cached.readText })
  let known = new Map<ProjectId, Known>()
  /** Absent before the first look. */
  let problems: ReadonlyMap<string, Severity> | undefined
  /** Rows of all projects, and recently requested orders. */
  let all: {
    readonly parts: readonly (readonly TableEntry[])[]
    readonly entries: readonly TableEntry[]
  } = {
    parts: [],
    entries: [],
  }
  let state = 0
  let sorted = createRecent<string, readonly TableEntry[]>(2)

  async function metadataOf(snapshot: Snapshot, intents: Intents) {
    const found = new Map<string, { issuer?: string; ends?: string }>()
    for (const { target, protocol, fields } of workingCopy(snapshot, intents).connections) {
      if (protocol !== 'saml') continue
      const facts = await metadataFacts(textMember(fields, 'raw_idp_metadata_xml') ?? '')
      const ends = facts?.ends.toSorted().at(-1)
      if (facts) found.set(target.key, { issuer: facts.issuer, ...(ends ? { ends } : {}) })
    }
    return found
  }

  async function entriesOf({ summary }: EstateProject, facts: ProjectFacts | undefined) {
    const { id, name, environment } = summary
    const snapshot = await cached.read(id)
    if (!snapshot || snapshot.incomplete) return undefined
    const checks = await cached.readChecks(id)
    const people = await cached.readPeople(id)
    const intents = facts?.draft?.intents ?? noIntents
    const metadata = await metadataOf(snapshot, intents)
    const published = facts?.published ?? new Map<string, string>()
    const common = { projectId: id, project: name, environment }
    return [...tableEntries(common, snapshot, intents, { checks, published, metadata, people })]
  }

  async function stampOf({ summary: { id, name, environment } }: EstateProject): Promise<string> {
    const kinds = ['snapshots', 'checks', 'people'] as const
    const stamps = await Promise.all(kinds.map((kind) => cached.stampOf(id, kind)))
    return [name, environment, ...stamps].join('\n')
  }

  /** Prepares missing projects; false if canceled. */
  async function makeReady(
    projects: readonly EstateProject[],
    isCancelled: () => boolean,
  ): Promise<boolean> {
    const stamps = await Promise.all(projects.map(stampOf))
    for (const [index, project] of projects.entries()) {
      const { id } = project.summary
      const [stamp = '', facts, before] = [stamps[index], factsOf(id), known.get(id)]
      if (before?.stamp === stamp && before.facts === facts) continue
      const entries = await entriesOf(project, facts)
      known.set(id, { stamp, facts, ...(entries ? { entries } : {}) })
      await listen()
      if (isCancelled()) return false
    }
    return !isCancelled()
  }

  function gather(projects: readonly EstateProject[]): void {
    known = new Map(
      projects.map(({ summary: { id } }) => [id, known.get(id)] as const).filter(isKnown),
    )
    const parts = projects.flatMap(({ summary }) => {
      const entries = known.get(summary.id)?.entries
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
    const { found, counts } = filterTable(inOrder(question), filter, now, problems ?? new Map())
    const rows = found.slice(offset, offset + limit).map((entry) => {
      const [by, problem] = [tableFoundBy(entry, filter.words), problems?.get(entry.id)]
      return { ...entry.row, ...(by ? { foundBy: by } : {}), ...(problem ? { problem } : {}) }
    })
    const unread = projects.flatMap(({ summary: { id } }) => (known.get(id)?.entries ? [] : [id]))
    const page = {
      rows,
      total: found.length,
      all: all.entries.length,
      counts: { ...counts, problems: problems ? counts.problems : undefined },
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
      : filterTable(inOrder(question), filter, now, problems ?? new Map()).found
    const head = [tableSortTitle('label'), ...columns.map((name) => tableColumns[name].title)]
    const lines = entries.map(({ row }) => [
      row.label,
      ...columns.map((name) => tableColumns[name].copied(row)),
    ])
    return { kind: 'table', text: tabSeparated([head, ...lines]), rows: lines.length }
  }

  return {
    async answer(question, isCancelled) {
      // Restarted threads must not repeat numbers.
      if (state === 0) state = question.now
      if (!(await makeReady(question.projects, isCancelled))) return undefined
      gather(question.projects)
      const { want } = question
      return want.kind === 'page'
        ? pageOf(question, want.offset, want.limit)
        : tableOf(question, want)
    },
    hearProblems: (found) => void (problems = found),
  }
}

const isKnown = (pair: readonly [ProjectId, Known | undefined]): pair is [ProjectId, Known] =>
  pair[1] !== undefined
