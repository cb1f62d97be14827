import { success } from '../../../src/core/errors/result'
import { lintMapper } from '../../../src/core/mapper/lint/lint'
import type { UnreadProject } from '../../../src/core/ipc/read-projects'
import type { Workspace } from '../../../src/core/model/project'
import type { Snapshot } from '../../../src/core/model/snapshot'
import type { AppFiles } from '../../../src/main/files/app-files'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { createInspectCopy } from '../../../src/main/services/mappers/inspect-copy'
import { createCachedProjects } from '../../../src/main/files/snapshots/cached-projects'
import { createLookAtProject } from '../../../src/main/services/radar/look-at-project'
import { createLooker } from '../../../src/main/services/radar/looker'
import { createRadarService, type RadarDeps } from '../../../src/main/services/radar/radar'
import { createRadarMemory } from '../../../src/main/services/radar/radar-memory'
import { createAttentionService } from '../../../src/main/services/radar/attention'
import { createToLookAt } from '../../../src/main/services/radar/to-look-at'

/** A workspace with these projects. */
export const workspaceOf = (projects: readonly Snapshot[]): Workspace => ({
  id: 'w',
  name: 'Northwind',
  kind: 'ory',
  apiAddress: 'https://api.example',
  hasKey: true,
  projects: projects.map(({ summary }) => summary),
})

/** Looks as the thread does, but in this one, and without the engine's linter. */
export function lookerIn(folder: string): RadarDeps['looker'] {
  const cached = createCachedProjects({ folder })
  const look = createLooker(
    createLookAtProject({
      cached,
      texts: { read: () => Promise.resolve(undefined) },
      caseFiles: {
        hashes: () => Promise.resolve(new Set()),
        list: () => Promise.resolve(success([])),
      },
      // Nothing asks it: there are no cases.
      engine: {} as MapperEngine,
      inspectCopy: createInspectCopy((text, situation) =>
        Promise.resolve(success(lintMapper(text, situation))),
      ),
    }),
  )
  return {
    ask: (question, { signal = new AbortController().signal, onTold = () => undefined } = {}) =>
      look(question, signal, onTold),
  }
}

/**
 * The radar over projects in a folder, of which those that were read are on disk.
 *
 * @param more `looker` looks in the place of this thread; `unread`: what could not be read
 */
export async function radarOver(
  { files, folder }: { readonly files: AppFiles; readonly folder: string },
  now: () => Date,
  read: readonly Snapshot[],
  unread: readonly Snapshot[] = [],
  more: Partial<Pick<RadarDeps, 'looker'>> & {
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
    toLookAt: createToLookAt({ memory, drafts: files.drafts }),
    looker: more.looker ?? lookerIn(folder),
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
