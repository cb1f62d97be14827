import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recogniseText } from '../../../../src/core/paste/recognise'
import { hideValues } from '../../../../src/core/paste/text/hide-values'

test('hides every value and the characters of each alone', () => {
  const part = fc.stringMatching(/^[ab]{1,7}$/)
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 6 }),
      fc.stringMatching(/^[abc ]{0,40}$/),
      (values, text) => {
        const hidden = [...text]
        for (const value of values) {
          for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
            hidden.fill('•', at, at + value.length)
          }
        }
        expect(hideValues(text, values)).toBe(hidden.join(''))
      },
    ),
    { numRuns: 2_000 },
  )
})

test.each([
  (index: number) => `https://vault${index}.okta.com`,
  (index: number) => `user${index}@vault.example`,
])('what stands for a secret is taken for nothing else, however many there are', (valueAt) => {
  const rows = Array.from({ length: 120 }, (_, index) => `Client secret: ${valueAt(index)}`)
  const text = `Client ID: brightwater-1\n${rows.join('\n')}\n`
  expect(JSON.stringify(recogniseText(text))).not.toContain('vault')
})
