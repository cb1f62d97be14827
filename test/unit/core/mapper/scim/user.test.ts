import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../../src/core/model/json'
import { readSent } from '../../../../../src/core/mapper/scim/read-sent'
import { readScimUser } from '../../../../../src/core/mapper/scim/user'
import { readScimOutput } from '../../../../../src/core/mapper/scim/output'

const refusal = (payload: Parameters<typeof readScimUser>[0]) => {
  const read = readScimUser(payload)
  return read.ok ? undefined : [read.error.status, read.error.message]
}

describe('a user that a SCIM client sends', () => {
  it('goes to the mapper as it is', () => {
    const user = { userName: 'kim', active: 'False', other: { a: [1] }, timezone: 'Europe/Oslo' }
    expect(readScimUser(user)).toEqual({ ok: true, value: { user, activeByDefault: false } })
  })

  it('is active where nothing was sent for that', () => {
    const read = readSent('scim', { userName: 'kim' })
    expect(read.ok && read.value).toEqual({
      claims: { userName: 'kim', active: true },
      dropped: [],
      activeByDefault: true,
    })
    const inactive = readSent('scim', { userName: 'kim', active: false })
    expect(inactive.ok && inactive.value).toEqual({
      claims: { userName: 'kim', active: false },
      dropped: [],
    })
  })

  it.each<[JsonObject, string]>([
    [{}, 'the user has no userName'],
    [{ userName: '' }, 'the user has no userName'],
    [{ userName: 7 }, 'the user has no userName'],
    [{ userName: 'kim', timezone: 'Mars/Base' }, '“Mars/Base” is no time zone'],
    [
      { userName: 'kim', emails: [{ primary: true }, { primary: true }] },
      'several emails are marked as the primary one',
    ],
    [
      { userName: 'kim', roles: [{ primary: true }, 'x', { primary: true }] },
      'several roles are marked as the primary one',
    ],
  ])('%j is refused before the mapper', (payload, why) => {
    expect(refusal(payload)).toEqual([400, `Ory refuses this user before the mapper: ${why}`])
  })

  it.each<JsonObject>([
    { userName: 'kim', emails: [{ primary: true }, { primary: false }] },
    { userName: 'kim', emails: { primary: true } },
    { userName: 'kim', timezone: '' },
    { userName: 'kim', addresses: [{ primary: true }, { primary: true }] },
  ])('%j is not', (payload) => expect(refusal(payload)).toBeUndefined())
})

describe('the output of a mapper for SCIM', () => {
  const read = (output: unknown) => {
    const found = readScimOutput(JSON.stringify(output))
    return found.ok ? found.value : found.error.message
  }

  it('is read into what is used and what is ignored', () => {
    expect(
      read({
        identity: {
          traits: { a: 1 },
          metadata_public: {},
          verified_addresses: [{ value: ' A@b.c', via: 'email' }],
          organization_id: 'x',
        },
        more: 1,
      }),
    ).toEqual({
      traits: { a: 1 },
      metadataPublic: {},
      verifiedAddresses: [{ value: 'a@b.c', via: 'email' }],
      ignored: ['more', 'identity.organization_id'],
    })
  })

  it.each([
    [null, 'identity.traits'],
    [{ identity: { traits: [] } }, 'identity.traits'],
    [{ identity: { traits: {}, metadata_admin: [] } }, 'identity.metadata_admin'],
    [{ identity: { traits: {}, verified_addresses: {} } }, 'identity.verified_addresses'],
  ])('%j is refused for %s', (output, key) => expect(read(output)).toContain(key))
})
