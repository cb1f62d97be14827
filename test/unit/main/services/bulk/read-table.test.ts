import { expect, it } from 'vitest'
import { readTable } from '../../../../../src/main/services/bulk/read-table'

async function cellsOf(text: string) {
  const result = await readTable(text)
  return result.ok ? result.value.map(({ line, cells }) => [line, ...cells]) : result.error.message
}

it.each([
  [
    'commas',
    'a,b\nc,"d, ""e"""\n',
    [
      [1, 'a', 'b'],
      [2, 'c', 'd, "e"'],
    ],
  ],
  [
    'semicolons',
    'a;b,c\r\n\r\nd;e\r\n',
    [
      [1, 'a', 'b,c'],
      [3, 'd', 'e'],
    ],
  ],
  [
    'tabs',
    '\uFEFFa\tb\nc',
    [
      [1, 'a', 'b'],
      [2, 'c'],
    ],
  ],
  [
    'cells with line breaks',
    'a,"b\nc"\nd,e',
    [
      [1, 'a', 'b\nc'],
      [3, 'd', 'e'],
    ],
  ],
  ['quotes inside', 'The "West" customer,a.example', [[1, 'The "West" customer', 'a.example']]],
  ['one cell', 'alone', [[1, 'alone']]],
  ['nothing', '', []],
])('reads %s', async (_what, text, rows) => {
  expect(await cellsOf(text)).toEqual(rows)
})

it('says where a quote has no end', async () => {
  expect(await cellsOf('a,b\n"c,d\ne,f')).toBe('A quote in or after line 2 has no end')
})

it('ends early at what is no table: a quote before 20 MB, a huge cell, too many rows', async () => {
  const quote = `a,b\n"${'x,y\n'.repeat(5_000_000)}`
  expect(await cellsOf(quote)).toContain(
    'A row in or after line 2 is longer than any list of domains',
  )
  expect(await cellsOf(`a,${'x'.repeat(1_000_000)}\n`)).toContain('longer than any list of domains')
  expect(await cellsOf('a,b\n'.repeat(30_000))).toBe(
    'The table has more than 20,000 rows: divide it',
  )
})

it('is cancelled between two pieces', async () => {
  const result = await readTable('a,b\n'.repeat(20_000), AbortSignal.abort())
  expect(result.ok ? '' : result.error.code).toBe('request.cancelled')
})
