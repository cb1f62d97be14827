import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { contentHash } from '../../../../../src/core/model/mapper-text'
import { useDraftsStore } from '../../../../../src/renderer/stores/drafts'
import { useUiStore } from '../../../../../src/renderer/stores/ui'
import {
  asked,
  buttonNamed,
  choose,
  hash,
  hide,
  one,
  pageText,
  press,
  production,
  show,
  staging,
  use,
  world,
} from './fixtures'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  hide()
})

const roles = '// Roles\n{ a: 2 }\n'

/** The dialog with the text of the near duplicate, so that nothing has to be typed. */
async function open(state = world()) {
  const shown = await show(state)
  await choose('Groups')
  await press('Compare with Roles')
  await press('Replace the left one with it…')
  await vi.advanceTimersByTimeAsync(1000)
  await flushPromises()
  return shown
}

function box(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find((each) =>
    each.textContent?.includes(label),
  )
  const input = found?.querySelector('input')
  if (!input) throw new Error(`There is no box ${label}`)
  return input
}

async function tick(label: string): Promise<void> {
  box(label).click()
  await flushPromises()
}

const project = (id: string) => {
  const found = world().source.projects.get(id)
  if (!found) throw new Error('There is no such project')
  return found
}

it('takes every use but those whose draft has another mapper, and never what cannot be edited', async () => {
  await open()
  expect(box('Label first').checked).toBe(true)
  expect(box('Label live').checked).toBe(true)
  expect(box('Label drafted').checked).toBe(false)
  expect(box('Label twice').disabled).toBe(true)
  expect(pageText()).toContain('2 connections in 2 projects, 1 in production. Nothing is sent')
  expect(pageText()).toContain(
    'Saved cases that pass: 2 of 2 with the text of before, 1 with the edited one.',
  )
  expect(pageText()).toContain('Fails now')
})

it('puts the text into what is chosen, and overwrites only what was ticked', async () => {
  const state = world()
  state.edited = [
    { project: project(staging), written: 1, skipped: [], skippedCount: 0 },
    {
      project: project(production),
      written: 0,
      skipped: [],
      skippedCount: 1,
      error: { code: 'draft.write-failed', message: 'The disk is full' },
    },
  ]
  await open(state)
  await tick('Label first')
  await tick('Label drafted')
  expect(pageText()).toContain('Overwrites the draft’s mapper')
  await press('Put into 2 drafts')
  expect(asked.find(({ name }) => name === 'all-mappers.edit')?.input).toEqual({
    id: one.id,
    change: { kind: 'text', text: '// Roles\n{ a: 2 }\n' },
    uses: [
      { projectId: staging, connectionKey: 'oidc:drafted', overwrite: true },
      { projectId: production, connectionKey: 'oidc:live', overwrite: false },
    ],
  })
  // It goes on in the drafts, where what got none is told.
  expect(document.querySelector('dialog')).toBeNull()
  expect(useUiStore().screen).toEqual({ name: 'drafts' })
  expect(useDraftsStore().put).toMatchObject([
    { projectId: staging, words: '1 connection changed in the draft, as one step to undo' },
    { projectId: production, words: expect.stringContaining('The disk is full'), isFailed: true },
  ])
})

it('takes and leaves a project as a whole, but not what would overwrite a draft', async () => {
  await open()
  await tick('Staging')
  expect(box('Label first').checked).toBe(false)
  await tick('Staging')
  expect(box('Label first').checked).toBe(true)
  expect(box('Label drafted').checked).toBe(false)
  await tick('Staging')
  await tick('Live')
  expect(pageText()).toContain('Choose at least one connection.')
  expect(buttonNamed('Put into 0 drafts').disabled).toBe(true)
})

it('leaves out what has the text in its draft already, and says how many', async () => {
  const state = world()
  const entries = state.source.entries.map((entry) =>
    entry.id === hash('b') ? { ...entry, id: contentHash(new TextEncoder().encode(roles)) } : entry,
  )
  const same = entries.map((entry) =>
    entry.text === roles ? { ...entry, uses: [...entry.uses, use(production, 'live')] } : entry,
  )
  state.source = { ...state.source, entries: same }
  await open(state)
  expect(() => box('Label live')).toThrow()
  expect(pageText()).toContain('1 connection has this text in the draft already.')
  expect(pageText()).toContain('1 connection in 1 project. Nothing is sent')
})

it('says in its place what failed, and nothing is lost', async () => {
  const state = world()
  state.fails = {
    'all-mappers.inspect': appError('mapper.stopped', 'The engine has ended'),
    'all-mappers.try': appError('mapper.stopped', 'The engine is gone'),
  }
  await open(state)
  expect(pageText()).toContain('The text could not be checked: The engine has ended')
  expect(pageText()).toContain('The cases could not be run: The engine is gone')
  state.fails = { 'all-mappers.edit': appError('request.invalid', 'Look again') }
  await press('Put into 2 drafts')
  expect(pageText()).toContain('Look again')
  expect(box('Label first').checked).toBe(true)
})
