import { afterEach, expect, test } from 'vitest'
import { nodeBytes } from '../../../src/cli/files'
import { inlineMapperBytes, toMapperUrl, workOnBytesBy } from '../../../src/core/model/mapper-text'

/** As what works without a platform answers, which this file sees before Node's work is put in its place. */
const malformed = [
  'a',
  'e30',
  'e3-_',
  'e31=',
  'e30==',
  ' e30=',
  'e3 0=',
  'e30=e30=',
  '====',
  'é30=',
]
const texts = ['', 'f', 'function(ctx) ctx', "local x = 'grüße 🌍';", 'a lone \ud800 half']
const before = {
  malformed: malformed.map((text) => inlineMapperBytes(`base64://${text}`)),
  texts: texts.map((text) => toMapperUrl(text)),
}
afterEach(() => workOnBytesBy(nodeBytes))

test('Node writes and reads base64 as what works without it, and refuses the same', () => {
  expect(before.malformed).toEqual(malformed.map(() => undefined))
  expect(malformed.map((text) => nodeBytes.fromBase64(text))).toEqual(before.malformed)
  expect(texts.map((text) => `base64://${nodeBytes.toBase64(text)}`)).toEqual(before.texts)
  for (const text of texts) {
    const bytes = nodeBytes.fromBase64(nodeBytes.toBase64(text))
    expect(bytes && [...bytes]).toEqual([...new TextEncoder().encode(text)])
  }
})

test('what Node does is asked from then on', () => {
  const asked: string[] = []
  workOnBytesBy({
    ...nodeBytes,
    toBase64(text) {
      asked.push(text)
      return nodeBytes.toBase64(text)
    },
  })
  expect(toMapperUrl('asked once')).toBe('base64://YXNrZWQgb25jZQ==')
  expect(asked).toEqual(['asked once'])
})
