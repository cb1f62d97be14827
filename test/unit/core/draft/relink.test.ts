import { expect, test } from 'vitest'
import { relinkedConnections } from '../../../../src/core/draft/relink'
import { draftWith } from '../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const linked = (id: string) => connection(id, { organization_id: 'gone' })
const snapshot = snapshotOf({
  oidc: [
    linked('a'),
    linked('deleted'),
    linked('twice'),
    linked('twice'),
    linked('left'),
    connection('other', { organization_id: 'there' }),
    connection('none'),
    linked('elsewhere'),
  ],
})
const target = (key: string) => ({ kind: 'connection', key }) as const
const { intents } = draftWith(snapshot, [
  { kind: 'delete-connection', key: 'oidc:deleted' },
  { kind: 'set-field', target: target('oidc:left'), field: 'organization_id' },
  { kind: 'set-field', target: target('oidc:none'), field: 'organization_id', value: 'gone' },
  {
    kind: 'create-connection',
    key: 'new:c',
    protocol: 'oidc',
    fields: { id: 'c', organization_id: 'gone' },
  },
])

test('connections that name an organization that is gone get the one that is made in its place', () => {
  const found = relinkedConnections(snapshot, intents, new Map([['gone', 'new:o']]), [
    target('oidc:elsewhere'),
  ])
  expect(found.map(({ change }) => change)).toStrictEqual([
    {
      target: target('oidc:a'),
      field: 'organization_id',
      after: { from: 'gone', to: 'new:o' },
    },
    {
      target: target('oidc:none'),
      field: 'organization_id',
      before: { to: 'gone' },
      after: { to: 'new:o' },
    },
    {
      target: target('new:c'),
      field: 'organization_id',
      before: { to: 'gone' },
      after: { to: 'new:o' },
    },
  ])
  expect(found[0]?.connection.fields['id']).toBe('a')
})

test('where none is made in the place of another, nothing is linked anew', () => {
  expect(relinkedConnections(snapshot, intents, new Map(), [])).toEqual([])
})
