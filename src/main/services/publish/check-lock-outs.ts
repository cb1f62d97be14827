import { setUpOf } from '../../../core/draft/set-up-of'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { lockedOutBy } from '../../../core/impact/domains'
import { listed } from '../../../core/impact/way-words'
import { noIntents } from '../../../core/intents/intents'
import type { ConnectionStates } from '../../../core/model/connection-states'
import type { Snapshot } from '../../../core/model/snapshot'
import type { PublishPlan } from '../../../core/publish/publish-plan'

/**
 * Whether a person knows of all domains whose people a publish to production would lock out.
 * @param confirmed domains that the person was shown and confirmed, beside the project's slug
 * @param states what is known of which connections of the snapshot are enabled
 * @returns `publish.lock-out` with the domains in its message and the first of them as subject.
 */
export function checkLockOuts(
  snapshot: Snapshot,
  plan: Pick<PublishPlan, 'intents'>,
  confirmed: readonly string[] = [],
  states?: ConnectionStates,
): Result<void> {
  if (snapshot.summary.environment !== 'production') return success(undefined)
  const known = new Set(confirmed)
  const lockedOut = lockedOutBy(
    setUpOf(snapshot, noIntents, states),
    setUpOf(snapshot, plan.intents, states),
  )
  const unknown = lockedOut.filter((domain) => !known.has(domain))
  const [first] = unknown
  if (first === undefined) return success(undefined)
  const message = t('People of {domains} would be locked out, which was not confirmed', {
    domains: listed(unknown),
  })
  return failure(appError('publish.lock-out', message, { subject: first }))
}
