import { appError, type AppError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { EventPayload, RequestOutput } from '../../../core/ipc/contract'
import type { CallOptions } from '../../api/client'
import type { ConnectionsService } from '../projects/connections'
import type { ProjectsService } from '../projects/projects'
import type { ProjectId } from '../../../core/model/project-id'

/** Reads projects one after the other from the API, each with the states of its connections. */
export interface RefreshAll {
  /**
   * Reads these projects, or without any those that the last run left. What cannot be read is told in
   * the answer; without a network, and after an abort, the rest is left to be read.
   */
  run(
    projectIds: readonly ProjectId[] | undefined,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'radar.refresh'>>>
  /** How many projects the last run left. */
  left(): number
}

/**
 * A read asks for a project and its organizations at once, and for the states of its connections after
 * that: so there are at most 4 requests at a time.
 */
const widest = 2
/** Reads without a server's word about its limits after which both lanes are used again. */
const calmAfter = 5

const isOffline = ({ code }: AppError) => code === 'network.off' || code === 'network.offline'

export function createRefreshAll(deps: {
  readonly read: ProjectsService['read']
  /** One request more; not every server answers it, and a project without its answer is read too. */
  readonly readStates: ConnectionsService['readStates']
  readonly emit: (progress: EventPayload<'radar.refreshed'>) => void
}): RefreshAll {
  const { read, readStates, emit } = deps
  let left: readonly ProjectId[] = []

  async function run(
    projectIds: readonly ProjectId[],
    signal: AbortSignal | undefined,
  ): Promise<Result<RequestOutput<'radar.refresh'>>> {
    const waiting = [...projectIds]
    const failed: { projectId: ProjectId; message: string }[] = []
    let done = 0
    let stopped: AppError | undefined
    /** How many projects are read at once: one after a server said that it is too much. */
    let width = widest
    let calm = 0

    const tell = () => emit({ done, of: projectIds.length, failed: failed.length })

    async function readOne(projectId: ProjectId): Promise<void> {
      let limited = false
      const options = {
        ...(signal ? { signal } : {}),
        onWait({ code }) {
          if (code !== 'api.rate-limited') return
          limited = true
          width = 1
          calm = 0
        },
      } satisfies CallOptions
      const result = await read(projectId, options)
      if (result.ok) await readStates(projectId, options)
      if (!limited && (calm += 1) >= calmAfter) width = widest
      if (!result.ok && (signal?.aborted === true || isOffline(result.error))) {
        waiting.unshift(projectId)
        if (signal?.aborted !== true) stopped = result.error
        return
      }
      if (!result.ok) failed.push({ projectId, message: result.error.message })
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
    run: (projectIds, signal) => run(projectIds ?? left, signal),
    left: () => left.length,
  }
}
