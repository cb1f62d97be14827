import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recogniseText } from '../../../../src/core/paste/recognise'
import { hidePlaces } from '../../../../src/core/paste/text/find-xml'

test('hides the characters at each place, and no other', () => {
  const place = fc.record({ start: fc.nat(30), length: fc.nat(12) })
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 6 }),
      fc.stringMatching(/^[a-z ]{0,30}$/),
      (places, text) => {
        const isHidden = (at: number) =>
          places.some(({ start, length }) => at >= start && at < start + length)
        const expected = [...text].map((letter, at) => (isHidden(at) ? '•' : letter))
        expect(hidePlaces(text, places)).toBe(expected.join(''))
      },
    ),
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
