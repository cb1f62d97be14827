import { expect, it } from 'vitest'
import { idsOfRows, rowsOfTable, tableHead, tabSeparated } from '../../../../src/core/bulk/row-text'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { draftWith } from '../../../support/states/draft-with'

const snapshot = snapshotOf({
  oidc: [
    connection('inside', { organization_id: 'one', label: '=cmd()\tand\nmore', pkce: 'force' }),
  ],
  saml: [{ id: 'saml', label: 'SAML', raw_idp_metadata_xml: 'https://x.example' }],
  organizations: [{ id: 'one', label: 'One', domains: ['a.example', 'b.example'] }],
})
const { intents } = draftWith(snapshot, [
  { kind: 'create-organization', key: 'new:1', fields: { label: 'New' } },
])
const copy = workingCopy(snapshot, intents)
const keys = ['one', 'new:1', 'oidc:inside', 'saml:saml', 'gone']

it('has organizations and connections with their organization, and no secret', () => {
  const rows = rowsOfTable(snapshot.summary, copy, keys)
  expect(rows.every((row) => row.length === tableHead.length)).toBe(true)
  expect(rows.map((row) => row.slice(2, 7))).toEqual([
    ['One', 'a.example, b.example', '', 'one', ''],
    ['New', '', '', '', ''],
    ['One', 'a.example, b.example', '=cmd()\tand\nmore', 'inside', 'Generic'],
    ['', '', 'SAML', 'saml', 'SAML'],
  ])
  expect(JSON.stringify(rows)).not.toContain('secret')
  expect(idsOfRows(copy, keys)).toEqual(['one', 'inside', 'saml'])
})

it('gives a spreadsheet nothing to work out, and no cell or row too many', () => {
  expect(
    tabSeparated([
      ['=cmd()\tand\nmore', '-1', 'a'],
      ['b', '', ''],
    ]),
  ).toBe("'=cmd() and more\t'-1\ta\nb\t\t")
})
