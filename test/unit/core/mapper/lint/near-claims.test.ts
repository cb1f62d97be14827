import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimNames } from '../../../../../src/core/mapper/kratos/claim-fields'
import {
  meantClaim,
  nearestName,
  slipsBetween,
} from '../../../../../src/core/mapper/lint/near-claims'

const word = fc.stringMatching(/^[a-d_]{0,8}$/)

describe('slips between two words', () => {
  it.each([
    ['email', 'email', 0],
    ['emial', 'email', 1],
    ['emal', 'email', 1],
    ['emmail', 'email', 1],
    ['enail', 'email', 1],
    ['given_nmea', 'given_name', 2],
    ['', 'sub', 3],
  ])('%s, %s: %i', (left, right, slips) => {
    expect(slipsBetween(left, right)).toBe(slips)
  })

  it('are the same both ways, none for the same word, and at most the longer word', () => {
    fc.assert(
      fc.property(word, word, (left, right) => {
        const slips = slipsBetween(left, right)
        expect(slips).toBe(slipsBetween(right, left))
        expect(slips === 0).toBe(left === right)
        expect(slips).toBeLessThanOrEqual(Math.max(left.length, right.length))
        expect(slips).toBeGreaterThanOrEqual(Math.abs(left.length - right.length))
      }),
    )
  })
})

describe('the claim that was meant', () => {
  it.each([
    ['emial', 'email'],
    ['emai', 'email'],
    ['nmae', 'name'],
    ['email_verifed', 'email_verified'],
    ['prefered_usernme', 'preferred_username'],
    ['phone_nubmer', 'phone_number'],
  ])('%s: %s', (name, meant) => {
    expect(meantClaim(name)).toBe(meant)
  })

  it.each(['groups', 'mail', 'emails', 'fname', 'names', 'givenname', 'lastname', 'upn', 'sud'])(
    '%s is a name of its own',
    (name) => {
      expect(meantClaim(name)).toBeUndefined()
    },
  )

  it('is found for each claim of more than four letters with two neighbours swapped', () => {
    for (const name of claimNames.filter(({ length }) => length > 4)) {
      const swapped = `${name[1]}${name[0]}${name.slice(2)}`
      expect(meantClaim(swapped), swapped).toBe(name)
    }
  })

  it('is not looked for in words far longer than any name', () => {
    expect(nearestName('e'.repeat(100_000), ['e'.repeat(100_000)])).toBeUndefined()
  })
})
