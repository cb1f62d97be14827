import { proposedId, proposedIds } from '../../../core/intents/organization-ids'
import type { OrganizationIds } from '../../../core/intents/organization-ids'
import { findCreatedOrganization } from '../../../core/draft/created-unanswered'
import { intentOf, targetsOf, noIntents } from '../../../core/intents/intents'
import type { Intents, EntityIntent } from '../../../core/intents/intents'
import { provesNormalizedPatch } from '../../../core/patch/compile-normalized'
import { provesPatch } from '../../../core/patch/prove-patch'
import { publishableIntents } from '../../../core/publish/changes'
import { patchSteps, withRowsAfter, type PatchStep } from '../../../core/publish/patch-steps'
import { droppedFields } from '../../../core/publish/dropped-fields'
import { rebase } from '../../../core/draft/rebase'
import { type AppError, appError } from '../../../core/errors/app-error'
import { listed } from '../../../core/impact/way-words'
import { t } from '../../../core/language/translate'
import { writeOnlyFields } from '../../../core/fields/fields'
import { textMember, type JsonValue } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import { refusesOrganizations } from '../projects/project-reader'
import { wholeForm, withForm } from '../projects/normalized-form'
import { sendGuarded, type PatchBody, type Patched } from './guarded-patch'
import { recordDone, reviewAfter, type PublishSession, type StepResult, done } from './session'
import { failure, success, type Result } from '../../../core/errors/result'
import type { WriteAccess } from '../../api/client'
import { patchNormalizedProject, type NormalizedProject } from '../../api/endpoints/normalized'
import { formRevision, looks } from './read-current'
import { readAnew } from './may-go'
import { compilePatch } from '../../../core/patch/compile'

/** Links to new organizations whose ID the server replaced. */
function brokenLinks({ connection }: Intents, ids: OrganizationIds): Intents | undefined {
  const askedFor = new Map(Object.entries(ids).map(([key, id]) => [id, proposedId(key)]))
  const links = Object.entries(connection).flatMap(([key, { fields }]) => {
    const link = fields['organization_id']
    const asked = typeof link?.to === 'string' ? askedFor.get(link.to) : undefined
    const isBroken = asked !== undefined && link?.from === asked
    if (!isBroken) return []
    const edit: EntityIntent = { kind: 'edit', fields: { organization_id: link } }
    return [[key, edit] as const]
  })
  if (links.length === 0) return undefined
  return { ...noIntents, connection: Object.fromEntries(links) }
}

/** Links connections when the server assigned other IDs; on failure the links stay in the draft. */
async function mendLinks(session: PublishSession, ids: OrganizationIds): Promise<StepResult> {
  const links = brokenLinks(session.draft.intents, ids)
  if (!links) return done
  session.warnings.push({
    message: t(
      'The server gave new organizations other IDs than asked for. A second request linked ' +
        'their connections to them.',
    ),
  })
  return sendGuarded(session, {
    bodyOn: (snapshot) => ({ operations: compilePatch(snapshot, links), sent: links }),
    shows: (sent, snapshot) => droppedFields(sent, snapshot, {}).length === 0,
    proves: (whole, { sent, operations }) => provesPatch(whole, sent, operations),
    async finish(sent, answer) {
      session.dropped = session.dropped.filter(
        ({ target, field }) => field !== 'organization_id' || !links.connection[target.key],
      )
      return recordDone(session, sent, answer)
    },
  })
}

/** State after a form patch: only the document's revision changes. */
function answered(snapshot: Snapshot, form: NormalizedProject, at: string): Snapshot {
  const isSame = formRevision(snapshot) === snapshot.revisionId
  const revisionId = (isSame ? form.revisionId : undefined) ?? snapshot.revisionId
  const project = { ...snapshot.project, revision_id: revisionId }
  return withForm({ ...snapshot, revisionId, project, readAt: at }, success(form), at)
}

