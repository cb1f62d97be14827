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
  /** The request succeeded but couldn't be recorded on disk. */
  readonly tookEffect?: true
}

interface ReviewStep {
  readonly kind: 'review'
  /** Absent if only the project changed. */
  readonly refused?: AppError
}

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

/** A running publish; each step updates it and writes it to disk at once. */
export interface PublishSession {
  /** ID in the history. */
  readonly mark: PublishMark
  readonly client: ApiClient
  /** For reads; writes need their own permission. */
  readonly access: Access
  readonly guards: Pick<GuardsService, 'permit'>
  readonly confirmed: Confirmed | undefined
  readonly reader: ProjectReader
  readonly ownWrites: OwnWrites
  readonly secretEnds: Pick<SecretEndsService, 'published'>
  readonly servers: Omit<ServersKnown, 'of'>
  /** Milliseconds; ends early if canceled. */
  readonly pause: (milliseconds: number) => Promise<void>
  readonly projectId: ProjectId
  readonly excluded: ReadonlySet<string>
  readonly plan: PublishPlan
  /** Number of excluded or incomplete changes. */
  readonly stayed: number
  /** Snapshot that the plan was computed from. */
  readonly planned: Snapshot
  /** Secrets by reference. */
  readonly secrets: ReadonlyMap<string, string>
  readonly clean: CleanOfSecrets
  readonly now: () => Date
  readonly files: AppFiles
  readonly log: PublishLog
  /** Assigned IDs of new organizations. */
  readonly ids: Record<string, string>
  readonly warnings: Warning[]
  dropped: readonly DroppedField[]
  requests: number
  snapshot: Snapshot
  draft: Draft
  /** Whether the snapshot was read for the very next request. */
  isRead: boolean
  /** Whether an organization request was sent since the last read. */
  revisionMayHaveMoved: boolean
}

interface StateFiles {
  readonly drafts: Pick<DraftTurn, 'write' | 'delete'>
  readonly snapshots: Pick<AppFiles['snapshots'], 'write'>
}

interface State {
  readonly snapshot: Snapshot
  readonly draft: Draft
  /** IDs of new organizations that left the draft. */
  readonly ids: OrganizationIds
}

/** Writes snapshot and draft; an empty draft leaves no file. */
export async function saveState(
  files: StateFiles,
  { snapshot, draft, ids }: State,
): Promise<Result<void>> {
  const published = { snapshot, ids: { ...ids } }
  // Draft first: a snapshot can be read again, a finished step must not repeat.
  const kept = isWorthKeeping(draft)
    ? await files.drafts.write(draft, published)
    : await files.drafts.delete(draft.projectId, published)
  if (!kept.ok) return kept
  const written = await files.snapshots.write(snapshot)
  return written.ok ? success(undefined) : written
}

/** A dropped field without secrets: a server may return one anywhere. */
function cleanDrop({ clean }: PublishSession, { sent, answered, ...field }: DroppedField) {
  const [one, other] = [sent, answered].map((value) => (value === undefined ? value : clean(value)))
  return { ...field, sent: one, answered: other }
}

/** Removes published edits from the draft and writes it, if possible. */
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
  // A local note, which must not fail the publish.
  await session.secretEnds.published(sent, session.draft)
  const logged = await session.log.stepDone({ before, sent, answer, ids, dropped: session.dropped })
  if (!saved.ok) return unrecorded(saved.error)
  return logged.ok ? done : unrecorded(logged.error)
}

/** Whether a repetition was stopped because the project changed. */
export const isOvertaken = ({ code, arrived }: AppError): boolean =>
  code === 'api.revision-conflict' && arrived === false

/** Whether a request may have taken effect although its answer is unknown. */
export function isLost(error: AppError): boolean {
  if (error.arrived === false) return false
  return (
    error.code.startsWith('network.') ||
    error.code === 'api.unexpected-response' ||
    error.code === 'api.unavailable' ||
    (error.status !== undefined && error.status >= 500)
  )
}

/** Targets that would exist twice if sent twice. */
function createdIn(intents: Intents): Target[] {
  return targetsOf(intents).filter((target) => intentOf(intents, target)?.kind === 'create')
}

function withAttempt(entity: EntityIntent, attemptedAt: string | undefined): EntityIntent {
  const { attemptedAt: _earlier, ...rest } = entity
  return attemptedAt === undefined ? rest : { ...rest, attemptedAt }
}

/** Marks the history step too, so that the mark survives undo and redo. */
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

/** Clears the mark after a refusal: nothing was created. */
export function clearAttempts(session: PublishSession, intents: Intents): void {
  setAttempts(session, createdIn(intents), undefined)
}
