import fc from 'fast-check'
import { intentChangesOf, type Edit } from '../../../src/core/draft/edits'
import { emptyDraft, record, type Draft, type NewStep } from '../../../src/core/draft/draft'
import { entitiesOf, workingCopy } from '../../../src/core/draft/working-copy'
import type { Target } from '../../../src/core/intents/intents'
import type { JsonValue } from '../../../src/core/model/json'
import type { Snapshot } from '../../../src/core/model/snapshot'

const newKey = (index: number) => `new:00000000-0000-4000-8000-${String(index).padStart(12, '0')}`

/** A gesture without knowledge of the project; `toEdit` applies it to an existing target. */
export interface Gesture {
  readonly kind: Edit['kind']
  readonly aim: number
  readonly field: string
  readonly value: JsonValue | undefined
  readonly connections: 'delete' | 'detach'
  readonly grouped: boolean
}

export const arbitraryGestures: fc.Arbitrary<Gesture[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<Edit['kind'][]>(
      'set-field',
      'set-field',
      'set-field',
      'create-connection',
      'create-organization',
      'create-scim-client',
      'delete-scim-client',
      'delete-connection',
      'delete-organization',
      'revert',
      'revert-field',
    ) as fc.Arbitrary<Edit['kind']>,
    aim: fc.nat({ max: 1000 }),
    field: fc.constantFrom('label', 'client_id', 'scope', 'issuer_url', 'x_unknown', 'a/b~c'),
    value: fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constant(undefined),
      fc.array(fc.constantFrom('openid', 'email', 'groups'), { maxLength: 3 }),
    ) as fc.Arbitrary<JsonValue | undefined>,
    connections: fc.constantFrom('delete', 'detach') as fc.Arbitrary<'delete' | 'detach'>,
    grouped: fc.boolean(),
  }),
  { maxLength: 25 },
)

export function toEdit(
  snapshot: Snapshot,
  draft: Draft,
  gesture: Gesture,
  index: number,
): Edit | undefined {
  const copy = workingCopy(snapshot, draft.intents)
  const alive = entitiesOf(copy).filter((item) => item.status !== 'deleted')
  const settings = ['base_redirect_uri', 'enable_auto_link_policy']
  const fieldOf = ({ kind }: Target) => {
    if (kind === 'method') return settings[gesture.field.length % 2] ?? ''
    // The ID of a SCIM client stays as it is.
    return kind === 'scim-client' && gesture.field === 'client_id' ? 'label' : gesture.field
  }
  const pick = <Item>(items: readonly Item[]) => items[gesture.aim % Math.max(items.length, 1)]
  const target = pick(alive)?.target
  switch (gesture.kind) {
    case 'create-connection':
      return {
        kind: 'create-connection',
        key: newKey(index),
        protocol: 'oidc',
        fields: { id: `NEW-${index}`, provider: 'generic', label: String(gesture.value) },
      }
    case 'create-organization':
      return {
        kind: 'create-organization',
        key: newKey(index),
        fields: { label: `New ${index}`, domains: [] },
      }
    case 'create-scim-client':
      return {
        kind: 'create-scim-client',
        key: newKey(index),
        fields: { client_id: `new-${index}`, label: String(gesture.value), state: 'enabled' },
      }
    case 'delete-scim-client': {
      const found = pick(alive.filter((item) => item.target.kind === 'scim-client'))
      return found && { kind: 'delete-scim-client', key: found.target.key }
    }
    case 'delete-connection': {
      const found = pick(alive.filter((item) => item.target.kind === 'connection'))
      return found && { kind: 'delete-connection', key: found.target.key }
    }
    case 'delete-organization': {
      const found = pick(alive.filter((item) => item.target.kind === 'organization'))
      return (
        found && {
          kind: 'delete-organization',
          key: found.target.key,
          connections: gesture.connections,
        }
      )
    }
    case 'set-field':
      return target && { kind: 'set-field', target, field: fieldOf(target), value: gesture.value }
    case 'revert-field':
      return target && { kind: 'revert-field', target, field: fieldOf(target) }
    case 'revert':
      return target && { kind: 'revert', target }
  }
}

/** The step that a gesture would record; `undefined` if it has no target. */
export function stepFor(
  snapshot: Snapshot,
  draft: Draft,
  gesture: Gesture,
  index: number,
): NewStep | undefined {
  const edit = toEdit(snapshot, draft, gesture, index)
  if (!edit) return undefined
  const changes = intentChangesOf(snapshot, draft.intents, edit)
  const group =
    gesture.grouped && edit.kind === 'set-field'
      ? { group: `${edit.target.key} ${edit.field}` }
      : {}
  return { label: edit.kind, at: '2026-11-25T12:00:00.000Z', changes, ...group }
}

/** The draft after a series of gestures. */
export function perform(snapshot: Snapshot, gestures: readonly Gesture[], start?: Draft): Draft {
  let draft = start ?? emptyDraft(snapshot.summary.id, snapshot.revisionId)
  for (const [index, gesture] of gestures.entries()) {
    const step = stepFor(snapshot, draft, gesture, index)
    if (step) draft = record(draft, step)
  }
  return draft
}
