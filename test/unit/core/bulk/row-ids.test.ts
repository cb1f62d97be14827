import { expect, it } from 'vitest'
import { idsOfRows } from '../../../../src/core/bulk/row-ids'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { draftWith } from '../../../support/states/draft-with'

it('are those of organizations and connections, and none of what only the draft has', () => {
  const snapshot = snapshotOf({
    oidc: [connection('inside')],
    saml: [{ id: 'saml', label: 'SAML', raw_idp_metadata_xml: 'https://x.example' }],
    organizations: [{ id: 'one', label: 'One', domains: [] }],
  })
  const { intents } = draftWith(snapshot, [
    { kind: 'create-organization', key: 'new:1', fields: { label: 'New' } },
  ])
  const keys = ['one', 'new:1', 'oidc:inside', 'saml:saml', 'gone']
  expect(idsOfRows(workingCopy(snapshot, intents), keys)).toEqual(['one', 'inside', 'saml'])
})
