import { expect, test } from 'vitest'
import { jsonText, line, plainJson, plainLines } from '../../../src/cli/plain-text'

test('what is filled in stays in its line, and nothing in it is obeyed or hidden', () => {
  expect(line`a: ${'x\ny\r\u001b[2K\u009b\u202e\u2028\u200bé 👩'}\n`).toBe(
    'a: x\\u{000a}y\\u{000d}\\u{001b}[2K\\u{009b}\\u{202e}\\u{2028}\\u{200b}é 👩\n',
  )
  expect(line`${1} of ${2}`).toBe('1 of 2')
})

test('JSON stays the same JSON, and commands of a runner of CI are none', () => {
  const value = {
    'k\u009b': 'x\ny\u001b\u009b\u202e\u{e0041}é 👩 ##[group]z',
    list: ['::error::a', ''],
  }
  const text = jsonText(value)
  expect(JSON.parse(text)).toEqual(value)
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|##\[/u)
  expect(text).toContain(String.raw`"x\ny\u001b\u009b\u202e\udb40\udc41é 👩 \u0023#[group]z"`)
  expect(plainJson('{"a":"\u009b"}\n')).toBe('{"a":"\\u009b"}\n')
  expect(line`${'::error::a'}`).toBe('\\u{003a}:error::a')
  expect(line`  ${'##[group]'} a::b`).toBe('  \\u{0023}#[group] a::b')
  expect(line`${'a ##vso[task.complete] ##teamcity[x] ## [y]'}`).toBe(
    'a \\u{0023}#vso[task.complete] \\u{0023}#teamcity[x] ## [y]',
  )
  expect(plainLines('a\n ::add-mask::b')).toBe('a\n \\u{003a}:add-mask::b')
})

test('lines stay lines where a text has several', () => {
  expect(plainLines('a\n\tb\r\u001b[31m')).toBe('a\n\tb\\u{000d}\\u{001b}[31m')
})
