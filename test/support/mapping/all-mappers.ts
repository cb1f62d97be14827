import { success } from '../../../src/core/errors/result'
import type { EventName } from '../../../src/core/ipc/contract'
import { lintMapper } from '../../../src/core/mapper/lint/lint'
import type { ProjectSummary } from '../../../src/core/model/project'
import type { ProjectId } from '../../../src/core/model/project-id'
import type { Snapshot } from '../../../src/core/model/snapshot'
import { createAppFiles } from '../../../src/main/files/app-files'
import { createCaseFiles } from '../../../src/main/files/cases/case-files'
import { createPublishFiles } from '../../../src/main/files/publish/publish-files'
import { createTextCache } from '../../../src/main/files/snapshots/text-cache'
import { createJsonFiles } from '../../../src/main/files/store/json-files'
import { createNotices } from '../../../src/main/files/store/notices'
import type { MapperEngine } from '../../../src/main/mapper/engine'
import { createCaseVerdicts } from '../../../src/main/services/cases/verdicts'
import { createPutStep } from '../../../src/main/services/drafts/put-step'
import { createLocks } from '../../../src/main/services/locks'
import { createCheckEntry } from '../../../src/main/services/all-mappers/check-entries'
import { createReadChanges } from '../../../src/main/services/all-mappers/last-changes'
import {
  createLookAtMappers,
  type LookAtMappersDeps,
} from '../../../src/main/services/all-mappers/look-at-mappers'
import { createAllMappers } from '../../../src/main/services/all-mappers/all-mappers'
import { createMapperNotes } from '../../../src/main/services/all-mappers/mapper-notes'
import { createLookAtText, type InspectText } from '../../../src/main/services/mappers/look-at-text'
import { createOwnWrites } from '../../../src/main/services/projects/own-writes'
import type { ReadText } from '../../../src/main/services/projects/projects'
import { createRadarMemory } from '../../../src/main/services/radar/radar-memory'
import { shareFiles } from '../../../src/main/services/wiring'
import { workspaceOf } from '../services/radar-service'
import { estateInPlace } from '../services/estate-in-place'

/** A project of its own, of which a snapshot says what it has. */
export function projectWith(
  snapshot: Snapshot,
  summary: Partial<ProjectSummary> & { readonly id: string },
): Snapshot {
  return { ...snapshot, summary: { ...snapshot.summary, ...summary } }
}

/**
 * The mappers of projects in a folder, its thread in the same one: messages take a turn each way. Rules
 * lint without the engine, and no case can be run.
 */
export async function allMappersOver(
  folder: string,
  snapshots: readonly Snapshot[],
  more: {
    readonly readText?: ReadText
    readonly readSchema?: (projectId: ProjectId) => Promise<unknown>
    readonly unread?: readonly Snapshot[]
    /** Answers in the place of one in this thread. */
    readonly estate?: LookAtMappersDeps['estate']
  } = {},
) {
  const notices = createNotices()
  const now = () => new Date('2026-11-27T06:00:00Z')
  const own = createAppFiles(createJsonFiles({ folder, notices }))
  const locks = createLocks()
  const publishFiles = createPublishFiles({ folder, notices, now })
  const told: { readonly to: 'others' | 'asking'; readonly name: EventName; payload: any }[] = []
  const { files, drafts } = shareFiles(own, {
    locks,
    ownWrites: createOwnWrites(now),
    publishLocks: publishFiles.locks,
    tellOthers: (name, payload) => void told.push({ to: 'others', name, payload }),
  })
  for (const snapshot of snapshots) await files.snapshots.write(snapshot)
  const workspace = workspaceOf([...snapshots, ...(more.unread ?? [])])
  const caseFiles = createCaseFiles({ folder })
  // Nothing asks it where no cases are saved.
  const engine = {} as MapperEngine
  const inspect: InspectText = (text, situation) =>
    Promise.resolve(success(lintMapper(text, situation)))
  const progress: string[] = []
  const mappers = createAllMappers({
    lookAtMappers: createLookAtMappers({
      workspaces: { list: () => Promise.resolve([workspace]) },
      files,
      caseFiles,
      estate: more.estate ?? estateInPlace({ folder, files }),
      checkEntry: createCheckEntry({
        lookAtText: createLookAtText(inspect),
        verdicts: createCaseVerdicts({ caseFiles, engine }),
      }),
      readChanges: createReadChanges(publishFiles.history),
      radarMemory: createRadarMemory(files.radar),
      now,
      emit: ({ phase, done, of }) => void progress.push(`${phase} ${done}/${of}`),
    }),
    notes: createMapperNotes(files.mapperNotes, now),
    readSchema: more.readSchema ?? (() => Promise.resolve(undefined)),
    openTexts: () => more.readText ?? (() => Promise.reject(new Error('Nothing is to be read'))),
    inspect,
    caseFiles,
    engine,
    putStep: createPutStep({
      files,
      drafts,
      locks,
      publishLocks: publishFiles.locks,
      tellAsking: (name, payload) => void told.push({ to: 'asking', name, payload }),
      now,
      newId: () => `step of ${told.length}`,
    }),
    emit: ({ done, of }) => void progress.push(`fetching ${done}/${of}`),
    tellNoted: () => undefined,
  })
  const texts = createTextCache({ folder })
  return { mappers, files, drafts, locks, publishFiles, told, progress, texts }
}
