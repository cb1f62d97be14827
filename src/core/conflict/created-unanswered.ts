import { connectionKey } from '../model/connection'
import { textMember, type JsonObject } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { milliseconds } from '../model/times'
import { writeOnlyFields } from '../fields/fields'
import { sameField } from '../intents/field-values'
import { isAsAsked } from '../intents/sets'
import { intentOf, type EntityIntent, type IntentChange, type Intents } from '../intents/intents'
import { serverEntity } from '../draft/working-copy'

/** Clocks differ: an organization may seem older than its request by this much. */
const clockTolerance = 10 * 60_000

/**
 * The organization that an intent's request created, among those of the server, which may rewrite
 * values; `undefined` where none matches, or all matches are too old.
 *
 * @param taken ids that belong to other intents.
 */
export function findCreatedOrganization(
  intent: EntityIntent,
  organizations: readonly JsonObject[],
  taken: ReadonlySet<string>,
): JsonObject | undefined {
  return organizations.find((item) => {
    if (taken.has(textMember(item, 'id') ?? '')) return false
    const created = milliseconds(textMember(item, 'created_at') ?? '')
    const attempted = milliseconds(intent.attemptedAt ?? '')
    if (created < attempted - clockTolerance) return false
    return Object.entries(intent.fields).every(([name, { to }]) => isAsAsked(name, to, item[name]))
  })
}

function confirmOrganization(
  intents: Intents,
  key: string,
  intent: EntityIntent,
  made: JsonObject,
): IntentChange[] {
  const id = textMember(made, 'id') ?? ''
  const members = Object.entries(intents.connection).filter(
    ([, { fields }]) => fields['organization_id']?.to === key,
  )
  return [
    { target: { kind: 'organization', key }, before: intent },
    ...members.map(([connection, { fields }]): IntentChange => {
      const before = fields['organization_id'] ?? {}
      const target = { kind: 'connection' as const, key: connection }
      return { target, field: 'organization_id', before, after: { ...before, to: id } }
    }),
  ]
}

/** The parts of a connection's creation that the server does not show become edits of it. */
function confirmConnection(key: string, intent: EntityIntent, server: JsonObject): IntentChange[] {
  const left = Object.entries(intent.fields).filter(
    ([name, { to }]) => !writeOnlyFields.has(name) && !sameField(name, to, server[name]),
  )
  const gone: IntentChange = { target: { kind: 'connection', key }, before: intent }
  if (left.length === 0) return [gone]
  const fields = Object.fromEntries(
    left.map(([name, { to }]) => {
      const from = server[name]
      return [
        name,
        { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
      ]
    }),
  )
  const target = {
    kind: 'connection' as const,
    key: connectionKey(intent.protocol ?? 'oidc', textMember(server, 'id') ?? ''),
  }
  return [gone, { target, after: { kind: 'edit', fields } }]
}

/**
 * The changes of intents for creations whose request got no answer but succeeded: the entity exists,
 * so it is not created again. Only what was once sent is searched for.
 */
export function changesForCreated(intents: Intents, now: Snapshot): IntentChange[] {
  const taken = new Set<string>()
  const organizations = Object.entries(intents.organization).flatMap(([key, intent]) => {
    if (intent.kind !== 'create' || intent.attemptedAt === undefined) return []
    const made = findCreatedOrganization(intent, now.organizations, taken)
    if (!made) return []
    taken.add(textMember(made, 'id') ?? '')
    return confirmOrganization(intents, key, intent, made)
  })
  const connections = Object.entries(intents.connection).flatMap(([key, intent]) => {
    if (intent.kind !== 'create' || intent.attemptedAt === undefined) return []
    const id = intent.fields['id']?.to
    if (typeof id !== 'string') return []
    const target = {
      kind: 'connection' as const,
      key: connectionKey(intent.protocol ?? 'oidc', id),
    }
    const server = serverEntity(now, target)
    const editedAlready = intentOf(intents, target) !== undefined
    return server && !editedAlready ? confirmConnection(key, intent, server) : []
  })
  return [...organizations, ...connections]
}
