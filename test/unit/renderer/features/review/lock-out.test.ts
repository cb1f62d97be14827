import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { Edit } from '../../../../../src/core/draft/edits'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import { success } from '../../../../../src/core/errors/result'
import { setBridge } from '../../../../support/page/bridge'
import ReviewDialog from '../../../../../src/renderer/features/review/ReviewDialog.vue'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject } from '../../../../support/page/project'
import { button, type } from '../../../../support/page/find'
import { fieldEdit } from '../../../../support/states/field-edit'

const asked: { name: string; input: any }[] = []

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
})

const sent = () => asked.find(({ name }) => name === 'draft.publish')
const enabled = (name: string) => button(name)?.hasAttribute('disabled') === false

/** One connection of production, or of another project, goes, which is the last of its organization. */
async function reviewed(environment: 'production' | 'staging', edit: Edit) {
  const plain = snapshotOf({
    oidc: [connection('a', { organization_id: 'o' }), connection('b')],
    organizations: [{ id: 'o', label: 'Pebble', domains: ['pebble.example'] }],
  })
  const project = showProject({ ...plain, summary: { ...plain.summary, environment } })
  project.draft.edit(edit, 'Edit')
  project.place.open({ name: 'review' })
  const wrapper = mount(ReviewDialog, { attachTo: document.body })
  await nextTick()
  // The question does not wait until the impact is shown.
  expect(document.body.textContent).not.toContain('1 domain is locked out')
  button('Publish')?.click()
  await flushPromises()
  return wrapper
}

it.each([
  ['production', 'Confirm production change', 'Publish to production'],
  ['staging', 'Confirm lock-out', 'Lock them out'],
] as const)(
  'in %s it asks once about people who would be locked out, by their domain',
  async (...words) => {
    const [environment, title, confirm] = words
    const wrapper = await reviewed(environment, { kind: 'delete-connection', key: 'oidc:a' })
    const question = [...document.querySelectorAll('dialog')].at(-1)
    expect(question?.querySelector('h2')?.textContent).toBe(title)
    expect(question?.textContent).toContain('People of pebble.example are locked out.')
    expect(question?.textContent).toContain('What is deletedConnection Label of a')
    expect(question?.textContent).toContain('Type pebble.example to go on')
    expect(question?.querySelectorAll('li')).toHaveLength(0)
    await type('Locked out', 'pebble')
    expect(enabled(confirm)).toBe(false)
    button(confirm)?.click()
    await flushPromises()
    expect(sent()).toBeUndefined()
    await type('Locked out', 'Pebble.example ')
    expect(enabled(confirm)).toBe(true)
    question
      ?.querySelector('input')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await flushPromises()
    expect(sent()?.input.confirmed).toEqual({ harmed: ['pebble.example'], typed: 'Pebble.example' })
    expect(document.querySelectorAll('dialog')).toHaveLength(1)
    wrapper.unmount()
  },
)

it('in production it is pressed alone where nobody is harmed, and says who has to be told what', async () => {
  await reviewed('production', fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'pkce', 'force'))
  const question = [...document.querySelectorAll('dialog')].at(-1)
  expect(question?.textContent).toMatch(/Tell Pebble: the redirect URL of Label of a is https:.*\./)
  expect(question?.querySelector('input')).toBeNull()
  // What is to be read has the focus, and not the button: a held Enter must not publish.
  const people = question?.querySelector('[aria-label="What happens to people"]')
  expect(people?.hasAttribute('autofocus')).toBe(true)
  expect(sent()).toBeUndefined()
  button('Publish to production')?.click()
  await flushPromises()
  expect(sent()?.input.confirmed).toEqual({ harmed: [] })
})

it('elsewhere nothing is asked where nobody is harmed', async () => {
  await reviewed('staging', { kind: 'delete-connection', key: 'oidc:b' })
  expect(document.querySelectorAll('dialog')).toHaveLength(1)
  expect(sent()).toBeDefined()
  expect(sent()?.input).not.toHaveProperty('confirmed')
})
