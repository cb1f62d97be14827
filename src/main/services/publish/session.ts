import { afterPublish, type PublishMark } from '../../../core/publish/after-publish'
import { isWorthKeeping, type Draft } from '../../../core/draft/draft'
import { withFormer } from '../../../core/intents/former-entities'
import { filterIntents, sameTarget, type Target } from '../../../core/intents/intents'
import type { OrganizationIds } from '../../../core/patch/compile'
import type { PublishPlan } from '../../../core/publish/publish-plan'
import { droppedFields, type DroppedField } from '../../../core/publish/dropped-fields'
import type { AppError } from '../../../core/errors/app-error'
import { success, type Result } from '../../../core/errors/result'
import type { Snapshot } from '../../../core/model/snapshot'
import type { Access, ApiClient } from '../../api/client'
import type { AppFiles } from '../../files/app-files'
import type { OwnWrites } from '../projects/own-writes'
import type { ProjectReader } from '../projects/project-reader'
import type { PublishLog } from './publish-log'

interface FailedStep {
  readonly kind: 'failed'
  readonly error: AppError
  /** The server has it; only the record of that could not be written here. */
  readonly tookEffect?: true
}

/** How a step ended: done, with the rest to be reviewed anew, or failed. */
export type StepResult = { readonly kind: 'done' } | { readonly kind: 'review' } | FailedStep

export const done: StepResult = { kind: 'done' }
export const review: StepResult = { kind: 'review' }
export const failed = (error: AppError): FailedStep => ({ kind: 'failed', error })
const unrecorded = (error: AppError): StepResult => ({ ...failed(error), tookEffect: true })

export interface Warning {
  readonly code?: number
  readonly message: string
}

/** What a running publish knows; each step moves it on, and what is done is on disk at once. */
export interface PublishSession {
  /** Which publish this is, in the history. */
  readonly mark: PublishMark
  readonly client: ApiClient
  readonly access: Access
  readonly reader: ProjectReader
  readonly ownWrites: OwnWrites
  /** Waits some milliseconds, or less when the publish is cancelled. */
  readonly pause: (milliseconds: number) => Promise<void>
  readonly projectId: string
  readonly excluded: ReadonlySet<string>
  /** As it was shown. */
  readonly plan: PublishPlan
  /** The snapshot that the plan was made on. */
  readonly planned: Snapshot
  /** Secrets of the draft by their reference. */
  readonly secrets: ReadonlyMap<string, string>
  readonly now: () => Date
  readonly files: AppFiles
  readonly log: PublishLog
  /** Ids that the server gave to new organizations. */
  readonly ids: Record<string, string>
  readonly warnings: Warning[]
  readonly dropped: DroppedField[]
  snapshot: Snapshot
  draft: Draft
  /** An organization request was made since the project was last read. */
  revisionMayHaveMoved: boolean
}

/** Where the state of a project is written. */
interface StateFiles {
  readonly drafts: Pick<AppFiles['drafts'], 'write' | 'delete'>
  readonly snapshots: Pick<AppFiles['snapshots'], 'write'>
}

/** Writes snapshot and draft; a draft with nothing to keep leaves no file. */
export async function saveState(
  files: StateFiles,
  snapshot: Snapshot,
  draft: Draft,
): Promise<Result<void>> {
  // The draft first: a snapshot can be read again, and what is done must not be done twice.
  const kept = isWorthKeeping(draft)
    ? await files.drafts.write(draft)
    : await files.drafts.delete(draft.projectId)
  if (!kept.ok) return kept
  const written = await files.snapshots.write(snapshot)
  return written.ok ? success(undefined) : written
}

/** Takes what a step published out of the draft and records that on disk, as far as the disk takes it. */
export async function recordDone(
  session: PublishSession,
  published: readonly Target[],
  answered: Snapshot,
  ids: OrganizationIds = {},
): Promise<StepResult> {
  const sent = filterIntents(session.draft.intents, (target) =>
    published.some((item) => sameTarget(item, target)),
  )
  const { snapshot: before } = session
  const answer = withFormer(before, answered)
  const dropped = droppedFields(sent, answer, ids)
  session.dropped.push(...dropped)
  session.ownWrites.note(before, answer)
  session.draft = afterPublish(session.draft, published, answer, ids, session.mark)
  session.snapshot = answer
  const saved = await saveState(session.files, session.snapshot, session.draft)
  const logged = await session.log.stepDone({ before, sent, answer, ids, dropped })
  if (!saved.ok) return unrecorded(saved.error)
  return logged.ok ? done : unrecorded(logged.error)
}

/** Nobody knows whether a request that got no proper answer has taken effect. */
export function isLost(error: AppError): boolean {
  if (error.arrived === false) return false
  return (
    error.code.startsWith('network.') ||
    error.code === 'api.unexpected-response' ||
    error.code === 'api.unavailable' ||
    (error.status !== undefined && error.status >= 500)
  )
}
