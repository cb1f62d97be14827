import { expect, test } from 'vitest'
import { isTooLongToHandOn } from '../../../../src/main/app/argument-length'

const program = '/opt/SSO Workbench/sso-workbench'
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
