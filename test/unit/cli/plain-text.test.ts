import { expect, onTestFinished, test } from 'vitest'
import {
  bounded,
  colored,
  coloredSeverity,
  jsonText,
  line,
  plainJson,
  plainLines,
} from '../../../src/cli/plain-text'

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

test('what people have is printed whole', () => {
  const result = { words: 'Renamed', lines: [{ before: 'x'.repeat(50_000), after: null, n: 1 }] }
  expect(bounded(result)).toEqual(result)
})

test.each<[string, unknown]>([
  ['a text of megabytes', { before: 'x'.repeat(5_000_000) }],
  ['many texts', Array.from({ length: 900 }, () => ({ before: 'x'.repeat(10_000) }))],
  ['many entries', Array.from({ length: 50_000 }, () => ({ words: 'x'.repeat(1000) }))],
])('%s ends in about a million characters', (_what, result) => {
  const text = JSON.stringify(bounded(result))
  expect(text.length).toBeLessThan(1_200_000)
})

test('of a list of lists each has its first thousand entries', () => {
  const list = Array.from({ length: 1500 }, (_item, at) => at)
  expect(bounded({ list: [list] })).toEqual({ list: [list.slice(0, 1000)] })
})

/** Plays standard output. @param own `hasColors` is only there on a terminal */
function playStdout(own: { isTTY: boolean; hasColors?: () => boolean }): void {
  const { isTTY, hasColors } = process.stdout
  Object.assign(process.stdout, own)
  onTestFinished(() => void Object.assign(process.stdout, { isTTY, hasColors }))
}

test('a terminal that shows colors gets them', () => {
  playStdout({ isTTY: true, hasColors: () => true })
  expect(colored('green', '+ a')).toBe('\u001b[32m+ a\u001b[39m')
  expect(coloredSeverity('error')).toBe('\u001b[31merror\u001b[39m')
  expect(coloredSeverity('info')).toBe('info')
})

test('a terminal without colors, as with NO_COLOR, and a file get none', () => {
  playStdout({ isTTY: true, hasColors: () => false })
  expect(colored('green', '+ a')).toBe('+ a')
  playStdout({ isTTY: false })
  expect(coloredSeverity('warning')).toBe('warning')
})
