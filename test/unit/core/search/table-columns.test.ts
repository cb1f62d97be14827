import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckReport } from '../../../../src/core/check/report'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { organizationAt } from '../../../../src/core/draft/entity-index'
import { noIntents } from '../../../../src/core/intents/intents'
import { textMember } from '../../../../src/core/model/json'
import { tableColumn, tableSortNames } from '../../../../src/core/search/table-columns'
import type { TableColumnName } from '../../../../src/core/search/table-columns'
import { sortedTable } from '../../../../src/core/search/table-find'
import type { TableSort } from '../../../../src/core/search/table-question'
import { MemberEntry, type TableFacts } from '../../../../src/core/search/table-row'
import { someProject } from '../../../support/states/project-ids'
import { connection, snapshotOf } from '../../../support/states/snapshots'

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
const copy = workingCopy(snapshot, noIntents)
const [one, ten, none, saml, late] = copy.connections
const now = Date.parse('2026-11-25T12:00:00.000Z')
const common = { projectId: someProject(1), project: 'Project', environment: 'staging' } as const

function entriesWith(facts: TableFacts) {
  const context = { common, snapshot, facts: () => facts }
  return copy.connections.map((entity) => {
    const owner = organizationAt(copy, textMember(entity.fields, 'organization_id') ?? '')
    return new MemberEntry(entity, owner, context)
  })
}

const report = (verdict: CheckReport['verdict']): CheckReport => ({
  connectionKey: 'oidc:one',
  address: '',
  at: '2026-11-25T10:00:00.000Z',
  verdict,
  steps: [{ id: 'address', status: verdict === 'bad' ? 'failed' : 'passed', text: '' }],
})
const keyOf = (entity: typeof one) => entity?.target.key ?? ''
const facts: TableFacts = {
  checks: { [keyOf(one)]: report('bad') },
  metadata: new Map([
    [keyOf(late), { ends: '2026-01-01T00:00:00.000Z' }],
    [keyOf(saml), { issuer: 'http://idp.zeta.example/entity/' }],
  ]),
  published: new Map([[keyOf(ten), '2026-11-25T11:58:00.000Z']]),
  people: {
    readAt: '2026-11-25T11:00:00.000Z',
    isWhole: true,
    people: 300,
    organizations: {},
    connections: {
      [keyOf(one)]: {
        people: 214,
        recent: 31,
        earlier: 0,
        lastSignIn: '2026-11-25T10:00:00.000Z',
      },
      [keyOf(ten)]: { people: 3, recent: 0, earlier: 0, lastSignIn: null },
    },
    domains: {},
  },
}
const entries = entriesWith(facts)
function value(name: TableColumnName, of: typeof one, known = facts) {
  const entry = entriesWith(known).find(({ row }) => row.key === of?.target.key)
  if (!entry) throw new Error('There is no such row')
  return tableColumn(name).cell(entry.row, now)
}

describe('what a column says of a connection', () => {
  it('is the first domain of its organization, with how many more there are', () => {
    expect(value('domains', one)).toEqual({
      text: 'zeta.example +1',
      title: 'zeta.example, z.example',
    })
    expect(value('domains', ten)).toBeUndefined()
    expect(value('domains', none)).toBeUndefined()
  })

  it('is where the identity provider is reached, never the storage of Ory', () => {
    expect(value('issuer', one)).toMatchObject({ text: 'id.zeta.example' })
    expect(value('issuer', ten)).toMatchObject({ text: 'common', title: 'Tenant common' })
    expect(value('issuer', late)).toMatchObject({ text: 'idp.example/metadata' })
    expect(value('issuer', saml)).toMatchObject({
      text: 'http://idp.zeta.example/entity',
      title: 'Entity ID http://idp.zeta.example/entity/',
    })
    expect(value('issuer', saml, { ...facts, metadata: new Map() })).toBeUndefined()
  })

  it('is the end of the certificate that holds the longest, as told or as looked for', () => {
    expect(value('expires', saml)).toMatchObject({ text: '20 Dec 2026', tone: 'warning' })
    expect(value('expires', late)).toMatchObject({ text: '1 Jan 2026', tone: 'danger' })
    expect(value('expires', one)).toBeUndefined()
  })

  it('is the last check, the state and the last publish, where they are known', () => {
    expect(value('checked', one)).toMatchObject({ text: '2 h ago', tone: 'danger' })
    expect(value('checked', one)?.title).toMatch(/^Wrong: Address, checked on /)
    expect(value('checked', ten)).toBeUndefined()
    expect(value('state', one)).toMatchObject({ text: 'Enabled' })
    expect(value('state', late)).toMatchObject({ text: 'Disabled', tone: 'warning' })
    expect(value('state', none)).toBeUndefined()
    expect(value('published', ten)).toMatchObject({ text: '2 min ago' })
    expect(value('published', one)).toBeUndefined()
  })
})

describe('what the columns of people say', () => {
  it('is how many there are and when one last signed in, with the age of the count', () => {
    expect(value('people', one)).toEqual({
      text: '214',
      title: '214 people. Counted 1 h ago',
    })
    expect(value('last-sign-in', one)).toMatchObject({ text: '2 h ago' })
    expect(value('last-sign-in', one)?.title).toMatch(/^Last sign-in on .*\. Counted 1 h ago$/)
  })

  it('is unknown where no session tells, and not never', () => {
    expect(value('last-sign-in', ten)).toEqual({
      text: 'unknown',
      title: 'No kept session tells when',
    })
    expect(value('people', none)).toMatchObject({ text: '0' })
    expect(value('last-sign-in', none)).toBeUndefined()
  })

  it('is at least so many where the count stopped early, and nothing where there was none', () => {
    const part = { ...facts, people: facts.people && { ...facts.people, isWhole: false } }
    expect(value('people', one, part)).toMatchObject({
      text: '≥ 214',
      title: 'at least 214 people. Counted 1 h ago, in part',
    })
    const never = { ...facts, people: undefined }
    expect(value('people', one, never)).toBeUndefined()
    expect(value('last-sign-in', one, never)).toBeUndefined()
  })

  it('puts the most and the latest first, and what is unknown last', () => {
    const by = (name: 'people' | 'last-sign-in') =>
      sortedTable(entries, { by: name, descending: true }).map(({ row }) => row.id)
    expect(by('people').slice(0, 2)).toEqual(['one', 'ten'])
    expect(by('last-sign-in')[0]).toBe('one')
  })
})

describe('the order of a column', () => {
  const idsBy = (...order: TableSort[]) =>
    order.map((each) => sortedTable(entries, each).map(({ row }) => row.id))

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
    const byName = sortedTable(entries, { by: 'label', descending: false })
    expect(byName.map(({ row }) => row.id).filter((id) => id.startsWith('saml'))).toEqual([
      'saml-2',
      'saml-10',
    ])
  })

  it('holds each row once, whatever it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tableSortNames), fc.boolean(), (by, descending) => {
        const sorted = sortedTable(entries, { by, descending })
        expect(new Set(sorted)).toEqual(new Set(entries))
        expect(sorted).toHaveLength(entries.length)
      }),
    )
  })
})
