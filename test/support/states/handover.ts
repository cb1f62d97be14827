import { noIntents } from '../../../src/core/intents/intents'
import { workingCopy } from '../../../src/core/draft/working-copy'
import { handoverValues, type HandoverValues } from '../../../src/core/handover/values'
import type { GuideProtocol } from '../../../src/core/handover/guide'
import type { JsonObject } from '../../../src/core/model/json'
import type { Snapshot } from '../../../src/core/model/snapshot'
import { snapshotOf } from './snapshots'

export const organization = {
  id: '7cccc4a1-89ff-44f8-9bdb-d78458387e4c',
  label: 'Meadowlark Health',
  domains: ['meadowlark.example', 'meadowlark.org.example'],
}

/** A project with two hosts and no base redirect URL, so that every address exists twice. */
export function projectWith(parts: Parameters<typeof snapshotOf>[0]): Snapshot {
  const snapshot = snapshotOf({ organizations: [organization], ...parts })
  const summary = { ...snapshot.summary, hosts: ['id.customer.example'] }
  const text = JSON.stringify(snapshot.project).replace('https://login.customer.example', '')
  return { ...snapshot, summary, project: JSON.parse(text) }
}

export function valuesOf(
  protocol: GuideProtocol,
  fields: JsonObject,
  snapshot: Snapshot = projectWith({ [protocol === 'scim' ? 'scimClients' : protocol]: [fields] }),
): HandoverValues {
  return handoverValues(snapshot, workingCopy(snapshot, noIntents), { protocol, fields })
}
