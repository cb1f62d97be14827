import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { setUpOf } from '../../../../../src/core/draft/set-up-of'
import { readSetUpFile } from '../../../../../src/core/set-up-file/read'
import { makeSetUpFile, setUpFileText } from '../../../../../src/core/set-up-file/write'
import type { RequestName } from '../../../../../src/core/ipc/contract'
import ImportSetUpDialog from '../../../../../src/renderer/features/set-up-file/ImportSetUpDialog.vue'
import { setBridge } from '../../../../support/page/bridge'
import { showProject } from '../../../../support/page/project'
import { snapshotOf } from '../../../../support/states/snapshots'
import { pageText } from '../../../../support/page/find'

const organization = { id: 'o', label: 'Meadowlark', domains: ['a.example'] }
const good = setUpFileText(
  makeSetUpFile(setUpOf(snapshotOf({ organizations: [organization] })), new Map()).file,
)

/** Texts that main was asked to read. */
const asked: string[] = []

/** The dialog on a main process whose person chooses these files in turn. */
function start(...files: unknown[]) {
  setBridge({
    request(name: RequestName, input: { readonly text?: string }) {
      if (name === 'set-up.read') {
        asked.push(input.text ?? '')
        return Promise.resolve(success(readSetUpFile(input.text ?? '')))
      }
      return Promise.resolve(name === 'file.choose' ? files.shift() : success({}))
    },
  })
  const project = showProject(snapshotOf({}))
  const wrapper = mount(ImportSetUpDialog, { attachTo: document.body })
  return { project, wrapper }
}

const button = (name: RegExp) =>
  [...document.querySelectorAll('button')].find((item) => name.test(item.textContent ?? ''))

/** Once it is known what a file changes, which takes several slices on a busy machine. */
async function read(): Promise<void> {
  await flushPromises()
  await vi.waitFor(() => expect(pageText()).not.toContain('Reading the file'))
}

async function choose(): Promise<void> {
  button(/Choose/)?.click()
  await read()
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
  expect(pageText()).toContain('Meadowlark')
  expect(button(/Add to the draft/)?.disabled).toBe(false)
  await choose()
  expect(pageText()).toContain(why)
  expect(pageText()).not.toContain('Meadowlark')
  expect(pageText()).not.toContain('good.json')
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
  expect(pageText()).toContain('Meadowlark')
  expect(button(/Add to the draft/)?.disabled).toBe(false)
})

it('has a file read by main, and says nothing of what it changes before that is known', async () => {
  asked.length = 0
  const { project } = start(success({ name: 'good.json', text: good }))
  button(/Choose/)?.click()
  await Promise.resolve()
  expect(pageText()).not.toContain('nothing to import')
  await read()
  expect(asked).toEqual([good])
  expect(pageText()).toContain('Meadowlark')
  button(/Add to the draft/)?.click()
  await flushPromises()
  expect(project.draft.current?.past).toHaveLength(1)
})

it('opens as it was left: with its file, without what was left out', async () => {
  const { project, wrapper } = start(success({ name: 'good.json', text: good }))
  await choose()
  const box = () =>
    document.querySelector<HTMLInputElement>('.items [type=checkbox], .items [role=checkbox]')
  box()?.click()
  await flushPromises()
  expect(button(/Add to the draft/)?.disabled).toBe(true)
  wrapper.unmount()
  mount(ImportSetUpDialog, { attachTo: document.body })
  await read()
  expect(pageText()).toContain('Meadowlark')
  expect(pageText()).toContain('The form is as you left it.')
  expect(button(/Add to the draft/)?.disabled).toBe(true)
  box()?.click()
  await flushPromises()
  expect(button(/Add to the draft/)?.disabled).toBe(false)
  expect(project.draft.current?.past ?? []).toEqual([])
})
