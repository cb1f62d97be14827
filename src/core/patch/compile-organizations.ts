import { proposedId, type OrganizationIds } from '../intents/organization-ids'
import { inFieldOrder } from '../fields/fields'
import { isJsonArray, textMember, type JsonObject, type JsonValue } from '../model/json'
import { documentOrganizations, type Snapshot } from '../model/snapshot'
import { inOrderOfMaking, type EntityIntent, type Intents } from '../intents/intents'
import { memberOperation, pointerSegment, type PatchOperation } from './patch'

const pointer = '/organizations'

/** A new organization as the patch adds it; without an id where the server gives its own. */
export function newOrganization(intent: EntityIntent, id: string | undefined): JsonObject {
  const entry: Record<string, JsonValue> = { label: '', domains: [] }
  for (const [field, { to }] of inFieldOrder('organization', Object.entries(intent.fields))) {
    if (to !== undefined && to !== '') entry[field] = to
  }
  return id === undefined ? entry : { id, ...entry }
}

/** The new organizations of intents in the order in which they are added, with the ids that are asked for. */
export function newOrganizations(
  snapshot: Snapshot,
  intents: Intents['organization'],
  ids: OrganizationIds,
): JsonObject[] {
  return inOrderOfMaking(intents).map(([key, intent]) => {
    const proposed = snapshot.organizationIds === 'assigned' ? undefined : proposedId(key)
    return newOrganization(intent, proposed && (ids[key] ?? proposed))
  })
}

/** Edits of single members, new entries at the end, and removals from the highest position down. */
export function compileOrganizations(
  snapshot: Snapshot,
  intents: Intents['organization'],
  ids: OrganizationIds,
): Readonly<Record<'edits' | 'additions' | 'removals', PatchOperation[]>> {
  const stored = documentOrganizations(snapshot).map((entry, index) => ({
    entry,
    path: `${pointer}/${index}`,
    intent: intents[textMember(entry, 'id') ?? ''],
  }))
  const edits = stored.flatMap(({ entry, path, intent }) =>
    intent?.kind === 'edit'
      ? inFieldOrder('organization', Object.entries(intent.fields)).flatMap(([field, { to }]) =>
          memberOperation(
            `${path}/${pointerSegment(field)}`,
            Object.hasOwn(entry, field),
            to === '' ? undefined : to,
          ),
        )
      : [],
  )
  const entries = newOrganizations(snapshot, intents, ids)
  const hasList = isJsonArray(snapshot.project['organizations'])
  const additions: PatchOperation[] =
    hasList || entries.length === 0
      ? entries.map((value) => ({ op: 'add', path: `${pointer}/-`, value }))
      : [{ op: 'add', path: pointer, value: entries }]
  const removals = stored
    .filter(({ intent }) => intent?.kind === 'delete')
    .toReversed()
    .map(({ path }): PatchOperation => ({ op: 'remove', path }))
  return { edits, additions, removals }
}
