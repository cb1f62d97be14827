import { expect, test } from 'vitest'
import { commandIn, isTooLongToHandOn } from '../../../../src/main/app/command-line'

const program = '/usr/lib/sso-workbench/sso-workbench'

test.each([
  ['a command', ['plan', 'team', '--project', 'X'], true],
  ['its help', ['plan', '--help'], true],
  ['the version', ['--version'], true],
  ['the help of all', ['--help'], true],
  ['a command in a container', ['--no-sandbox', 'plan', 'team'], true],
  ['no argument', [], false],
  ['a link', ['sso-workbench://project/plan'], false],
  ['a file that is called so', ['/home/ada/plan'], false],
  ['a switch of the app', ['--user-data-dir=plan', 'plan'], false],
  ['what is a command of nobody', ['planned'], false],
])('%s', (_what, args, isCommand) => {
  const words = args[0] === '--no-sandbox' ? args.slice(1) : args
  const expected = isCommand ? words : undefined
  expect(commandIn([program, ...args], true)).toEqual(expected)
  // From source, the folder of the app stands first.
  expect(commandIn(['electron', '/src/app', ...args], false)).toEqual(expected)
})

const link = (length: number) => `sso-workbench://project/${'a'.repeat(length)}`

test.each([
  ['a link of the app', [program, link(1_100)], false],
  ['files with long paths', [program, `/${'p'.repeat(4_000)}/a.json`, '/b.yaml'], false],
  ['a link that would end the app', [program, link(40_000)], true],
  ['one of 120,000 characters', [program, link(120_000)], true],
  ['many short ones', [program, ...Array.from({ length: 6_000 }, () => 'abc')], true],
  ['letters of several bytes', [program, 'ä'.repeat(9_000)], true],
])('%s', (_what, args, expected) => {
  expect(isTooLongToHandOn(args, '/home/ada')).toBe(expected)
})

test('the folder counts too', () => {
  expect(isTooLongToHandOn([program], `/${'f'.repeat(17_000)}`)).toBe(true)
})