async function sendForm(
  session: PublishSession,
  access: WriteAccess,
  snapshot: Snapshot,
  body: JsonValue,
): Promise<Result<Snapshot>> {
  const { client, projectId, now, pause } = session
  const target = { projectId, revisionId: formRevision(snapshot) }
  const answer = await patchNormalizedProject(client, access, target, body)
  if (!answer.ok) return answer
  if (answer.value) return success(answered(snapshot, answer.value, now().toISOString()))
  // In effect, but the answer lacks the new state.
  for (let look = 1; look <= looks; look += 1) {
    const state = await readAnew(session)
    if (state.ok && formRevision(state.value) !== formRevision(snapshot)) return state
    if (look < looks) await pause(1000 * look)
  }
  const message = t('The answer to the patch has no new state')
  return failure(appError('api.unexpected-response', message))
}

/** The normalized form, with SCIM clients and enabled states. */
export const normalizedForm: Patched = {
  isReadFirst: true,
  read: readAnew,
  whole: (_session, snapshot) =>
    Promise.resolve(wholeForm(snapshot) === undefined ? undefined : snapshot),
  send: sendForm,
}

/** IDs to send for new organizations: assigned, else proposed, else the draft key (sent later). */
const sentIds = ({ plan, ids }: PublishSession): OrganizationIds => ({
  ...Object.fromEntries(Object.keys(plan.intents.organization).map((key) => [key, key])),
  ...proposedIds(plan.intents),
  ...ids,
})

function bodyOn(
  session: PublishSession,
  kind: PatchStep['kind'],
  snapshot: Snapshot,
): PatchBody | undefined {
  const { draft, now, excluded, planned, plan } = session
  const ids = sentIds(session)
  const stepOn = (state: Snapshot, intents: Intents) =>
    patchSteps(state, intents, ids).find((step) => step.kind === kind)
  const moved = rebase(draft, session.snapshot, snapshot, now().toISOString())
  // Conflicting changes are left out, which changes the body.
  const included = publishableIntents(snapshot, moved.intents, excluded)
  const step = stepOn(snapshot, included)
  const agreed = stepOn(planned, plan.intents)
  if (JSON.stringify(step?.operations) !== JSON.stringify(agreed?.operations)) return undefined
  return step && { operations: step.operations, sent: step.intents }
}

function isVisible(sent: Intents): boolean {
  return targetsOf(sent).some((target) => {
    const { kind, fields = {} } = intentOf(sent, target) ?? {}
    return kind !== 'edit' || Object.keys(fields).some((field) => !writeOnlyFields.has(field))
  })
}

const creates = (sent: Intents) =>
  Object.entries(sent.organization).filter(([, { kind }]) => kind === 'create')

/** IDs of new organizations in an answer, by draft key. */
function madeIn(before: Snapshot, sent: Intents, answer: Snapshot): Record<string, string> {
  const taken = new Set(before.organizations.map((item) => textMember(item, 'id') ?? ''))
  const ids: Record<string, string> = {}
  for (const [key, intent] of creates(sent)) {
    const made = findCreatedOrganization(key, intent, answer.organizations, taken)
    const id = made ? textMember(made, 'id') : undefined
    if (id === undefined) continue
    ids[key] = id
    taken.add(id)
  }
  return ids
}

/** Learns whether the server keeps proposed IDs, for other projects too. */
async function learnFrom(
  session: PublishSession,
  ids: OrganizationIds,
  answer: Snapshot,
): Promise<Snapshot> {
  const known = session.snapshot.organizationIds
  const made = Object.entries(ids).filter(([key]) => proposedId(key) !== undefined)
  if (made.length === 0) return answer
  const isKept = made.every(([key, id]) => id === proposedId(key))
  const organizationIds = isKept ? 'kept' : 'assigned'
  if (organizationIds !== known) await session.servers.learnIds(session.access, organizationIds)
  return { ...answer, organizationIds }
}

