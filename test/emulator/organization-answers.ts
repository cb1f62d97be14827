import { parameter, type Answer, type Call } from '../../src/emulator/operations/call'
import { isObject, omit, type JsonObject, type JsonValue } from '../../src/emulator/state/json'
import type { OpenQuestions } from './options'

const organizations: ReadonlySet<string> = new Set(['organizations'])

/** An answer with a project's document, as servers give it that say nothing of organizations there. */
export function documentAsShown(
  { organizationsInDocument = 'all' }: OpenQuestions,
  answer: Answer,
): Answer {
  const { body } = answer
  if (organizationsInDocument === 'all' || !isObject(body)) return answer
  if (body['revision_id'] !== undefined) return { ...answer, body: omit(body, organizations) }
  const { project } = body
  return isObject(project)
    ? { ...answer, body: { ...body, project: omit(project, organizations) } }
    : answer
}

/** The answer to a patch of the normalized form as servers give it that answer with the document. */
export function patchAnswer(
  options: OpenQuestions,
  { world, ...call }: Call,
  answer: Answer,
): Answer {
  if (options.normalizedPatchAnswers !== 'document') return answer
  const project = world.project(call.parameters['project_id'] ?? '', call.workspaces)
  return { ...answer, body: { project: world.document(project), warnings: [] } }
}

/** An answer of the organization endpoints as servers give it that normalize, or show older members. */
export function organizationsAsShown(options: OpenQuestions, call: Call, answer: Answer): Answer {
  const { body } = answer
  if (answer.status >= 400 || !isObject(body)) return answer
  const projectId = parameter(call, 'project_id')
  const { organizations = [] } = call.world.state.projects.find(({ id }) => id === projectId) ?? {}

  function shown(item: JsonValue): JsonValue {
    if (!isObject(item)) return item
    const stored = organizations.find(({ id }) => id === item['id'])
    const { label = '', domains = [] } = stored ?? item
    const kept: JsonObject = options.normalizeOrganizations ? { label, domains } : {}
    return { ...item, ...kept, ...(options.oldOrganizationMembers ? older(item, stored) : {}) }
  }

  const older = (item: JsonObject, stored: JsonObject | undefined): JsonObject => ({
    project_id: projectId,
    updated_at: stored?.['updated_at'] ?? item['created_at'] ?? '',
  })

  const { organizations: list, organization } = body
  if (Array.isArray(list)) return { ...answer, body: { ...body, organizations: list.map(shown) } }
  if (organization !== undefined) {
    return { ...answer, body: { ...body, organization: shown(organization) } }
  }
  return { ...answer, body: shown(body) }
}
