import { expect, test } from 'vitest'
import { parseOptions } from '../../../src/cli/options'

const parse = (...args: string[]) => parseOptions(args, { json: 'flag', to: 'text', each: 'texts' })

test('options and the rest are told apart, wherever they stand', () => {
  expect(parse('a', '--json', '--to', 'x', 'b', '--each=1', '--each', '2')).toEqual({
    help: false,
    values: { json: true, to: 'x', each: ['1', '2'] },
    rest: ['a', 'b'],
  })
  expect(parse('--to', '-', '--', '--json')).toEqual({
    help: false,
    values: { to: '-' },
    rest: ['--json'],
  })
})

test('help wins over whatever is wrong beside it', () => {
  expect(parse('--what', '-h')).toEqual({ help: true, values: {}, rest: [] })
})

test.each([
  [['--what'], 'There is no option --what.'],
  [['-x'], 'There is no option -x.'],
  [['--__proto__'], 'There is no option --__proto__.'],
  [['--json=yes'], '--json takes no value.'],
  [['--to'], '--to needs a value.'],
  [['--to', 'a', '--to', 'b'], '--to is given twice.'],
])('%j is refused in words', (args, words) => {
  expect(() => parse(...args)).toThrow(words)
})
