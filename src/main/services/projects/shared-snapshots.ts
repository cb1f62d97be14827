import type { SnapshotFiles } from '../../files/snapshots/snapshot-files'
import type { TellOthers } from '../tell-others'

/** Stored snapshots; every other window is notified when a newer one is written. */
export function sharedSnapshots(files: SnapshotFiles, tellOthers: TellOthers): SnapshotFiles {
  return {
    ...files,
    async write(snapshot) {
      const written = await files.write(snapshot)
      if (written.ok) {
        tellOthers('project.changed', { projectId: snapshot.summary.id, snapshot })
      }
      return written
    },
  }
}
