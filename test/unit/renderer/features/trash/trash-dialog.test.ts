import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { TrashItem } from '../../../../../src/core/ipc/trash'
import { setBridge } from '../../../../support/page/bridge'
import TrashDialog from '../../../../../src/renderer/features/trash/TrashDialog.vue'
import {
  lostText,
  whatText,
  whenText,
} from '../../../../../src/renderer/features/trash/trash-words'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { useProjectsStore } from '../../../../../src/renderer/stores/projects'
import { openProject } from '../../../../support/page/project'
import { pageText, press } from '../../../../support/page/find'

const snapshot = snapshotOf({ oidc: [connection('a')] })

const draft: TrashItem = {
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'draft',
  name: 'Northwind Staging',
  deletedAt: '2026-11-25T12:00:00.000Z',
  goesAt: '2026-12-25T12:00:00.000Z',
  changes: 3,
  secrets: 2,
}
let items: TrashItem[]
let asked: { name: string; input: any }[]
let answers: Record<string, (input: any) => unknown>

beforeEach(() => {
  items = [draft]
  asked = []
  answers = {
    'trash.list': () => success(items),
    'project.read': () => failure(appError('network.offline', 'no route')),
  }
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
  })
})

async function open() {
  const wrapper = mount(TrashDialog, { attachTo: document.body })
  await flushPromises()
  return wrapper
}

it('says what each is, when it goes and what has to be typed again', async () => {
  await open()
  for (const part of ['Northwind Staging', 'Draft with 3 changes', '2 secrets have to be typed']) {
    expect(pageText()).toContain(part)
  }
  expect(whenText(draft, Date.parse('2026-11-27T12:00:00Z'))).toBe(
    'Removed on 25 Nov 2026 · deleted for good in 28 days',
  )
  const workspace = { ...draft, kind: 'workspace', projects: 2, secrets: 0 } as const
  expect(whatText(workspace)).toBe('Workspace with 2 projects, drafts with 3 changes')
  expect(lostText(workspace)).toBe('Its API key has to be typed again.')
})

it('brings a draft back, and opens the project anew where it is the one in sight', async () => {
  useProjectsStore().show('p' as never)
  answers['trash.restore'] = () => {
    items = []
    return success({ kind: 'restored', projectId: 'p' })
  }
  await open()
  await press('Restore')
  expect(asked.find(({ name }) => name === 'trash.restore')?.input).toEqual({
    id: draft.id,
    replace: false,
  })
  expect(asked.map(({ name }) => name)).toContain('project.open')
  expect(pageText()).toContain('Northwind Staging was restored.')
  expect(pageText()).toContain('The trash is empty.')
})

it('asks before a draft that is there is replaced', async () => {
  answers['trash.restore'] = ({ replace }) =>
    replace
      ? success({ kind: 'restored', projectId: 'p' })
      : success({ kind: 'draft-exists', changes: 1 })
  await open()
  await press('Restore')
  expect(pageText()).toContain('has a draft now, with one change')
  await press('Cancel')
  expect(asked.filter(({ name }) => name === 'trash.restore')).toHaveLength(1)
  await press('Restore')
  await press('Replace')
  expect(asked.filter(({ name }) => name === 'trash.restore').at(-1)?.input.replace).toBe(true)
})

it('brings nothing back while the last edits of the draft in sight are not on disk', async () => {
  const { summary } = snapshot
  answers['project.open'] = () => success({ snapshot })
  answers['draft.save'] = () => failure(appError('draft.write-failed', 'ENOSPC'))
  const project = await openProject(summary.id)
  const target = { kind: 'connection', key: 'oidc:a' } as const
  project.draft.edit({ kind: 'set-field', target, field: 'label', value: 'Not saved' }, 'Label')
  await open()
  await press('Restore')
  expect(asked.map(({ name }) => name)).not.toContain('trash.restore')
  expect(pageText()).toContain('The draft could not be saved')
  answers['draft.save'] = () => success({ sequence: 1 })
  await press('Restore')
  expect(asked.map(({ name }) => name)).toContain('trash.restore')
})

it('asks before anything is deleted for good, and says what failed', async () => {
  await open()
  await press('Delete')
  expect(asked.some(({ name }) => name === 'trash.delete')).toBe(false)
  await press('Delete for good')
  expect(asked.find(({ name }) => name === 'trash.delete')?.input).toEqual({ id: draft.id })
  answers['trash.delete'] = () => failure(appError('draft.write-failed', 'EACCES'))
  await press('Empty trash')
  await press('Delete for good')
  expect(document.querySelector('[role=alert]')?.textContent).toContain('EACCES')
})
