import { describe, expect, it } from 'vitest'
import { windowStateSchema } from '../../../../src/core/ipc/window-state'
import { createPlace } from '../../../../src/renderer/project/place'
import { placeState, restoreLists } from '../../../../src/renderer/project/place-state'

const projectId = 'df2e09f1-643e-43bb-9cec-9eda5130a69d'

describe('the place in a project', () => {
  it('comes back with what is selected, scrolled and open', () => {
    const place = createPlace()
    place.organizationsFilter = 'salt'
    place.connectionsTop = 920
    place.historyShown = true
    place.advancedShown = true
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

  it('of an older version has its lists at their top', () => {
    const place = createPlace()
    restoreLists(place, { screen: 'main', organizationsFilter: '', connectionsFilter: 'x' })
    expect([place.connectionsTop, place.historyShown, place.connectionsFilter]).toEqual([
      0,
      false,
      'x',
    ])
  })
})
