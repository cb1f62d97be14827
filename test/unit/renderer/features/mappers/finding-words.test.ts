import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MapperFinding } from '../../../../../src/core/mapper/lint/finding'
import { explanationOf, sizeText } from '../../../../../src/renderer/features/mappers/mapper-words'

const finding: fc.Arbitrary<MapperFinding> = fc.record({
  rule: fc.constantFrom('custom-claim' as const, 'secret' as const, 'jsonnet' as const),
  severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
  message: fc.constantFrom('One', 'Two'),
  start: fc.nat(50),
  end: fc.nat(50),
})

describe('words', () => {
  it('say how long a text is', () => {
    expect([sizeText(1), sizeText(512), sizeText(3277)]).toEqual(['1 byte', '512 bytes', '3.2 KiB'])
  })

  it('explain every finding', () => {
    fc.assert(
      fc.property(finding, (item) => {
        expect(explanationOf(item).why.length).toBeGreaterThan(20)
      }),
    )
  })
})
