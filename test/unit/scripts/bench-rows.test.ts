import { expect, test } from 'vitest'
import { pageWith, rowsForTerminal } from '../../../scripts/lib/bench-rows.mjs'

const row = (name: string, ratio: number) => ({
  name,
  ratio,
  subject: { what: `the ${name}`, ms: ratio * 10 },
  floor: { what: 'nothing', ms: 10 },
  budget: { ratio: 2, why: 'it may be twice' },
})

const page = `# Performance

Before.

| Row | Measured |
| --- | -------- |
| \`old\` | as it was |
| \`start\`  | 1 ms |

After.
`

test('a page gets the rows that were measured, by name, and keeps the others', () => {
  const written = pageWith(page, [row('zeta', 1), row('start', 3)], '2026-11-27')
  expect(written.split('\n')).toEqual([
    '# Performance',
    '',
    'Before.',
    '',
    '| Row | Measured |',
    '| --- | -------- |',
    '| `old` | as it was |',
    '| `start` | the start: 30 ms | nothing: 10 ms | 3 | 2 | it may be twice | 2026-11-27 |',
    '| `zeta` | the zeta: 10 ms | nothing: 10 ms | 1 | 2 | it may be twice | 2026-11-27 |',
    '',
    'After.',
    '',
  ])
  expect(pageWith(written, [], '2026-11-28')).toBe(written)
  expect(() => pageWith('# No table', [row('start', 1)], '2026-11-27')).toThrow('no table')
})

test('the terminal says which rows are over their budget', () => {
  const [, first, second] = rowsForTerminal([row('quick', 1), { ...row('slow', 3), unit: 'MiB' }])
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' '))
  expect(first).toBe('quick 1 2 the quick: 10 ms; nothing: 10 ms')
  expect(second).toBe('slow 3 2 OVER the slow: 30 MiB; nothing: 10 MiB')
})

test('a figure of several runs says how far they were apart', () => {
  const spread = { median: 35, lowest: 28, highest: 50 }
  const rows = [{ ...row('start', 3), subject: { what: 'the start', ms: 30, spread } }]
  expect(rowsForTerminal(rows)).toContain('the start: 30 ms (median 35, 28 to 50); nothing: 10 ms')
  expect(pageWith(page, rows, '2026-11-27')).toContain(
    'the start: 30 ms (median 35, 28 to 50) | nothing: 10 ms',
  )
})
