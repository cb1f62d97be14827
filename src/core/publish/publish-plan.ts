import type { OrganizationIds } from '../intents/organization-ids'
import { type JsonObject, type JsonValue, textMember } from '../model/json'
import { organizationRoute, type OrganizationRoute, type Snapshot } from '../model/snapshot'
import { publishableIntents } from './changes'
import { organizationPlaceholder, type PatchOperation } from '../patch/compile'
import { fillSecrets } from './fill-secrets'
import { hiddenReason } from '../fields/hidden-text'
import { organizationFields } from '../fields/other-fields'
import { type PatchStep, patchSteps } from './patch-steps'
import { type EntityIntent, inOrderOfMaking, type Intents, targetsOf } from '../intents/intents'
import { serverRank } from '../intents/server-entities'
import { entityLabel, serverEntity } from '../draft/working-copy'
import { type ProjectId, uuidOf } from '../model/project-id'
import { t } from '../language/translate'

/** Why a step must follow another one. */
interface StepDependency {
  /** Position in the plan's steps, from 0; always before the step itself. */
  readonly step: number
  readonly why: string
}

/** Organization that a connection's intent leaves, by deletion or by another link. */
function leftOrganization(intent: EntityIntent): string | undefined {
  if (intent.kind === 'delete') return textMember(intent.seen ?? {}, 'organization_id')
  const from = intent.fields['organization_id']?.from
  return typeof from === 'string' ? from : undefined
}

/** The organizations that connections or SCIM clients join. */
const joinedIn = (intents: Intents): ReadonlySet<unknown> =>
  new Set(
    [...Object.values(intents.connection), ...Object.values(intents['scim-client'])].map(
      ({ fields }) => fields['organization_id']?.to,
    ),
  )

/** Whether a patch makes one of these organizations. */
const creates = ({ organization }: Intents, keys: ReadonlySet<unknown>): boolean =>
  Object.entries(organization).some(([key, { kind }]) => kind === 'create' && keys.has(key))

function isNeededFor(plan: PublishPlan, earlier: PlanStep, step: PlanStep): string | undefined {
  if ('operations' in step) {
    const joined = joinedIn(step.intents)
    if (earlier.kind === 'create-organization' && joined.has(earlier.key)) {
      return t('Needs the ID of {organization}', { organization: earlier.label })
    }
    if ('operations' in earlier && creates(earlier.intents, joined)) {
      return t('Needs the IDs of the new organizations')
    }
  }
  if (step.kind === 'delete-organization' && earlier.kind === 'patch-project') {
    const connections = Object.values(plan.intents.connection)
    const leaves = connections.some((intent) => leftOrganization(intent) === step.key)
    if (leaves) {
      return t('{organization} can be deleted once it has no connections', {
        organization: step.label,
      })
    }
  }
  return undefined
}

/** What each step of a plan depends on, in the order of its steps; most depend on nothing. */
export function dependenciesOf(plan: PublishPlan): readonly (readonly StepDependency[])[] {
  return plan.steps.map((step, index) =>
    plan.steps.slice(0, index).flatMap((earlier, position): StepDependency[] => {
      const why = isNeededFor(plan, earlier, step)
      return why === undefined ? [] : [{ step: position, why }]
    }),
  )
}

/** One request of a publish; requests are sent in order. */
export type PlanStep =
  | {
      readonly kind: 'create-organization'
      readonly key: string
      readonly label: string
      readonly body: JsonObject
    }
  | {
      readonly kind: 'update-organization'
      readonly key: string
      readonly label: string
      readonly body: JsonObject
    }
  | PatchStep
  | { readonly kind: 'delete-organization'; readonly key: string; readonly label: string }

/** The ordered requests for a draft, on one snapshot. */
export interface PublishPlan {
  readonly revisionId: string
  readonly route: OrganizationRoute
  readonly intents: Intents
  readonly steps: readonly PlanStep[]
}

export const secretStandIn = '<secret kept in the keychain>'

function organizationBody(server: JsonObject, intent: EntityIntent): JsonObject {
  const body: Record<string, JsonValue> = {}
  for (const { name: field } of organizationFields) {
    const edit = intent.fields[field]
    // The server keeps an omitted member; an empty text clears the two optional fields.
    if (edit) body[field] = edit.to ?? ''
    else if (field === 'label' || field === 'domains') {
      body[field] = server[field] ?? (field === 'label' ? '' : [])
    }
  }
  return body
}

