/** Operations that official clients use but no public document describes. */
import { clone } from '../state/json'
import { acceptRevision, normalizedProject, normalizedRevision } from '../state/normalized'
import { applyPatch } from '../state/patch'
import { parameter, projectAtRevision, type Answer, type Call } from './call'

export function listCustomDomains(call: Call): Answer {
  const project = call.world.project(parameter(call, 'project_id'), call.workspaces)
  return { status: 200, body: clone(project.custom_domains ?? []) }
}

export function getNormalizedProject(call: Call): Answer {
  const project = call.world.project(parameter(call, 'project_id'), call.workspaces)
  return { status: 200, body: normalizedProject(call.world, project) }
}

/** Always guarded. Its answer is the whole normalized project, unlike that of the document's patch. */
export function patchNormalizedProject(call: Call): Answer {
  const { world } = call
  const project = projectAtRevision(call)
  const read = normalizedRevision(world, project)
  const accepted = acceptRevision(
    project,
    { read, written: applyPatch(read, call.body) },
    { content: world.state.content, variants: world.options },
  )
  return { status: 200, body: normalizedProject(world, world.write(accepted, true)) }
}
