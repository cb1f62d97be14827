import { expect, it } from 'vitest'
import { draftChanges } from '../../../../../src/core/publish/changes'
import type { Edit } from '../../../../../src/core/draft/edits'
import { workingCopy } from '../../../../../src/core/draft/working-copy'
import { changeGroups } from '../../../../../src/renderer/features/review/change-groups'
import { draftWith } from '../../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const snapshot = snapshotOf({
  oidc: [
    connection('loose'),
    connection('a', { organization_id: 'o1' }),
    connection('b', { organization_id: 'o2' }),
  ],
  organizations: [
    { id: 'o1', label: 'One', domains: ['one.example', 'uno.example'] },
    { id: 'o2', label: 'Two', domains: [] },
  ],
})
const key = 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000001'
const set = (
  kind: 'organization' | 'connection' | 'method',
  id: string,
  field: string,
  value: any,
) => ({ kind: 'set-field', target: { kind, key: id }, field, value }) satisfies Edit

function review(edits: readonly Edit[]) {
  const draft = draftWith(snapshot, edits)
  const changes = draftChanges(snapshot, draft.intents)
  return { changes, copy: workingCopy(snapshot, draft.intents) }
}

it('groups by organization, then what has none, then what all connections share', () => {
  const { changes, copy } = review([
    set('method', 'oidc', 'base_redirect_uri', 'https://id.customer.example'),
    set('connection', 'oidc:loose', 'label', 'Now'),
    set('connection', 'oidc:b', 'label', 'B now'),
    set('connection', 'oidc:a', 'label', 'A now'),
    set('organization', 'o1', 'label', 'One now'),
    { kind: 'create-organization', key, fields: { label: 'Fresh', domains: [] } },
  ])
  const groups = changeGroups(copy, changes)
  expect(
    groups.map(({ title, changes: items }) => [title, items.map(({ label }) => label)]),
  ).toEqual([
    ['One now', ['One now', 'A now']],
    ['Fresh (new)', ['Fresh']],
    ['Two', ['B now']],
    ['Without an organization', ['Now']],
    ['All connections', ['All OIDC connections']],
  ])
  expect(groups.flatMap((group) => group.changes).length).toBe(changes.length)
})
