import { proposedId, type OrganizationIds } from '../../../core/intents/organization-ids'
import { t } from '../../../core/language/translate'
import { noIntents, type EntityIntent, type Intents } from '../../../core/intents/intents'
import { compilePatch } from '../../../core/patch/compile'
import { provesPatch } from '../../../core/patch/prove-patch'
import { droppedFields } from '../../../core/publish/dropped-fields'
import { sendGuarded } from './guarded-patch'
import { done, recordDone, type PublishSession, type StepResult } from './session'

/** The links to new organizations that the answer left at ids which the server did not keep. */
function brokenLinks({ connection }: Intents, ids: OrganizationIds): Intents | undefined {
  const askedFor = new Map(Object.entries(ids).map(([key, id]) => [id, proposedId(key)]))
  const links = Object.entries(connection).flatMap(([key, { fields }]) => {
    const link = fields['organization_id']
    const asked = typeof link?.to === 'string' ? askedFor.get(link.to) : undefined
    const isBroken = asked !== undefined && link?.from === asked
    if (!isBroken) return []
    const edit: EntityIntent = { kind: 'edit', fields: { organization_id: link } }
    return [[key, edit] as const]
  })
  if (links.length === 0) return undefined
  return { ...noIntents, connection: Object.fromEntries(links) }
}

/**
 * Where the server gave new organizations other ids than it was known to keep, their connections are linked to them at
 * once, by a second guarded patch. If that fails, the links are in the draft.
 *
 * @param ids as the server gave them, by draft key
 */
export async function mendLinks(
  session: PublishSession,
  ids: OrganizationIds,
): Promise<StepResult> {
  const links = brokenLinks(session.draft.intents, ids)
  if (!links) return done
  session.warnings.push({
    message: t(
      'The server gave new organizations other IDs than asked for. A second request linked ' +
        'their connections to them.',
    ),
  })
  return sendGuarded(session, {
    bodyOn: (snapshot) => ({ operations: compilePatch(snapshot, links), sent: links }),
    shows: (sent, snapshot) => droppedFields(sent, snapshot, {}).length === 0,
    proves: (whole, { sent, operations }) => provesPatch(whole, sent, operations),
    async finish(sent, answer) {
      session.dropped = session.dropped.filter(
        ({ target, field }) => field !== 'organization_id' || !links.connection[target.key],
      )
      return recordDone(session, sent, answer)
    },
  })
}
