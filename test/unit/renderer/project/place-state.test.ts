import { atOry } from '../../../support/states/project-ids'
import { describe, expect, it } from 'vitest'
import { windowStateSchema } from '../../../../src/core/ipc/window-state'
import { createPlace } from '../../../../src/renderer/project/place'
import {
  placeState,
  restoreLists,
  restoreScreen,
} from '../../../../src/renderer/project/place-state'

const projectId = atOry('df2e09f1-643e-43bb-9cec-9eda5130a69d')

describe('the place in a project', () => {
  it('comes back with what is selected, scrolled and open', () => {
    const place = createPlace()
    place.organizationsFilter = 'salt'
    place.connectionsTop = 920
    place.historyChoice = { kind: 'publish', key: 'one' }
    place.publishesTop = 144
    place.advancedShown = true
    place.scimShown = true
    place.selectRows('connection', ['oidc:a', 'oidc:b'])
    const kept = placeState(place)
    expect(windowStateSchema.parse({ tabs: [{ projectId, place: kept }] })).toEqual({
      tabs: [{ projectId, place: kept }],
    })
    const again = createPlace()
    restoreLists(again, kept)
    expect(placeState(again)).toEqual(kept)
    expect(again.selectedKeys('connection')).toEqual(['oidc:a', 'oidc:b'])
    // One row chosen takes the place of several.
    again.chooseOrganization('one')
    expect(again.several).toBeUndefined()
    expect(again.selectedKeys('organization')).toEqual(['one'])
    expect(again.selectedKeys('connection')).toEqual([])
  })

  it('comes back with the mapper that nothing has, and with what it was given', () => {
    const place = createPlace()
    place.openOwnMapper('scim')
    const kept = placeState(place)
    expect(windowStateSchema.parse({ tabs: [{ projectId, place: kept }] }).tabs[0]?.place).toEqual(
      kept,
    )
    const again = createPlace()
    restoreLists(again, kept)
    restoreScreen(again, kept)
    expect(again.mapperEditor?.connectionKey).toBe('own:scim')
    again.closeMapper()
    again.openOwnMapper()
    expect(again.mapperEditor?.connectionKey).toBe('own:scim')
  })

  it('of an older version has its lists at their top', () => {
    const place = createPlace()
    restoreLists(place, { screen: 'main', organizationsFilter: '', connectionsFilter: 'x' })
    expect([place.connectionsTop, place.publishesTop, place.connectionsFilter]).toEqual([0, 0, 'x'])
  })

  it.each([
    ['history', 'history'],
    ['no screen of this version', 'main'],
  ])('that was %s comes back as %s', (screen, name) => {
    const place = createPlace()
    restoreScreen(place, { screen, organizationsFilter: '', connectionsFilter: '' })
    expect(place.screen.name).toBe(name)
  })
})
