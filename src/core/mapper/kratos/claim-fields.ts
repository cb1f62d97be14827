import type { FieldType } from './decode-claim'

/**
 * The members of `std.extVar('claims')`: Kratos' structure `Claims` in its order. Empty, false and 0
 * members are omitted.
 */
export type ClaimType = Extract<
  FieldType,
  'text' | 'flag' | 'flag-or-text' | 'integer' | 'locale' | 'list' | 'raw-object'
>

export const claimFields = {
  iss: 'text',
  sub: 'text',
  oid: 'text',
  name: 'text',
  given_name: 'text',
  family_name: 'text',
  last_name: 'text',
  middle_name: 'text',
  nickname: 'text',
  preferred_username: 'text',
  profile: 'text',
  picture: 'text',
  website: 'text',
  email: 'text',
  email_verified: 'flag-or-text',
  gender: 'text',
  birthdate: 'text',
  zoneinfo: 'text',
  locale: 'locale',
  phone_number: 'text',
  phone_number_verified: 'flag',
  updated_at: 'integer',
  hd: 'text',
  team: 'text',
  nonce: 'text',
  nonce_supported: 'flag',
  acr: 'text',
  amr: 'list',
  raw_claims: 'raw-object',
} as const satisfies Record<string, ClaimType>

export type ClaimName = keyof typeof claimFields

// `Object.keys` loses the type of the keys.
export const claimNames = Object.keys(claimFields) as ClaimName[]

export function isClaimName(name: string): name is ClaimName {
  return Object.hasOwn(claimFields, name)
}
