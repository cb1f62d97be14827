import { expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import { useHomeStore } from '../../../../../src/renderer/features/home/home-store'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { useProjectsStore } from '../../../../../src/renderer/stores/projects'
import { useReadingStore } from '../../../../../src/renderer/stores/reading'
import { setBridge } from '../../../../support/page/bridge'
import { turns } from '../../../../support/services/turns'
import { someProject } from '../../../../support/states/project-ids'

it('looks anew after a refresh, though a look that began before it is under way', async () => {
  const asked: string[] = []
  const ends = new Map<string, () => void>()
  const bridge = {
    request(name: string, _input: unknown, callId: string) {
      asked.push(name)
      if (name === 'projects.read') return Promise.resolve(success({ read: 2, failed: [] }))
      if (name !== 'radar.look' || asked.filter((each) => each === name).length > 1) {
        return Promise.resolve(success({ looked: 2, unread: 0, findings: 0, rows: [] }))
      }
      const cancelled = failure(
        appError('request.cancelled', 'The search for problems was cancelled'),
      )
      return new Promise((resolve) => ends.set(callId, () => resolve(cancelled)))
    },
    cancel: (callId: string) => ends.get(callId)?.(),
    subscribe: () => () => undefined,
  }
  setBridge(bridge as unknown as Bridge)
  const home = useHomeStore()
  const first = home.look()
  await turns()
  await home.read('all')
  await first
  expect(asked).toEqual(['radar.look', 'projects.read', 'radar.look', 'radar.list'])
  expect(home.error).toBeUndefined()
})

it('shows what was found last at once, and reads what is old by itself until that is cancelled', async () => {
  const asked: string[] = []
  let end: () => void = () => undefined
  const bridge = {
    request(name: string, input: any, _callId: string, onProgress?: (progress: unknown) => void) {
      asked.push(input.which === undefined ? name : `${name} ${input.which}`)
      if (name !== 'projects.read') {
        return Promise.resolve(success({ looked: 2, unread: 0, findings: 0, rows: [] }))
      }
      onProgress?.({ done: 0, of: 2, failed: 0 })
      return new Promise((resolve) => {
        end = () => resolve(failure(appError('request.cancelled', 'Cancelled')))
      })
    },
    cancel: () => end(),
    subscribe: () => () => undefined,
  }
  setBridge(bridge as unknown as Bridge)
  const app = useAppStore()
  const home = useHomeStore()
  const reading = useReadingStore()
  // Before the first workspace is connected nothing is read.
  await home.begin()
  expect(asked).toEqual(['radar.list', 'radar.look', 'radar.list'])

  asked.length = 0
  app.state = { workspaces: [{ id: 'w', projects: [] }], settings: {} } as any
  const begun = home.begin()
  await turns()
  expect(asked).toContain('projects.read unasked')
  expect(reading.progress).toMatchObject({ done: 0, of: 2 })
  home.cancel()
  await begun
  // What was read until then is looked at; coming back does not begin again what was cancelled.
  expect(asked.at(-1)).toBe('radar.list')
  asked.length = 0
  await home.begin()
  expect(asked).not.toContain('projects.read unasked')
  const wanted = home.read('old')
  await turns()
  end()
  await wanted
  expect(asked).toContain('projects.read old')
  expect(reading.readsUnasked).toBe(true)
  app.state = { workspaces: [{ id: 'w', projects: [] }], settings: { readsByItself: false } } as any
  expect(reading.readsUnasked).toBe(false)
})

/** A bridge whose reads end when the test says so, and what was asked of it. */
function heldReads() {
  const asked: string[] = []
  const ends: (() => void)[] = []
  const bridge = {
    request(name: string, { which }: { which: string }) {
      if (name === 'all-mappers.fetch') {
        asked.push('texts')
        return Promise.resolve(success({ read: 1, failed: 0, reasons: [] }))
      }
      asked.push(which)
      return new Promise((resolve) => {
        ends.push(() => resolve(success({ read: 2, failed: [] })))
      })
    },
    cancel: () => ends.at(-1)?.(),
    subscribe: () => () => undefined,
  }
  setBridge(bridge as unknown as Bridge)
  const app = useAppStore()
  app.state = { workspaces: [{ id: 'w', projects: [] }], settings: {} } as any
  return { asked, end: () => ends.at(-1)?.() }
}

it('reads what a person asks for once the read that began by itself has ended, and says so', async () => {
  const { asked, end } = heldReads()
  const reading = useReadingStore()
  const unasked = reading.readUnasked()
  const wanted = reading.read('all')
  // Pressed again, it is the same wish.
  const again = reading.read('all')
  await turns()
  expect(asked).toEqual(['unasked'])
  end()
  // No project was read, but the text of a mapper was, in which problems may be found.
  expect(await unasked).toBe(true)
  await turns()
  expect(asked).toEqual(['unasked', 'texts', 'all'])
  end()
  await Promise.all([wanted, again])
  expect(asked).toEqual(['unasked', 'texts', 'all'])
  expect(reading.said).toBe('2 projects were read.')
})

it('drops what waits for a read that is cancelled', async () => {
  const { asked } = heldReads()
  const reading = useReadingStore()
  const unasked = reading.readUnasked()
  const wanted = reading.read('all')
  await turns()
  reading.cancel()
  await Promise.all([unasked, wanted])
  expect(asked).toEqual(['unasked'])
  expect(reading.said).toBe('')
})

it('checks the connections of a project once, though the button is pressed twice', () => {
  const visit = vi.spyOn(useProjectsStore(), 'visit').mockReturnValue(new Promise(() => undefined))
  const home = useHomeStore()
  void home.checkAll(someProject(1))
  void home.checkAll(someProject(1))
  expect(visit).toHaveBeenCalledTimes(1)
})
