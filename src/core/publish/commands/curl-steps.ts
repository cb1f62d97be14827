import { apiPath, isPathSegment } from '../../links/api-address'
import type { Pieces } from './pieces'
import { switchedConnections } from '../patch-steps'
import type { Publish, PublishBodies, StepBody } from './publish'
import { sh } from './sh'
import { rowsMember } from '../../model/connection'
import { uuidOf } from '../../model/project-id'
import { scimClientsOf } from '../../model/scim-client'

/**
 * The revision that a step requires: the reviewed one, the one read again after organization
 * requests, or the one that the answer to the previous patch named. The last two are in the
 * variable `revision`.
 */
export type Standing = 'reviewed' | 'read' | 'told'

/** An address below the project; `isSendable` holds for all of its parts. */
function projectUrl({ snapshot, apiAddress }: Publish, ...below: readonly string[]): string {
  return `${apiAddress}${apiPath(['projects', uuidOf(snapshot.summary.id), ...below]) ?? ''}`
}

/** Whether every address of the requests is the one that is meant: curl, too, takes `..` away. */
export function isSendable({ plan, snapshot }: Publish): boolean {
  const keys = plan.steps.flatMap((step) =>
    step.kind === 'update-organization' || step.kind === 'delete-organization' ? [step.key] : [],
  )
  return [uuidOf(snapshot.summary.id), plan.revisionId, ...keys].every(isPathSegment)
}

/** Reads the project with curl. */
export function readByCurl(publish: Publish): string[] {
  return [
    ...sh.curl({ method: 'GET', url: [projectUrl(publish)] }),
    ...sh.checkId(['id'], uuidOf(publish.snapshot.summary.id)),
  ]
}

function newOrganizationLines(publish: Publish, bodies: PublishBodies): string[] {
  const made = Object.entries(publish.plan.intents.organization).filter(
    ([key]) => bodies.organizations[key] !== undefined,
  )
  const labels = made.map(([, { fields }]) => {
    const label = fields['label']?.to
    return typeof label === 'string' ? label : ''
  })
  // New entries are last in the list, in the order in which they were sent.
  return made.flatMap(([key], index) => {
    const label = labels[index] ?? ''
    const fromEnd = labels.slice(index).filter((other) => other === label).length
    return sh.takeOrganization(bodies.organizations[key] ?? '', label, fromEnd)
  })
}

/**
 * Stops where a SCIM client or the row of a connection has another position by now: the patch names each by its
 * position as reviewed, and goes to the revision that was just read.
 */
function rowsInPlace({ snapshot, plan }: Publish): string[] {
  const touched = plan.intents['scim-client']
  const clients = scimClientsOf(snapshot).flatMap(({ key, index }) =>
    touched[key]
      ? sh.checkId(['current_revision', `scim_clients[${index}]`, 'client_id'], key)
      : [],
  )
  const connections = switchedConnections(snapshot, plan.intents).flatMap(
    ({ protocol, index, id }) =>
      sh.checkId(['current_revision', `${rowsMember(protocol)}[${index}]`, 'provider_id'], id),
  )
  return [...clients, ...connections]
}

/** One step of a publish with curl. */
export function curlStep(
  publish: Publish,
  bodies: PublishBodies,
  { step, body = [] }: StepBody,
  standing: Standing,
): string[] {
  const id = uuidOf(publish.snapshot.summary.id)
  const { apiAddress } = publish
  const project = projectUrl(publish)
  const one = (key: string): Pieces => [projectUrl(publish, 'organizations', key)]
  const revision: Pieces =
    standing === 'reviewed'
      ? [projectUrl(publish, 'revision', publish.plan.revisionId)]
      : [`${project}/revision/`, { kind: 'plain', variable: 'revision' }]
  switch (step.kind) {
    case 'create-organization':
      return [
        ...sh.curl({ method: 'POST', url: [`${project}/organizations`], body }),
        ...sh.takeId(bodies.organizations[step.key] ?? 'organization', ['id']),
      ]
    case 'update-organization':
      return [
        ...sh.curl({ method: 'PUT', url: one(step.key), body }),
        ...sh.checkId(['id'], step.key),
      ]
    case 'delete-organization':
      return sh.curl({ method: 'DELETE', url: one(step.key) })
    case 'patch-new-organizations':
      return [
        ...sh.curl({ method: 'PATCH', url: revision, body }),
        ...sh.checkId(['project', 'id'], id),
        ...newOrganizationLines(publish, bodies),
        ...sh.takeId('revision', ['project', 'revision_id']),
      ]
    case 'patch-project':
      return [
        ...sh.curl({ method: 'PATCH', url: revision, body }),
        ...sh.checkId(['project', 'id'], id),
      ]
    case 'patch-normalized': {
      const form = `${apiAddress}${apiPath(['normalized', 'projects', id]) ?? ''}`
      const isAlone = publish.plan.steps.length === 1
      const read = isAlone
        ? []
        : [
            ...sh.curl({ method: 'GET', url: [form] }),
            ...sh.takeId('revision', ['current_revision', 'id']),
            ...rowsInPlace(publish),
          ]
      const at: Pieces = isAlone
        ? [`${form}/revision/${publish.plan.revisionId}`]
        : [`${form}/revision/`, { kind: 'plain', variable: 'revision' }]
      return [...read, ...sh.curl({ method: 'PATCH', url: at, body })]
    }
  }
}
