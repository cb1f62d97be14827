import { success } from '../core/errors/result'
import type { Snapshot } from '../core/model/snapshot'
import type { ProjectId } from '../core/model/project-id'
import type { SnapshotFiles } from '../main/files/snapshots/snapshot-files'

/**
 * States of projects that no file holds, for a command that forgets them at its end. Whoever reads one gets the object
 * that was written, so that what is worked out once for a state, such as where its entities are, is worked out once.
 *
 * @param now for when a state was written
 */
export function memorySnapshots(now: () => Date): SnapshotFiles {
  const kept = new Map<ProjectId, { readonly snapshot: Snapshot; readonly at: number }>()
  const done = () => Promise.resolve(success(undefined))
  return {
    read: (projectId) => Promise.resolve(success(kept.get(projectId)?.snapshot)),
    writtenAt: (projectId) => Promise.resolve(kept.get(projectId)?.at),
    write(snapshot) {
      kept.set(snapshot.summary.id, { snapshot, at: now().getTime() })
      return done()
    },
    delete(projectId) {
      kept.delete(projectId)
      return done()
    },
  }
}
