import { describe, expect, it } from 'vitest'
import { success } from '../../../../src/core/errors/result'
import type { WindowState } from '../../../../src/core/ipc/window-state'
import type { KeptWindow } from '../../../../src/main/files/window-file'
import { createWindowStates } from '../../../../src/main/services/window-states'
import { atOry } from '../../../support/states/project-ids'

const projectId = atOry('df2e09f1-643e-43bb-9cec-9eda5130a69d')
const place = { screen: 'main', organizationsFilter: '', connectionsFilter: '' }
const stateWith = (filter: string): WindowState => ({
  tabs: [{ projectId, place: { ...place, connectionsFilter: filter } }],
  shown: projectId,
})
const bounds = { width: 1000, height: 700, maximized: false }

function start(onDisk?: KeptWindow[]) {
  let kept = onDisk
  const states = createWindowStates({
    read: () => Promise.resolve(success(kept)),
    write: (value) => {
      kept = value as never
      return Promise.resolve(success(undefined))
    },
  })
  return { states, kept: () => kept }
}

describe('windows after a restart', () => {
  it('come back as they were when the app ended with them', async () => {
    const { states, kept } = start()
    for (const id of [1, 2]) {
      states.opened(id)
      states.begin(id)
      states.keep(id, stateWith(`of ${id}`))
    }
    states.quitting()
    for (const id of [2, 1]) {
      states.placed(id, { ...bounds, x: id })
      states.closed(id)
    }
    expect(kept()).toEqual([
      { bounds: { ...bounds, x: 1 }, state: stateWith('of 1') },
      { bounds: { ...bounds, x: 2 }, state: stateWith('of 2') },
    ])
    const again = start(kept())
    const [first] = await again.states.read()
    again.states.opened(7, first)
    expect(again.states.begin(7)).toEqual({ state: stateWith('of 1') })
  })

  it('do not come back where they were closed while others stayed', () => {
    const { states, kept } = start()
    for (const id of [1, 2]) {
      states.opened(id)
      states.keep(id, stateWith(`of ${id}`))
    }
    states.closed(2)
    expect(kept()).toEqual([{ state: stateWith('of 1') }])
    // The last one does, also where the app goes on without a window.
    states.closed(1)
    expect(kept()).toEqual([{ state: stateWith('of 1') }])
  })

  it('do not come back by what their page sent as they closed', () => {
    const { states, kept } = start()
    for (const id of [1, 2]) {
      states.opened(id)
      states.keep(id, stateWith(`of ${id}`))
    }
    states.closed(2)
    states.keep(2, stateWith('late'))
    expect(kept()).toEqual([{ state: stateWith('of 1') }])
  })

  it('are closed for good again once the app did not end after all', () => {
    const { states, kept } = start()
    for (const id of [1, 2]) states.opened(id)
    states.quitting()
    states.stays()
    states.keep(1, stateWith('still here'))
    states.closed(2)
    expect(kept()).toEqual([{ state: stateWith('still here') }])
  })

  it('come back also where a page told its state while the app ended', () => {
    const { states, kept } = start()
    for (const id of [1, 2]) states.opened(id)
    states.quitting()
    states.keep(1, stateWith('of 1'))
    states.keep(2, stateWith('of 2'))
    for (const id of [1, 2]) states.closed(id)
    expect(kept()).toEqual([{ state: stateWith('of 1') }, { state: stateWith('of 2') }])
  })
})

describe('a place to go to', () => {
  it('waits for the page of its window, and is given once', () => {
    const { states } = start()
    states.opened(1)
    expect(states.goTo(1, { projectId })).toBe(false)
    expect(states.begin(1)).toEqual({ place: { projectId } })
    expect(states.begin(1)).toEqual({})
    expect(states.goTo(1, { projectId })).toBe(true)
  })

  it('a further window hears how projects stand in the others, and one that comes back does not', () => {
    const { states } = start()
    states.opened(1)
    states.keep(1, stateWith('of 1'))
    states.opened(2)
    expect(states.begin(2)).toEqual({ elsewhere: stateWith('of 1').tabs })
    states.opened(3, { state: stateWith('of 3') })
    expect(states.begin(3)).toEqual({ state: stateWith('of 3') })
  })
})
