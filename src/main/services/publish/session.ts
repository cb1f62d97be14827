import type { OrganizationIds } from '../../../core/intents/organization-ids'
import { afterPublish, type PublishMark } from '../../../core/publish/after-publish'
import { isWorthKeeping, type Draft, type Step } from '../../../core/draft/draft'
import { withFormer } from '../../../core/intents/server-entities'
import {
  sameTarget,
  type Intents,
  intentOf,
  moveIntents,
  targetsOf,
  type EntityIntent,
  type IntentChange,
  type Target,
} from '../../../core/intents/intents'
import type { Confirmed } from '../../../core/publish/confirmation'
import type { PublishPlan } from '../../../core/publish/publish-plan'
import { droppedFields, type DroppedField } from '../../../core/publish/dropped-fields'
import type { AppError } from '../../../core/errors/app-error'
import { success, type Result } from '../../../core/errors/result'
import type { Snapshot } from '../../../core/model/snapshot'
import type { Access, ApiClient } from '../../api/client'
import type { AppFiles } from '../../files/app-files'
import type { DraftTurn } from '../drafts/drafts'
import type { GuardsService } from '../guards/guards'
import type { OwnWrites } from '../projects/own-writes'
import type { SecretEndsService } from '../secret-ends'
import type { ServersKnown } from '../server-facts'
import type { ProjectReader } from '../projects/project-reader'
import type { CleanOfSecrets } from '../history/clean-of-secrets'
import type { PublishLog } from '../history/publish-log'
import type { ProjectId } from '../../../core/model/project-id'

interface FailedStep {
  readonly kind: 'failed'
  readonly error: AppError
  /** The request succeeded, but could not be recorded on disk. */
  readonly tookEffect?: true
}

interface ReviewStep {
  readonly kind: 'review'
  /** The server's answer that led here; absent where only the project changed. */
  readonly refused?: AppError
}

/** The result of a step: done, to be reviewed again, or failed. */
export type StepResult = { readonly kind: 'done' } | ReviewStep | FailedStep

export const done: StepResult = { kind: 'done' }
export const review: StepResult = { kind: 'review' }
export const reviewAfter = (refused: AppError | undefined): StepResult =>
  refused ? { kind: 'review', refused } : review
export const failed = (error: AppError): FailedStep => ({ kind: 'failed', error })
const unrecorded = (error: AppError): StepResult => ({ ...failed(error), tookEffect: true })

export interface Warning {
  readonly code?: number
  readonly message: string
}

/** The state of a running publish, updated by each step and written to disk at once. */
export interface PublishSession {
  /** Identifies the publish in the history. */
  readonly mark: PublishMark
  readonly client: ApiClient
  /** For reads; each request that writes takes leave by itself. */
  readonly access: Access
  readonly guards: Pick<GuardsService, 'permit'>
  /** What the person confirmed. */
  readonly confirmed: Confirmed | undefined
  readonly reader: ProjectReader
  readonly ownWrites: OwnWrites
  readonly secretEnds: Pick<SecretEndsService, 'published'>
  readonly servers: Omit<ServersKnown, 'of'>
  /** Waits some milliseconds, or less if the publish is cancelled. */
  readonly pause: (milliseconds: number) => Promise<void>
  readonly projectId: ProjectId
  readonly excluded: ReadonlySet<string>
  /** The reviewed plan. */
  readonly plan: PublishPlan
  /** Number of changes that stay in the draft: left out or held back. */
  readonly stayed: number
  /** The snapshot that the plan was computed from. */
  readonly planned: Snapshot
  /** Secrets of the draft by their reference. */
  readonly secrets: ReadonlyMap<string, string>
  readonly clean: CleanOfSecrets
  readonly now: () => Date
  readonly files: AppFiles
  readonly log: PublishLog
  /** Ids that the server assigned to new organizations. */
  readonly ids: Record<string, string>
  readonly warnings: Warning[]
  dropped: readonly DroppedField[]
  /** Requests that took effect. */
  requests: number
  snapshot: Snapshot
  draft: Draft
  /** Whether the snapshot was read for the very next request. */
  isRead: boolean
  /** Whether an organization request was made since the project was last read. */
  revisionMayHaveMoved: boolean
}

/** Where a project's state is stored. */
interface StateFiles {
  readonly drafts: Pick<DraftTurn, 'write' | 'delete'>
  readonly snapshots: Pick<AppFiles['snapshots'], 'write'>
}

/** What belongs together on disk. */
interface State {
  readonly snapshot: Snapshot
  readonly draft: Draft
  /** Ids that the server gave to new organizations that left the draft. */
  readonly ids: OrganizationIds
}

