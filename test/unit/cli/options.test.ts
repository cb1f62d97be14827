import { expect, test } from 'vitest'
import { asksForHelp, parseOptions, theOnly } from '../../../src/cli/options'

const parse = (...args: string[]) => parseOptions(args, { json: 'flag', to: 'text', each: 'texts' })

test('options and the rest are told apart, wherever they stand', () => {
  expect(parse('a', '--json', '--to', 'x', 'b', '--each=1', '--each', '2')).toEqual({
    values: { json: true, to: 'x', each: ['1', '2'] },
    rest: ['a', 'b'],
  })
  expect(parse('--to', '-', '--', '--json')).toEqual({
    values: { to: '-' },
    rest: ['--json'],
  })
})

test('help is asked for wherever it stands, but after what ends the options', () => {
  expect(asksForHelp(['--what', '-h'])).toBe(true)
  expect(asksForHelp(['a', '--help'])).toBe(true)
  expect(asksForHelp(['a', '--', '--help'])).toBe(false)
  expect(asksForHelp([])).toBe(false)
})

test('one argument is taken, and not none or two', () => {
  expect(theOnly(['a'], 'One.')).toBe('a')
  expect(() => theOnly([], 'One.')).toThrow('One.')
  expect(() => theOnly(['a', 'b'], 'One.')).toThrow('One.')
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
