import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  maximumOwnClaimsBytes,
  readOwnClaims,
} from '../../../../../src/core/mapper/own-claims/own-claims'
import { size } from '../../../../soak/size'
import { expectNoSquare, loadCounted } from '../../../../support/runner/growth'
import { problem } from '../../../../support/mapping/own-claims'

const counted = await loadCounted<
  typeof import('../../../../../src/core/mapper/own-claims/own-claims')
>('src/core/mapper/own-claims/own-claims.ts')

describe('any text', () => {
  it('of more than 1 MB is not read', () => {
    const text = `{"a":"${'x'.repeat(maximumOwnClaimsBytes)}"}`
    expect(problem(text)).toContain('larger than 1 MB')
    expect(problem(`{"a":"${'ü'.repeat(maximumOwnClaimsBytes / 2)}"}`)).toContain(
      'larger than 1 MB',
    )
    expect(problem(`{"a":"${'x'.repeat(maximumOwnClaimsBytes - 8)}"}`)).toBe('read as json')
  })

  it('never throws, and no message holds a part of it', () => {
    const pieces = fc.constantFrom(
      ...'{ } [ " : , < > </ ``` . = % %41 # &amp; id_token SAMLResponse= <Assertion> <!DOCTYPE'.split(
        ' ',
      ),
      ...'eyJhbGciOiJub25lIn0 PHNhbWw6 SECRETVALUE "debug_payload": <Attribute'.split(' '),
      ...'\n \u0000 \uD800'.split(' '),
      ' Name="a">',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 30 })
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (value) => {
        const result = readOwnClaims(value, { now: 0 })
        if (result.ok) expect(result.value.choices.length).toBeGreaterThan(0)
        else expect(result.error.message).not.toContain('SECRETVALUE')
      }),
      { numRuns: size(250, 2000) },
    )
  })

  it.each([
    ['braces', '{'.repeat(1_000_000)],
    ['braces with quotes', '{"'.repeat(500_000)],
    ['dots', `eyJhbGciOiJub25lIn0${'.'.repeat(1_000_000)}`],
    ['tags', '<a>'.repeat(300_000)],
    ['attributes', `<a ${'b="1" '.repeat(150_000)}>`],
    ['base64', 'A'.repeat(1_000_000)],
    ['spaces', ' '.repeat(1_000_000) + 'x'],
    ['colons', 'a:'.repeat(500_000)],
    ['lines', 'a\n'.repeat(500_000)],
    ['SAML attributes', `<Assertion>${'<Attribute Name="a"/>'.repeat(45_000)}`],
    [
      'SAML attributes with names of their own',
      `<Assertion>${Array.from({ length: 19_000 }, (_, i) => `<Attribute Name="${i}"/>`).join('')}</Assertion>`,
    ],
    [
      'SAML values',
      `<Assertion><Attribute Name="email">${'<AttributeValue>a</AttributeValue>'.repeat(19_000)}</Attribute></Assertion>`,
    ],
    ['backticks', '`'.repeat(1_000_000)],
    ['equals signs', 'SAMLResponse='.repeat(80_000)],
  ])('of many %s is answered in time', async (_, text) => {
    await expectNoSquare(
      (size) => text.slice(0, size),
      (part) => counted.readOwnClaims(part),
      1_000_000,
    )
  })
})
