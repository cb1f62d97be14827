import { expect, test } from 'vitest'
import { readJson, readUpTo } from '../../../../src/main/api/bodies'

const bytes = (text: string) => new TextEncoder().encode(text)
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

test('a million levels are refused without a stack', () => {
  expect(readJson(bytes(nested(1_000_000)))).toEqual({ why: 'it is nested deeper than 200 levels' })
})

test.each([
  ['', 'empty'],
  [' \n', 'empty'],
  ['<!DOCTYPE html><p>Sign in', 'web page'],
  ['  <HTML>', 'web page'],
  ['{"a":1', 'cut off'],
  ['nonsense', 'not JSON'],
])('%s says that it is %s', (text, why) => {
  expect(readJson(bytes(text))).toEqual({ why: expect.stringContaining(why) as string })
})

test('what is served as a web page is one, and broken text is not mended', () => {
  const json = bytes('{}')
  expect(readJson(json, 'text/html; charset=utf-8')).toHaveProperty('why')
  expect(readJson(json, 'application/json')).toEqual({ json: {} })
  expect(readJson(Uint8Array.of(0x22, 0xc3, 0x28, 0x22))).toEqual({ why: 'it is not UTF-8 text' })
})

test('no more is read than the limit', async () => {
  let given = 0
  async function* body() {
    for (;;) {
      await Promise.resolve()
      given += 1
      yield new Uint8Array(10)
    }
  }
  expect(await readUpTo(body(), 35)).toBeUndefined()
  expect(given).toBe(4)
})

test('what is as long as it may be is read whole', async () => {
  async function* body() {
    yield bytes('ab')
    yield bytes('cd')
    await Promise.resolve()
  }
  expect(await readUpTo(body(), 4)).toEqual(Buffer.from('abcd'))
  expect(await readUpTo(body(), 3)).toBeUndefined()
})
