import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import { setBridge } from '../../../../support/page/bridge'
import ConnectionPanel from '../../../../../src/renderer/features/connection/ConnectionPanel.vue'
import NewConnectionDialog from '../../../../../src/renderer/features/connection/NewConnectionDialog.vue'
import ReviewDialog from '../../../../../src/renderer/features/review/ReviewDialog.vue'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import type { ProjectSession } from '../../../../../src/renderer/project/project-session'
import { showProject } from '../../../../support/page/project'
import { inReview, seenNow } from '../../../../support/page/review'
import { button } from '../../../../support/page/find'

const snapshot = snapshotOf({ oidc: [connection('a')] })
const projectId = snapshot.summary.id
let asked: { name: string; input: any }[]
/** Answers of the keychain that a test gives itself. */
let keychain: ((result: Result<unknown>) => void)[]

let project: ProjectSession

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  keychain = []
  setBridge({
    request: (name: string, input: any) => {
      asked.push({ name, input })
      if (name === 'secret.put') return new Promise((resolve) => keychain.push(resolve))
      if (name === 'draft.append') {
        return Promise.resolve(success({ sequence: input.after + input.entries.length }))
      }
      if (name === 'draft.publish') return new Promise(() => undefined)
      return Promise.resolve(success({ sequence: 1, missing: [] }))
    },
  })
  project = showProject(snapshot)
})
afterEach(() => {
  project.end()
})

const named = (name: string) => asked.filter((item) => item.name === name)
const input = (label: string) => {
  const labels = [...document.querySelectorAll('label')]
  const found = labels.find((item) => item.textContent?.trim().startsWith(label))
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement
}
function type(label: string, value: string): void {
  const field = input(label)
  field.dispatchEvent(new Event('focusin', { bubbles: true }))
  field.value = value
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

function showPanel() {
  project.place.chooseConnection('oidc:a', undefined)
  return mount(ConnectionPanel, { attachTo: document.body })
}

it('a secret of a connection that is deleted meanwhile changes nothing, and is taken out again', async () => {
  const key = 'new:1'
  const fields = { id: 'made', label: 'Made', provider: 'generic' }
  project.draft.edit({ kind: 'create-connection', key, protocol: 'oidc', fields }, 'Created Made')
  project.place.chooseConnection(key, undefined)
  mount(ConnectionPanel, { attachTo: document.body })
  type('Client secret', 'late')
  await vi.advanceTimersByTimeAsync(300)
  project.draft.edit({ kind: 'delete-connection', key }, 'Deleted Made')
  const steps = project.draft.current?.past.length
  keychain[0]?.(success({}))
  await flushPromises()
  expect([project.count, project.conflicts.length, project.draft.current?.past.length]).toEqual([
    0,
    0,
    steps,
  ])
  const { reference } = named('secret.put')[0]!.input
  expect(named('secret.drop').map((item) => item.input)).toEqual([
    { projectId, references: [reference] },
  ])
})

it('a publish waits for a secret that was just typed, and for the keychain', async () => {
  showPanel()
  type('Client secret', 'typed')
  const ended = inReview().publish(seenNow(), [], undefined)
  await flushPromises()
  expect([named('secret.put').length, named('draft.publish').length]).toEqual([1, 0])
  keychain[0]?.(success({}))
  await flushPromises()
  const { reference } = named('secret.put')[0]!.input
  const names = asked.map(({ name }) => name)
  expect(JSON.stringify(named('draft.save')[0]?.input)).toContain(reference)
  expect(names.indexOf('draft.save')).toBeLessThan(names.indexOf('draft.publish'))
  void ended
})

it('the review cannot be published while the keychain is asked, and says so', async () => {
  const target = { kind: 'connection', key: 'oidc:a' } as const
  project.draft.edit({ kind: 'set-field', target, field: 'label', value: 'New' }, 'Label')
  const panel = showPanel()
  type('Client secret', 'typed')
  panel.unmount()
  project.place.open({ name: 'review' })
  mount(ReviewDialog, { attachTo: document.body })
  await flushPromises()
  expect(button('Publish')?.disabled).toBe(true)
  expect(document.body.textContent).toContain('Waiting for the keychain')
  keychain[0]?.(success({}))
  await flushPromises()
  expect(button('Publish')?.disabled).toBe(false)
  expect(document.body.textContent).toContain('Client secret')
})

it('a publish sends nothing where the keychain refused what was typed', async () => {
  showPanel()
  type('Client secret', 'typed')
  const ended = inReview().publish(seenNow(), [], undefined)
  await flushPromises()
  keychain[0]?.(failure(appError('secret.denied', 'locked')))
  expect((await ended).kind).toBe('secret-not-kept')
  expect(named('draft.publish')).toEqual([])
})

it('secrets of a form that is cancelled are taken out of the keychain, also those on their way', async () => {
  const dialog = mount(NewConnectionDialog, { attachTo: document.body })
  type('Client secret', 'first')
  await vi.advanceTimersByTimeAsync(300)
  keychain[0]?.(success({}))
  await flushPromises()
  type('Client secret', 'second')
  await vi.advanceTimersByTimeAsync(300)
  type('Client secret', 'not even sent')
  dialog.unmount()
  keychain[1]?.(success({}))
  await flushPromises()
  await vi.advanceTimersByTimeAsync(300)
  const put = new Set(named('secret.put').map((item) => item.input.reference))
  expect(named('secret.put')).toHaveLength(2)
  const dropped = new Set(named('secret.drop').flatMap((item) => item.input.references))
  expect(dropped).toEqual(put)
  const last = asked.findLastIndex(({ name }) => name === 'secret.put')
  expect(asked.findLastIndex(({ name }) => name === 'secret.drop')).toBeGreaterThan(last)
})

it('a form that makes its connection gives up only what was typed over', async () => {
  const dialog = mount(NewConnectionDialog, { attachTo: document.body })
  type('Connection ID', 'made')
  for (const secret of ['first', 'second']) {
    type('Client secret', secret)
    await vi.advanceTimersByTimeAsync(300)
    keychain.at(-1)?.(success({}))
    await flushPromises()
  }
  button('Create')?.click()
  await flushPromises()
  dialog.unmount()
  const [first, second] = named('secret.put').map((item) => item.input.reference)
  expect(project.secrets.holds(second)).toBe(true)
  expect(named('secret.drop').flatMap((item) => item.input.references)).toEqual([first])
})
