import { inFieldOrder } from '../fields/fields'
import { textMember, type JsonObject, type JsonValue } from '../model/json'
import { documentOrganizations, type Snapshot } from '../model/snapshot'
import { inOrderOfMaking, type EntityIntent, type Intents } from '../intents/intents'
import { memberOperation, pointerSegment, type PatchOperation } from './patch'

const pointer = '/organizations'

/** The id requested for a new organization: the UUID of its key in the draft. */
export function proposedId(key: string): string {
  return key.replace(/^new:/, '')
}

function newEntry(key: string, intent: EntityIntent, withId: boolean): JsonObject {
  const entry: Record<string, JsonValue> = { label: '', domains: [] }
  for (const [field, { to }] of inFieldOrder('organization', Object.entries(intent.fields))) {
    if (to !== undefined && to !== '') entry[field] = to
  }
  return withId ? { id: proposedId(key), ...entry } : entry
}

/**
 * The patch that creates new organizations. It is sent first: it is not documented whether the server
 * keeps a requested id, so the ids are read from its answer.
 */
export function compileNewOrganizations(
  snapshot: Snapshot,
  intents: Intents['organization'],
): PatchOperation[] {
  const withIds = snapshot.organizationIdsRefused !== true
  const entries = inOrderOfMaking(intents).map(([key, intent]) => newEntry(key, intent, withIds))
  if (entries.length === 0) return []
  if (!Array.isArray(snapshot.project['organizations'])) {
    return [{ op: 'add', path: pointer, value: entries }]
  }
  return entries.map((value) => ({ op: 'add', path: `${pointer}/-`, value }))
}

/** Edits of single members, and removals from the highest position down. */
export function compileOrganizations(
  snapshot: Snapshot,
  intents: Intents['organization'],
): { readonly edits: PatchOperation[]; readonly removals: PatchOperation[] } {
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
  const removals = stored
    .filter(({ intent }) => intent?.kind === 'delete')
    .toReversed()
    .map(({ path }): PatchOperation => ({ op: 'remove', path }))
  return { edits, removals }
}
