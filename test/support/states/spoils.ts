import fc from 'fast-check'
import type { Draft } from '../../../src/core/draft/draft'
import { workingCopy } from '../../../src/core/draft/working-copy'
import type { JsonValue } from '../../../src/core/model/json'
import type { Snapshot } from '../../../src/core/model/snapshot'
import { draftWith } from './draft-with'

/** Values by which an organization or a connection gets a problem, or shares a domain with another one. */
export const arbitrarySpoils = fc.array(
  fc.record({
    aim: fc.nat(1000),
    edit: fc.constantFrom<[field: string, value: JsonValue]>(
      ['organization_id', 'gone'],
      ['issuer_url', ''],
      ['client_id', ''],
      ['mapper_url', ''],
      ['domains', ['shared.example']],
      ['domains', ['shared.example', 'no domain']],
      ['label', ' '],
    ),
  }),
  { maxLength: 8 },
)

/** A draft with such values, one step each. */
export function spoil(
  snapshot: Snapshot,
  draft: Draft,
  spoils: typeof arbitrarySpoils extends fc.Arbitrary<infer Value> ? Value : never,
): Draft {
  const { organizations, connections } = workingCopy(snapshot, draft.intents)
  const edits = spoils.flatMap(({ aim, edit: [field, value] }) => {
    const all = ['domains', 'label'].includes(field) ? organizations : connections
    const entity = all[aim % Math.max(all.length, 1)]
    if (!entity || entity.status === 'deleted') return []
    return [{ kind: 'set-field', target: entity.target, field, value } as const]
  })
  return draftWith(snapshot, edits, draft)
}
