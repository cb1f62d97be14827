import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { lastPublishes } from '../../../core/history/last-publishes'
import { noIntents } from '../../../core/intents/intents'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { t } from '../../../core/language/translate'
import type { ProjectSummary } from '../../../core/model/project'
import type { ProjectId } from '../../../core/model/project-id'
import { worstFirst, type Severity } from '../../../core/model/severity'
import type { PeopleCounts } from '../../../core/people/counts'
import type { ProjectProblem } from '../../../core/problems/problem'
import { tabSeparated } from '../../../core/search/tab-separated'
import { tableKey } from '../../../core/search/table-row'
import { addressTable } from '../../../core/sign-in-ways/who-words'
import { createAskInThread } from '../../concurrency/ask-in-thread'
import type { MessageThread } from '../../concurrency/start-worker'
import type { FromThread, ToThread } from '../../concurrency/thread-questions'
import type { AppFiles, StoredValue } from '../../files/app-files'
import type { PublishHistoryFiles } from '../../files/publish/publish-history-files'
import type { AppClipboard } from '../app-clipboard'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { MainFacts, TableAnswer, TableQuestion } from './table-question'
import type { WhoService } from './who'

/** The organizations and connections of all projects as one table, as they are on this computer. */
export interface AllOrganizationsService {
  list(
    input: RequestInput<'all-organizations.list'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'all-organizations.list'>>>
  /** Writes a table to the clipboard. */
  copy(
    input: RequestInput<'all-organizations.copy'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'all-organizations.copy'>>>
  /** A project's state or draft moved, or its people were counted: what main knows of it is looked up again. */
  forget(projectId: ProjectId): void
  close(): void
}

/** Main's problems of all projects. */
interface KnownProblems {
  /** Looks for them. */
  look(signal?: AbortSignal): Promise<unknown>
  /** What the last look found, without what is silenced. */
  latest(): Promise<readonly ProjectProblem[]>
}

/** Which facts a question brings. */
interface Brought {
  readonly projects: ReadonlyMap<ProjectId, MainFacts>
  readonly problems?: ReadonlyMap<string, Severity>
}

/** Questions after which the facts that a thread asks for would still be others. */
const mostRounds = 5

/** @param deps `start` makes the thread that holds the rows */
export function createAllOrganizations(deps: {
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly drafts: Pick<AppFiles['drafts'], 'read'>
  readonly history: Pick<PublishHistoryFiles, 'list'>
  /** What this computer keeps of the people of a project. */
  readonly people: (projectId: ProjectId) => Pick<StoredValue<PeopleCounts>, 'read'>
  readonly problems: KnownProblems
  readonly who: Pick<WhoService, 'lines'>
  readonly clipboard: Pick<AppClipboard, 'write'>
  readonly start: () => MessageThread<ToThread<TableQuestion>, FromThread<never, TableAnswer>>
  readonly now: () => Date
}): AllOrganizationsService {
  const { workspaces, drafts, history, people, problems, who, clipboard, start, now } = deps
  const thread = createAskInThread({ start })
  /** By project: another number once what main knows of it has changed. */
  const versions = new Map<ProjectId, number>()
  let problemsVersion = 0
  /** Something has changed since problems were looked for. */
  let isStale = true

  async function listed(): Promise<ProjectSummary[]> {
    const all = (await workspaces.list()).flatMap(({ projects }) => projects)
    return all.filter(({ state }) => state !== 'deleted')
  }

  /** What cannot be read is not shown: the project says why. */
  async function factsOf(projectId: ProjectId): Promise<MainFacts> {
    const [draft, publishes, counts] = await Promise.all([
      drafts.read(projectId),
      history.list(projectId),
      people(projectId).read(),
    ])
    return {
      intents: (draft.ok ? draft.value?.intents : undefined) ?? noIntents,
      published: publishes.ok ? lastPublishes(publishes.value) : new Map<string, string>(),
      ...(counts.ok && counts.value ? { people: counts.value } : {}),
    }
  }

  /** The worst of each row. */
  async function worstProblems(): Promise<ReadonlyMap<string, Severity>> {
    const worst = new Map<string, Severity>()
    for (const { projectId, target, severity } of worstFirst(await problems.latest())) {
      if (!target || target.kind === 'method') continue
      const key = tableKey({ projectId, kind: target.kind, key: target.key })
      if (!worst.has(key)) worst.set(key, severity)
    }
    return worst
  }

  async function lookForProblems(signal: AbortSignal | undefined): Promise<void> {
    if (!isStale) return
    isStale = false
    await problems.look(signal)
    // What was cancelled is looked for the next time.
    if (signal?.aborted) isStale = true
    problemsVersion += 1
  }

  /** Asks until the thread knows all that it needs. */
  async function ask(
    question: Pick<TableQuestion, 'filter' | 'sort' | 'want'>,
    signal: AbortSignal | undefined,
  ): Promise<Exclude<TableAnswer, { kind: 'needs' }> | undefined> {
    if (question.filter.problems) await lookForProblems(signal)
    let brought: Brought = { projects: new Map() }
    for (let round = 0; round < mostRounds; round += 1) {
      const projects = (await listed()).map(({ id, name, environment }) => {
        const facts = brought.projects.get(id)
        return {
          id,
          name,
          environment,
          version: versions.get(id) ?? 0,
          ...(facts ? { facts } : {}),
        }
      })
      const { problems: found } = brought
      const answer = await thread.ask(
        {
          ...question,
          now: now().getTime(),
          projects,
          problems: { version: problemsVersion, ...(found ? { found } : {}) },
        },
        { signal },
      )
      if (answer?.kind !== 'needs') return answer
      const facts = new Map<ProjectId, MainFacts>()
      for (const id of answer.projects) facts.set(id, await factsOf(id))
      brought = {
        projects: facts,
        ...(answer.problems ? { problems: await worstProblems() } : {}),
      }
    }
    return undefined
  }

  const cancelled = () => failure(appError('request.cancelled', t('Something else was typed')))

  return {
    async list({ filter, sort, offset, limit }, signal) {
      const answer = await ask({ filter, sort, want: { kind: 'page', offset, limit } }, signal)
      return answer?.kind === 'page' ? success(answer.page) : cancelled()
    },

    async copy(input, signal) {
      if (input.kind === 'addresses') {
        const lines = await who.lines(input.texts)
        await clipboard.write(tabSeparated(addressTable(lines)))
        return success({ rows: lines.length })
      }
      const { filter, sort, columns, chosen } = input
      const answer = await ask({ filter, sort, want: { kind: 'table', columns, chosen } }, signal)
      if (answer?.kind !== 'table') return cancelled()
      await clipboard.write(answer.text)
      return success({ rows: answer.rows })
    },

    forget(projectId) {
      versions.set(projectId, (versions.get(projectId) ?? 0) + 1)
      isStale = true
    },

    close: thread.close,
  }
}
