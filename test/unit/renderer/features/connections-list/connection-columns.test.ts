import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckReport } from '../../../../../src/core/check/report'
import { workingCopy } from '../../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../../src/core/intents/intents'
import {
  columnNamed,
  columnNames,
  sortNames,
  leastNameWidth,
  sortedRows,
  type ColumnFacts,
} from '../../../../../src/renderer/features/connections-list/connection-columns'
import { fittingColumns, widthOfAll } from '../../../../../src/renderer/components/lists/columns'
import { connectionRows } from '../../../../../src/renderer/features/connections-list/connection-rows'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const snapshot = snapshotOf({
  organizations: [
    { id: 'o1', label: 'Zeta', domains: ['zeta.example', 'z.example'] },
    { id: 'o2', label: 'alpha', domains: [] },
  ],
  oidc: [
    connection('one', {
      organization_id: 'o1',
      issuer_url: 'https://id.zeta.example/',
      state: 'enabled',
    }),
    connection('ten', { organization_id: 'o2', issuer_url: '', microsoft_tenant: 'common' }),
    connection('none', { organization_id: '', issuer_url: '' }),
  ],
  saml: [
    { id: 'saml-10', valid_to: ['Dec 20 00:00:00 2026 GMT', 'Dec 10 00:00:00 2026 GMT'] },
    { id: 'saml-2', raw_idp_metadata_xml: 'https://idp.example/metadata', state: 'disabled' },
  ],
})
const rows = connectionRows(workingCopy(snapshot, noIntents), [])
const [one, ten, none, saml, late] = rows

const report = (verdict: CheckReport['verdict']): CheckReport => ({
  connectionKey: 'oidc:one',
  address: '',
  at: '2026-11-25T10:00:00.000Z',
  verdict,
  steps: [{ id: 'address', status: verdict === 'bad' ? 'failed' : 'passed', text: '' }],
})
const facts: ColumnFacts = {
  checks: { [one?.key ?? '']: report('bad') },
  ends: new Map([[late?.key ?? '', '2026-01-01T00:00:00.000Z']]),
  changed: new Map([[ten?.key ?? '', '2026-11-25T11:58:00.000Z']]),
  people: {
    readAt: '2026-11-25T11:00:00.000Z',
    isWhole: true,
    people: 300,
    organizations: {},
    connections: {
      [one?.key ?? '']: {
        people: 214,
        recent: 31,
        earlier: 0,
        lastSignIn: '2026-11-25T10:00:00.000Z',
      },
      [ten?.key ?? '']: { people: 3, recent: 0, earlier: 0, lastSignIn: null },
    },
    domains: {},
  },
  issuers: { [saml?.key ?? '']: 'http://idp.zeta.example/entity/' },
  now: Date.parse('2026-11-25T12:00:00.000Z'),
}
function value(name: (typeof columnNames)[number], row: typeof one, of = facts) {
  if (!row) throw new Error('There is no such row')
  return columnNamed(name).valueOf(row, of)
}

describe('what a column says of a connection', () => {
  it('is the first domain of its organization, with how many more there are', () => {
    expect(value('domain', one)).toEqual({
      text: 'zeta.example +1',
      title: 'zeta.example, z.example',
      sort: 'zeta.example',
    })
    expect(value('domain', ten)).toEqual({ text: '' })
    expect(value('domain', none)).toEqual({ text: '' })
  })

  it('is where the identity provider is reached, never the storage of Ory', () => {
    expect(value('issuer', one)).toMatchObject({ text: 'id.zeta.example' })
    expect(value('issuer', ten)).toMatchObject({ text: 'common', title: 'Tenant common' })
    expect(value('issuer', late)).toMatchObject({ text: 'idp.example/metadata' })
    expect(value('issuer', saml)).toMatchObject({
      text: 'http://idp.zeta.example/entity',
      title: 'Entity ID http://idp.zeta.example/entity/',
    })
    expect(value('issuer', saml, { ...facts, issuers: {} })).toEqual({ text: '' })
  })

  it('is the end of the certificate that holds the longest, as told or as looked for', () => {
    expect(value('expires', saml)).toMatchObject({ text: '20 Dec 2026', tone: 'warning' })
    expect(value('expires', late)).toMatchObject({ text: '1 Jan 2026', tone: 'danger' })
    expect(value('expires', one)).toEqual({ text: '' })
  })

  it('is the last check, the state and the last publish, where they are known', () => {
    expect(value('checked', one)).toMatchObject({ text: '2 h ago', tone: 'danger' })
    expect(value('checked', one).title).toMatch(/^Wrong: Address, checked on /)
    expect(value('checked', ten)).toEqual({ text: '' })
    expect(value('state', one)).toMatchObject({ text: 'Enabled' })
    expect(value('state', late)).toMatchObject({ text: 'Disabled', tone: 'warning' })
    expect(value('state', none)).toEqual({ text: '' })
    expect(value('changed', ten)).toMatchObject({ text: '2 min ago' })
    expect(value('changed', one)).toEqual({ text: '' })
  })
})

