import {
  type Answer,
  type Call,
  type Operate,
  type Operation,
  parameter,
} from '../../src/emulator/operations/call'
import { isObject, omit, type JsonObject, type JsonValue } from '../../src/emulator/state/json'
import type { EmulatorState } from '../../src/emulator/state/types'
import type { World } from '../../src/emulator/state/world'
import type { FaultRule } from './fault-rule'
import type { EmulatorOptions, OpenQuestions } from './options'
import { leavingNothing, writingAsAsked } from './open-writes'
import { renameAnOrganization } from './other-writer'
import { isOrganizationOperation, refuseWhatIsOff } from './refusals'
import type { StaleReads } from './stale-reads'
import jsonPatch from 'fast-json-patch'
import { isDeepStrictEqual } from 'node:util'
import { ApiError } from '../../src/emulator/state/errors'
import { normalizedRevision } from '../../src/emulator/state/normalized'
import { applyPatch } from '../../src/emulator/state/patch'

const isTest = (operation: JsonValue) => isObject(operation) && operation['op'] === 'test'

/**
 * The body of a JSON Patch without its `test` operations, as a server takes it that knows them.
 * Throws 400 where one of them fails on what the operations before it make of the project.
 */
function passedTests(call: Call, operation: string): JsonValue | undefined {
  const { body, world, workspaces, parameters } = call
  if (!Array.isArray(body)) return body
  const others = body.filter((operation) => !isTest(operation))
  if (others.length === body.length) return body
  const project = world.project(parameter(call, 'project_id'), workspaces)
  const asked = parameters['revision_id']
  // The operation itself says that it is not the current one.
  if (asked !== undefined && asked !== project.revision_id) return others
  const before =
    operation === 'patchNormalizedProject'
      ? normalizedRevision(world, project)
      : world.fullDocument(project)
  body.forEach((operation, index) => {
    if (!isObject(operation) || !isTest(operation)) return
    const { path, value } = operation
    if (typeof path !== 'string' || value === undefined)
      throw new ApiError(400, `operation ${index} (test) has no path or no value`)
    const earlier = body.slice(0, index).filter((item) => !isTest(item))
    const there = valueAt(applyPatch(before, earlier), path)
    if (!isDeepStrictEqual(there, value)) throw new ApiError(400, `testing value ${path} failed`)
  })
  return others
}

/** `undefined` where there is nothing. */
function valueAt(document: JsonValue, path: string): unknown {
  try {
    return jsonPatch.getValueByPointer(document, path)
  } catch {
    // The library throws where a parent is missing.
    return undefined
  }
}

const organizations: ReadonlySet<string> = new Set(['organizations'])

/** An answer with a project's document, as servers give it that say nothing of organizations there. */
function documentAsShown(
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
function patchAnswer(options: OpenQuestions, { world, ...call }: Call, answer: Answer): Answer {
  if (options.normalizedPatchAnswers !== 'document') return answer
  const project = world.project(call.parameters['project_id'] ?? '', call.workspaces)
  return { ...answer, body: { project: world.document(project), warnings: [] } }
}

/** An answer of the organization endpoints as servers give it that normalize, or show older members. */
function organizationsAsShown(options: OpenQuestions, call: Call, answer: Answer): Answer {
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

interface Parts {
  options: EmulatorOptions
  stale: StaleReads
  /** Another writer's edit. */
  edit: (world: World, change: (state: EmulatorState) => void) => void
}

const reads = /^(?:get|list)/

/** Wraps operations whose options or fault rules differ from the shipped emulator. */
export function createOperateBy({ options, stale, edit }: Parts) {
  return (operation: string, rule: FaultRule = {}): Operate =>
    (call, run) => {
      if (rule.otherWriter !== undefined) {
        const rename = renameAnOrganization(call.parameters['project_id'])
        edit(call.world, rule.otherWriter === true ? rename : rule.otherWriter)
      }
      refuseWhatIsOff(options, operation, call)
      const world = reads.test(operation)
        ? stale.forRead(call.world)
        : stale.forWrite(writingTo(call.world, operation), {
            reads: options.staleReadsAfterWrite ?? 0,
            milliseconds: rule.staleReadsForMs ?? options.staleReadsForMs ?? 0,
          })
      const asked = { ...call, world, query: paged(call, operation) }
      const answer = documentAsShown(options, answered(asked, operation, run))
      return withWarnings(answer, [...(options.warnings ?? []), ...(rule.warnings ?? [])])
    }

  /** The answer where nobody public says what Ory does. */
  function answered(call: Call, operation: string, run: Operation): Answer {
    if (reads.test(operation) && !isOrganizationOperation(operation)) return run(call)
    const takesTest = options.patchTakesTest && operation.startsWith('patch')
    const body = takesTest ? passedTests(call, operation) : call.body
    const world = writingAsAsked(options, call, operation)
    const answer = leavingNothing(world, () => run({ ...call, body, world }))
    if (isOrganizationOperation(operation)) return organizationsAsShown(options, call, answer)
    return operation === 'patchNormalizedProject' ? patchAnswer(options, call, answer) : answer
  }

  function writingTo(world: World, operation: string): World {
    const keeps = options.organizationWritesMoveRevision === false
    return keeps && isOrganizationOperation(operation)
      ? { ...world, write: (next) => world.write(next, false) }
      : world
  }

  function paged({ query }: Call, operation: string): URLSearchParams {
    if (options.projectsPageSize === undefined || operation !== 'listWorkspaceProjects')
      return query
    const paging = new URLSearchParams(query)
    paging.set('page_size', String(options.projectsPageSize))
    return paging
  }
}

/** Only the answer to a project update has warnings. */
function withWarnings(answer: Answer, more: NonNullable<EmulatorOptions['warnings']>): Answer {
  const { status, body } = answer
  if (more.length === 0 || !isObject(body)) return answer
  const { warnings } = body
  if (!Array.isArray(warnings)) return answer
  const added = more.map(({ code, message }) => ({ code, message }))
  return { status, body: { ...body, warnings: [...warnings, ...added] } }
}
