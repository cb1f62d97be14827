import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import { keepEdits } from '../../../../src/renderer/app/keep-edits'
import { setBridge } from '../../../support/page/bridge'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { useProjectsStore } from '../../../../src/renderer/stores/projects'
import { openProject, shownProject } from '../../../support/page/project'

const target = { kind: 'connection', key: 'oidc:a' } as const
const snapshot = snapshotOf({ oidc: [connection('a')] })
const asked: { name: string; input: any }[] = []
const listeners = new Map<string, () => void>()
let save: () => unknown

// One window for all tests: each `keepEdits` listens to it as long as it lives.
const pinia = createPinia()
beforeAll(async () => {
  useWindow()
  keepEdits(() => useProjectsStore().sessions.values())
  save = () => success({ sequence: 0 })
  await openProject(snapshot.summary.id)
})
beforeEach(useWindow)

function useWindow(): void {
  asked.length = 0
  setActivePinia(pinia)
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      const answers: Record<string, () => unknown> = {
        'project.open': () => success({ snapshot }),
        'project.read': () => success(snapshot),
        'draft.save': () => save(),
        'draft.append': () => save(),
      }
      return Promise.resolve(answers[name]?.() ?? success({}))
    },
    subscribe: (name: string, listener: () => void) => {
      listeners.set(name, listener)
      return () => undefined
    },
  })
}

let count = 0
function type(): void {
  count += 1
  const edit = { kind: 'set-field', target, field: 'label', value: `Typed ${count}` } as const
  shownProject().draft.edit(edit, 'Label', 'label')
}
/** @returns whether the page holds the window. */
function closeWindow(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
}
const told = () =>
  asked.filter(({ name }) => name === 'window.settled').map(({ input }) => input.saved)

it('lets the window go where all is on disk', async () => {
  expect(closeWindow()).toBe(false)
  await flushPromises()
  expect(told()).toEqual([])
})

it('holds it for what is on its way there, and says when it is', async () => {
  let finish: (value: unknown) => void = () => undefined
  save = () => new Promise((resolve) => (finish = resolve))
  type()
  expect(closeWindow()).toBe(true)
  await flushPromises()
  expect(told()).toEqual([])
  finish(success({ sequence: 1 }))
  await flushPromises()
  expect(told()).toEqual([true])
  expect(closeWindow()).toBe(false)
})

it('says so when that fails, at the first close and at the next', async () => {
  save = () => failure(appError('draft.write-failed', 'ENOSPC'))
  type()
  expect(closeWindow()).toBe(true)
  await flushPromises()
  expect(closeWindow()).toBe(true)
  await flushPromises()
  expect(told()).toEqual([false, false])
  save = () => success({ sequence: 2 })
  expect(closeWindow()).toBe(true)
  await flushPromises()
  expect(told()).toEqual([false, false, true])
  expect(closeWindow()).toBe(false)
})

it('writes the last edits before the app quits, and says whether they are on disk', async () => {
  save = () => failure(appError('draft.write-failed', 'ENOSPC: no space left'))
  type()
  listeners.get('app.quitting')?.()
  await flushPromises()
  expect(told()).toEqual([false])
  save = () => success({ sequence: 1 })
  listeners.get('app.quitting')?.()
  await flushPromises()
  listeners.get('app.quitting')?.()
  await flushPromises()
  expect(told()).toEqual([false, true, true])
})
