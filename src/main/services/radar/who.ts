import { setUpOf } from '../../../core/draft/set-up-of'
import { success, type Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { WhoRow } from '../../../core/ipc/who'
import { noIntents } from '../../../core/intents/intents'
import type { ProjectSummary } from '../../../core/model/project'
import { likelyOrganizations } from '../../../core/sign-in-ways/likely-organization'
import { signInWays } from '../../../core/sign-in-ways/sign-in-ways'
import { whoWay, type WhoWay } from '../../../core/sign-in-ways/who-row'
import type { AppFiles } from '../../files/app-files'
import { knownStates } from '../projects/known-states'
import type { WorkspacesService } from '../workspaces/workspaces'
import { createHeldAnswers } from '../held-answers'
import { yieldToEventLoop } from '../../concurrency/pauses'
import type { ProjectId } from '../../../core/model/project-id'

/** Says who signs in where, by what is on this disk of all projects. */
export interface WhoService {
  find(input: RequestInput<'who.find'>): Promise<Result<RequestOutput<'who.find'>>>
  /** A project was read or published, or its states were: what is known of it is looked up anew. */
  forget(projectId: ProjectId): void
}

export function createWhoService(deps: {
  readonly files: Pick<AppFiles, 'snapshots' | 'states'>
  readonly workspaces: Pick<WorkspacesService, 'list'>
}): WhoService {
  const { files, workspaces } = deps
  const ways = createHeldAnswers(wayIn)

  /** @returns `undefined` for a project that was never read, or only in part. */
  async function wayIn(projectId: ProjectId): Promise<((text: string) => WhoWay) | undefined> {
    const stored = await files.snapshots.read(projectId)
    // An organization that is missing in half of a project may have the domain.
    const snapshot = stored.ok && !stored.value?.incomplete ? stored.value : undefined
    const setUp = snapshot && setUpOf(snapshot, noIntents, await knownStates(files, snapshot))
    await yieldToEventLoop()
    if (!setUp) return undefined
    const wayOf = signInWays(setUp)
    const likelyFor = likelyOrganizations(setUp.organizations)
    return (text) => whoWay(wayOf(text), likelyFor)
  }

  return {
    async find({ texts, offset, limit }) {
      const all = (await workspaces.list())
        .flatMap(({ projects }) => projects)
        .filter(({ state }) => state !== 'deleted')
      const read: { summary: ProjectSummary; way: (text: string) => WhoWay }[] = []
      const unread: string[] = []
      for (const summary of all) {
        const way = await ways.of(summary.id)
        if (way) read.push({ summary, way })
        else unread.push(summary.name)
      }
      const rows: WhoRow[] = []
      const total = texts.length * read.length
      for (let at = offset; at < Math.min(total, offset + limit); at += 1) {
        const text = texts[Math.floor(at / read.length)] ?? ''
        const project = read[at % read.length]
        if (!project) break
        const { id, name, environment } = project.summary
        const way = project.way(text)
        rows.push({ text, projectId: id, project: name, environment, way })
      }
      return success({ rows, total, unread: unread.slice(0, 1000) })
    },

    forget: ways.forget,
  }
}
