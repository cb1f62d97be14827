import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { success } from '../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import { setBridge } from '../../../../support/page/bridge'
import ConflictDialog from '../../../../../src/renderer/features/conflict/ConflictDialog.vue'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../support/page/project'

const edit = (key: string, value: string) =>
  ({
    kind: 'set-field',
    target: { kind: 'connection', key },
    field: 'label',
    value,
  }) as const

function start() {
  setActivePinia(createPinia())
  const first = snapshotOf({ oidc: [connection('a'), connection('b')] })
  const project = showProject(first)
  project.draft.edit(edit('oidc:a', 'Mine a'), 'Label')
  project.draft.edit(edit('oidc:b', 'Mine b'), 'Label')
  const theirs = [connection('a', { label: 'Theirs a' })]
  project.moveTo(snapshotOf({ oidc: theirs, revisionId: 'revision-2' }))
  shownProject().place.open({ name: 'conflict' })
  return { project, wrapper: mount(ConflictDialog, { attachTo: document.body }) }
}

const named = (name: string) =>
  [...document.querySelectorAll('button')].find((item) => item.textContent?.trim() === name)

beforeEach(() =>
  setBridge({
    request: () => Promise.resolve(success({})),
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge),
)
afterEach(() => {
  document.body.innerHTML = ''
  setBridge(undefined)
})

it('shows what was, mine and theirs, and decides all of it in one step', async () => {
  const { project, wrapper } = start()
  await nextTick()
  const text = document.body.textContent ?? ''
  for (const part of ['Label of a', 'Mine a', 'Theirs a', '0 of 2 decided']) {
    expect(text).toContain(part)
  }
  expect(named('Go on')?.hasAttribute('disabled')).toBe(true)
  named('Keep mine')?.click()
  named('Recreate')?.click()
  await nextTick()
  expect(named('Keep mine')?.getAttribute('aria-checked')).toBe('true')
  expect(document.body.textContent).toContain('2 of 2 decided')
  named('Go on')?.click()
  await nextTick()
  expect(project.conflicts).toEqual([])
  expect(project.copy.connections.map(({ fields }) => fields['label'])).toEqual([
    'Mine a',
    'Mine b',
  ])
  expect(project.place.dialog).toBeUndefined()
  project.draft.undo()
  expect(project.conflicts).toHaveLength(2)
  wrapper.unmount()
})
