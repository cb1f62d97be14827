import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it } from 'vitest'
import { compare } from '../../../../../src/core/compare/compare'
import {
  firstMemory,
  withExpected,
  withoutMatch,
  type PairMemory,
} from '../../../../../src/core/compare/memory'
import { compareRows, wholeEntity } from '../../../../../src/core/compare/rows'
import { sideOf } from '../../../../../src/core/compare/side'
import { setUpOf } from '../../../../../src/core/draft/set-up-of'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { requests, type Bridge, type RequestName } from '../../../../../src/core/ipc/contract'
import CompareView from '../../../../../src/renderer/features/compare/CompareView.vue'
import { useCompareStore } from '../../../../../src/renderer/features/compare/compare-store'
import { setBridge } from '../../../../support/bridge'
import { showProject } from '../../../../support/project'
import { connection, snapshotOf } from '../../../../support/snapshots'

const shown = snapshotOf({ oidc: [connection('c'), connection('only')] })
const other = snapshotOf({ oidc: [connection('c', { client_id: 'other' })] })
const source = { kind: 'project', projectId: shown.summary.id, state: 'server' } as const
const info = { name: 'Project', environment: 'staging' } as const

/** The window on a main process that compares in memory. */
async function start(isUnread = false) {
  setActivePinia(createPinia())
  const sent: string[] = []
  let memory: PairMemory = firstMemory(true)
  let unread = isUnread
  const comparison = () => compare(sideOf(setUpOf(shown)), sideOf(setUpOf(other)), memory)
  const answers: Partial<Record<RequestName, (input: any) => unknown>> = {
    'compare.list': ({ words, states }) => {
      if (unread)
        return failure(appError('project.unread', 'No state', { subject: shown.summary.id }))
      const { rows, counts } = compareRows(comparison(), { words, states })
      return success({ rows, total: rows.length, counts, left: info, right: info, remarks: [] })
    },
    'compare.read': ({ id }) => {
      const whole = wholeEntity(comparison(), id)
      return whole
        ? success({ rows: [whole.entity, ...whole.fields] })
        : failure(appError('request.invalid', 'Gone'))
    },
    'compare.candidates': () => success({ candidates: [] }),
    'compare.expect': ({ difference, expected }) => {
      memory = withExpected(memory, difference, expected)
      return success({})
    },
    'compare.match': ({ entities }) => {
      memory = withoutMatch(memory, entities)
      return success({})
    },
    'project.read': () => {
      unread = false
      return success(shown)
    },
    'publish-history.list': () => success([]),
  }
  setBridge({
    request: (name: RequestName, input: unknown) => {
      if (name.startsWith('compare.')) requests[name].input.parse(input)
      sent.push(name)
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
  showProject(shown)
  const store = useCompareStore()
  store.choose('left', source)
  store.choose('right', source)
  const wrapper = mount(CompareView, { attachTo: document.body })
  await flushPromises()
  return { wrapper, store, sent }
}
afterEach(() => (document.body.innerHTML = ''))

const options = () =>
  [...document.querySelectorAll('[role=option]')].map((item) =>
    (item.textContent ?? '').replace(/\s+/g, ' ').trim(),
  )
async function press(name: string | RegExp): Promise<void> {
  const found = [...document.querySelectorAll('button')].find((button) => {
    const own = button.getAttribute('aria-label') ?? button.textContent?.trim() ?? ''
    return typeof name === 'string' ? own === name : name.test(own)
  })
  if (!found) throw new Error(`There is no button ${String(name)}`)
  found.click()
  await flushPromises()
}
async function choose(text: RegExp): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>('[role=option]')].find((item) =>
    text.test((item.textContent ?? '').trim()),
  )
  if (!found) throw new Error(`There is no row ${String(text)}`)
  found.click()
  await flushPromises()
}

it('shows differences only, and what is the same when asked for', async () => {
  const { store } = await start()
  expect(options().map((text) => text.split(' ')[0])).toEqual(['Label', 'Client', 'Label'])
  expect(options()[1]).toContain('left: client-c')
  expect(options()[2]).toContain('Only left')
  await press(/^Same/)
  expect(options().length).toBeGreaterThan(5)
  store.words = 'client id'
  await flushPromises()
  expect(options()).toHaveLength(2)
})

it('marks a difference as expected, and takes the mark back', async () => {
  const { store } = await start()
  await choose(/^Client ID/)
  await press('Mark as expected: Client ID')
  expect(store.list?.counts).toMatchObject({ differs: 0, expected: 1 })
  expect(document.body.textContent).toContain('Client ID of Label of c is expected to differ.')
  expect(options()).toHaveLength(1)
  await press('No longer expected: Client ID')
  expect(store.list?.counts.differs).toBe(1)
})

it('closes the detail of a pair that was taken apart', async () => {
  const { store } = await start()
  await choose(/^Client ID/)
  await press('Unmatch')
  expect(store.list?.counts).toMatchObject({ left: 2, right: 1 })
  expect(store.chosenId).toBeUndefined()
})

it('offers to read a project that was never read', async () => {
  const { sent } = await start(true)
  expect(document.body.textContent).toContain('was not read on this computer yet')
  await press('Read now')
  expect(sent).toContain('project.read')
  expect(options()).toHaveLength(3)
})