/** The requests for organizations, before and after the patch. */
function organizationSteps(snapshot: Snapshot, included: Intents) {
  const rank = serverRank(snapshot)
  const place = (key: string) => rank({ kind: 'organization', key })
  const organizations = Object.entries(included.organization).toSorted(
    ([one], [other]) => place(one) - place(other),
  )
  const server = (key: string) => serverEntity(snapshot, { kind: 'organization', key }) ?? {}
  const label = (key: string, fields: JsonObject) =>
    entityLabel(fields, { kind: 'organization', key })
  const creates = inOrderOfMaking(included.organization).map(([key, intent]): PlanStep => {
    const body = organizationBody({}, intent)
    return { kind: 'create-organization', key, label: label(key, body), body }
  })
  const updates = organizations
    .filter(([, intent]) => intent.kind === 'edit')
    .map(([key, intent]): PlanStep => {
      const body = organizationBody(server(key), intent)
      return { kind: 'update-organization', key, label: label(key, body), body }
    })
  const deletes = organizations
    .filter(([, intent]) => intent.kind === 'delete')
    .map(([key]): PlanStep => {
      return { kind: 'delete-organization', key, label: label(key, server(key)) }
    })
  return { before: [...creates, ...updates], after: deletes }
}

/**
 * Plans a publish. Usually it is one guarded patch with everything, or two where a server may give new organizations
 * other ids than asked for and connections need those (`patchSteps`). Where the server takes no organizations in a
 * patch, they are created and updated by requests before it, and deleted after it.
 *
 * @param excluded ids of changes that the person leaves out.
 */
export function planPublish(
  snapshot: Snapshot,
  intents: Intents,
  excluded: ReadonlySet<string> = new Set(),
): PublishPlan {
  const included = publishableIntents(snapshot, intents, excluded)
  const route = organizationRoute(snapshot)
  const { before, after } =
    route === 'patch' ? { before: [], after: [] } : organizationSteps(snapshot, included)
  return {
    revisionId: snapshot.revisionId,
    route,
    intents: included,
    steps: [...before, ...patchSteps(snapshot, included, standInIds(intents)), ...after],
  }
}

/** What stands for the id of each organization that is new; no other is looked for. */
function standInIds(intents: Intents): OrganizationIds {
  return Object.fromEntries(
    Object.entries(intents.organization).map(([key, { fields }]) => {
      const label = fields['label']?.to
      return [key, organizationPlaceholder(typeof label === 'string' ? label : key)]
    }),
  )
}

/** The guarded patches of a plan, in order; the connections are in the last one. */
export function patchesOf(plan: PublishPlan): readonly PatchStep[] {
  return plan.steps.filter((step) => 'operations' in step)
}

/** The operations of the last guarded patch of a plan, which has the connections; empty where it has none. */
export const patchOf = (plan: PublishPlan): readonly PatchOperation[] =>
  patchesOf(plan).at(-1)?.operations ?? []

/**
 * The body of a guarded patch as text, exactly as it will be sent except for the placeholders of
 * secrets and of ids of organizations not created yet.
 */
export function operationsText(operations: readonly PatchOperation[]): string {
  return JSON.stringify(
    fillSecrets(operations, () => secretStandIn),
    undefined,
    2,
  )
}

/** The body of the last guarded patch as text; see `operationsText`. */
export const patchText = (plan: PublishPlan): string => operationsText(patchOf(plan))

/** Everything shown of a plan, as one text: a publish must not send anything else. */
export function planText({ steps }: PublishPlan): string {
  const shown = steps.map((step) =>
    'operations' in step
      ? `${step.kind} ${operationsText(step.operations)}`
      : JSON.stringify(step, undefined, 2),
  )
  return shown.join('\n')
}

/** Why nothing of a plan may be sent, by its bodies; `undefined` where it may. */
export const planRefusal = ({ steps }: PublishPlan): string | undefined =>
  hiddenReason(
    steps.flatMap((step) =>
      'operations' in step ? [...step.operations] : 'body' in step ? [step.body] : [],
    ),
  )

/** Method and path of a step, for the list of requests. */
export function requestLine(step: PlanStep, projectId: ProjectId, revisionId: string): string {
  const uuid = uuidOf(projectId)
  const organizations = `/projects/${uuid}/organizations`
  switch (step.kind) {
    case 'create-organization':
      return `POST ${organizations}`
    case 'update-organization':
      return `PUT ${organizations}/${step.key}`
    case 'delete-organization':
      return `DELETE ${organizations}/${step.key}`
    case 'patch-new-organizations':
    case 'patch-project':
      return `PATCH /projects/${uuid}/revision/${revisionId}`
    case 'patch-normalized':
      return `PATCH /normalized/projects/${uuid}/revision/${revisionId}`
  }
}

/** Whether a draft has anything that can be published now. */
export function isEmptyPlan(plan: PublishPlan): boolean {
  return targetsOf(plan.intents).length === 0
}
