import { describe, expect, test } from 'vitest'
import type { Edit } from '../../../../src/core/draft/edits'
import type { EntityIntent } from '../../../../src/core/intents/intents'
import type { JsonObject } from '../../../../src/core/model/json'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { droppedFields } from '../../../../src/core/publish/dropped-fields'
import { publishedTarget } from '../../../../src/core/publish/published-target'
import { draftWith } from '../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const base = snapshotOf({
  oidc: [connection('a')],
  saml: [{ id: 's', label: 'S' }],
  organizations: [{ id: 'o', label: 'One', domains: ['one.example'] }],
})
const set = (kind: 'connection' | 'organization' | 'method', key: string, fields: JsonObject) =>
  Object.entries(fields).map(([field, value]): Edit => fieldEdit({ kind, key }, field, value))
const dropped = (edits: readonly Edit[], answer: Snapshot, ids = {}) =>
  droppedFields(draftWith(base, edits).intents, answer, ids)
const withConnection = (more: JsonObject) => snapshotOf({ oidc: [connection('a', more)] })

describe('what an answer lacks of what was sent', () => {
  test('is a field with another value, or without one', () => {
    const edits = set('connection', 'oidc:a', { label: 'New', odd: 1, pkce: 'force' })
    expect(dropped(edits, withConnection({ label: 'Other', pkce: 'force' }))).toEqual([
      {
        target: { kind: 'connection', key: 'oidc:a' },
        field: 'label',
        sent: 'New',
        answered: 'Other',
      },
      {
        target: { kind: 'connection', key: 'oidc:a' },
        field: 'odd',
        sent: 1,
        answered: undefined,
      },
    ])
  })

  test('is no field that is never shown, unless all of its entity is missing', () => {
    const edits = set('connection', 'oidc:a', { client_secret: { $secret: 'r' } })
    expect(dropped(edits, withConnection({}))).toEqual([])
    expect(dropped(edits, snapshotOf({}))).toMatchObject([{ field: 'client_secret' }])
  })

  test('is nothing of a list that has what was added and not what was removed', () => {
    const edits = set('connection', 'oidc:a', { scope: ['email'] })
    expect(dropped(edits, withConnection({ scope: ['groups', 'email'] }))).toEqual([])
    expect(dropped(edits, withConnection({ scope: ['email', 'openid'] }))).toHaveLength(1)
    expect(dropped(edits, withConnection({ scope: ['groups'] }))).toHaveLength(1)
    // Without the connection there is nothing that shows it.
    expect(dropped(edits, snapshotOf({}))).toHaveLength(1)
  })

  test('is nothing of an organization that the server wrote in its own way, and of no connection', () => {
    const rewritten = snapshotOf({
      oidc: [connection('a', { label: 'New' })],
      organizations: [{ id: 'o', label: 'New', domains: ['a.example'] }],
    })
    const organization = set('organization', 'o', { label: ' New ', domains: ['A.example'] })
    expect(dropped(organization, rewritten)).toEqual([])
    expect(dropped(set('organization', 'o', { label: 'Newer' }), rewritten)).toHaveLength(1)
    const ofConnection = set('connection', 'oidc:a', { label: ' New ' })
    expect(dropped(ofConnection, rewritten)).toMatchObject([{ field: 'label', sent: ' New ' }])
  })

  test('is looked for under the id that an organization has got, in the one field that names one', () => {
    const edits = set('connection', 'oidc:a', { organization_id: 'new:o', label: 'new:o' })
    const ids = { 'new:o': 'given' }
    const answer = withConnection({ organization_id: 'given', label: 'new:o' })
    expect(dropped(edits, answer, ids)).toEqual([])
    expect(
      dropped(edits, withConnection({ organization_id: 'given', label: 'given' }), ids),
    ).toMatchObject([{ field: 'label', sent: 'new:o', answered: 'given' }])
    expect(dropped(edits, withConnection({ label: 'new:o' }), ids)).toMatchObject([
      { field: 'organization_id', sent: 'given' },
    ])
    const other = set('connection', 'oidc:a', { organization_id: 'o' })
    expect(dropped(other, withConnection({ organization_id: 'o' }), ids)).toEqual([])
  })

  test('is a deletion of what is still there', () => {
    const edits: Edit[] = [{ kind: 'delete-connection', key: 'oidc:a' }]
    expect(dropped(edits, withConnection({}))).toEqual([
      {
        target: { kind: 'connection', key: 'oidc:a' },
        field: 'id',
        sent: undefined,
        answered: 'a',
      },
    ])
    expect(dropped(edits, snapshotOf({}))).toEqual([])
  })

  test('is a setting of a method too', () => {
    const edits = set('method', 'oidc', { enable_auto_link_policy: true })
    expect(dropped(edits, base)).toMatchObject([
      {
        target: { kind: 'method', key: 'oidc' },
        field: 'enable_auto_link_policy',
        answered: false,
      },
    ])
  })
})

describe('where an entity is after its publish', () => {
  const edit = (fields: EntityIntent['fields']): EntityIntent => ({ kind: 'edit', fields })
  const key = (
    kind: 'connection' | 'organization' | 'method',
    was: string,
    intent: EntityIntent,
    ids = {},
  ) => publishedTarget({ kind, key: was }, intent, ids)

  test('is where its id leads, in its own method', () => {
    const made = (protocol?: 'oidc' | 'saml'): EntityIntent => ({
      kind: 'create',
      ...(protocol ? { protocol } : {}),
      fields: { id: { to: 'n' } },
    })
    expect(key('connection', 'new:c', made('saml'))).toEqual({ kind: 'connection', key: 'saml:n' })
    expect(key('connection', 'new:c', made('oidc'))).toEqual({ kind: 'connection', key: 'oidc:n' })
    expect(key('connection', 'new:c', made())).toEqual({ kind: 'connection', key: 'oidc:n' })
    const moved = edit({ id: { from: 's', to: 'n' } })
    expect(key('connection', 'saml:s', moved).key).toBe('saml:n')
    expect(key('connection', 'oidc:s', moved).key).toBe('oidc:n')
    expect(key('connection', 'oidc:s', edit({ label: { to: 'x' } })).key).toBe('oidc:s')
    expect(key('connection', 'oidc:s', edit({ id: { from: 's' } })).key).toBe('oidc:s')
  })

  test('is where it was for an organization that is there, and for a method', () => {
    const ids = { 'new:o': 'given' }
    expect(key('organization', 'new:o', edit({}), ids).key).toBe('given')
    expect(key('organization', 'o', edit({}), ids).key).toBe('o')
    const setting = edit({ id: { to: 'n' } })
    expect(key('method', 'oidc', setting)).toEqual({ kind: 'method', key: 'oidc' })
  })
})
