import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { setUpOf } from '../../../../../src/core/draft/set-up-of'
import { makeSetUpFile, setUpFileText } from '../../../../../src/core/set-up-file/write'
import type { Bridge, RequestName } from '../../../../../src/core/ipc/contract'
import ImportSetUpDialog from '../../../../../src/renderer/features/set-up-file/ImportSetUpDialog.vue'
import { setBridge } from '../../../../support/page/bridge'
import { showProject } from '../../../../support/page/project'
import { snapshotOf } from '../../../../support/states/snapshots'

const organization = { id: 'o', label: 'Meadowlark', domains: ['a.example'] }
const good = setUpFileText(
  makeSetUpFile(setUpOf(snapshotOf({ organizations: [organization] })), new Map()).file,
)

/** The dialog on a main process whose person chooses these files in turn. */
function start(...files: unknown[]) {
  setActivePinia(createPinia())
  setBridge({
    request: (name: RequestName) =>
      Promise.resolve(name === 'set-up.choose' ? files.shift() : success({})),
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
  const project = showProject(snapshotOf({}))
  const wrapper = mount(ImportSetUpDialog, { attachTo: document.body })
  return { project, wrapper }
}
afterEach(() => (document.body.innerHTML = ''))

const button = (name: RegExp) =>
  [...document.querySelectorAll('button')].find((item) => name.test(item.textContent ?? ''))
const shown = () => document.body.textContent ?? ''

async function choose(): Promise<void> {
  button(/Choose/)?.click()
  await flushPromises()
}

it.each([
  [
    'that cannot be read',
    failure(appError('file.read-failed', 'It is too large', { subject: 'huge.json' })),
    'too large',
  ],
  ['that is no set-up', success({ name: 'other.json', text: '[1]' }), 'it is not an object'],
  ['that is no JSON', success({ name: 'other.json', text: '{ "a": ' }), 'The file is not JSON'],
  ['that is empty', success({ name: 'other.json', text: '' }), 'The file is empty'],
])('adds nothing of the former file after one %s, and says why', async (_, second, why) => {
  const { project } = start(success({ name: 'good.json', text: good }), second)
  await choose()
  expect(shown()).toContain('Meadowlark')
  expect(button(/Add to the draft/)?.disabled).toBe(false)
  await choose()
  expect(shown()).toContain(why)
  expect(shown()).not.toContain('Meadowlark')
  expect(shown()).not.toContain('good.json')
  const add = button(/Add to the draft/)
  expect(add?.disabled).toBe(true)
  add?.click()
  await flushPromises()
  expect(project.draft.current?.past ?? []).toEqual([])
})

it('keeps the file where the choice of another one was cancelled', async () => {
  start(success({ name: 'good.json', text: good }), success({}))
  await choose()
  await choose()
  expect(shown()).toContain('Meadowlark')
  expect(button(/Add to the draft/)?.disabled).toBe(false)
})
