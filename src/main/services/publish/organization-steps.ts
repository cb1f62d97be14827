import type { OrganizationIds } from '../../../core/intents/organization-ids'
import { type PlanStep, planPublish } from '../../../core/publish/publish-plan'
import { isAsAsked } from '../../../core/intents/sets'
import { findCreatedOrganization } from '../../../core/draft/created-unanswered'
import { appError, type AppError } from '../../../core/errors/app-error'
import { success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { organizationFields } from '../../../core/fields/other-fields'
import { filterIntents, sameTarget, type Intents } from '../../../core/intents/intents'
import { isJsonArray, textMember, type JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import {
  createOrganization,
  deleteOrganization,
  getOrganization,
  listOrganizations,
  updateOrganization,
} from '../../api/endpoints/organizations'
import { refusesOrganizations, toOrganization } from '../projects/project-reader'
import { withoutGoneClients } from '../projects/normalized-form'
import {
  clearAttempts,
  markAttempts,
  failed,
  isLost,
  isOvertaken,
  recordDone,
  review,
  reviewAfter,
  type PublishSession,
  type StepResult,
} from './session'
import { readAnew, takeLeave } from './may-go'

type Step<Kind extends PlanStep['kind']> = Extract<PlanStep, { kind: Kind }>

type OwnKind = 'create-organization' | 'update-organization' | 'delete-organization'

/** Whether a request can change who signs in where. */
function isAboutPeople({ draft }: PublishSession, step: Step<OwnKind>): boolean {
  if (step.kind === 'delete-organization') return true
  const { domains } = step.body
  if (step.kind === 'create-organization') return isJsonArray(domains) && domains.length > 0
  return draft.intents.organization[step.key]?.fields['domains'] !== undefined
}

function ownIntents({ draft }: PublishSession, { key }: Step<OwnKind>): Intents {
  const target = { kind: 'organization' as const, key }
  return filterIntents(draft.intents, (item) => sameTarget(item, target))
}

const fields = organizationFields.map(({ name }) => name)
/** Milliseconds between reads, which may be late. */
const looks = [0, 1000, 2000, 4000]

function sameOrganization(left: JsonObject, right: JsonObject, names = fields): boolean {
  return names.every((name) => isAsAsked(name, left[name], right[name]))
}

function withOrganization(snapshot: Snapshot, organization: JsonObject): Snapshot {
  const { organizations } = snapshot
  const known = organizations.some((item) => item['id'] === organization['id'])
  return {
    ...snapshot,
    organizations: known
      ? organizations.map((item) => (item['id'] === organization['id'] ? organization : item))
      : [...organizations, organization],
  }
}

/** State for an unguarded request: read afresh unless just read or irrelevant to sign-in. */
async function stateFor(session: PublishSession, step: Step<OwnKind>): Promise<Result<Snapshot>> {
  return session.isRead || !isAboutPeople(session, step)
    ? success(session.snapshot)
    : readAnew(session)
}

/** Error of a step; after an unsupported request the next publish patches. */
async function refusedOr(
  { servers, access, projectId }: PublishSession,
  error: AppError,
  missing = false,
): Promise<StepResult> {
  if (isOvertaken(error)) return reviewAfter(error)
  if (refusesOrganizations(error, missing)) await servers.requestsTaken(access, projectId, false)
  return failed(error)
}

/** Finds an organization whose create answer was lost; lists may be late. */
async function findCreated(
  { client, access, projectId, planned, ids, pause }: PublishSession,
  intents: Intents,
  key: string,
): Promise<JsonObject | undefined> {
  const intent = intents.organization[key]
  const known = new Set(planned.organizations.map((item) => textMember(item, 'id')))
  for (const wait of looks) {
    await pause(wait)
    const listed = await listOrganizations(client, access, projectId)
    const fresh = (listed.ok ? listed.value : [])
      .map(toOrganization)
      .filter((item) => !known.has(textMember(item, 'id')))
    const made = intent && findCreatedOrganization(key, intent, fresh, new Set(Object.values(ids)))
    if (made) return made
  }
  return undefined
}

async function seesNone(
  { client, access, projectId, pause }: PublishSession,
  id: string,
  waits: readonly number[],
): Promise<boolean> {
  for (const wait of waits) {
    await pause(wait)
    const found = await getOrganization(client, access, projectId, id)
    if (!found.ok && found.error.status === 404) return true
  }
  return false
}

async function taken(
  session: PublishSession,
  sent: Intents,
  answered: Snapshot,
  ids: OrganizationIds = {},
): Promise<StepResult> {
  const { servers, access, projectId } = session
  await servers.requestsTaken(access, projectId, true)
  return recordDone(session, sent, answered, ids)
}

export async function createStep(
  session: PublishSession,
  step: Step<'create-organization'>,
): Promise<StepResult> {
  const { client, projectId } = session
  const own = () => ownIntents(session, step)
  session.revisionMayHaveMoved = true
  // Sent before but not found: it may be late and must not be created twice.
  const isRepeated = session.draft.intents.organization[step.key]?.attemptedAt !== undefined
  let organization = isRepeated ? await findCreated(session, own(), step.key) : undefined
  if (!organization) {
    const state = await stateFor(session, step)
    if (!state.ok) return failed(state.error)
    const leave = await takeLeave(session, state.value)
    if (leave.kind !== 'go') return leave
    const marked = await markAttempts(session, own())
    if (!marked.ok) return failed(marked.error)
    const answer = await createOrganization(client, leave.access, projectId, step.body)
    if (answer.ok) organization = toOrganization(answer.value)
    else if (isLost(answer.error)) organization = await findCreated(session, own(), step.key)
    // The conflict may be with this same request.
    else if (answer.error.status !== 409) clearAttempts(session, own())
    if (!organization && !answer.ok) return refusedOr(session, answer.error, true)
  }
  const made = organization ?? {}
  const id = textMember(made, 'id') ?? ''
  session.ids[step.key] = id
  return taken(session, own(), withOrganization(session.snapshot, made), { [step.key]: id })
}

export async function updateStep(
  session: PublishSession,
  step: Step<'update-organization'>,
): Promise<StepResult> {
  const { client, access, projectId } = session
  const state = await stateFor(session, step)
  if (!state.ok) return failed(state.error)
  // No revision guard: check for changes right before.
  const current = await getOrganization(client, access, projectId, step.key, { fresh: true })
  if (!current.ok) {
    return current.error.status === 404 ? review : refusedOr(session, current.error)
  }
  const read = toOrganization(current.value)
  const shown = state.value.organizations.find((item) => item['id'] === step.key)
  const isSame = shown && sameOrganization(shown, read)
  const snapshot = isSame ? state.value : withOrganization(state.value, read)
  const leave = await takeLeave(session, snapshot)
  if (leave.kind !== 'go') return leave
  session.revisionMayHaveMoved = true
  const answer = await updateOrganization(client, leave.access, projectId, step.key, step.body)
  let organization: JsonObject
  if (answer.ok) {
    organization = toOrganization(answer.value)
  } else {
    if (!isLost(answer.error)) return refusedOr(session, answer.error)
    const again = await getOrganization(client, access, projectId, step.key)
    if (!again.ok) return failed(answer.error)
    organization = toOrganization(again.value)
    const arrived = sameOrganization(organization, step.body, Object.keys(step.body))
    if (!arrived) return failed(answer.error)
  }
  const next = withOrganization(snapshot, organization)
  return taken(session, ownIntents(session, step), next)
}

export async function deleteStep(
  session: PublishSession,
  step: Step<'delete-organization'>,
): Promise<StepResult> {
  const state = await stateFor(session, step)
  if (!state.ok) return failed(state.error)
  const leave = await takeLeave(session, state.value)
  if (leave.kind !== 'go') return leave
  const { client, projectId, snapshot, draft, excluded } = session
  // Someone may have added a connection since the review.
  const still = planPublish(snapshot, draft.intents, excluded).steps.some(
    (item) => item.kind === 'delete-organization' && item.key === step.key,
  )
  if (!still) return review
  session.revisionMayHaveMoved = true
  const answer = await deleteOrganization(client, leave.access, projectId, step.key)
  if (!answer.ok && !isLost(answer.error)) return refusedOr(session, answer.error)
  if (!answer.ok || answer.value === 'unknown') {
    // If reads still return it, they are late.
    const isGone = await seesNone(session, step.key, answer.ok ? looks : [0])
    const message = t('The server did not find an organization that it has')
    const unknown = appError('api.not-found', message)
    if (!isGone) return failed(answer.ok ? unknown : answer.error)
  }
  const organizations = snapshot.organizations.filter((item) => textMember(item, 'id') !== step.key)
  const left = withoutGoneClients(snapshot, { ...snapshot, organizations })
  return taken(session, ownIntents(session, step), left)
}
