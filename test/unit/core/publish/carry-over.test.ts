import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carryOver, editsBetween } from '../../../../src/core/publish/carry-over'
import { emptyDraft, record, type Draft } from '../../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../../src/core/draft/edits'
import { moveManyIntents, noIntents, type Intents } from '../../../../src/core/intents/intents'
import { entitiesOf, workingCopy } from '../../../../src/core/draft/working-copy'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { scimEntry } from '../../../support/states/radar'
import { arbitrarySnapshot, connection, snapshotOf } from '../../../support/states/snapshots'

/** What a person sees of a state: each entity that is there, and its fields. */
const seen = (snapshot: Snapshot, intents: Intents) =>
  Object.fromEntries(
    entitiesOf(workingCopy(snapshot, intents)).flatMap(({ target, status, fields }) =>
      status === 'deleted' ? [] : [[`${target.kind} ${target.key}`, fields]],
    ),
  )

/** A new organization that is reverted leaves connections that name it: they are told otherwise. */
const namesNobody = (snapshot: Snapshot, intents: Intents) => {
  const { organizations, connections } = workingCopy(snapshot, intents)
  const there = new Set(
    organizations.flatMap(({ target, status }) => (status === 'deleted' ? [] : [target.key])),
  )
  return connections.some(
    ({ fields, status }) =>
      status !== 'deleted' &&
      typeof fields['organization_id'] === 'string' &&
      !there.has(fields['organization_id']),
  )
}

test('what was done while the draft was handed over leads to the same state, whatever it was', () => {
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryGestures, fc.nat({ max: 25 }), (snapshot, all, at) => {
      const lent = perform(snapshot, all.slice(0, at)).intents
      const now = perform(snapshot, all).intents
      fc.pre(!namesNobody(snapshot, lent) && !namesNobody(snapshot, now))
      const meanwhile = { snapshot, lent, now }
      const changes = carryOver(meanwhile, { snapshot, intents: lent, ids: {} })
      expect(seen(snapshot, moveManyIntents(lent, changes, 'forward'))).toEqual(seen(snapshot, now))
      // What nobody touched needs nothing.
      expect(editsBetween({ snapshot, lent, now: lent })).toEqual([])
    }),
    { numRuns: 300 },
  )
})

