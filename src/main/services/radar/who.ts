import { setUpOf } from '../../../core/draft/set-up-of'
import { success, type Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { WhoRow } from '../../../core/ipc/who'
import { statesOf } from '../../../core/model/connection-states'
import type { ProjectSummary } from '../../../core/model/project'
import { signInWays, type SignInWay } from '../../../core/sign-in-ways/sign-in-ways'
import { whoWay } from '../../../core/sign-in-ways/who-row'
import type { AppFiles } from '../../files/app-files'
import type { WorkspacesService } from '../workspaces/workspaces'
import { breath } from './breath'
import type { ProjectId } from '../../../core/model/project-id'

/** Says who signs in where, by what is on this disk of all projects. */
export interface WhoService {
  find(input: RequestInput<'who.find'>): Promise<Result<RequestOutput<'who.find'>>>
  /** A project was read or published, or its states were: what is known of it is looked up anew. */
  forget(projectId: ProjectId): void
}

/** Milliseconds without a question after which the set-ups are no longer held in memory. */
const held = 10_000

export function createWhoService(deps: {
  readonly files: Pick<AppFiles, 'snapshots' | 'states'>
  readonly workspaces: Pick<WorkspacesService, 'list'>
}): WhoService {
  const { files, workspaces } = deps
  /** `undefined` for a project that was never read. */
  const ways = new Map<string, ((text: string) => SignInWay) | undefined>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function holdOn(): void {
    clearTimeout(timer)
    timer = setTimeout(() => ways.clear(), held)
    timer.unref()
  }

  async function wayIn(projectId: ProjectId): Promise<((text: string) => SignInWay) | undefined> {
    if (ways.has(projectId)) return ways.get(projectId)
    const [stored, kept] = await Promise.all([
      files.snapshots.read(projectId),
      files.states(projectId).read(),
    ])
    const snapshot = stored.ok ? stored.value : undefined
    const states = snapshot && statesOf(snapshot, kept.ok ? kept.value : undefined)
    const way = snapshot && signInWays(setUpOf(snapshot), states)
    ways.set(projectId, way)
    await breath()
    return way
  }

  return {
    async find({ texts, offset, limit }) {
      const all = (await workspaces.list())
        .flatMap(({ projects }) => projects)
        .filter(({ state }) => state !== 'deleted')
      const read: { summary: ProjectSummary; way: (text: string) => SignInWay }[] = []
      const unread: string[] = []
      for (const summary of all) {
        const way = await wayIn(summary.id)
        if (way) read.push({ summary, way })
        else unread.push(summary.name)
      }
      holdOn()
      const rows: WhoRow[] = []
      const total = texts.length * read.length
      for (let at = offset; at < Math.min(total, offset + limit); at += 1) {
        const text = texts[Math.floor(at / read.length)] ?? ''
        const project = read[at % read.length]
        if (!project) break
        const { id, name, environment } = project.summary
        const way = whoWay(project.way(text))
        rows.push({ text, projectId: id, project: name, environment, way })
      }
      return success({ rows, total, unread: unread.slice(0, 1000) })
    },

    forget: (projectId) => void ways.delete(projectId),
  }
}
