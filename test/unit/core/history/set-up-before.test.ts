import { expect, it } from 'vitest'
import { setUpBefore } from '../../../../src/core/history/set-up-before'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import type { JsonObject } from '../../../../src/core/model/json'
import type { RecordedEntity } from '../../../../src/core/history/publish-history'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const part = (key: string, document: JsonObject) => ({ key, document })

it('takes back what publishes did, the newest first', () => {
  const today = setUpOf(
    snapshotOf({
      organizations: [{ id: 'o', label: 'Now' }],
      oidc: [connection('renamed', { label: 'Third' }), connection('made'), connection('other')],
    }),
  )
  const newest: RecordedEntity[] = [
    {
      kind: 'connection',
      before: part('oidc:first', connection('first', { label: 'Second' })),
      after: part('oidc:renamed', connection('renamed', { label: 'Third' })),
      fields: ['id', 'label'],
    },
  ]
  const older: RecordedEntity[] = [
    {
      kind: 'connection',
      before: part('oidc:first', connection('first', { label: 'First' })),
      after: part('oidc:first', connection('first', { label: 'Second' })),
      fields: ['label'],
    },
    { kind: 'connection', after: part('oidc:made', connection('made')), fields: ['id'] },
    { kind: 'connection', before: part('saml:gone', { id: 'gone' }), fields: [] },
    { kind: 'organization', before: part('o', { id: 'o', label: 'Then' }), fields: ['label'] },
    {
      kind: 'method',
      before: part('oidc', { base_redirect_uri: 'https://then.example' }),
      after: part('oidc', {}),
      fields: ['base_redirect_uri'],
    },
  ]
  const labels = ({ connections }: typeof today) =>
    Object.fromEntries(connections.map(({ key, fields }) => [key, fields['label'] ?? '']))
  const before = setUpBefore(today, [{ entities: newest }, { entities: older }])
  expect(labels(before)).toEqual({
    'oidc:other': 'Label of other',
    'oidc:first': 'First',
    'saml:gone': '',
  })
  expect(before.connections.find(({ key }) => key === 'saml:gone')?.protocol).toBe('saml')
  expect(before.organizations).toEqual([{ key: 'o', fields: { id: 'o', label: 'Then' } }])
  expect(before.settings).toEqual({ base_redirect_uri: 'https://then.example' })
  // Before the newest only the last change is taken back.
  expect(labels(setUpBefore(today, [{ entities: newest }]))).toEqual({
    'oidc:made': 'Label of made',
    'oidc:other': 'Label of other',
    'oidc:first': 'Second',
  })
})