describe('after a publish of what was handed over', () => {
  const before = snapshotOf({ oidc: [connection('a')] })
  const start = emptyDraft(before.summary.id, before.revisionId)
  const after = (draft: Draft, edit: Edit) =>
    record(draft, {
      label: edit.kind,
      at: '',
      changes: intentChangesOf(before, draft.intents, edit),
    })
  const secret = { $secret: '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001' }
  const made = { kind: 'connection', key: 'new:1' } as const
  const create: Edit = {
    kind: 'create-connection',
    key: made.key,
    protocol: 'oidc',
    fields: { id: 'made', label: 'Made' },
  }

  test('a late secret of a new connection goes to the one that it has become', () => {
    const lent = after(start, create)
    const late: Edit = { kind: 'set-field', target: made, field: 'client_secret', value: secret }
    const now = after(lent, late)
    const published = snapshotOf({ oidc: [connection('a'), connection('made')] })
    const changes = carryOver(
      { snapshot: before, lent: lent.intents, now: now.intents },
      { snapshot: published, intents: noIntents, ids: {} },
    )
    expect(moveManyIntents(noIntents, changes, 'forward').connection).toMatchObject({
      'oidc:made': { kind: 'edit', fields: { client_secret: { to: secret } } },
    })
  })

  test('a connection that joined a new organization joins the one that was made', () => {
    const organization: Edit = { kind: 'create-organization', key: 'new:o', fields: { label: 'O' } }
    const lent = after(start, organization)
    const target = { kind: 'connection', key: 'oidc:a' } as const
    const now = after(lent, { kind: 'set-field', target, field: 'organization_id', value: 'new:o' })
    const published = snapshotOf({ oidc: [connection('a')], organizations: [{ id: 'o1' }] })
    const changes = carryOver(
      { snapshot: before, lent: lent.intents, now: now.intents },
      { snapshot: published, intents: noIntents, ids: { 'new:o': 'o1' } },
    )
    expect(changes).toMatchObject([{ target, field: 'organization_id', after: { to: 'o1' } }])
  })

  test('what was made meanwhile is made again, and in the organization that was made', () => {
    const organization: Edit = { kind: 'create-organization', key: 'new:o', fields: { label: 'O' } }
    const lent = after(start, organization)
    const kept: Edit = { ...create, key: 'new:2', protocol: 'saml', fields: { id: 'kept' } }
    const joined: Edit = { ...create, key: 'new:3', fields: { organization_id: 'new:o' } }
    const own: Edit = { kind: 'create-organization', key: 'new:p', fields: { label: 'P' } }
    const now = [kept, joined, own].reduce(after, lent)
    const meanwhile = { snapshot: before, lent: lent.intents, now: now.intents }
    // An organization is there before a connection joins it.
    expect(editsBetween(meanwhile)).toStrictEqual([own, kept, joined])
    const published = snapshotOf({ oidc: [connection('a')], organizations: [{ id: 'o1' }] })
    const ids = { 'new:o': 'o1' }
    const changes = carryOver(meanwhile, { snapshot: published, intents: noIntents, ids })
    expect(moveManyIntents(noIntents, changes, 'forward')).toEqual({
      ...noIntents,
      // It is the first one that this draft makes.
      organization: { 'new:p': { ...now.intents.organization['new:p'], made: 1 } },
      connection: {
        'new:2': now.intents.connection['new:2'],
        'new:3': {
          ...now.intents.connection['new:3'],
          fields: { organization_id: { to: 'o1' } },
        },
      },
    })
    expect(now.intents.connection['new:2']?.protocol).toBe('saml')
  })

  test('what was published and then deleted meanwhile is deleted under its new key', () => {
    const organization: Edit = { kind: 'create-organization', key: 'new:o', fields: { label: 'O' } }
    const joined: Edit = { ...create, fields: { id: 'made', organization_id: 'new:o' } }
    const lent = [organization, joined].reduce(after, start)
    const published = snapshotOf({
      oidc: [connection('a'), connection('made', { organization_id: 'o1' })],
      organizations: [{ id: 'o1', label: 'O' }],
    })
    const meanwhile = { snapshot: before, lent: lent.intents, now: noIntents }
    // Nothing deletes an organization that a connection is still in.
    expect(editsBetween(meanwhile).map(({ kind }) => kind)).toEqual([
      'delete-connection',
      'delete-organization',
    ])
    const returned = { snapshot: published, intents: noIntents, ids: { 'new:o': 'o1' } }
    const changes = carryOver(meanwhile, returned)
    const left = workingCopy(published, moveManyIntents(noIntents, changes, 'forward'))
    expect(
      entitiesOf(left).flatMap(({ target, status }) => (status === 'deleted' ? [target.key] : [])),
    ).toEqual(['o1', 'oidc:made'])
  })

  test('a new SCIM client that was published keeps its secret, or is deleted, under its ID', () => {
    const client = { kind: 'scim-client', key: 'new:s' } as const
    const lent = after(start, {
      kind: 'create-scim-client',
      key: client.key,
      fields: { client_id: 's', label: 'Label of s', organization_id: 'o1' },
    })
    const published = snapshotOf({ oidc: [connection('a')], scimClients: [scimEntry('s', 'o1')] })
    const carried = (now: Intents) =>
      moveManyIntents(
        noIntents,
        carryOver(
          { snapshot: before, lent: lent.intents, now },
          { snapshot: published, intents: noIntents, ids: {} },
        ),
        'forward',
      )['scim-client']
    const field = 'authorization_header_secret'
    const late = after(lent, { kind: 'set-field', target: client, field, value: secret })
    expect(carried(late.intents)).toEqual({
      s: { kind: 'edit', fields: { [field]: { from: '', to: secret } } },
    })
    expect(carried(noIntents)).toEqual({
      s: { kind: 'delete', seen: scimEntry('s', 'o1'), fields: {} },
    })
  })

  test('a deletion that was taken back meanwhile stays in no draft, and what was changed then does', () => {
    const target = { kind: 'connection', key: 'oidc:a' } as const
    const lent = after(start, { kind: 'delete-connection', key: target.key })
    const now = after(start, { kind: 'set-field', target, field: 'label', value: 'Kept' })
    const meanwhile = { snapshot: before, lent: lent.intents, now: now.intents }
    // The publish was refused, so that all of it came back.
    const refused = { snapshot: before, intents: lent.intents, ids: {} }
    const changes = carryOver(meanwhile, refused)
    expect(moveManyIntents(lent.intents, changes, 'forward')).toEqual(now.intents)
    const again = { snapshot: before, lent: now.intents, now: lent.intents }
    const back = carryOver(again, { ...refused, intents: now.intents })
    expect(workingCopy(before, moveManyIntents(now.intents, back, 'forward')).connections).toEqual(
      workingCopy(before, lent.intents).connections,
    )
  })

  test('a connection that left its organization leaves the one that was made', () => {
    const organization: Edit = { kind: 'create-organization', key: 'new:o', fields: { label: 'O' } }
    const target = { kind: 'connection', key: 'oidc:a' } as const
    const lent = [
      organization,
      { kind: 'set-field', target, field: 'organization_id', value: 'new:o' } as const,
    ].reduce(after, start)
    const text: Edit = { kind: 'set-field', target, field: 'label', value: 'new:o' }
    const now = [{ kind: 'set-field', target, field: 'organization_id' } as const, text].reduce(
      after,
      lent,
    )
    expect(editsBetween({ snapshot: before, lent: lent.intents, now: now.intents })).toStrictEqual([
      text,
      { kind: 'set-field', target, field: 'organization_id' },
    ])
    const published = snapshotOf({
      oidc: [connection('a', { organization_id: 'o1' })],
      organizations: [{ id: 'o1' }],
    })
    const changes = carryOver(
      { snapshot: before, lent: lent.intents, now: now.intents },
      { snapshot: published, intents: noIntents, ids: { 'new:o': 'o1' } },
    )
    expect(changes).toEqual([
      { target, field: 'label', after: { from: 'Label of a', to: 'new:o' } },
      { target, field: 'organization_id', after: { from: 'o1' } },
    ])
  })

  test('what was taken back in time stays in the draft as its opposite', () => {
    const target = { kind: 'connection', key: 'oidc:a' } as const
    const lent = after(start, { kind: 'set-field', target, field: 'label', value: 'Published' })
    const published = snapshotOf({ oidc: [connection('a', { label: 'Published' })] })
    const changes = carryOver(
      { snapshot: before, lent: lent.intents, now: noIntents },
      { snapshot: published, intents: noIntents, ids: {} },
    )
    expect(changes).toMatchObject([
      { target, field: 'label', after: { from: 'Published', to: connection('a')['label'] } },
    ])
  })

  test('an edit of what somebody else deleted meanwhile is none', () => {
    const target = { kind: 'connection', key: 'oidc:a' } as const
    const now = after(start, { kind: 'set-field', target, field: 'label', value: 'Late' })
    const meanwhile = { snapshot: before, lent: noIntents, now: now.intents }
    const gone = { snapshot: snapshotOf({ oidc: [] }), intents: noIntents, ids: {} }
    expect(carryOver(meanwhile, gone)).toEqual([])
  })
})
