import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import DiagnosticsDialog from '../../../../../src/renderer/features/diagnostics/DiagnosticsDialog.vue'
import { setBridge } from '../../../../support/page/bridge'

let asked: { name: string; input: any }[]
let answers: Record<string, (input: any) => unknown>

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  const suggestedName = 'sso-workbench-diagnostics-2026-11-27.txt'
  answers = {
    'diagnostics.read': ({ withMessages }) =>
      success({ text: `Versions\n  messages ${withMessages}\n`, suggestedName }),
    'file.save-text': () => success({ name: 'mine.txt' }),
  }
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
  })
})

async function settle() {
  await vi.runAllTimersAsync()
  await flushPromises()
}
async function open() {
  mount(DiagnosticsDialog, { attachTo: document.body })
  await settle()
}
const shown = () => document.querySelector('pre')?.textContent
const status = () => document.querySelector('.standing')?.textContent
async function press(name: string) {
  const all = [...document.querySelectorAll('button')]
  all.find((item) => item.textContent?.trim() === name)?.click()
  await settle()
}

it('saves the very text that it shows, with messages only where they were asked for', async () => {
  await open()
  expect(shown()).toBe('Versions\n  messages false\n')
  expect(status()).toBe('2 lines')
  document.querySelector<HTMLInputElement>('input[type=checkbox]')?.click()
  await settle()
  expect(shown()).toBe('Versions\n  messages true\n')
  await press('Save…')
  expect(asked.at(-1)).toEqual({
    name: 'file.save-text',
    input: { text: shown(), suggestedName: 'sso-workbench-diagnostics-2026-11-27.txt' },
  })
  expect(status()).toBe('Saved as mine.txt')
})

it('says why nothing can be read or saved', async () => {
  answers['diagnostics.read'] = () => failure(appError('bug', 'It broke'))
  await open()
  expect(document.body.textContent).toContain('It broke')
  const save = [...document.querySelectorAll('button')].find(
    (item) => item.textContent?.trim() === 'Save…',
  )
  expect(save?.disabled).toBe(true)
})
