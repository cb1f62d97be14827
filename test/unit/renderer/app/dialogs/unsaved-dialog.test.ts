import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { AppState } from '../../../../../src/core/ipc/app-state'
import SecretNotKeptDialog from '../../../../../src/renderer/app/dialogs/SecretNotKeptDialog.vue'
import UnsavedDialog from '../../../../../src/renderer/app/dialogs/UnsavedDialog.vue'
import { setBridge } from '../../../../support/page/bridge'
import DisconnectDialog from '../../../../../src/renderer/features/connect/DisconnectDialog.vue'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { useUiStore } from '../../../../../src/renderer/stores/ui'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { useProjectsStore } from '../../../../../src/renderer/stores/projects'
import { openProject } from '../../../../support/page/project'
import { button } from '../../../../support/page/find'

const snapshot = snapshotOf({ oidc: [connection('a')] })
const { id: projectId, workspaceId } = snapshot.summary
let asked: string[]
let save: () => unknown

beforeEach(() => {
  asked = []
  save = () => failure(appError('draft.write-failed', 'ENOSPC: no space left'))
  setBridge({
    request: (name: string) => {
      asked.push(name)
      if (name === 'project.open') return Promise.resolve(success({ snapshot }))
      if (name === 'project.read') return Promise.resolve(success(snapshot))
      return Promise.resolve(name === 'draft.save' ? save() : success({}))
    },
  })
  const workspace = { id: workspaceId, name: 'Northwind', projects: [snapshot.summary] }
  useAppStore().state = {
    settings: { theme: 'system', columns: {} },
    workspaces: [workspace],
    notices: [],
  } as unknown as AppState
})
afterEach(async () => {
  // A draft that is not on disk would be tried again in the middle of the next test.
  save = () => success({ sequence: 1 })
  await useProjectsStore().shown?.saving.flush()
})

async function withUnsaved() {
  const project = await openProject(projectId)
  const target = { kind: 'connection', key: 'oidc:a' } as const
  project.draft.edit({ kind: 'set-field', target, field: 'label', value: 'Not saved' }, 'Label')
  await project.saving.flush()
  return project
}

it('says why, what is safe and what helps, and stays unless it is told otherwise', async () => {
  await withUnsaved()
  const wrapper = mount(UnsavedDialog, { props: { why: 'close' }, attachTo: document.body })
  const text = wrapper.text()
  for (const part of [
    'The last edits are not saved',
    'the disk is full',
    'Everything saved before is safe on this computer.',
    'The app keeps trying.',
  ]) {
    expect(text).toContain(part)
  }
  expect(button('Stay here')?.hasAttribute('autofocus')).toBe(true)
  await wrapper.find('dialog').trigger('cancel')
  button('Stay here')?.click()
  button('Close and lose them')?.click()
  expect(wrapper.emitted('answer')).toEqual([[false], [false], [true]])
})

it('says that another try was in vain, and names long steps and many of them in short', async () => {
  const project = await withUnsaved()
  const wrapper = mount(UnsavedDialog, { props: { why: 'revert' }, attachTo: document.body })
  const status = () => wrapper.find('[role="status"]').text()
  expect(status()).toBe('')
  button('Try again')?.click()
  await flushPromises()
  expect(status()).toBe('Tried again: still not saved.')
  expect(wrapper.emitted('answer')).toBeUndefined()
  const target = { kind: 'connection', key: 'oidc:a' } as const
  for (let step = 1; step <= 7; step += 1) {
    const edit = { kind: 'set-field', target, field: 'label', value: `${step}` } as const
    project.draft.edit(edit, `Step ${step}`)
  }
  await flushPromises()
  const named = wrapper.findAll('li').map((item) => item.text())
  expect(named).toEqual(['Step 3', 'Step 4', 'Step 5', 'Step 6', 'Step 7'])
  expect(wrapper.text()).toContain('and 3 more before them')
})

it('gives the focus back to where it was', async () => {
  await withUnsaved()
  document.body.innerHTML = '<button id="before">Before</button><div id="place"></div>'
  const before = document.querySelector<HTMLElement>('#before')
  before?.focus()
  const wrapper = mount(UnsavedDialog, { props: { why: 'close' }, attachTo: '#place' })
  button('Stay here')?.focus()
  wrapper.unmount()
  expect(document.activeElement).toBe(before)
})

it('asks before the workspace of the open project is disconnected', async () => {
  const project = await withUnsaved()
  useUiStore().open({ name: 'disconnect', workspaceId })
  const wrapper = mount(DisconnectDialog, { props: { workspaceId }, attachTo: document.body })
  button('Disconnect')?.click()
  await flushPromises()
  expect(project.leaving.question).toBe('disconnect')
  project.leaving.answer(false)
  await flushPromises()
  expect(asked).not.toContain('workspace.disconnect')
  expect([useUiStore().dialog?.name, project.saving.state]).toEqual(['disconnect', 'failed'])
  button('Disconnect')?.click()
  await flushPromises()
  project.leaving.answer(true)
  await flushPromises()
  expect(asked).toContain('workspace.disconnect')
  expect(wrapper.emitted('disconnected')).toEqual([[workspaceId]])
})

it('writes the last edits before a workspace goes, and asks nothing where that works', async () => {
  const project = await withUnsaved()
  save = () => success({ sequence: 1 })
  useUiStore().open({ name: 'disconnect', workspaceId })
  mount(DisconnectDialog, { props: { workspaceId }, attachTo: document.body })
  button('Disconnect')?.click()
  await flushPromises()
  expect([project.saving.state, project.leaving.question]).toEqual(['saved', undefined])
  expect(asked.indexOf('workspace.disconnect')).toBeGreaterThan(asked.lastIndexOf('draft.save'))
})

it('says of a secret that is not kept where it is and what helps', async () => {
  const props = { why: 'switch' as const }
  const wrapper = mount(SecretNotKeptDialog, { props, attachTo: document.body })
  expect(wrapper.text()).toContain('A secret you typed was not stored')
  expect(wrapper.text()).toContain('is lost when another project is shown')
  expect(wrapper.text()).toContain('type it again, or empty the field')
  await wrapper.find('dialog').trigger('cancel')
  button('Stay here')?.click()
  button('Switch and lose it')?.click()
  expect(wrapper.emitted('answer')).toEqual([[false], [false], [true]])
})
