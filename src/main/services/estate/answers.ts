import { countChanges, noIntents } from '../../../core/intents/intents'
import type { ProjectId } from '../../../core/model/project-id'
import type { WorkInThread } from '../../concurrency/answer-in-thread'
import type { CachedProjects } from '../../files/snapshots/cached-projects'
import type {
  EstateAnswer,
  EstateCalls,
  EstateKind,
  EstateNews,
  EstateQuestion,
  EstateTold,
  ProjectFacts,
  SearchAnswer,
  SearchQuestion,
} from './channel'
import { createAddressFinder } from './address-finder'
import { inParts } from './gathered-parts'
import { createGatherer } from './gatherer'
import type { Looker, ToLookAt } from './looker'
import { createTableSearcher } from './table-searcher'
import { inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import type { Snapshot } from '../../../core/model/snapshot'
import {
  indexProject,
  bestRows,
  isSearchable,
  mostRows,
  searchableOf,
  type ProjectIndex,
  type ScoredRow,
} from '../../../core/search/search'
import { createByStamp } from '../by-stamp'

interface Searcher {
  find(question: SearchQuestion, isCancelled: () => boolean): Promise<SearchAnswer | undefined>
}

/** Lets queued messages arrive, such as a cancel. */
const listen = () => new Promise<void>((resolve) => setImmediate(resolve))

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** Searches last known states, each prepared on first use and after it changed. */
function createSearcher(cached: CachedProjects): Searcher {
  const ready = createByStamp<ProjectIndex>()

  async function textOf(address: string): Promise<string | undefined> {
    const bytes = inlineMapperBytes(address)
    if (bytes) return decode(bytes)
    const hash = mapperHash(address)
    return hash === undefined ? undefined : cached.readText(hash)
  }

  async function makeReady(snapshot: Snapshot): Promise<ProjectIndex> {
    const found = new Map<string, string>()
    for (const address of searchableOf(snapshot).mappers.keys()) {
      const text = await textOf(address)
      if (text !== undefined) found.set(address, text)
    }
    return indexProject(snapshot, (address) => found.get(address))
  }

  async function indexOf(projectId: ProjectId): Promise<ProjectIndex | undefined> {
    const stamp = await cached.stampOf(projectId)
    if (stamp === undefined) return undefined
    return ready(projectId, stamp, async () => {
      const snapshot = await cached.read(projectId)
      return snapshot && makeReady(snapshot)
    })
  }

  return {
    async find({ typed, projects: asked }, isCancelled) {
      const found: (readonly ScoredRow[])[] = []
      let projects = 0
      for (const { summary } of asked) {
        const index = await indexOf(summary.id)
        await listen()
        if (isCancelled()) return undefined
        if (!index) continue
        projects += 1
        if (isSearchable(typed)) found.push(index.find(typed, mostRows))
      }
      return { rows: bestRows(found), projects }
    },
  }
}

type Answers = {
  readonly [Kind in EstateKind]: WorkInThread<
    EstateCalls[Kind]['question'],
    EstateCalls[Kind]['told'],
    EstateCalls[Kind]['answer']
  >
}

/** All answers of the estate's thread. */
export function createEstateAnswers(deps: {
  readonly cached: CachedProjects
  readonly look: Looker
}) {
  const { cached, look } = deps
  const facts = new Map<ProjectId, ProjectFacts>()
  const factsOf = (projectId: ProjectId) => facts.get(projectId)
  const table = createTableSearcher(cached, factsOf)
  const { gather } = createGatherer(cached, factsOf)
  const { find } = createSearcher(cached)

  function draftOf(projectId: ProjectId): ToLookAt['draft'] {
    const { intents = noIntents, editedAt, baseRevisionId = '' } = factsOf(projectId)?.draft ?? {}
    const changes = countChanges(intents)
    if (editedAt === undefined || changes === 0) return undefined
    return { changes, editedAt, baseRevisionId }
  }

  const answers: Answers = {
    addresses: createAddressFinder(cached),
    search: (question, signal) => find(question, () => signal.aborted),
    table: (question, signal) => table.answer(question, () => signal.aborted),
    look(question, signal, tell) {
      const projects = question.projects.map((project) => {
        const draft = draftOf(project.summary.id)
        return draft ? { ...project, draft } : project
      })
      return look({ ...question, projects }, signal, tell)
    },
    async mappers(question, signal, tell) {
      const found = await gather(question, () => signal.aborted, tell)
      return found && inParts(found)
    },
    async missing(question, signal) {
      const isCancelled = () => signal.aborted
      const found = await gather(question, isCancelled, () => undefined)
      return (
        found && {
          entries: found.entries.filter(({ problem }) => problem?.kind === 'not-here'),
          schemaless: found.schemaless,
        }
      )
    },
  }

  const answer: WorkInThread<EstateQuestion, EstateTold, EstateAnswer> = (
    { kind, ask },
    signal,
    tell,
  ) => {
    // Question and answer have the same kind.
    const work = answers[kind] as WorkInThread<typeof ask, EstateTold, EstateAnswer>
    return work(ask, signal, tell)
  }

  return {
    answer,
    hear(news: EstateNews): void {
      if (news.kind === 'facts') facts.set(news.projectId, news.facts)
      else table.hearProblems(news.problems)
    },
  }
}
