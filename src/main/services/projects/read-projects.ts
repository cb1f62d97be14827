import { appError, type AppError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestProgress, RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { oldAfter, type UnreadProject } from '../../../core/ipc/radar'
import type { ProjectId } from '../../../core/model/project-id'
import { createQueue } from '../../concurrency/in-turn'
import type { SnapshotFiles } from '../../files/snapshots/snapshot-files'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { ProjectReadOptions, ProjectsService } from './projects'

/** Reads several projects; nothing else does. */
export interface ReadProjects {
  /** Reads projects, one run at a time; stops without a network or after an abort. */
  run(
    input: RequestInput<'projects.read'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'projects.read'>>>
  left(): number
  unread(): readonly UnreadProject[]
  forget(projectId: ProjectId): void
}

/** Parallel reads; each sends two requests. */
const widest = 2
/** Reads without a rate limit before both lanes run again. */
const calmAfter = 5

const isOffline = ({ code }: AppError) => code === 'network.off' || code === 'network.offline'

export function createReadProjects(deps: {
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly snapshots: Pick<SnapshotFiles, 'writtenAt'>
  readonly read: ProjectsService['read']
  readonly mayReadUnasked: () => Promise<boolean>
  readonly now: () => Date
  readonly emit: (progress: RequestProgress<'projects.read'>) => void
}): ReadProjects {
  const { workspaces, snapshots, read, mayReadUnasked, now, emit } = deps
  const queue = createQueue()
  let left: readonly ProjectId[] = []
  /** Last failures; `at` in milliseconds since 1970. */
  const failures = new Map<ProjectId, { readonly error: AppError; readonly at: number }>()

  const isPast = (at = 0) => now().getTime() - at >= oldAfter
  const isOld = async (projectId: ProjectId) => isPast(await snapshots.writtenAt(projectId))

  async function listed(): Promise<readonly ProjectId[]> {
    return (await workspaces.list())
      .flatMap(({ projects }) => projects)
      .filter(({ state }) => state !== 'deleted')
      .map(({ id }) => id)
  }

  async function chosen({ which }: RequestInput<'projects.read'>): Promise<readonly ProjectId[]> {
    if (which === 'left') return left
    const all = await listed()
    if (which === 'all') return all
    const isUnasked = which === 'unasked'
    if (isUnasked && !(await mayReadUnasked())) return []
    const found: ProjectId[] = []
    for (const id of all) {
      const failure = failures.get(id)
      const isWanted = failure ? !isUnasked || isPast(failure.at) : await isOld(id)
      if (isWanted) found.push(id)
    }
    return found
  }

  async function run(
    input: RequestInput<'projects.read'>,
    signal: AbortSignal | undefined,
  ): Promise<Result<RequestOutput<'projects.read'>>> {
    const projectIds = await chosen(input)
    if (projectIds.length === 0) return success({ read: 0, failed: [] })
    const waiting = [...projectIds]
    const failed: UnreadProject[] = []
    let done = 0
    let stopped: AppError | undefined
    /** Parallel reads; one after the server limited us. */
    let width = widest
    let calm = 0

    const tell = () => emit({ done, of: projectIds.length, failed: failed.length })

    async function readOne(projectId: ProjectId): Promise<void> {
      let limited = false
      const options = {
        isUnhurried: true,
        ...(signal ? { signal } : {}),
        onWait({ code }) {
          if (code !== 'api.rate-limited') return
          limited = true
          width = 1
          calm = 0
        },
      } satisfies ProjectReadOptions
      // Skip what a tab has read meanwhile.
      if (input.which === 'unasked' && !(await isOld(projectId))) {
        done += 1
        return tell()
      }
      const result = await read(projectId, options)
      if (!limited && (calm += 1) >= calmAfter) width = widest
      if (!result.ok && (signal?.aborted === true || isOffline(result.error))) {
        waiting.unshift(projectId)
        if (signal?.aborted !== true) stopped = result.error
        return
      }
      failures.delete(projectId)
      if (!result.ok) {
        failed.push({ projectId, error: result.error })
        failures.set(projectId, { error: result.error, at: now().getTime() })
      }
      done += 1
      tell()
    }

    const hasEnded = () => signal?.aborted === true || stopped !== undefined

    tell()
    await new Promise<void>((resolve, reject) => {
      let reading = 0
      function next(): void {
        while (reading < width && !hasEnded()) {
          const projectId = waiting.shift()
          if (projectId === undefined) break
          reading += 1
          void readOne(projectId).then(() => {
            reading -= 1
            next()
          }, reject)
        }
        if (reading === 0) resolve()
      }
      next()
    })
    left = waiting
    if (stopped) return failure(stopped)
    if (signal?.aborted === true) {
      return failure(appError('request.cancelled', t('Not all projects were read')))
    }
    return success({ read: done - failed.length, failed })
  }

  return {
    run: (input, signal) => queue.run(() => run(input, signal)),
    left: () => left.length,
    unread: () => [...failures].map(([projectId, { error }]) => ({ projectId, error })),
    forget: (projectId) => void failures.delete(projectId),
  }
}
