import { proposedId, type OrganizationIds } from '../intents/organization-ids'
import { connectionKey } from '../model/connection'
import { textListMember, textMember, type JsonObject } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { milliseconds } from '../model/times'
import { writeOnlyFields } from '../fields/fields'
import { sameField } from '../intents/field-values'
import { isAsAsked } from '../intents/sets'
import {
  intentOf,
  type EntityIntent,
  type FieldIntent,
  type IntentChange,
  type Intents,
  type Target,
} from '../intents/intents'
import { idField, serverEntity } from './working-copy'

/** Milliseconds that an organization may seem older than its request, because clocks differ. */
const clockTolerance = 10 * 60_000

/**
 * Finds the organization created by an intent: by the proposed ID, else by all sent values, since servers may assign
 * IDs and rewrite values. Never one in `taken`, one too old, or one in `earlier` without domains.
 */
export function findCreatedOrganization(
  key: string,
  intent: EntityIntent,
  organizations: readonly JsonObject[],
  taken: ReadonlySet<string>,
  earlier: ReadonlySet<string> = taken,
): JsonObject | undefined {
  const free = organizations.filter((item) => !taken.has(textMember(item, 'id') ?? ''))
  const asked = proposedId(key)
  const proposed = asked === undefined ? undefined : free.find(({ id }) => id === asked)
  return (
    proposed ??
    free.find((item) => {
      const created = milliseconds(textMember(item, 'created_at') ?? '')
      const attempted = milliseconds(intent.attemptedAt ?? '')
      if (created < attempted - clockTolerance) return false
      // With two requests, the domains come with the second.
      const isLater = (name: string) =>
        name === 'domains' &&
        textListMember(item, 'domains').length === 0 &&
        !earlier.has(textMember(item, 'id') ?? '')
      return Object.entries(intent.fields).every(
        ([name, { to }]) => isLater(name) || isAsAsked(name, to, item[name]),
      )
    })
  )
}

function withId(field: FieldIntent, ids: OrganizationIds): FieldIntent {
  const id = typeof field.to === 'string' ? ids[field.to] : undefined
  return id === undefined ? field : { ...field, to: id }
}

/** Turns parts of a creation that the server does not have yet into edits. */
function confirmed(
  target: Target,
  made: Target,
  intent: EntityIntent,
  server: JsonObject,
  ids: OrganizationIds,
): IntentChange[] {
  const left = Object.entries(intent.fields).flatMap(([name, field]) => {
    const { to } = withId(field, ids)
    const isThere =
      writeOnlyFields.has(name) ||
      sameField(name, to, server[name]) ||
      (made.kind === 'organization' && isAsAsked(name, to, server[name]))
    if (isThere) return []
    const from = server[name]
    return [
      [
        name,
        { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
      ] as const,
    ]
  })
  const gone: IntentChange = { target, before: intent }
  if (left.length === 0) return [gone]
  return [gone, { target: made, after: { kind: 'edit', fields: Object.fromEntries(left) } }]
}

/** Changes for creations that succeeded without a response, so that they are not created again. */
export function changesForCreated(
  intents: Intents,
  before: Snapshot,
  now: Snapshot,
): IntentChange[] {
  const earlier = new Set(before.organizations.map((item) => textMember(item, 'id') ?? ''))
  const taken = new Set<string>()
  const ids: Record<string, string> = {}
  const isSent = ({ kind, attemptedAt }: EntityIntent) =>
    kind === 'create' && attemptedAt !== undefined
  const made = Object.entries(intents.organization).flatMap(([key, intent]) => {
    if (!isSent(intent)) return []
    const server = findCreatedOrganization(key, intent, now.organizations, taken, earlier)
    if (!server) return []
    const id = textMember(server, 'id') ?? ''
    taken.add(id)
    ids[key] = id
    return [{ key, intent, server }]
  })
  const organizations = made.flatMap(({ key, intent, server }) => {
    const kind = 'organization' as const
    return confirmed({ kind, key }, { kind, key: ids[key] ?? key }, intent, server, ids)
  })
  const members = (['connection', 'scim-client'] as const).flatMap((kind) =>
    Object.entries(intents[kind]).flatMap(([key, intent]): IntentChange[] => {
      const target = { kind, key }
      const id = intent.fields[idField(kind)]?.to
      if (isSent(intent) && typeof id === 'string') {
        const own = kind === 'connection' ? connectionKey(intent.protocol ?? 'oidc', id) : id
        const place = { kind, key: own }
        const server = serverEntity(now, place)
        const editedAlready = intentOf(intents, place) !== undefined
        if (server && !editedAlready) return confirmed(target, place, intent, server, ids)
      }
      const field = intent.fields['organization_id']
      const moved = field && withId(field, ids)
      if (!moved || moved === field) return []
      return [{ target, field: 'organization_id', before: field, after: moved }]
    }),
  )
  return [...organizations, ...members]
}
