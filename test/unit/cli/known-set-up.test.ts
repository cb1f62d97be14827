import { expect, test } from 'vitest'
import { knownSetUp } from '../../../src/cli/known-set-up'
import { setUpOf } from '../../../src/core/draft/set-up-of'
import { toMapperUrl } from '../../../src/core/model/mapper-text'
import { connection, snapshotOf } from '../../support/states/snapshots'
import { scimEntry } from '../../support/states/radar'

const now = '2026-11-27T12:00:00.000Z'

test('the mapper of a SCIM client is read as one that is given a user', () => {
  const ofClaims = toMapperUrl("{ identity: { traits: { email: std.extVar('claims').email } } }")
  const snapshot = snapshotOf({
    organizations: [{ id: 'o', label: 'Pebble', domains: [] }],
    scimClients: [scimEntry('s', 'o', { mapper_url: ofClaims })],
    oidc: [connection('c', { organization_id: 'o', mapper_url: ofClaims })],
  })
  const { remarks } = knownSetUp('file.json', setUpOf(snapshot), now)
  expect(remarks.get('scim:s')).toMatchObject({
    severity: 'error',
    first: expect.stringContaining('A mapper for SCIM is given scim'),
  })
  expect(remarks.get('oidc:c')?.first).not.toContain('SCIM')
})
