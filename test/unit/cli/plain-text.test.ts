import { expect, test } from 'vitest'
import { line, plainLines } from '../../../src/cli/plain-text'

test('what is filled in stays in its line, and nothing in it is obeyed or hidden', () => {
  expect(line`a: ${'x\ny\r\u001b[2K\u009b\u202e\u2028\u200bé 👩'}\n`).toBe(
    'a: x\\u{000a}y\\u{000d}\\u{001b}[2K\\u{009b}\\u{202e}\\u{2028}\\u{200b}é 👩\n',
  )
  expect(line`${1} of ${2}`).toBe('1 of 2')
})

test('lines stay lines where a text has several', () => {
  expect(plainLines('a\n\tb\r\u001b[31m')).toBe('a\n\tb\\u{000d}\\u{001b}[31m')
})
