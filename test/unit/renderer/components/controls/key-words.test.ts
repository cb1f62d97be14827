import { expect, it } from 'vitest'
import { isToldOfKey } from '../../../../../src/renderer/components/controls/key-words'

it('an error of a read is not told again where the key is told to cause it', () => {
  expect(isToldOfKey('api.forbidden', 'may-not-read')).toBe(true)
  expect(isToldOfKey('api.unauthorized', 'refused')).toBe(true)
  expect(isToldOfKey('api.forbidden', undefined)).toBe(false)
  expect(isToldOfKey('api.forbidden', 'may-not-write')).toBe(false)
  expect(isToldOfKey('network.timeout', 'may-not-read')).toBe(false)
})
