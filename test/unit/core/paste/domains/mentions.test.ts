import { expect, test } from 'vitest'
import { recogniseText } from '../../../../../src/core/paste/recognise'

test('a signature with thousands of websites is read up to a limit', () => {
  const sites = Array.from({ length: 3_000 }, (_, place) => `www.site-${place}.example`)
  const text = `Client ID: abc-77\n\nBest regards\nJo\n-- \n${sites.join(' ')}`
  const found = new Set(JSON.stringify(recogniseText(text)).match(/site-\d+\.example/g))
  expect(found.size).toBeGreaterThan(0)
  expect(found.size).toBeLessThan(1_000)
})
