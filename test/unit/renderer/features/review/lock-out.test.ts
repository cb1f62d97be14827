import { createPinia, setActivePinia } from 'pinia'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import { success } from '../../../../../src/core/errors/result'
import { setBridge } from '../../../../support/bridge'
import ReviewDialog from '../../../../../src/renderer/features/review/ReviewDialog.vue'
import { connection, snapshotOf } from '../../../../support/snapshots'
import { showProject } from '../../../../support/project'

const asked: { name: string; input: any }[] = []
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((item) => item.textContent?.trim() === name)

async function type(label: string, text: string): Promise<void> {
  const field = [...document.querySelectorAll('label')].find(
    (item) => item.textContent?.trim() === label,
  )
  const input = document.getElementById(field?.htmlFor ?? '') as HTMLInputElement
  input.value = text
  input.dispatchEvent(new Event('input'))
  await nextTick()
}

beforeEach(() => {
  asked.length = 0
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return new Promise((resolve) => {
        if (name !== 'draft.publish') resolve(success({}))
      })
    },
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
  setActivePinia(createPinia())
})
afterEach(() => {
  document.body.innerHTML = ''
  setBridge(undefined)
})

it('asks about people who would be locked out by itself, after the slug, and sends what was confirmed', async () => {
  const plain = snapshotOf({
    oidc: [connection('a', { organization_id: 'o' })],
    organizations: [{ id: 'o', label: 'Pebble', domains: ['pebble.example'] }],
  })
  const snapshot = { ...plain, summary: { ...plain.summary, environment: 'production' as const } }
  const project = showProject(snapshot)
  project.draft.edit({ kind: 'delete-connection', key: 'oidc:a' }, 'Delete')
  project.place.open({ name: 'review' })
  const wrapper = mount(ReviewDialog, { attachTo: document.body })
  await nextTick()
  // The question does not wait until the impact is shown.
  expect(document.body.textContent).not.toContain('1 domain is locked out')
  button('Publish')?.click()
  await flushPromises()
  await type('Project slug', snapshot.summary.slug)
  button('Publish to production')?.click()
  await flushPromises()
  const sent = () => asked.find(({ name }) => name === 'draft.publish')
  expect(sent()).toBeUndefined()
  expect(document.body.textContent).toContain('People of pebble.example are locked out.')
  await vi.waitFor(() => expect(document.body.textContent).toContain('1 domain is locked out'))
  await type('Locked out', 'pebble')
  button('Lock them out')?.click()
  await flushPromises()
  expect(sent()).toBeUndefined()
  await type('Locked out', 'Pebble.example')
  button('Lock them out')?.click()
  await flushPromises()
  expect(sent()?.input).toMatchObject({
    confirmedSlug: snapshot.summary.slug,
    confirmedLockOuts: ['pebble.example'],
  })
  wrapper.unmount()
})
