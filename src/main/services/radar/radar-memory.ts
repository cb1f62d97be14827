import { listMoved } from '../../../core/draft/rebase'
import { success, type Result } from '../../../core/errors/result'
import type { Snapshot } from '../../../core/model/snapshot'
import { emptyRadarMemory, withMoved, type RadarMemory } from '../../../core/problems/radar-memory'
import type { ProjectProblem } from '../../../core/problems/problem'
import { silencesOf, type Silence } from '../../../core/problems/silence'
import { createQueues } from '../../concurrency/in-turn'
import type { StoredValue } from '../../files/app-files'
import type { ProjectId } from '../../../core/model/project-id'

/** Silenced findings and foreign changes, on disk. */
export interface RadarMemoryService {
  read(): Promise<RadarMemory>
  /** Silences of these findings that hold at a time (ISO 8601). */
  silencesOf(
    findings: readonly ProjectProblem[],
    now: string,
  ): Promise<ReadonlyMap<string, Silence>>
  silence(silence: Silence): Promise<Result<void>>
  unsilence(id: string): Promise<Result<void>>
  /** Notes what another writer changed between two reads. */
  noteMoved(before: Snapshot, now: Snapshot): Promise<Result<void>>
  forgetMoved(projectId: ProjectId): Promise<Result<void>>
}

export function createRadarMemory(file: StoredValue<RadarMemory>): RadarMemoryService {
  const queues = createQueues()

  async function read(): Promise<RadarMemory> {
    const stored = await file.read()
    // A damaged file was set aside and reported; a newer one is left alone.
    return (stored.ok ? stored.value : undefined) ?? emptyRadarMemory
  }

  function change(next: (memory: RadarMemory) => RadarMemory): Promise<Result<void>> {
    return queues.run('radar', async () => {
      const before = await read()
      const after = next(before)
      return after === before ? success(undefined) : file.write(after)
    })
  }

  return {
    read: () => queues.run('radar', read),
    async silencesOf(findings, now) {
      const { silences } = await queues.run('radar', read)
      return silencesOf(findings, silences, now)
    },
    silence: (silence) =>
      change((memory) => {
        const others = memory.silences.filter(({ id }) => id !== silence.id)
        return { ...memory, silences: [...others, silence] }
      }),
    unsilence: (id) =>
      change((memory) => ({
        ...memory,
        silences: memory.silences.filter((silence) => silence.id !== id),
      })),
    noteMoved(before, now) {
      const moved = listMoved(before, now)
      if (moved.length === 0) return Promise.resolve(success(undefined))
      const { id } = now.summary
      const look = { since: before.readAt, until: now.readAt }
      return change((memory) => ({
        ...memory,
        drifts: { ...memory.drifts, [id]: withMoved(memory.drifts[id], moved, look) },
      }))
    },
    forgetMoved: (projectId) =>
      change((memory) => {
        const { [projectId]: seen, ...drifts } = memory.drifts
        return seen ? { ...memory, drifts } : memory
      }),
  }
}
