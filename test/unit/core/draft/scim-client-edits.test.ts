import { expect, it } from 'vitest'
import { clientsGoneWith } from '../../../../src/core/draft/cascades'
import { draftChanges } from '../../../../src/core/publish/changes'
import { record, undo, type Draft } from '../../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../../src/core/draft/edits'
import { findConflicts } from '../../../../src/core/draft/conflicts'
import { rebase } from '../../../../src/core/draft/rebase'
import { noIntents } from '../../../../src/core/intents/intents'
import { planPublish } from '../../../../src/core/publish/publish-plan'
import { organizationEntry, scimEntry } from '../../../support/states/radar'
import { snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'
import { draftWith } from '../../../support/states/draft-with'

const parts = {
  organizations: [organizationEntry('o'), organizationEntry('p')],
  scimClients: [scimEntry('a', 'o'), scimEntry('b', 'p')],
}
const snapshot = snapshotOf(parts)
const at = '2026-11-30T10:00:00Z'

const drafted = (...edits: Edit[]): Draft => draftWith(snapshot, edits)
const set = (key: string, field: string, value: string): Edit =>
  fieldEdit({ kind: 'scim-client', key }, field, value)
const remove = (key: string): Edit => ({ kind: 'delete-organization', key, connections: 'delete' })

it('is made with what was typed, edited, and deleted, each as a step of its own', () => {
  const fields = { client_id: 'c', label: 'C' }
  const create: Edit = { kind: 'create-scim-client', key: 'new:1', fields }
  const gone: Edit = { kind: 'delete-scim-client', key: 'b' }
  expect(drafted(create, set('a', 'label', 'A'), gone).intents).toEqual({
    ...noIntents,
    'scim-client': {
      'new:1': { kind: 'create', made: 1, fields: { client_id: { to: 'c' }, label: { to: 'C' } } },
      a: { kind: 'edit', fields: { label: { from: 'Label of a', to: 'A' } } },
      b: { kind: 'delete', seen: scimEntry('b', 'p'), fields: {} },
    },
  })
  // A new one that is deleted leaves nothing.
  expect(drafted(create, { kind: 'delete-scim-client', key: 'new:1' }).intents).toEqual(noIntents)
})

it('adds nothing to the deletion of an organization of whose clients the draft has no edit', () => {
  expect(intentChangesOf(snapshot, noIntents, remove('o'))).toEqual([
    {
      target: { kind: 'organization', key: 'o' },
      after: { kind: 'delete', seen: organizationEntry('o'), fields: {}, took: [] },
    },
  ])
})

it('takes what the draft does with its clients along with an organization, and brings it back', () => {
  const created: Edit = {
    kind: 'create-scim-client',
    key: 'new:1',
    fields: { client_id: 'c', organization_id: 'o' },
  }
  const before = drafted(set('a', 'label', 'A'), created)
  const after = record(before, {
    label: 'delete',
    at,
    changes: intentChangesOf(snapshot, before.intents, remove('o')),
  })
  expect(after.intents['scim-client']).toEqual({})
  expect(undo(after).intents).toEqual(before.intents)
  // Nothing is sent for a client that goes with its organization.
  const plan = planPublish(snapshot, after.intents)
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['patch-project'])
})

it('keeps an organization until a client that is to stay was moved out of it', () => {
  const draft = drafted(set('a', 'organization_id', 'p'), remove('o'))
  const held = draftChanges(snapshot, draft.intents).map(({ id, heldBack }) => [id, heldBack])
  expect(held).toEqual([
    ['organization o', 'Waits for its SCIM clients to be moved: publish again after this'],
    ['scim-client a', undefined],
  ])
  const plan = planPublish(snapshot, draft.intents)
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['patch-normalized'])
})

it('drops a new client with its new organization', () => {
  const organization: Edit = { kind: 'create-organization', key: 'new:o', fields: { label: 'N' } }
  const client: Edit = {
    kind: 'create-scim-client',
    key: 'new:c',
    fields: { client_id: 'c', organization_id: 'new:o' },
  }
  const revert: Edit = { kind: 'revert', target: { kind: 'organization', key: 'new:o' } }
  expect(drafted(organization, client, revert).intents).toEqual(noIntents)
})

it('is in conflict with what others do to the same field, and not with a new position', () => {
  const draft = drafted(set('b', 'label', 'Mine'))
  const moved = snapshotOf({
    ...parts,
    scimClients: parts.scimClients.toReversed(),
    revisionId: 'r2',
  })
  expect(findConflicts(moved, rebase(draft, snapshot, moved, at).intents)).toEqual([])
  const theirs = snapshotOf({
    ...parts,
    scimClients: [parts.scimClients[0]!, scimEntry('b', 'p', { label: 'Theirs' })],
    revisionId: 'r2',
  })
  expect(findConflicts(theirs, rebase(draft, snapshot, theirs, at).intents)).toMatchObject([
    { kind: 'field', field: 'label', mine: 'Mine', theirs: 'Theirs' },
  ])
  const gone = snapshotOf({ ...parts, scimClients: [parts.scimClients[0]!], revisionId: 'r2' })
  expect(findConflicts(gone, rebase(draft, snapshot, gone, at).intents)).toMatchObject([
    { kind: 'vanished', seen: { client_id: 'b' } },
  ])
})

it('names the clients that go with their organization, and none that a draft deletes or edits by itself', () => {
  const scimClients = [scimEntry('a', 'o'), scimEntry('b', 'p'), scimEntry('c', 'o')]
  const alone = { ...scimEntry('d', 'o'), organization_id: undefined } as never
  const odd = scimEntry('e', 'constructor')
  const before = snapshotOf({ ...parts, scimClients: [...scimClients, alone, odd] })
  const gone = (...edits: Edit[]) =>
    clientsGoneWith(before, draftWith(before, edits).intents).map(({ key }) => key)
  const deleted: Edit = { kind: 'delete-organization', key: 'o', connections: 'detach' }
  expect(gone()).toEqual([])
  expect(gone(deleted)).toEqual(['a', 'c'])
  expect(gone(fieldEdit({ kind: 'organization', key: 'o' }, 'label', 'X'))).toEqual([])
  expect(gone(deleted, { kind: 'delete-scim-client', key: 'c' })).toEqual(['a'])
})
