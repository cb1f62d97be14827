import { expect, it } from 'vitest'
import type { ExistingAccount } from '../../../../../../../src/core/mapper/kratos/existing-account'
import type { Ending } from '../../../../../../../src/core/mapper/kratos/ending'
import { scimOutlook } from '../../../../../../../src/renderer/features/mappers/editor/result/scim-words'

const outlook = (existing: ExistingAccount, status: number) => {
  const at = status === 409 ? 'refused' : 'provisioned'
  const ending = status === 0 ? {} : { ending: { at, status, text: 'x' } as Ending }
  const identity = { traits: {}, metadata_public: null, metadata_admin: null }
  const signIn = { identity, changed: true, mapped: true }
  const run = { given: 'scim', existing, ...ending, signIn, schemaProblems: [] } as const
  return scimOutlook(run, undefined).map(({ tone, text }) => `${tone}: ${text}`)
}
const foundBy = { address: 'ann', as: 'login' } as const

it.each<[ExistingAccount, number, string[]]>([
  [{ outcome: 'updated', membership: 'same' }, 200, ['good: The identity is updated (200).']],
  [
    { outcome: 'adopted', membership: 'none', adoptedBy: 'a@b.example', foundBy },
    201,
    [
      'good: The account joins the organization and is updated: `a@b.example` is verified and under one of its domains.',
      'neutral: Ory finds the account by its sign-in name `ann`.',
    ],
  ],
  [
    { outcome: 'depends', membership: 'none', foundBy: { address: 'a@b.example', as: 'verified' } },
    0,
    [
      'warning: If one of its verified emails is under a verified domain of the organization, the account joins it and is updated. Otherwise Ory answers with 409.',
      'neutral: Ory finds the account by its verified email `a@b.example`.',
    ],
  ],
  [
    {
      outcome: 'conflict',
      membership: 'none',
      foundBy: { address: 'a@b.example', as: 'recovery' },
    },
    409,
    [
      'danger: Ory answers with 409: the account has no verified email under a domain of the organization.',
      'neutral: Ory finds the account by its recovery address `a@b.example`.',
    ],
  ],
  [
    { outcome: 'conflict', membership: 'other' },
    409,
    ['danger: Ory answers with 409: the account belongs to another organization.'],
  ],
  [
    { outcome: 'created', membership: 'none' },
    201,
    [
      'good: A new identity is created (201): Ory does not find this account by any of its addresses.',
    ],
  ],
])('says what becomes of an existing account: %j', (existing, status, lines) => {
  expect(outlook(existing, status)).toEqual(lines)
})
