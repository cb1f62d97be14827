import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Component } from 'vue'
import type { Moved } from '../../../../../src/core/draft/rebase'
import { appError } from '../../../../../src/core/errors/app-error'
import { success } from '../../../../../src/core/errors/result'
import type { AppState, Settings } from '../../../../../src/core/ipc/app-state'
import StatusBar from '../../../../../src/renderer/app/shell/StatusBar.vue'
import { setBridge } from '../../../../support/page/bridge'
import ElsewhereNote from '../../../../../src/renderer/features/elsewhere/ElsewhereNote.vue'
import { movedSummary } from '../../../../../src/renderer/features/elsewhere/moved-words'
import { useReview } from '../../../../../src/renderer/features/review/use-review'
import SettingsScreen from '../../../../../src/renderer/features/settings/SettingsScreen.vue'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { inProject, showProject } from '../../../../support/page/project'
import { useProjectsStore } from '../../../../../src/renderer/stores/projects'

const snapshot = snapshotOf({ oidc: [connection('a'), connection('b')] })
const theirs = [connection('a', { label: 'Theirs' })]
let saved: Settings[] = []

beforeEach(() => {
  saved = []
  setBridge({
    request: (name: string, input: { settings: Settings }) => {
      if (name === 'settings.save') saved.push(input.settings)
      return Promise.resolve(success(name === 'project.read' ? snapshot : {}))
    },
  })
  const settings: Settings = { theme: 'system', columns: {} }
  useAppStore().state = { settings, workspaces: [], notices: [] } as unknown as AppState
})

function shown(component: Component) {
  const project = showProject(snapshot)
  return { project, wrapper: mount(component, { attachTo: document.body }) }
}
const button = (name: string) =>
  [...document.querySelectorAll('button')].find(
    (item) => item.textContent?.trim() === name || item.getAttribute('aria-label') === name,
  )

describe('the status bar', () => {
  it('says that there is no network, and nothing more', async () => {
    const { project, wrapper } = shown(StatusBar)
    expect(wrapper.text()).not.toContain('Offline')
    project.reading.error = appError('network.offline', 'no route', { retry: true })
    await flushPromises()
    expect(wrapper.text()).toContain('Offline')
    expect(button('Go online')).toBeUndefined()
  })

  it('lets who works offline go online', async () => {
    const { wrapper } = shown(StatusBar)
    await useProjectsStore().setWorkOffline(true)
    await flushPromises()
    expect(wrapper.text()).toContain('Offline')
    button('Go online')?.click()
    await flushPromises()
    expect(wrapper.text()).not.toContain('Offline')
    expect(saved.map(({ workOffline }) => workOffline)).toEqual([true, false])
  })
})

it('the switch in the settings is kept, and shows how it stands', async () => {
  const { wrapper } = shown(SettingsScreen)
  const control = wrapper.get<HTMLInputElement>('input[role="switch"]')
  expect(control.element.checked).toBe(false)
  await control.setValue(true)
  await flushPromises()
  expect(saved.at(-1)?.workOffline).toBe(true)
  expect(control.element.checked).toBe(true)
})

it('a review says why nothing can be published, and until when', async () => {
  const project = showProject(snapshot)
  const target = { kind: 'connection', key: 'oidc:a' } as const
  project.draft.edit({ kind: 'set-field', target, field: 'label', value: 'Mine' }, 'Label')
  const { nothingReason } = inProject(useReview)
  expect(nothingReason.value).toBeUndefined()
  await useProjectsStore().setWorkOffline(true)
  expect(nothingReason.value).toContain('You work offline')
  await useProjectsStore().setWorkOffline(false)
  await flushPromises()
  expect(nothingReason.value).toBeUndefined()
  project.reading.error = appError('network.offline', 'no route')
  expect(nothingReason.value).toContain('Offline')
  project.reading.error = appError('api.unauthorized', 'no')
  expect(nothingReason.value).toBeUndefined()
})

describe('what changed elsewhere', () => {
  it('is counted by kind', () => {
    const one = (kind: Moved['target']['kind'], key: string): Moved => ({
      target: { kind, key },
      label: key,
      how: 'changed',
      fields: [],
    })
    const many = ['a', 'b', 'c'].map((key) => one('organization', key))
    expect(movedSummary([...many, one('connection', 'd')])).toBe(
      '3 organizations and 1 connection changed elsewhere',
    )
    expect(movedSummary([one('method', 'oidc')])).toBe(
      'Settings of a sign-in method changed elsewhere',
    )
  })

  it('is shown by name, and goes when it is dismissed', async () => {
    const { project, wrapper } = shown(ElsewhereNote)
    expect(wrapper.text()).toBe('')
    const [now, gone] = [theirs[0]!, 'oidc:b']
    const target = { kind: 'connection', key: 'oidc:a' } as const
    project.elsewhere.moved = [
      { target, label: String(now['label']), how: 'changed', fields: ['label'] },
      {
        target: { kind: 'connection', key: gone },
        label: 'Label of b',
        how: 'removed',
        fields: [],
      },
    ]
    await flushPromises()
    expect(wrapper.get('[role="status"]').text()).toBe('2 connections changed elsewhere')
    button('Show')?.click()
    await flushPromises()
    const said = document.querySelector('dialog')?.textContent ?? ''
    for (const part of ['Theirs', 'changed: Label', 'Label of b', 'removed']) {
      expect(said).toContain(part)
    }
    button('Close')?.click()
    await flushPromises()
    button('Dismiss the note on changes elsewhere')?.click()
    await flushPromises()
    expect(wrapper.text()).toBe('')
  })
})
