import type { PlanStep } from '../../../core/editing/publish-plan'
import { planPublish } from '../../../core/editing/publish-plan'
import type { Result } from '../../../core/errors/result'
import { success } from '../../../core/errors/result'
import { sameJson, textMember, type JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import {
  createOrganization,
  deleteOrganization,
  getOrganization,
  listOrganizations,
  updateOrganization,
} from '../../api/endpoints/organizations'
import { toJsonObject } from '../project-reader'
import { failed, isLost, recordDone, review, type PublishSession, type StepResult } from './session'

type Step<Kind extends PlanStep['kind']> = Extract<PlanStep, { kind: Kind }>

const fields = ['label', 'domains', 'session_lifespan', 'default_region']

/** An empty text and an absent member are the same: the project's default. */
function sameOrganization(left: JsonObject, right: JsonObject, names = fields): boolean {
  const value = (entry: JsonObject, name: string) => entry[name] || undefined
  return names.every((name) => sameJson(value(left, name), value(right, name)))
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

/** After a lost answer: the organization that the request made, if it arrived. */
async function findCreated(
  { client, access, projectId, snapshot }: PublishSession,
  body: JsonObject,
): Promise<Result<JsonObject | undefined>> {
  const listed = await listOrganizations(client, access, projectId)
  if (!listed.ok) return listed
  const known = new Set(snapshot.organizations.map((item) => textMember(item, 'id')))
  const made = listed.value
    .map(toJsonObject)
    .find((item) => !known.has(textMember(item, 'id')) && sameOrganization(item, body))
  return success(made)
}

export async function createStep(
  session: PublishSession,
  step: Step<'create-organization'>,
): Promise<StepResult> {
  const { client, access, projectId } = session
  session.revisionMayHaveMoved = true
  const answer = await createOrganization(client, access, projectId, step.body)
  let organization: JsonObject
  if (answer.ok) {
    organization = toJsonObject(answer.value)
  } else {
    if (!isLost(answer.error)) return failed(answer.error)
    const found = await findCreated(session, step.body)
    if (!found.ok || !found.value) return failed(answer.error)
    organization = found.value
  }
  const id = textMember(organization, 'id') ?? ''
  session.ids[step.key] = id
  return recordDone(
    session,
    [{ kind: 'organization', key: step.key }],
    withOrganization(session.snapshot, organization),
    { [step.key]: id },
  )
}

export async function updateStep(
  session: PublishSession,
  step: Step<'update-organization'>,
): Promise<StepResult> {
  const { client, access, projectId, snapshot } = session
  // The request has no guard of its own: look just before whether it is still as it was shown.
  const current = await getOrganization(client, access, projectId, step.key)
  if (!current.ok) return current.error.status === 404 ? review : failed(current.error)
  const shown = snapshot.organizations.find((item) => item['id'] === step.key)
  if (!shown || !sameOrganization(shown, toJsonObject(current.value))) return review
  session.revisionMayHaveMoved = true
  const answer = await updateOrganization(client, access, projectId, step.key, step.body)
  let organization: JsonObject
  if (answer.ok) {
    organization = toJsonObject(answer.value)
  } else {
    if (!isLost(answer.error)) return failed(answer.error)
    const again = await getOrganization(client, access, projectId, step.key)
    if (!again.ok) return failed(answer.error)
    organization = toJsonObject(again.value)
    const arrived = sameOrganization(organization, step.body, Object.keys(step.body))
    if (!arrived) return failed(answer.error)
  }
  const next = withOrganization(snapshot, organization)
  return recordDone(session, [{ kind: 'organization', key: step.key }], next)
}

export async function deleteStep(
  session: PublishSession,
  step: Step<'delete-organization'>,
): Promise<StepResult> {
  const { client, access, projectId, snapshot, draft, excluded } = session
  // Another writer may have given it a connection since the plan was shown.
  const still = planPublish(snapshot, draft.intents, excluded).steps.some(
    (item) => item.kind === 'delete-organization' && item.key === step.key,
  )
  if (!still) return review
  session.revisionMayHaveMoved = true
  const answer = await deleteOrganization(client, access, projectId, step.key)
  if (!answer.ok) {
    if (!isLost(answer.error)) return failed(answer.error)
    const again = await getOrganization(client, access, projectId, step.key)
    if (again.ok || again.error.status !== 404) return failed(answer.error)
  }
  return recordDone(session, [{ kind: 'organization', key: step.key }], {
    ...snapshot,
    organizations: snapshot.organizations.filter((item) => textMember(item, 'id') !== step.key),
  })
}
