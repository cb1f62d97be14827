import { expect, test } from 'vitest'
import { boundText, isOver, rowsForTerminal } from '../../../scripts/lib/bench-rows.mjs'

const row = (name: string, ratio: number) => ({
  name,
  ratio,
  subject: { what: `the ${name}`, ms: ratio * 10 },
  floor: { what: 'nothing', ms: 10 },
  budget: { times: 2, why: 'it may be twice' },
})

test('a row fails where it is over its budget and over what a person feels', () => {
  const felt = { plus: 16, why: 'a frame' }
  const taking = (ms: number) => ({
    ...row('edit', 1),
    subject: { what: 'a letter', ms },
    limit: felt,
  })
  expect(isOver(taking(15))).toBe(false)
  expect(isOver({ ...taking(15), floor: { what: 'nothing', ms: 1 } })).toBe(false)
  expect(isOver(taking(19))).toBe(false)
  expect(isOver(taking(21))).toBe(true)
})

test('a row with one bound fails by that alone', () => {
  const { budget, ...measured } = row('start', 3)
  expect(isOver({ ...measured, budget })).toBe(true)
  expect(isOver({ ...measured, limit: { plus: 29, why: 'soon' } })).toBe(true)
  expect(isOver({ ...measured, limit: { plus: 30, why: 'soon' } })).toBe(false)
  expect(isOver({ ...measured, limit: { times: 1, plus: 20, why: 'soon' } })).toBe(false)
  expect(isOver({ ...measured, limit: { times: 1, plus: 19, why: 'soon' } })).toBe(true)
})

test('beside other work a row has room for its part of the machine, and no more', () => {
  const { budget: _, ...measured } = row('start', 3)
  const limited = { ...measured, limit: { plus: 20, why: 'soon' } }
  expect(isOver(limited, 1)).toBe(true)
  expect(isOver(limited, 1.5)).toBe(false)
  expect(isOver(limited, 1.49)).toBe(true)
  // Who is slower needs no more memory.
  expect(isOver({ ...limited, unit: 'MiB' }, 1.5)).toBe(true)
  expect(rowsForTerminal([limited])).toContain('OVER')
  expect(rowsForTerminal([limited], [], 1.5)).not.toContain('OVER')
})

test('a bound is said as it is counted', () => {
  expect(boundText({ times: 1.5, why: '' })).toBe('1.5 × floor')
  expect(boundText({ plus: 16, why: '' })).toBe('16 ms')
  expect(boundText({ times: 1, plus: 143.05, why: '' }, 'MiB')).toBe('floor + 143 MiB')
})

test('the terminal says which rows are over and which got worse', () => {
  const rows = [row('quick', 1), { ...row('slow', 3), unit: 'MiB' }, row('creeping', 1.5)]
  const [, first, second, third] = rowsForTerminal(rows, ['creeping'])
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' '))
  expect(first).toBe('quick 1 2 × floor – the quick: 10 ms; nothing: 10 ms')
  expect(second).toBe('slow 3 2 × floor – OVER the slow: 30 MiB; nothing: 10 MiB')
  expect(third).toBe('creeping 1.5 2 × floor – WORSE the creeping: 15 ms; nothing: 10 ms')
})

test('a figure of several runs says how far they were apart', () => {
  const spread = { median: 35, lowest: 28, highest: 50 }
  const rows = [{ ...row('start', 3), subject: { what: 'the start', ms: 30, spread } }]
  expect(rowsForTerminal(rows)).toContain('the start: 30 ms (median 35, 28 to 50); nothing: 10 ms')
})
