import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noIntents } from '../../../../src/core/intents/intents'
import { boxMeaning } from '../../../../src/core/search/table-box'
import { filterTable, sortedTable, tableFoundBy } from '../../../../src/core/search/table-find'
import {
  everyRow,
  tableViewSchema,
  type TableFilter,
} from '../../../../src/core/search/table-question'
import { tableColumns, tableSortNames } from '../../../../src/core/search/table-columns'
import { tableEntries, type TableFacts } from '../../../../src/core/search/table-row'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const now = Date.parse('2026-11-25T12:00:00.000Z')
const snapshot = snapshotOf({
  organizations: [
    { id: 'o1', label: 'Zeta', domains: ['zeta.example', 'z.example'] },
    { id: 'o2', label: 'alpha', domains: [] },
  ],
  oidc: [
    connection('one', { organization_id: 'o2', pkce: 'never', state: 'enabled' }),
    connection('two', { organization_id: 'o1', issuer_url: '', microsoft_tenant: 'common' }),
    connection('none', { organization_id: 'gone' }),
  ],
  saml: [
    {
      id: 'late',
      organization_id: 'o1',
      valid_to: ['Dec 20 00:00:00 2026 GMT'],
      state: 'disabled',
    },
    { id: 'past', organization_id: '', raw_idp_metadata_xml: 'https://idp.example/metadata' },
  ],
})
const facts: TableFacts = {
  checks: {
    'oidc:one': {
      connectionKey: 'oidc:one',
      address: '',
      at: '2026-11-25T10:00:00.000Z',
      verdict: 'bad',
      steps: [{ id: 'address', status: 'failed', text: '' }],
    },
  },
  published: new Map([
    ['oidc:one', '2026-11-24T10:00:00.000Z'],
    ['o1', '2026-11-23T10:00:00.000Z'],
  ]),
  metadata: new Map([['saml:past', { issuer: 'idp', ends: '2026-01-01T00:00:00.000Z' }]]),
}
const common = { projectId: 'p' as never, project: 'Project', environment: 'staging' } as const
const entries = [...tableEntries(common, snapshot, noIntents, facts)]

describe('the people of a project', () => {
  const people = {
    readAt: '2026-11-25T11:00:00.000Z',
    isWhole: false,
    people: 300,
    organizations: {
      o1: { people: 214, recent: 31, lastSignIn: null, outsideDomains: 0, emergency: 0 },
      o2: { people: 0, recent: 0, lastSignIn: null, outsideDomains: 0, emergency: 0 },
    },
    connections: {
      'oidc:two': { people: 180, recent: 30, earlier: 0, lastSignIn: '2026-11-25T10:00:00.000Z' },
    },
    domains: {},
  }
  const counted = [...tableEntries(common, snapshot, noIntents, { ...facts, people })]
  const rowOf = (key: string) => counted.find(({ row }) => row.key === key)?.row

  it('stand in the rows of organizations and connections, and in a copied table', () => {
    const read = { isWhole: false, readAt: people.readAt }
    expect(rowOf('o1')?.people).toEqual({ count: 214, ...read })
    expect(rowOf('oidc:two')?.people).toEqual({
      count: 180,
      lastSignIn: '2026-11-25T10:00:00.000Z',
      ...read,
    })
    expect(rowOf('o2')?.people).toEqual({ count: 0, ...read })
    const copied = (key: string) => {
      const row = rowOf(key)
      return row && [tableColumns.people.copied(row), tableColumns['last-sign-in'].copied(row)]
    }
    expect(copied('o1')).toEqual(['≥ 214', ''])
    expect(copied('oidc:two')).toEqual(['≥ 180', '2026-11-25'])
  })

  it('are not there where nobody counted them', () => {
    expect(entries.filter(({ row }) => row.people !== undefined)).toEqual([])
    const [row] = entries
    expect(row && tableColumns.people.copied(row.row)).toBe('')
  })

  it('sort the rows, those with the most first and those with none last', () => {
    const keys = sortedTable(counted, { by: 'people', descending: true }).map(({ row }) => row.key)
    expect(keys.slice(0, 2)).toEqual(['o1', 'oidc:two'])
    const last = sortedTable(counted, { by: 'last-sign-in', descending: false })
    expect(last[0]?.row.key).toBe('oidc:two')
  })
})