async function finish(
  session: PublishSession,
  sent: Intents,
  answer: Snapshot,
): Promise<StepResult> {
  const ids = madeIn(session.snapshot, sent, answer)
  // The document doesn't show the rows.
  const isRead = answer.rows !== session.snapshot.rows
  const learnt = await learnFrom(session, ids, isRead ? answer : withRowsAfter(answer, sent))
  Object.assign(session.ids, ids)
  const result = await recordDone(session, sent, learnt, ids)
  return result.kind === 'done' ? mendLinks(session, ids) : result
}

/** What a refusal teaches about the server; `undefined` for an ordinary error. */
async function learnFromRefusal(
  session: PublishSession,
  sent: Intents,
  error: AppError,
): Promise<StepResult | undefined> {
  const { servers, access, snapshot, projectId } = session
  if (Object.keys(sent.organization).length === 0) return undefined
  const isNew = creates(sent).length > 0
  const says = (pattern: RegExp) => pattern.test(error.message)
  const isRejected = error.status === 400
  if (isNew && snapshot.organizationIds !== 'assigned' && isRejected && says(/\bu?u?id\b/i)) {
    await servers.learnIds(access, 'assigned')
    session.snapshot = { ...snapshot, organizationIds: 'assigned' }
    return reviewAfter(error)
  }
  // Only refusals about organizations count; replacing others would stop halfway.
  const mayRefuse = isRejected || refusesOrganizations(error, true)
  if (mayRefuse && says(/\borganizations\b(?!\/)/i)) {
    await servers.patchRefused(access, projectId)
    session.snapshot = { ...snapshot, organizationRoute: 'requests' }
    return reviewAfter(error)
  }
  // IDs may not be kept anymore; next time, wait for the answer.
  if (isNew && snapshot.organizationIds === 'kept') {
    await servers.learnIds(access, undefined)
  }
  return undefined
}

/** IDs of new and replaced SCIM clients. */
const newClientIds = (sent: Intents): string[] =>
  Object.values(sent['scim-client']).flatMap(({ fields: { client_id: id } }) =>
    typeof id?.to === 'string' ? [id.to] : [],
  )

/** Ory uses one status for an old revision and for a taken ID. */
function takenId(sent: Intents, error: AppError): AppError | undefined {
  const ids = newClientIds(sent)
  const named = ids.filter((id) => error.message.includes(id))
  const [first, ...others] = named.length > 0 ? named : ids
  if (first === undefined) return undefined
  const message =
    others.length === 0
      ? t('Client ID: “{id}” is taken, by a SCIM client that this project does not show', {
          id: first,
        })
      : t('Client ID: one of {ids} is taken, by a SCIM client that this project does not show', {
          ids: listed([first, ...others].map((id) => t('“{text}”', { text: id }))),
        })
  const subject = others.length === 0 ? { subject: first } : {}
  return { ...error, code: 'api.conflict', message, retry: false, ...subject }
}

/** One guarded patch, usually of everything a publish sends. */
export function patchStep(session: PublishSession, { kind }: PatchStep): Promise<StepResult> {
  const isOfForm = kind === 'patch-normalized'
  return sendGuarded(session, {
    ...(isOfForm ? { of: normalizedForm } : {}),
    bodyOn: (snapshot) => bodyOn(session, kind, snapshot),
    shows(sent, snapshot) {
      if (!isVisible(sent)) return 'unknown'
      const ids = madeIn(session.snapshot, sent, snapshot)
      const isMade = creates(sent).every(([key]) => ids[key] !== undefined)
      return isMade && droppedFields(sent, snapshot, ids).length === 0
    },
    proves(whole, { sent, operations }) {
      const ids = sentIds(session)
      if (!isOfForm) return provesPatch(whole, sent, operations, ids)
      // Without the form nothing is proven.
      return provesNormalizedPatch(wholeForm(whole) ?? {}, whole, sent, operations, ids)
    },
    finish: (sent, answer) => finish(session, sent, answer),
    ...(isOfForm ? { conflicts: takenId } : {}),
    refused: (sent, error) => learnFromRefusal(session, sent, error),
  })
}
