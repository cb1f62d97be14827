import { ApiError } from '../errors'
import type { JsonObject } from '../json'
import { applyPatch } from '../patch'
import { projectMetadata } from '../project-document'
import { acceptDocument } from '../project-write'
import type { StoredProject } from '../types'
import { parameter, type Answer, type Call } from './call'

export function listProjects(call: Call): Answer {
  const { state, options } = call.world
  if (options.refuseListProjects) throw new ApiError(403, 'This operation needs a session.')
  const own = state.projects.filter((item) => call.workspaces.includes(item.workspace_id))
  return { status: 200, body: own.map((item) => projectMetadata(item, state)) }
}

export function getProject(call: Call): Answer {
  const project = call.world.readProject(parameter(call, 'project_id'), call.workspaces)
  return { status: 200, body: call.world.document(project) }
}

/** The unguarded one: applied to the project as it is now, whatever the caller last read. */
export function patchProject(call: Call): Answer {
  return patched(call, call.world.project(parameter(call, 'project_id'), call.workspaces))
}

export function patchProjectWithRevision(call: Call): Answer {
  const project = call.world.project(parameter(call, 'project_id'), call.workspaces)
  if (project.revision_id !== parameter(call, 'revision_id')) {
    throw new ApiError(
      409,
      'The project was updated in the meantime: the revision id is not the current one.',
    )
  }
  return patched(call, project)
}

function patched(call: Call, project: StoredProject): Answer {
  const { world } = call
  const document = applyPatch(world.document(project, true), call.body)
  const next = acceptDocument(project, document, {
    content: world.state.content,
    keepSecrets: world.options.keepSecretsOfReplacedEntries ?? false,
  })
  const written = world.write(next, true)
  const warnings: JsonObject[] = [...(world.options.warnings ?? []), ...call.extraWarnings].map(
    ({ code, message }) => ({ code, message }),
  )
  return { status: 200, body: { project: world.document(written), warnings } }
}
