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
} from './channel'
import { createAddressFinder } from './address-finder'
import { inParts } from './gathered-parts'
import { createGatherer } from './gatherer'
import type { Looker, ToLookAt } from './looker'
import { createSearcher } from './searcher'
import { createTableSearcher } from './table-searcher'

type Answers = {
  readonly [Kind in EstateKind]: WorkInThread<
    EstateCalls[Kind]['question'],
    EstateCalls[Kind]['told'],
    EstateCalls[Kind]['answer']
  >
}

/** All that the estate's thread answers, and how it hears of what main alone knows. */
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
    // A question and its answer are of one kind.
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
