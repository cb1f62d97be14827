import { ApiError } from '../state/errors'
import { refuse } from '../state/field-checks'
import { clone, isObject, memberAt, type JsonObject } from '../state/json'
import { clearAfterDeleted } from '../state/organizations-write'
import { applyPatch } from '../state/patch'
import { isDisabled, projectMetadata, providersIn } from '../state/project-document'
import { acceptDocument } from '../state/project-write'
import type { StoredProject } from '../state/types'
import { markStored } from '../state/written-back'
import { parameter, projectAtRevision, type Answer, type Call } from './call'

export function listProjects(call: Call): Answer {
  const { state } = call.world
  const own = state.projects.filter((item) => call.workspaces.includes(item.workspace_id))
  return { status: 200, body: own.map((item) => projectMetadata(item, state)) }
}

export function getProject(call: Call): Answer {
  const project = call.world.project(parameter(call, 'project_id'), call.workspaces)
  return { status: 200, body: call.world.document(project) }
}

/** The unguarded patch: applied to the present project, whatever the caller last read. */
export function patchProject(call: Call): Answer {
  return patched(call, call.world.project(parameter(call, 'project_id'), call.workspaces))
}

export function patchProjectWithRevision(call: Call): Answer {
  return patched(call, projectAtRevision(call))
}

/** Replaces the whole project except for missing services; an empty list of organizations removes all. */
export function setProject(call: Call): Answer {
  const project = call.world.project(parameter(call, 'project_id'), call.workspaces)
  const { body } = call
  if (!isObject(body)) throw new ApiError(400, 'expected an object as body')
  const document = writable(call, project)
  // A copy, so that the stored document is not the recorded request.
  const { services, ...rest } = clone(body)
  if (!isObject(services)) refuse('services', 'expected object')
  for (const name of ['name', 'organizations', 'cors_public', 'cors_admin']) {
    if (!(name in rest)) refuse(name, 'missing property')
  }
  const kept = isObject(document['services']) ? document['services'] : {}
  return written(call, project, { ...document, ...rest, services: { ...kept, ...services } })
}

function patched(call: Call, project: StoredProject): Answer {
  const document = writable(call, project)
  const { services } = document
  if (isObject(services)) markStored(services)
  const methods = memberAt(document, 'services', 'identity', 'config', 'selfservice', 'methods')
  // A project without `oidc` still accepts its first switch.
  const first = isObject(methods) && methods['oidc'] === undefined
  if (first) methods['oidc'] = { enabled: false }
  const after = applyPatch(document, call.body)
  return written(call, project, first ? withoutIdleOidc(after) : after)
}

/** Without an oidc node that only has a switch. */
function withoutIdleOidc(document: JsonObject): JsonObject {
  const methods = memberAt(document, 'services', 'identity', 'config', 'selfservice', 'methods')
  if (isObject(methods) && JSON.stringify(methods['oidc']) === '{"enabled":false}')
    delete methods['oidc']
  return document
}

/** With all secrets, but without what the document form hides, so that indexes match those of a read. */
function writable({ world }: Call, project: StoredProject): JsonObject {
  const document = world.fullDocument(project)
  if (world.options.disabledInDocument !== 'absent') return document
  const services = document['services']
  if (isObject(services)) {
    for (const method of ['oidc', 'saml'] as const) {
      const entries = providersIn(services, method)
      const visible = entries.filter((entry) => !isDisabled(entry))
      entries.splice(0, entries.length, ...visible)
    }
  }
  return document
}

function written(call: Call, project: StoredProject, document: JsonObject): Answer {
  const { world } = call
  const { options } = world
  const accepted = acceptDocument(project, document, {
    content: world.state.content,
    variants: options,
  })
  if (options.disabledInDocument === 'absent') restoreHidden(project, accepted)
  const next = world.write(clearAfterDeleted(project, accepted), true)
  return { status: 200, body: { project: world.document(next), warnings: [] } }
}

/** Keeps disabled connections, which the written document cannot contain, unless their id is taken. */
function restoreHidden(before: StoredProject, after: StoredProject): void {
  for (const method of ['oidc', 'saml'] as const) {
    const entries = providersIn(after.services, method)
    providersIn(before.services, method).forEach((entry, index) => {
      const taken = entries.some((other) => other['id'] === entry['id'])
      if (isDisabled(entry) && !taken) entries.splice(Math.min(index, entries.length), 0, entry)
    })
  }
}
