import { createPinia, setActivePinia } from 'pinia'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CheckReport, passed } from '../../../../../src/core/check/report'
import { success } from '../../../../../src/core/errors/result'
import CheckDialog from '../../../../../src/renderer/features/check/CheckDialog.vue'
import { showProject, shownProject } from '../../../../support/page/project'
import { setBridge } from '../../../../support/page/bridge'
import { snapshotOf } from '../../../../support/states/snapshots'
import { button, pageText } from '../../../../support/page/find'

const target = { kind: 'scim-client', key: 'people' } as const
const connectionKey = 'scim:people'
const secret = 'typed-for-this-check'
const reference = '1f0c1d7e-0000-4000-8000-000000000001'
const asked: { name: string; input: any }[] = []
let kept: Record<string, CheckReport>

const report: CheckReport = {
  connectionKey,
  address: 'https://x.projects.oryapis.com/scim/people/v2',
  at: new Date().toISOString(),
  verdict: 'good',
  steps: [passed('service', 'It answers.')],
}

beforeEach(() => {
  asked.length = 0
  kept = {}
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      if (name === 'connection.checks') return Promise.resolve(success(kept))
      if (name === 'connection.check') return Promise.resolve(success(report))
      return Promise.resolve(success(name === 'secret.check' ? { missing: [] } : {}))
    },
  })
})
afterEach(async () => {
  await shownProject().saving.flush()
})

async function open(shows?: 'last') {
  setActivePinia(createPinia())
  const client = { client_id: 'people', label: 'Directory', organization_id: 'o1' }
  const snapshot = snapshotOf({ scimClients: [{ ...client, state: 'enabled' }] })
  const project = showProject(snapshot)
  project.place.chooseScimClient(target.key, 'o1')
  const wrapper = mount(CheckDialog, { props: { shows }, attachTo: document.body })
  await flushPromises()
  return { project, wrapper, projectId: snapshot.summary.id }
}

const field = () => document.querySelector<HTMLInputElement>('input[type=password]')
const checks = () => asked.filter(({ name }) => name === 'connection.check')

async function type(value: string): Promise<void> {
  const input = field()
  if (!input) throw new Error('There is no field for the secret')
  input.value = value
  input.dispatchEvent(new Event('input'))
  await flushPromises()
}

it('sends nothing by itself, and needs a secret', async () => {
  const { wrapper } = await open()
  expect(checks()).toEqual([])
  expect(pageText()).toContain('The secret token goes there and nowhere else')
  expect(button('Check')?.disabled).toBe(true)
  await type('x')
  expect(button('Check')?.disabled).toBe(false)
  wrapper.unmount()
})

it('gives what was typed to the main process alone, and forgets it with the dialog', async () => {
  const { wrapper, projectId } = await open()
  await type(secret)
  button('Check')?.click()
  await flushPromises()
  expect(checks().map(({ input }) => input)).toEqual([{ projectId, connectionKey, secret }])
  // No other request has it: it is in no draft and no keychain.
  const others = asked.filter(({ name }) => name !== 'connection.check')
  expect(JSON.stringify(others)).not.toContain(secret)
  expect(pageText()).toContain('No problems found')
  expect(pageText()).not.toContain(secret)
  wrapper.unmount()
  const again = await open()
  expect(field()?.value).toBe('')
  again.wrapper.unmount()
})

it('takes the secret that waits in the draft where nothing is typed', async () => {
  const { wrapper, project, projectId } = await open()
  const value = { $secret: reference }
  project.draft.edit(
    { kind: 'set-field', target, field: 'authorization_header_secret', value },
    'New secret',
  )
  await flushPromises()
  expect(field()?.placeholder).toBe('The one that waits in the draft')
  button('Check')?.click()
  await flushPromises()
  expect(checks().map(({ input }) => input)).toEqual([{ projectId, connectionKey }])
  wrapper.unmount()
})

it('shows the last result of a SCIM client, and says that it may have changed', async () => {
  kept = { [connectionKey]: report }
  const { wrapper } = await open('last')
  expect(pageText()).toContain('The SCIM client may have changed since')
  expect(pageText()).toContain('It answers.')
  expect(checks()).toEqual([])
  wrapper.unmount()
})