describe('what the columns of people say', () => {
  it('is how many there are and when one last signed in, with the age of the count', () => {
    expect(value('people', one)).toEqual({
      text: '214',
      title: '214 people. Counted 1 h ago',
      sort: 214,
    })
    expect(value('last-sign-in', one)).toMatchObject({ text: '2 h ago' })
    expect(value('last-sign-in', one).title).toMatch(/^Last sign-in on .*\. Counted 1 h ago$/)
  })

  it('is unknown where no session tells, and not never', () => {
    expect(value('last-sign-in', ten)).toEqual({
      text: 'unknown',
      title: 'No kept session tells when',
    })
    expect(value('people', none)).toMatchObject({ text: '0', sort: 0 })
    expect(value('last-sign-in', none)).toEqual({ text: '' })
  })

  it('is at least so many where the count stopped early, and nothing where there was none', () => {
    const part = { ...facts, people: facts.people && { ...facts.people, isWhole: false } }
    expect(value('people', one, part)).toMatchObject({
      text: '≥ 214',
      title: 'at least 214 people. Counted 1 h ago, in part',
    })
    const never = { ...facts, people: undefined }
    expect(value('people', one, never)).toEqual({ text: '' })
    expect(value('last-sign-in', one, never)).toEqual({ text: '' })
  })

  it('puts the most and the latest first, and what is unknown last', () => {
    const by = (name: 'people' | 'last-sign-in') =>
      sortedRows(rows, { by: name, descending: true }, facts).map(({ id }) => id)
    expect(by('people').slice(0, 2)).toEqual(['one', 'ten'])
    expect(by('last-sign-in')[0]).toBe('one')
  })
})

describe('the order of a column', () => {
  const idsBy = (...order: Parameters<typeof sortedRows>[1][]) =>
    order.map((each) => sortedRows(rows, each, facts).map(({ id }) => id))

  it('compares words without case and numbers as numbers, what is not known last both ways', () => {
    expect(
      idsBy(
        { by: 'organization', descending: false },
        { by: 'organization', descending: true },
        { by: 'expires', descending: false },
        { by: 'expires', descending: true },
      ),
    ).toEqual([
      ['ten', 'one', 'none', 'saml-10', 'saml-2'],
      ['one', 'ten', 'none', 'saml-10', 'saml-2'],
      ['saml-2', 'saml-10', 'one', 'ten', 'none'],
      ['saml-10', 'saml-2', 'one', 'ten', 'none'],
    ])
    const byName = sortedRows(rows, { by: 'label', descending: false }, facts)
    expect(byName.map(({ id }) => id).filter((id) => id.startsWith('saml'))).toEqual([
      'saml-2',
      'saml-10',
    ])
  })

  it('holds each row once, whatever it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sortNames), fc.boolean(), (by, descending) => {
        const sorted = sortedRows(rows, { by, descending }, facts)
        expect(new Set(sorted)).toEqual(new Set(rows))
        expect(sorted).toHaveLength(rows.length)
      }),
    )
  })
})

describe('the room of columns', () => {
  const widthOf = (name: (typeof columnNames)[number]) => columnNamed(name).width

  it('goes to the first ones, and always leaves some to the names', () => {
    fc.assert(
      fc.property(fc.subarray([...columnNames]), fc.nat(2000), (wanted, width) => {
        const fitting = fittingColumns(wanted, widthOf, width - leastNameWidth)
        expect(wanted.slice(0, fitting.length)).toEqual(fitting)
        expect(fitting.length === 0 || width - widthOfAll(fitting, widthOf) >= leastNameWidth).toBe(
          true,
        )
      }),
    )
  })

  it('is there for none beside the detail at 1280, and for most at 1920', () => {
    expect(fittingColumns(columnNames, widthOf, 546 - leastNameWidth)).toEqual([])
    const counted = fittingColumns(columnNames, widthOf, 1114 - leastNameWidth)
    expect(counted).toEqual(columnNames.slice(0, -2))
    // Those of people are there once people were counted.
    const others = columnNames.filter((name) => name !== 'people' && name !== 'last-sign-in')
    expect(fittingColumns(others, widthOf, 1114 - leastNameWidth)).toEqual(others)
  })
})
