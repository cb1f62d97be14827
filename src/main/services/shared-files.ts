import type { AppFiles } from '../files/app-files'
import type { PublishLocks } from '../files/locks/publish-lock'
import { createDrafts, type Drafts } from './drafts/drafts'
import type { Locks } from './locks'
import type { OwnWrites } from './projects/own-writes'
import type { TellOthers } from './tell-others'
import type { SnapshotFiles } from '../files/snapshots/snapshot-files'

/** Stored snapshots; every other window is notified when a newer one is written. */
function sharedSnapshots(files: SnapshotFiles, tellOthers: TellOthers): SnapshotFiles {
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

/** The files of the app as all windows share them. */
export interface SharedFiles {
  /** The same files: none of their drafts and snapshots is written without the other windows being told. */
  readonly files: AppFiles
  readonly drafts: Drafts
}

/** @param own files that tell nobody */
export function shareFiles(
  own: AppFiles,
  deps: {
    readonly locks: Pick<Locks, 'isPublishing'>
    readonly ownWrites: Pick<OwnWrites, 'hasReplaced'>
    readonly publishLocks: Pick<PublishLocks, 'holder'>
    readonly tellOthers: TellOthers
  },
): SharedFiles {
  const drafts = createDrafts({ ...deps, files: own.drafts })
  const snapshots = sharedSnapshots(own.snapshots, deps.tellOthers)
  return { files: { ...own, drafts, snapshots }, drafts }
}