describe('the SCIM clients of a project', () => {
  const withClients = snapshotOf({
    organizations: [
      { id: 'o1', label: 'Zeta', domains: ['zeta.example'] },
      { id: 'o2', label: 'alpha', domains: [] },
    ],
    oidc: [connection('one', { organization_id: 'o1' })],
    scimClients: [
      scimEntry('people', 'o1', { label: 'People', state: 'disabled' }),
      scimEntry('lost', 'gone'),
      scimEntry('twice', 'o2'),
      scimEntry('twice', 'o2'),
    ],
  })
  const told: TableFacts = {
    ...facts,
    published: new Map([['people', '2026-11-22T10:00:00.000Z']]),
  }
  const rows = [...tableEntries(common, withClients, noIntents, told)]

  it('stand beneath their organization after its connections, and those of none at the end', () => {
    expect(rows.map(({ row }) => `${row.kind} ${row.key}`)).toEqual([
      'organization o1',
      'connection oidc:one',
      'scim-client people',
      'organization o2',
      'scim-client twice#2',
      'scim-client twice#3',
      'scim-client lost',
    ])
    const counts = rows.flatMap(({ row: { connections, scimClients } }) =>
      connections === undefined ? [] : [[connections, scimClients]],
    )
    expect(counts).toEqual([
      [1, 1],
      [0, 2],
    ])
  })

  it('say what is known of them, and nothing that only connections have', () => {
    expect(rows[2]?.row).toEqual({
      ...common,
      kind: 'scim-client',
      key: 'people',
      label: 'People',
      id: 'people',
      kindName: 'SCIM',
      status: 'unchanged',
      edits: 0,
      domains: ['zeta.example'],
      domainCount: 1,
      organizationKey: 'o1',
      organization: 'Zeta',
      clientId: 'people',
      published: '2026-11-22T10:00:00.000Z',
      state: 'disabled',
      checked: undefined,
    })
  })

  const find = (filter: Partial<TableFilter>) =>
    filterTable(rows, { ...everyRow, ...filter }, now, new Map())

  it('are counted and filtered as a kind, by state, by their ID and by the address that a ticket has', () => {
    expect(find({}).counts).toMatchObject({
      kinds: { organization: 2, oidc: 1, saml: 0, scim: 4 },
      disabled: 1,
    })
    const keys = (filter: Partial<TableFilter>) => find(filter).found.map(({ row }) => row.key)
    expect(keys({ kinds: ['scim'] })).toEqual(['people', 'twice#2', 'twice#3', 'lost'])
    expect(keys({ kinds: ['scim'], disabled: true })).toEqual(['people'])
    expect(keys({ words: 'scim zeta' })).toEqual(['people'])
    expect(keys({ words: '/scim/people/v2' })).toEqual(['people'])
    const [by] = find({ words: '/scim/people/v2' }).found
    expect(by && tableFoundBy(by, '/scim/people/v2')?.field).toBe('SCIM server URL')
  })

  it('are sorted among the others, by the columns that know something of them', () => {
    const sorted = sortedTable(rows, { by: 'kind', descending: false })
    expect(sorted.slice(-4).map(({ row }) => row.kindName)).toEqual([
      'SCIM',
      'SCIM',
      'SCIM',
      'SCIM',
    ])
    expect(sortedTable(rows, { by: 'state', descending: false })[0]?.row.key).toBe('people')
  })
})

describe('the rows of a project', () => {
  it('are each organization with its connections beneath it, then the connections of none', () => {
    expect(entries.map(({ row }) => row.key)).toEqual([
      'o1',
      'oidc:two',
      'saml:late',
      'o2',
      'oidc:one',
      'oidc:none',
      'saml:past',
    ])
  })

  it('say what is known of them', () => {
    const row = (key: string) => entries.find((entry) => entry.row.key === key)?.row
    expect(row('oidc:one')).toMatchObject({
      label: 'Label of one',
      organization: 'alpha',
      kindName: 'OIDC · Generic',
      issuer: 'https://one.example',
      clientId: 'client-one',
      checked: { verdict: 'bad', words: 'Wrong: Address' },
      published: '2026-11-24T10:00:00.000Z',
      state: 'enabled',
      pkce: 'never',
    })
    expect(row('o1')?.published).toBe('2026-11-23T10:00:00.000Z')
    expect(row('o2')?.published).toBeUndefined()
    expect(row('oidc:two')).toMatchObject({
      issuer: 'common',
      issuerIs: 'tenant',
      pkce: 'auto',
      domains: ['zeta.example', 'z.example'],
      domainCount: 2,
    })
    expect(row('saml:late')).toMatchObject({
      expires: '2026-12-20T00:00:00.000Z',
      state: 'disabled',
      pkce: undefined,
    })
    expect(row('saml:past')).toMatchObject({
      expires: '2026-01-01T00:00:00.000Z',
      issuer: 'https://idp.example/metadata',
    })
    expect(row('oidc:none')).toMatchObject({ organizationKey: 'gone', organization: undefined })
  })
})

