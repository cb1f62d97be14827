import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { EventName } from '../../../../../src/core/ipc/contract'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import { appError } from '../../../../../src/core/errors/app-error'
import type { AppState } from '../../../../../src/core/ipc/app-state'
import ReviewDialog from '../../../../../src/renderer/features/review/ReviewDialog.vue'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { setBridge } from '../../../../support/page/bridge'
import { showProject, shownProject } from '../../../../support/page/project'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { button, field, type } from '../../../../support/page/find'

const asked: { name: string; input: any }[] = []
const listeners = new Map<string, ((payload: any) => void)[]>()
let answer: (input: any) => Result<unknown>
const set = (id: string, value: string) =>
  shownProject().draft.edit(
    { kind: 'set-field', target: { kind: 'connection', key: `oidc:${id}` }, field: 'label', value },
    'Label',
  )

async function start(environment: 'staging' | 'production' = 'staging', asksForSummary = false) {
  const plain = snapshotOf({ oidc: [connection('a'), connection('b')] })
  const snapshot = { ...plain, summary: { ...plain.summary, environment } }
  const workspace = {
    id: 'w',
    name: 'Northwind',
    kind: 'ory',
    apiAddress: 'https://api.console.ory.com',
    projects: [snapshot.summary],
    hasKey: true,
    asksForSummary,
  }
  // Only what is read of the state here.
  const state = { settings: { theme: 'system', columns: {} }, accountName: 'kim' }
  useAppStore().state = { ...state, workspaces: [workspace] } as unknown as AppState
  showProject(snapshot)
  set('a', 'Now')
  return { snapshot, workspace, review: await open() }
}

async function open() {
  shownProject().place.open({ name: 'review' })
  const wrapper = mount(ReviewDialog, { attachTo: document.body })
  await nextTick()
  return wrapper
}

const standing = () => document.querySelector('.standing')?.textContent
const sent = () =>
  asked.filter(({ name }) => name === 'draft.publish').map(({ input }) => input.why)

beforeEach(() => {
  asked.length = 0
  listeners.clear()
  answer = () => failure(appError('network.offline', 'no route'))
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return Promise.resolve(name === 'draft.publish' ? answer(input) : success({}))
    },
    subscribe: (name: EventName, listener: (payload: any) => void) => {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
      return () => undefined
    },
  })
})

it('is suggested from the changes until something is typed, and can be had back', async () => {
  const { review } = await start()
  expect(field('Summary').value).toBe('Label of Now changed')
  expect(button('Use the suggested summary')).toBeUndefined()
  set('b', 'Too')
  await nextTick()
  expect(field('Summary').value).toBe('Label of Now and Too changed')
  await type('Summary', 'Two renamed')
  set('b', 'Two')
  await nextTick()
  expect(field('Summary').value).toBe('Two renamed')
  button('Use the suggested summary')?.click()
  await nextTick()
  expect(field('Summary').value).toBe('Label of Now and Two changed')
  expect(document.body.textContent).toContain('by kim')
  review.unmount()
})

it('goes with the publish, as typed in one line, and a ticket with it', async () => {
  const { review } = await start()
  button('Publish')?.click()
  await flushPromises()
  await type('Summary', ' Tabbed\tand spaced ')
  await type('Ticket', ' CHG-4711 ')
  button('Publish')?.click()
  await flushPromises()
  await type('Summary', '')
  button('Publish')?.click()
  await flushPromises()
  await type('Ticket', '')
  button('Publish')?.click()
  await flushPromises()
  expect(sent()).toEqual([
    { summary: 'Label of Now changed' },
    { summary: 'Tabbed and spaced', ticket: 'CHG-4711' },
    { summary: '', ticket: 'CHG-4711' },
    undefined,
  ])
  review.unmount()
})

it.each(['staging', 'production'] as const)('publishes nothing by Enter, in %s', async (where) => {
  const { review } = await start(where)
  for (const label of ['Summary', 'Ticket']) {
    for (const name of ['keydown', 'keypress', 'keyup']) {
      const event = new KeyboardEvent(name, { key: 'Enter', bubbles: true, cancelable: true })
      field(label).dispatchEvent(event)
    }
  }
  await flushPromises()
  expect(sent()).toEqual([])
  expect(document.querySelectorAll('dialog')).toHaveLength(1)
  review.unmount()
})

it('keeps what was typed while the review is closed, until something is published with it', async () => {
  const { snapshot, review } = await start()
  await type('Summary', 'Renamed')
  await type('Ticket', 'CHG-4711')
  review.unmount()
  document.body.innerHTML = ''
  const again = await open()
  expect([field('Summary').value, field('Ticket').value]).toEqual(['Renamed', 'CHG-4711'])
  const { draft } = shownProject()
  answer = () =>
    success({
      kind: 'published',
      snapshot,
      draft: { ...draft.current, past: [] },
      ids: {},
      publishId: '4d0c1d7e-0000-4000-8000-000000000001',
      requests: 1,
      warnings: [],
      dropped: [],
    })
  button('Publish')?.click()
  await flushPromises()
  expect(sent()).toEqual([{ summary: 'Renamed', ticket: 'CHG-4711' }])
  again.unmount()
  document.body.innerHTML = ''
  await open()
  expect(field('Ticket').value).toBe('')
  expect(field('Summary').value).not.toBe('Renamed')
})

it('has to be there where the workspace asks for it, said in words beside Publish', async () => {
  const { workspace, review } = await start('production', true)
  const isOff = () => button('Publish')?.hasAttribute('disabled')
  expect(isOff()).toBe(false)
  for (const none of ['', '   ']) {
    await type('Summary', none)
    expect(isOff()).toBe(true)
    expect(standing()).toBe('The workspace asks for a summary: write what this publish is for')
    const described = button('Publish')?.getAttribute('aria-describedby') ?? ''
    expect(document.getElementById(described)?.textContent).toBe(standing())
  }
  // The key that publishes does not either.
  shownProject().place.publishAsked += 1
  await flushPromises()
  expect(document.querySelectorAll('dialog')).toHaveLength(1)
  // Another window turned it off.
  for (const tell of listeners.get('workspaces.changed') ?? []) {
    tell({ changed: [{ ...workspace, asksForSummary: false }], removed: [] })
  }
  await nextTick()
  expect(isOff()).toBe(false)
  review.unmount()
})

it('says what main says where it was asked for meanwhile', async () => {
  answer = () => failure(appError('publish.summary-missing', 'Northwind asks for it'))
  const { review } = await start()
  await type('Summary', '')
  button('Publish')?.click()
  await flushPromises()
  expect(document.body.textContent).toContain('The workspace asks for a summary')
  expect(document.body.textContent).toContain('Nothing was changed at Ory.')
  review.unmount()
})
