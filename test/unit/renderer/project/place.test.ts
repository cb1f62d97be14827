import { expect, it } from 'vitest'
import { createPlace } from '../../../../src/renderer/project/place'

it('goes back from a mapper to the view that it was opened from', () => {
  const place = createPlace()
  place.openMapper('oidc:a')
  place.closeMapper()
  expect(place.screen.name).toBe('main')
  place.show({ name: 'history' })
  place.openMapper('oidc:a', { at: 12 })
  expect(place.screen).toMatchObject({ name: 'mapper', connectionKey: 'oidc:a', at: 12 })
  // From one mapper to the next is no way back.
  place.openMapper('oidc:b')
  expect(place.mapperEditor?.at).toBeUndefined()
  place.closeMapper()
  expect([place.screen.name, place.mapperEditor]).toEqual(['history', undefined])
})

it('begins another project on the main screen', () => {
  const first = createPlace()
  first.show({ name: 'history' })
  first.openMapper('oidc:a', { at: 12 })
  const second = createPlace()
  expect([second.screen.name, second.mapperEditor]).toEqual(['main', undefined])
})

it('an organization narrows, a connection of another one widens', () => {
  const place = createPlace()
  place.chooseOrganization('one')
  expect(place.narrowedTo).toBe('one')
  place.chooseConnection('oidc:a', 'one')
  expect(place.narrowedTo).toBe('one')
  place.chooseConnection('oidc:b', 'two')
  expect(place.narrowedTo).toBeUndefined()
})
