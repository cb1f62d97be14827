import type { UnreadProject } from '../../../src/core/ipc/radar'
import type { Workspace } from '../../../src/core/model/project'
import type { Snapshot } from '../../../src/core/model/snapshot'
import type { AppFiles } from '../../../src/main/files/app-files'
import { createRadarService, type RadarDeps } from '../../../src/main/services/radar/radar'
import { createRadarMemory } from '../../../src/main/services/radar/radar-memory'
import { createAttentionService } from '../../../src/main/services/radar/attention'
import { estateInPlace } from './estate-in-place'

/** A workspace with these projects. */
export const workspaceOf = (projects: readonly Snapshot[]): Workspace => ({
  id: 'w',
  name: 'Northwind',
  kind: 'ory',
  apiAddress: 'https://api.example',
  hasKey: true,
  projects: projects.map(({ summary }) => summary),
})

/**
 * The radar over projects in a folder, of which those that were read are on disk.
 *
 * @param more `estate` answers in the place of one in this thread; `unread`: what could not be read
 */
export async function radarOver(
  { files, folder }: { readonly files: AppFiles; readonly folder: string },
  now: () => Date,
  read: readonly Snapshot[],
  unread: readonly Snapshot[] = [],
  more: Partial<Pick<RadarDeps, 'estate'>> & {
    readonly unread?: readonly UnreadProject[]
    /** Further workspaces. */
    readonly others?: readonly Workspace[]
  } = {},
) {
  for (const snapshot of read) await files.snapshots.write(snapshot)
  const workspace = workspaceOf([...read, ...unread])
  const memory = createRadarMemory(files.radar)
  const progress: number[] = []
  const changes: true[] = []
  const looking = {
    workspaces: { list: () => Promise.resolve([workspace, ...(more.others ?? [])]) },
    memory,
    estate: more.estate ?? estateInPlace({ folder, files }),
    now,
  }
  const radar = createRadarService({
    ...looking,
    reading: { left: () => 0, unread: () => more.unread ?? [] },
    emit: ({ done }) => void progress.push(done),
    tellChanged: () => void changes.push(true),
  })
  return { radar, attention: createAttentionService(looking), memory, progress, changes }
}
