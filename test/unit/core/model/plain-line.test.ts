import { expect, test } from 'vitest'
import { plainLine } from '../../../../src/core/model/plain-line'

test('a text of others stands in one line, and reads as it is written', () => {
  expect(plainLine('Ten\r\nants\u0000\u001B[31m\u2028of \u202Etxt.exe\u2066x\u2069')).toBe(
    'Ten ants [31m of  txt.exe x ',
  )
  // What is no trick stays: other scripts, and a joiner within a picture.
  for (const text of ['Müller & Söhne', 'שלום', '漢字', '👩‍💻', ''])
    expect(plainLine(text)).toBe(text)
})
