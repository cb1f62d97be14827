import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { success } from '../../../../../src/core/errors/result'
import { setBridge } from '../../../../support/page/bridge'
import ConflictDialog from '../../../../../src/renderer/features/conflict/ConflictDialog.vue'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../support/page/project'
import { button } from '../../../../support/page/find'
import { fieldEdit } from '../../../../support/states/field-edit'

const edit = (key: string, value: string) => fieldEdit({ kind: 'connection', key }, 'label', value)

function start() {
  const first = snapshotOf({ oidc: [connection('a'), connection('b')] })
  const project = showProject(first)
  project.draft.edit(edit('oidc:a', 'Mine a'), 'Label')
  project.draft.edit(edit('oidc:b', 'Mine b'), 'Label')
  const theirs = [connection('a', { label: 'Theirs a' })]
  project.moveTo(snapshotOf({ oidc: theirs, revisionId: 'revision-2' }))
  shownProject().place.open({ name: 'conflict' })
  return { project, wrapper: mount(ConflictDialog, { attachTo: document.body }) }
}

beforeEach(() =>
  setBridge({
    request: () => Promise.resolve(success({})),
  }),
)

it('shows what was, mine and theirs, and decides all of it in one step', async () => {
  const { project, wrapper } = start()
  await nextTick()
  const text = document.body.textContent ?? ''
  for (const part of ['Label of a', 'Mine a', 'Theirs a', '0 of 2 decided']) {
    expect(text).toContain(part)
  }
  expect(button('Go on')?.hasAttribute('disabled')).toBe(true)
  button('Keep mine')?.click()
  button('Recreate')?.click()
  await nextTick()
  expect(button('Keep mine')?.getAttribute('aria-checked')).toBe('true')
  expect(document.body.textContent).toContain('2 of 2 decided')
  button('Go on')?.click()
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
