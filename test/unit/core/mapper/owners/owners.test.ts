import { expect, it } from 'vitest'
import { emptyCopy } from '../../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../../src/core/intents/intents'
import {
  clientOfKey,
  givenOfOwnKey,
  hasMapper,
  intentOfOwner,
  intentsOfOwners,
  isClientKey,
  isOwnMapperKey,
  keyOfTarget,
  kindOfOwner,
  mapperOwners,
  ownMapperKey,
  targetOfOwner,
} from '../../../../../src/core/mapper/owners/owners'

it('names a connection by its own key, and a SCIM client by one that no connection has', () => {
  expect(keyOfTarget({ kind: 'connection', key: 'oidc:okta' })).toBe('oidc:okta')
  expect(keyOfTarget({ kind: 'scim-client', key: 'okta' })).toBe('scim:okta')
  expect(targetOfOwner('oidc:okta')).toEqual({ kind: 'connection', key: 'oidc:okta' })
  expect([isClientKey('scim:okta'), isClientKey('oidc:okta')]).toEqual([true, false])
  expect([clientOfKey('scim:okta'), clientOfKey('oidc:okta')]).toEqual(['okta', undefined])
})

it('knows by its key what a mapper is given that nothing has, which no draft knows', () => {
  for (const given of ['claims', 'scim'] as const) {
    const key = ownMapperKey(given)
    expect(isOwnMapperKey(key)).toBe(true)
    expect(givenOfOwnKey(key)).toBe(given)
    expect(targetOfOwner(key)).toBeUndefined()
    expect(intentOfOwner(noIntents, key)).toBeUndefined()
  }
  expect(givenOfOwnKey('own:other')).toBeUndefined()
  expect(givenOfOwnKey('oidc:claims')).toBeUndefined()
})

it('finds in a draft what it says of owners, and nothing else', () => {
  const intent = { kind: 'edit', fields: {} } as const
  const intents = { ...noIntents, connection: { 'oidc:a': intent }, organization: { o: intent } }
  expect(intentsOfOwners(intents)).toEqual([['oidc:a', intent]])
  expect(intentOfOwner(intents, 'oidc:a')).toBe(intent)
  expect(['connection', 'scim-client', 'organization'].map(hasMapper)).toEqual([true, true, false])
})

it('tells the kind of what is sent to a mapper by its owner', () => {
  expect(kindOfOwner({ protocol: 'oidc', fields: { provider: 'google' } })).toBe('google')
  expect(kindOfOwner({ protocol: 'oidc', fields: {} })).toBe('')
  expect(kindOfOwner({ protocol: 'saml', fields: { provider: 'x' } })).toBe('saml')
  expect(kindOfOwner({ protocol: 'scim', fields: {} })).toBe('scim')
})

it('has the connections of a copy for as long as it has no SCIM clients', () => {
  expect(mapperOwners(emptyCopy)).toBe(emptyCopy.connections)
})
