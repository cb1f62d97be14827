import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IdentityAddress } from '../../../../../src/core/mapper/kratos/addresses'
import { readIdentity } from '../../../../../src/core/mapper/kratos/known-addresses'
import {
  existingAccount,
  memberships,
} from '../../../../../src/core/mapper/kratos/existing-account'

const signIn = (value: string): IdentityAddress => ({ value, verified: false, signIn: true })
const email = (value: string, verified = true): IdentityAddress => ({
  value,
  verification: 'email',
  verified,
  signIn: false,
})
const recovery = (value: string): IdentityAddress => ({
  value,
  recovery: 'email',
  verified: false,
  signIn: false,
})
const sent = [signIn('ann'), email('ann@acme.example', false)]

describe('an account that a SCIM client meets', () => {
  it.each([
    [
      'its sign-in name first',
      [recovery('ann'), email('ann@acme.example'), signIn('ann')],
      'login',
    ],
    ['then its verified email', [recovery('ann'), email('ann@acme.example')], 'verified'],
    ['then its recovery address', [recovery('ann@acme.example'), signIn('ben')], 'recovery'],
  ] as const)('is found by %s', (_what, known, as) => {
    expect(existingAccount('other', sent, known).foundBy?.as).toBe(as)
  })

  it('is not found by an email that is not verified: a new identity is created', () => {
    const known = [email('ann@acme.example', false)]
    for (const membership of ['none', 'other'] as const) {
      expect(existingAccount(membership, sent, known, ['acme.example']).outcome).toBe('created')
    }
  })

  it.each([
    ['adopted', 'ann@acme.example', ['ACME.example'], 'ann@acme.example'],
    ['adopted', 'ann@b\u00fccher.example', ['xn--bcher-kva.example'], 'ann@b\u00fccher.example'],
    ['conflict', 'ann@sub.acme.example', ['acme.example'], undefined],
    ['conflict', 'ann@acme.example', [], undefined],
    ['depends', 'ann@acme.example', undefined, undefined],
  ] as const)('without an organization is %s: %s, %j', (outcome, address, domains, adoptedBy) => {
    const found = existingAccount('none', undefined, [email(address)], domains)
    expect([found.outcome, found.adoptedBy]).toEqual([outcome, adoptedBy])
  })

  it('needs a verified email under the domain, not just any address', () => {
    const known = [signIn('ann'), email('ann@acme.example', false), recovery('ann@acme.example')]
    expect(existingAccount('none', sent, known, ['acme.example']).outcome).toBe('conflict')
    expect(existingAccount('none', sent, undefined, ['acme.example']).outcome).toBe('depends')
  })

  it('is updated in the own organization, and never taken from another one', () => {
    const address = fc.constantFrom(
      ...[signIn, email, recovery].map((make) => make('ann')),
      email('x'),
    )
    const lists = fc.option(fc.array(address), { nil: undefined })
    fc.assert(
      fc.property(lists, lists, fc.array(fc.constantFrom('x', 'ann')), (own, known, domains) => {
        expect(existingAccount('same', own, known, domains).outcome).toBe('updated')
        expect(existingAccount('other', own, known, domains).outcome).toMatch(/^conflict|created$/)
      }),
    )
  })
})

describe('the organization of an account', () => {
  it.each([
    [{}, 'org', 'same'],
    [{ organization_id: 'org' }, 'org', 'same'],
    [{ organization_id: 'else' }, 'org', 'other'],
    [{ organization_id: 'else' }, undefined, 'same'],
    [{ organization_id: null }, undefined, 'none'],
    [{ organization_id: '' }, 'org', 'none'],
  ])('of %j for the client of %s: %s', (identity, organizationId, membership) => {
    const known = readIdentity(identity, organizationId)
    expect(known.membership ?? 'same').toBe(membership)
    expect(memberships).toContain(membership)
  })
})
