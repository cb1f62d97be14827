import { expect, test } from 'vitest'
import { inlineText } from '../../../../src/core/set-up-file/inline-text'

const inline = (bytes: Uint8Array | string) => `base64://${Buffer.from(bytes).toString('base64')}`

test.each(['', 'local a = 1;\n', '\u0000\u007f', 'Zürich 👩', 'a'.repeat(200_000)])(
  'a text that can be written back the same is read: %#',
  (text) => {
    expect(inlineText(inline(text))).toBe(text)
  },
)

test.each([
  ['bytes that are no UTF-8', Uint8Array.of(0x61, 0xff)],
  ['one byte that is none', Uint8Array.of(0x80)],
])('%s is no text', (_what, bytes) => {
  expect(inlineText(inline(bytes))).toBeUndefined()
})

test('another form is none', () => {
  expect(inlineText('https://storage.example/a.jsonnet')).toBeUndefined()
  expect(inlineText('base64://%')).toBeUndefined()
})
