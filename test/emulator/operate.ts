import type { Answer, Call, Operate, Operation } from '../../src/emulator/operations/call'
import { isObject } from '../../src/emulator/state/json'
import type { EmulatorState } from '../../src/emulator/state/types'
import type { World } from '../../src/emulator/state/world'
import type { FaultRule } from './fault-rule'
import type { EmulatorOptions } from './options'
import { leavingNothing, writingAsAsked } from './open-writes'
import { documentAsShown, organizationsAsShown, patchAnswer } from './organization-answers'
import { renameAnOrganization } from './other-writer'
import { isOrganizationOperation, refuseWhatIsOff } from './refusals'
import type { StaleReads } from './stale-reads'
import { passedTests } from './test-operations'

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
