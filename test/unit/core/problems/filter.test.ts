import { describe, expect, test } from 'vitest'
import { filterProblems, groupProblems, indexed } from '../../../../src/core/problems/filter'
import {
  everyProblem,
  type ProblemFilter,
  type ProblemGrouping,
} from '../../../../src/core/problems/problem-filter'
import { kinds, rulesOf } from '../../../../src/core/problems/kinds'
import type { ProjectProblem } from '../../../../src/core/problems/problem'
import { ruleIds } from '../../../../src/core/problems/rules'

const problem = (
  id: string,
  rule: ProjectProblem['rule'],
  severity: ProjectProblem['severity'],
  projectId: string,
  more: Partial<ProjectProblem> = {},
): ProjectProblem => ({
  id,
  rule,
  severity,
  projectId: projectId as never,
  name: `Row-${id}`,
  message: `Says-${id}`,
  ...more,
})

const all = [
  problem('a', 'lock-out', 'error', 'p1', { customer: 'Acme' }),
  problem('b', 'lock-out', 'error', 'p2', { customer: 'Acme' }),
  problem('c', 'http-issuer', 'warning', 'p1', { customer: 'Globex' }),
  problem('d', 'stale-draft', 'info', 'p2'),
]
const index = all.map((item) => indexed(item, [`Project ${item.projectId}`]))

function filtered(filter: Partial<ProblemFilter>, silent: readonly string[] = []) {
  const whole = { ...everyProblem, ...filter }
  const { found, counts } = filterProblems(index, whole, (id) => silent.includes(id))
  return { found: found.map(({ id }) => id).join(''), counts }
}

describe('a filter of problems', () => {
  test('without anything chosen lets all pass, and counts them by each of their values', () => {
    expect(filterProblems(index, everyProblem)).toEqual({
      found: all,
      counts: {
        severities: { error: 2, warning: 1, info: 1 },
        rules: { 'lock-out': 2, 'http-issuer': 1, 'stale-draft': 1 },
        projects: { p1: 2, p2: 2 },
        customers: new Map([
          ['Acme', 2],
          ['Globex', 1],
          ['', 1],
        ]),
        silenced: 0,
        unsilenced: 4,
      },
    })
  })

  test('counts of each value what there would be with the other filters on', () => {
    const { found, counts } = filtered({ severities: ['error'], projectIds: ['p1' as never] })
    expect(found).toBe('a')
    expect(counts.severities).toEqual({ error: 1, warning: 1, info: 0 })
    expect(counts.projects).toEqual({ p1: 1, p2: 1 })
    expect(counts.rules).toEqual({ 'lock-out': 1 })
    expect([...counts.customers]).toEqual([['Acme', 1]])
  })

  test.each<[about: string, filter: Partial<ProblemFilter>, found: string]>([
    ['a severity', { severities: ['warning', 'info'] }, 'cd'],
    ['a rule', { rules: ['lock-out'] }, 'ab'],
    ['a project', { projectIds: ['p2' as never] }, 'bd'],
    ['an organization', { customers: ['Acme'] }, 'ab'],
    ['no organization', { customers: [''] }, 'd'],
    ['a name', { words: 'ROW-c' }, 'c'],
    ['a message', { words: 'says-b' }, 'b'],
    ['the title of its rule', { words: 'without https' }, 'c'],
    ['its organization', { words: 'acme' }, 'ab'],
    ['its project', { words: 'project p2' }, 'bd'],
    ['words that nothing has', { words: 'acme globex' }, ''],
  ])('finds problems by %s', (_about, filter, found) => {
    expect(filtered(filter).found).toBe(found)
  })

  test('shows either the silenced ones or the others, and counts both', () => {
    const silent = ['a', 'd']
    const open = filtered({}, silent)
    expect(open.found).toBe('bc')
    expect(open.counts).toMatchObject({ silenced: 2, unsilenced: 2, severities: { error: 1 } })
    expect(filtered({ silenced: true }, silent).found).toBe('ad')
  })
})

test.each<[by: ProblemGrouping, groups: string, rows: string]>([
  ['environment', 'production 2, staging 2', 'cadb'],
  ['severity', 'error 2, warning 1, info 1', 'abcd'],
  ['rule', 'http-issuer 1, lock-out 2, stale-draft 1', 'cabd'],
  ['project', 'p1 2, p2 2', 'cadb'],
  ['customer', 'Globex 1, Acme 2,  1', 'cabd'],
])('problems stand by %s in groups, in the order of the worst of each', (by, groups, rows) => {
  // As the worst of production stand before the others.
  const found = [all[2]!, all[0]!, all[3]!, all[1]!]
  const inOrder = by === 'rule' || by === 'customer' ? [all[2]!, all[0]!, all[1]!, all[3]!] : found
  const grouped = groupProblems(inOrder, by, (id) =>
    (id as string) === 'p1' ? 'production' : 'staging',
  )
  expect(grouped.groups.map(({ name, count }) => `${name} ${count}`).join(', ')).toBe(groups)
  expect(grouped.rows.map(({ id }) => id).join('')).toBe(rows)
})

test('each rule is of one kind', () => {
  const listed = kinds.flatMap(({ kind }) => rulesOf(kind))
  expect(listed.toSorted()).toEqual(ruleIds.toSorted())
  expect(rulesOf('certificates')).toEqual([
    'certificate-expired',
    'secret-expired',
    'certificate-expiring',
    'secret-expiring',
    'certificate-published',
  ])
})
