import { success } from '../../src/core/errors/result'
import { lintMapper } from '../../src/core/mapper/lint/lint'
import type { Workspace } from '../../src/core/model/project'
import type { Snapshot } from '../../src/core/model/snapshot'
import type { AppFiles } from '../../src/main/files/app-files'
import type { MapperEngine } from '../../src/main/mapper/engine'
import { createInspectCopy } from '../../src/main/services/mappers/inspect-copy'
import { createLookAtProject } from '../../src/main/services/radar/look-at-project'
import { createRadarService } from '../../src/main/services/radar/radar'
import { createRadarMemory } from '../../src/main/services/radar/radar-memory'
import { createRefreshAll } from '../../src/main/services/radar/refresh-all'

/** A workspace with these projects. */
export const workspaceOf = (projects: readonly Snapshot[]): Workspace => ({
  id: 'w',
  name: 'Northwind',
  kind: 'ory',
  apiAddress: 'https://api.example',
  hasKey: true,
  projects: projects.map(({ summary }) => summary),
})

/** The radar over projects, of which those that were read are on disk; without the engine's linter. */
export async function radarOver(
  files: AppFiles,
  now: () => Date,
  read: readonly Snapshot[],
  unread: readonly Snapshot[] = [],
) {
  for (const snapshot of read) await files.snapshots.write(snapshot)
  const workspace = workspaceOf([...read, ...unread])
  const memory = createRadarMemory(files.radar)
  const progress: number[] = []
  const radar = createRadarService({
    workspaces: { list: () => Promise.resolve([workspace]) },
    memory,
    lookAtProject: createLookAtProject({
      files,
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
      now,
    }),
    refreshAll: createRefreshAll({
      read: () => Promise.resolve(success({} as Snapshot)),
      emit: () => undefined,
    }),
    now,
    emit: ({ done }) => void progress.push(done),
  })
  return { radar, memory, progress }
}
