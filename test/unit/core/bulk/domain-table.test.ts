import { expect, it } from 'vitest'
import { readDomainTable, tableLimits } from '../../../../src/core/bulk/domain-table'

const rowsOf = (...lines: readonly (readonly string[])[]) =>
  lines.map((cells, index) => ({ line: index + 1, cells }))

it('reads organization, domains to add, domains to remove and the project, without a head', () => {
  const { rows, remarks } = readDomainTable(
    rowsOf(
      ['Brightwater', 'a.example; B.Example, @c.example', 'old.example', 'Staging'],
      ['', '', ''],
      ['Calm', 'calm.example.'],
    ),
  )
  expect(remarks).toEqual([])
  expect(rows).toEqual([
    {
      organization: 'Brightwater',
      add: ['a.example', 'b.example', 'c.example'],
      remove: ['old.example'],
      project: 'Staging',
      line: 1,
    },
    { organization: 'Calm', add: ['calm.example'], remove: [], line: 3 },
  ])
})

it('goes by the head where there is one', () => {
  const { rows } = readDomainTable(
    rowsOf(
      ['Domains_to_remove', '', 'Organization ID', 'Domain'],
      ['x.example', 'a note', 'id-1', 'y.example'],
    ),
  )
  expect(rows).toEqual([
    { organization: 'id-1', add: ['y.example'], remove: ['x.example'], line: 2 },
  ])
})

it.each([
  [['Organization', 'Domains', 'Project name'], '“Project name”'],
  [['Project name', 'Organization ID', 'add', 'Owner'], '“Project name”, “Owner”'],
  [['Organization', 'Domains to set'], '“Domains to set”'],
  [['label', 'notes'], '“notes”'],
  [['Organization', 'Project'], 'names no column'],
])('does nothing by the head %j', (head, words) => {
  const { rows, remarks } = readDomainTable(
    rowsOf(
      head,
      head.map(() => 'a.example'),
    ),
  )
  expect(rows).toEqual([])
  expect(remarks).toEqual([expect.stringContaining(words)])
})

it('takes a row about an organization that is called as a column for what it is', () => {
  const { rows } = readDomainTable(rowsOf(['Customer', 'a.example'], ['Name', 'b.example']))
  expect(rows.map(({ organization }) => organization)).toEqual(['Customer', 'Name'])
})

it('has the ID beside the label, and domains in Punycode', () => {
  const { rows } = readDomainTable(
    rowsOf(
      ['Label', 'ID', 'Domains'],
      ['Acme', 'id-1', 'BÜCHER.example @müller.example'],
      ['Calm', '', 'b.example'],
    ),
  )
  expect(rows).toMatchObject([
    { organization: 'Acme', id: 'id-1', add: ['xn--bcher-kva.example', 'xn--mller-kva.example'] },
    { organization: 'Calm', add: ['b.example'] },
  ])
  expect(rows[1]).not.toHaveProperty('id')
})

it('says by line what it does not take, formulas among it, and keeps the rest', () => {
  const { rows, remarks } = readDomainTable(
    rowsOf(
      ['', 'a.example'],
      ['Brightwater', ''],
      ['=HYPERLINK("https://evil.example")', 'a.example'],
      ['Brightwater', '+cmd|calc'],
      ['Brightwater', 'x'.repeat(tableLimits.cell + 1)],
      ['Brightwater', Array.from({ length: 1001 }, (_, n) => `d${n}.example`).join(' ')],
      ['-Dash-', 'good.example'],
    ),
  )
  expect(rows.map(({ organization }) => organization)).toEqual(['-Dash-'])
  expect(remarks).toEqual([
    'Line 1: names no organization',
    'Line 2: has no domains for “Brightwater”',
    'Line 3: “=HYPERLINK("https://evil.example")” looks like a formula, which is not worked out',
    'Line 4: “+cmd|calc” looks like a formula, which is not worked out',
    'Line 5: a cell has 20,001 characters, more than a list of domains',
    'Line 6: has 1,001 domains, more than one row may have',
  ])
})

it('takes names of members of objects as names only', () => {
  const { rows } = readDomainTable(rowsOf(['__proto__', 'constructor'], ['toString', 'a.example']))
  expect(rows.map(({ organization }) => organization)).toEqual(['__proto__', 'toString'])
})