describe('the filter of the table', () => {
  const problems = new Map([[entries[0]?.id ?? '', 'warning' as const]])
  const keys = (filter: Partial<TableFilter>) =>
    filterTable(entries, { ...everyRow, ...filter }, now, problems).found.map(({ row }) => row.key)

  it('lets pass what it is asked for', () => {
    expect(keys({})).toHaveLength(7)
    expect(keys({ kinds: ['organization'] })).toEqual(['o1', 'o2'])
    expect(keys({ kinds: ['saml', 'organization'] })).toHaveLength(4)
    expect(keys({ words: 'zeta' })).toEqual(['o1', 'oidc:two', 'saml:late'])
    expect(keys({ words: 'ALPHA client-one' })).toEqual(['oidc:one'])
    expect(keys({ pkceOff: true })).toEqual(['oidc:one'])
    expect(keys({ disabled: true })).toEqual(['saml:late'])
    expect(keys({ problems: true })).toEqual(['o1'])
    expect(keys({ expires: 'expired' })).toEqual(['saml:past'])
    expect(keys({ expires: '30' })).toEqual(['saml:late', 'saml:past'])
    expect(keys({ environments: ['production'] })).toEqual([])
    expect(keys({ projectIds: ['other' as never] })).toEqual([])
  })

  it('counts for each switch what it would show of the words', () => {
    const { counts } = filterTable(entries, { ...everyRow, words: 'zeta' }, now, problems)
    expect(counts).toEqual({
      kinds: { organization: 1, oidc: 1, saml: 1, scim: 0 },
      expires: { expired: 0, '30': 1, '90': 1 },
      pkceOff: 0,
      disabled: 1,
      problems: 1,
    })
  })

  it('says by what a row was found that it does not show', () => {
    const [zeta] = entries
    expect(zeta && tableFoundBy(zeta, 'zeta')).toBeUndefined()
    const late = entries.find(({ row }) => row.key === 'oidc:two')
    expect(late && tableFoundBy(late, 'callback/two')?.field).toBe('Redirect URL')
  })

  it('keeps every row once in every order, what is not known last both ways', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tableSortNames), fc.boolean(), (by, descending) => {
        const sorted = sortedTable(entries, { by, descending })
        expect(new Set(sorted)).toEqual(new Set(entries))
        expect(sorted).toHaveLength(entries.length)
      }),
    )
    for (const descending of [false, true]) {
      const sorted = sortedTable(entries, { by: 'expires', descending }).map(({ row }) => row.key)
      const known = ['saml:past', 'saml:late']
      expect(sorted.slice(0, 2)).toEqual(descending ? known.toReversed() : known)
    }
  })
})

describe('what is typed into the box of the table', () => {
  it('is words, addresses, or a word that may be a domain', () => {
    expect(boxMeaning('')).toEqual({ kind: 'words', words: '' })
    expect(boxMeaning('Acme okta')).toEqual({ kind: 'words', words: 'Acme okta' })
    expect(boxMeaning(' acme.example ')).toMatchObject({ kind: 'words', domain: 'acme.example' })
    expect(boxMeaning('acme.example okta')).toEqual({ kind: 'words', words: 'acme.example okta' })
    expect(boxMeaning('@acme.example')).toEqual({ kind: 'words', words: '@acme.example' })
    expect(boxMeaning('Ada <ada@acme.example>')).toEqual({
      kind: 'addresses',
      texts: ['ada@acme.example'],
      malformed: [],
      more: 0,
    })
    expect(boxMeaning('a.example, b.example')).toMatchObject({
      kind: 'addresses',
      texts: ['a.example', 'b.example'],
    })
  })

  it('is never lost where it is too long: what is left out is counted', () => {
    const list = Array.from({ length: 3010 }, (_none, index) => `p${index}@d.example`).join(' ')
    const meaning = boxMeaning(list)
    expect(meaning).toMatchObject({ kind: 'addresses', more: 10 })
    expect(boxMeaning('x'.repeat(10_000))).toMatchObject({ words: 'x'.repeat(500) })
  })
})

it('takes a view only as it is saved', () => {
  const view = { name: 'One', filter: everyRow, columns: ['project'] }
  expect(tableViewSchema.safeParse(view).success).toBe(true)
  expect(tableViewSchema.safeParse({ ...view, more: 1 }).success).toBe(false)
  expect(tableViewSchema.safeParse({ ...view, columns: ['secret'] }).success).toBe(false)
  expect(tableViewSchema.safeParse({ ...view, name: '' }).success).toBe(false)
  const filter = { ...everyRow, words: 'x'.repeat(501) }
  expect(tableViewSchema.safeParse({ ...view, filter }).success).toBe(false)
})
