import type { RequestInput } from '../core/ipc/contract'
import type { PublishOutcome } from '../core/ipc/publish'
import type { Snapshot } from '../core/model/snapshot'
import { planPublish, planText, requestLine } from '../core/publish/publish-plan'
import { success, type Result } from '../core/errors/result'
import { errorWords } from './error-words'
import type { OpenedProject } from './open-project'
import { line } from './plain-text'
import type { Streams } from './streams'

/** What a server accepts in a patch, as far as it is known; a refusal teaches it. */
function knownOfServer({ organizationIds, organizationRoute }: Snapshot) {
  return {
    ...(organizationIds ? { organizationIds } : {}),
    ...(organizationRoute ? { organizationRoute } : {}),
  }
}

/** A state as it was read, without what is known of its server. */
function withoutKnown(snapshot: Snapshot): Snapshot {
  const { organizationIds: _ids, organizationRoute: _route, ...state } = snapshot
  return state
}

/**
 * Publishes a plan. Where the server refuses its requests for organizations, or the IDs that it proposes for them, the
 * same changes are sent in the requests that the window would fall back to: nothing keeps what a command learns about a
 * server, so each one finds it out again.
 */
export async function publishPlanned(
  { services, snapshot, summary, signal }: OpenedProject,
  input: RequestInput<'draft.publish'>,
  out: Streams,
): Promise<Result<PublishOutcome>> {
  const { publishing, secrets } = services
  let known = knownOfServer(snapshot)
  let { shown } = input
  for (;;) {
    const result = await publishing.publish({ ...input, shown }, signal)
    if (!result.ok || result.value.kind !== 'review-again') return result
    const { snapshot: now, draft, refused, end } = result.value
    const next = planPublish(now, draft.intents)
    const asBefore = planPublish({ ...withoutKnown(now), ...known }, draft.intents)
    const isSame = planText(asBefore) === shown && planText(next) !== shown
    if (!refused || end || !isSame) return success(result.value)
    out.warn(secrets.scrub(line`${errorWords(refused)} The same changes are sent as:`))
    for (const step of next.steps)
      out.warn(line`  ${requestLine(step, summary.id, now.revisionId)}`)
    known = knownOfServer(now)
    shown = planText(next)
  }
}