/** Writes snapshot and draft; a draft with nothing to keep leaves no file. */
export async function saveState(
  files: StateFiles,
  { snapshot, draft, ids }: State,
): Promise<Result<void>> {
  const published = { snapshot, ids: { ...ids } }
  // The draft first: a snapshot can be read again, and what is done must not be done twice.
  const kept = isWorthKeeping(draft)
    ? await files.drafts.write(draft, published)
    : await files.drafts.delete(draft.projectId, published)
  if (!kept.ok) return kept
  const written = await files.snapshots.write(snapshot)
  return written.ok ? success(undefined) : written
}

/** A dropped field as it may be told and kept: a server may answer a secret in any field. */
function cleanDrop({ clean }: PublishSession, { sent, answered, ...field }: DroppedField) {
  const [one, other] = [sent, answered].map((value) => (value === undefined ? value : clean(value)))
  return { ...field, sent: one, answered: other }
}

/** Removes what a request published from the draft and writes it to disk, if possible. */
export async function recordDone(
  session: PublishSession,
  sent: Intents,
  answered: Snapshot,
  ids: OrganizationIds = {},
): Promise<StepResult> {
  const { snapshot: before } = session
  const answer = withFormer(before, answered)
  const dropped = droppedFields(sent, answer, ids).map((field) => cleanDrop(session, field))
  const isNew = ({ target, field }: DroppedField) =>
    !dropped.some((item) => item.field === field && sameTarget(item.target, target))
  session.dropped = [...session.dropped.filter(isNew), ...dropped]
  session.requests += 1
  session.ownWrites.note(before, answer)
  session.draft = afterPublish(session.draft, sent, answer, ids, session.mark)
  session.snapshot = answer
  const saved = await saveState(session.files, session)
  // A note on this computer: one that cannot be written stays, and fails no publish.
  await session.secretEnds.published(sent, session.draft)
  const logged = await session.log.stepDone({ before, sent, answer, ids, dropped: session.dropped })
  if (!saved.ok) return unrecorded(saved.error)
  return logged.ok ? done : unrecorded(logged.error)
}

/** Whether a request was not sent again after a wait, because the project was no longer as it was shown. */
export const isOvertaken = ({ code, arrived }: AppError): boolean =>
  code === 'api.revision-conflict' && arrived === false

/** Whether a request got no proper answer, so that it may or may not have taken effect. */
export function isLost(error: AppError): boolean {
  if (error.arrived === false) return false
  return (
    error.code.startsWith('network.') ||
    error.code === 'api.unexpected-response' ||
    error.code === 'api.unavailable' ||
    (error.status !== undefined && error.status >= 500)
  )
}

/** Targets that a request would create, and that would exist twice if it were sent twice. */
function createdIn(intents: Intents): Target[] {
  return targetsOf(intents).filter((target) => intentOf(intents, target)?.kind === 'create')
}

function withAttempt(entity: EntityIntent, attemptedAt: string | undefined): EntityIntent {
  const { attemptedAt: _earlier, ...rest } = entity
  return attemptedAt === undefined ? rest : { ...rest, attemptedAt }
}

/** The same in the history step that creates the target, so that it survives undo and redo. */
function stepWithAttempt(
  step: Step,
  isMeant: (target: Target) => boolean,
  attemptedAt: string | undefined,
): Step {
  const mark = (entity: EntityIntent | undefined) =>
    entity?.kind === 'create' ? withAttempt(entity, attemptedAt) : entity
  const changes = step.changes.map((change): IntentChange => {
    if (change.field !== undefined || !isMeant(change.target)) return change
    const [before, after] = [mark(change.before), mark(change.after)]
    return { target: change.target, ...(before ? { before } : {}), ...(after ? { after } : {}) }
  })
  return { ...step, changes }
}

function setAttempts(
  session: PublishSession,
  targets: readonly Target[],
  attemptedAt: string | undefined,
): void {
  const isMeant = (target: Target) => targets.some((item) => sameTarget(item, target))
  let { intents } = session.draft
  for (const target of targetsOf(intents).filter(isMeant)) {
    const before = intentOf(intents, target)
    if (!before) continue
    const after = withAttempt(before, attemptedAt)
    intents = moveIntents(intents, { target, before, after }, 'forward')
  }
  const past = session.draft.past.map((step) => stepWithAttempt(step, isMeant, attemptedAt))
  session.draft = { ...session.draft, intents, past }
}

/** Records what a request would create, so that a crash or lost answer can't hide it. */
export async function markAttempts(
  session: PublishSession,
  intents: Intents,
): Promise<Result<void>> {
  const targets = createdIn(intents)
  if (targets.length === 0) return success(undefined)
  setAttempts(session, targets, session.now().toISOString())
  return saveState(session.files, session)
}

/** Removes that record after a refusal, when nothing was created. */
export function clearAttempts(session: PublishSession, intents: Intents): void {
  setAttempts(session, createdIn(intents), undefined)
}
