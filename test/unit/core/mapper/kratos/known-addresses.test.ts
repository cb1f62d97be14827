import { expect, it } from 'vitest'
import { identityAddresses } from '../../../../../src/core/mapper/kratos/addresses'
import { basisNotes } from '../../../../../src/core/mapper/kratos/basis'
import { readIdentity } from '../../../../../src/core/mapper/kratos/known-addresses'
import type { JsonObject } from '../../../../../src/core/model/json'
import { knownIdentity } from '../../../../../src/core/mapper/kratos/variables'

it('takes of an identity what a mapper sees, and its addresses where they are known', () => {
  expect(readIdentity({ id: 'x', traits: { a: 1 }, metadata_public: null })).toEqual({
    traits: { a: 1 },
  })
  expect(knownIdentity(readIdentity({ metadata_admin: {} }))).toEqual({
    traits: {},
    metadata_public: null,
    metadata_admin: {},
  })
  const credentials = {
    oidc: { identifiers: ['google:1'] },
    password: { identifiers: ['kim'] },
    code: ['+49301'],
  }
  const identity: JsonObject = {
    verifiable_addresses: [{ value: 'a@b.c', via: 'email', verified: true }, 5, { value: 'x' }],
    recovery_addresses: [{ value: 'a@b.c', via: 'email' }],
    credentials,
  }
  expect(readIdentity(identity).addresses).toEqual([
    { value: 'a@b.c', verification: 'email', verified: true, signIn: false },
    { value: 'a@b.c', recovery: 'email', verified: false, signIn: false },
    { value: 'kim', verified: false, signIn: true },
    { value: '+49301', verified: false, signIn: true },
  ])
})

it('puts what one value is for into one entry, with the trait that it came from', () => {
  const traits = { name: { login: 'Kim' }, mails: ['A@b.c'] }
  const kept = [
    { raw: 'Kim', use: 'password', value: 'kim' },
    { raw: 'A@b.c', use: 'verification', via: 'email', value: 'a@b.c' },
    { raw: 'A@b.c', use: 'recovery', via: 'email', value: 'a@b.c' },
    { raw: 'A@b.c', use: 'code', via: 'email', value: 'a@b.c' },
  ] as const
  expect(identityAddresses(kept, traits, (value) => value === 'a@b.c')).toEqual([
    { path: ['name', 'login'], value: 'kim', verified: false, signIn: true },
    {
      path: ['mails', '0'],
      value: 'a@b.c',
      verification: 'email',
      verified: true,
      recovery: 'email',
      signIn: true,
    },
  ])
})

it('knows of one kind of provider from a run, and of the others from reading', () => {
  const of = (kind: string) =>
    basisNotes({ claims: { mode: 'provider', kind, payload: {} } }, {}, kind)[0]?.known
  expect(of('generic')).toBe('run')
  expect(of('google')).toBe('reading')
  expect(of('saml')).toBe('reading')
  expect(basisNotes({ claims: { mode: 'exact', json: '{}' } }, {}, '')).toEqual([])
})

it('says of typed values, an issuer and other identities what is known of them', () => {
  const claims = { mode: 'exact', json: '{}' } as const
  const conflict = { values: ['a@b.c'], at: 'login', id: 1, text: '' } as const
  const run = {
    claims: { claims: { iss: 'https://issuer.example' }, dropped: [], issuerFrom: 'unknown' },
    conflicts: [conflict],
  } as const
  const known = (input: Parameters<typeof basisNotes>[0]) =>
    basisNotes(input, run, '').map((note) => [note.about, note.known])
  expect(known({ claims, form: { email: 'a@b.c' } })).toEqual([
    ['issuer', 'unknown'],
    ['form', 'reading'],
    ['addresses', 'unknown'],
  ])
  // A sign-in shows no form, and an empty form says nothing.
  expect(known({ claims, form: { a: 1 }, identity: {} })).not.toContainEqual(['form', 'reading'])
  expect(known({ claims, form: {} })).not.toContainEqual(['form', 'reading'])
})
