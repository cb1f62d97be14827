import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { applyEntry } from '../../../../../src/core/draft/journal'
import { success } from '../../../../../src/core/errors/result'
import { setBridge } from '../../../../support/page/bridge'
import HistoryView from '../../../../../src/renderer/features/history/HistoryView.vue'
import { shortTimeText } from '../../../../../src/core/model/format'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject } from '../../../../support/page/project'
import { fieldEdit } from '../../../../support/states/field-edit'

beforeEach(() =>
  setBridge({
    request: (name: string) => Promise.resolve(success(name === 'publish-history.list' ? [] : {})),
  }),
)

function start(...labels: string[]) {
  const snapshot = snapshotOf({ oidc: [connection('a')] })
  const project = showProject(snapshot)
  const type = (value: string) =>
    project.draft.edit(
      fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'label', value),
      `Typed ${value}`,
    )
  labels.forEach(type)
  const wrapper = mount(HistoryView, { attachTo: document.body })
  const label = () => project.copy.connections[0]?.fields['label']
  return { project, wrapper, type, label }
}

const steps = () => [...document.querySelectorAll<HTMLButtonElement>('button.step')]
const named = (name: string) => steps().find((item) => item.textContent?.includes(name))
const headings = () =>
  [...document.querySelectorAll('aside :is(h1, h2)')].map(({ textContent }) => textContent)
const current = () => document.querySelector('[aria-current]')?.textContent ?? ''

it('says what each list is for while there is nothing in it', async () => {
  start()
  await flushPromises()
  expect(document.querySelector('aside')?.getAttribute('aria-label')).toBe('History')
  expect(headings()).toEqual(['History', 'Draft', 'Published'])
  expect(document.body.textContent).toContain('No steps yet')
  expect(document.body.textContent).toContain('Nothing was published from here yet')
})

it('lists a step each, goes to the one that is chosen, and marks where the draft is', async () => {
  const { label, project } = start('one', 'two', 'three')
  await nextTick()
  expect(steps().map((item) => item.querySelector('.label')?.textContent)).toEqual([
    'Beginning of the draft',
    'Typed one',
    'Typed two',
    'Typed three',
  ])
  expect(current()).toContain('Typed three')
  named('Typed one')?.click()
  await nextTick()
  expect([label(), project.draft.current?.future.length]).toEqual(['one', 2])
  expect(current()).toContain('Typed one')
  expect(named('Typed two')?.textContent).toContain('undone')
  named('Beginning')?.click()
  await nextTick()
  expect([label(), project.count]).toEqual(['Label of a', 0])
  named('Typed three')?.click()
  expect(label()).toBe('three')
})

it('shows what was abandoned beneath the step that it leaves, and takes it up again', async () => {
  const { label, project, type } = start('one', 'two')
  project.draft.undo()
  type('other')
  await nextTick()
  expect(named('Typed two')?.textContent).toContain('abandoned')
  const restore = [...document.querySelectorAll('button')].filter(
    (item) => item.textContent?.trim() === 'Restore',
  )
  expect(restore).toHaveLength(1)
  restore[0]?.click()
  await nextTick()
  expect(label()).toBe('two')
  expect(named('Typed other')?.textContent).toContain('abandoned')
})

it('is one stop for Tab, within which the arrow keys move', async () => {
  start('one', 'two', 'three')
  await nextTick()
  const stops = () => steps().filter(({ tabIndex }) => tabIndex === 0)
  expect(stops().map(({ textContent }) => textContent)).toHaveLength(1)
  stops()[0]?.focus()
  for (const [key, expected] of [
    ['ArrowUp', 'Typed two'],
    ['Home', 'Beginning'],
    ['ArrowUp', 'Beginning'],
    ['ArrowDown', 'Typed one'],
    ['End', 'Typed three'],
  ] as const) {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    await nextTick()
    await nextTick()
    expect(document.activeElement?.textContent).toContain(expected)
    expect(stops()[0]).toBe(document.activeElement)
  }
})

it('keeps only the rows in sight of a long history in the document', async () => {
  const { project } = start('one')
  let draft = project.draft.current!
  for (let index = 0; index < 10_000; index += 1) {
    const step = { id: `${index}`, label: `Step ${index}`, at: '', changes: [] }
    draft = applyEntry(draft, { kind: 'record', step })
  }
  project.draft.current = draft
  await nextTick()
  await nextTick()
  expect(steps().length).toBeLessThan(100)
  expect(named('Step 9999')?.closest('li')?.getAttribute('aria-posinset')).toBe('10002')
})

it('says the time, and the day where it was another', () => {
  const now = new Date(2026, 10, 25, 15, 0).getTime()
  expect(shortTimeText(new Date(2026, 10, 25, 14, 5).toISOString(), now)).toBe('14:05')
  expect(shortTimeText(new Date(2026, 10, 3, 9, 30).toISOString(), now)).toBe('3 Nov, 09:30')
  expect(shortTimeText('', now)).toBe('')
})
