import { randomUUID } from 'node:crypto'
import { sleepFor } from './api/abort'
import { emitToAsking, reportProgress } from './ipc/events'
import { waitingPayload } from './ipc/waiting'
import { followedByCases, settledWithCases } from './services/cases/follow-publish'
import { createInterruptedPublishes } from './services/publish/interrupted'
import { createPublishService, type PublishDeps } from './services/publish/publish'
import { createPublishHistoryService } from './services/history/publish-history'
import type { ReadStored } from './check/stored-metadata'
import type { PublishFiles } from './files/publish/publish-files'
import type { TextCache } from './files/snapshots/text-cache'
import type { CasesService } from './services/cases/cases'
import type { Drafts } from './services/drafts/drafts'
import type { PutStep } from './services/drafts/put-step'
import type { ProjectsService } from './services/projects/projects'

/** What the rest of the app gives to the services below. */
interface PublishingParts extends Omit<PublishDeps, 'newId' | 'sleep' | 'onProgress' | 'onWait'> {
  readonly drafts: Drafts
  readonly putStep: PutStep
  readonly publishFiles: PublishFiles
  readonly projects: ProjectsService
  readonly cases: CasesService
  readonly readStored: ReadStored
  readonly texts: TextCache
}

/** Creates what publishes drafts, settles publishes that were interrupted, and keeps what was published. */
export function composePublishing(parts: PublishingParts) {
  const published = createPublishService({
    ...parts,
    newId: randomUUID,
    sleep: sleepFor,
    onProgress(step) {
      reportProgress('draft.publish', step)
      reportProgress('drafts.publish', step)
    },
    onWait: (projectId, wait) => emitToAsking('request.waiting', waitingPayload(projectId, wait)),
  })
  return {
    publishing: followedByCases(published, parts),
    interrupted: settledWithCases(createInterruptedPublishes(parts), parts),
    publishHistory: createPublishHistoryService({ ...parts, history: parts.publishFiles.history }),
  }
}
