import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CheckReport, passed } from '../../../../../src/core/check/report'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import { useLastChecks } from '../../../../../src/renderer/composables/use-last-checks'
import CheckRowsDialog from '../../../../../src/renderer/features/check/CheckRowsDialog.vue'
import { setBridge } from '../../../../support/page/bridge'
import { inProject, showProject } from '../../../../support/page/project'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const snapshot = snapshotOf({ oidc: [connection('a'), connection('b'), connection('c')] })
const projectId = snapshot.summary.id
let asked: { name: string; input: unknown }[]
let cancelled: number
let tell: (payload: object) => void
let answer: (result: Result<object>) => void
let dialog: VueWrapper | undefined

const report = (key: string, verdict: CheckReport['verdict']): CheckReport => ({
  connectionKey: key,
  address: 'https://a.example',
  at: new Date().toISOString(),
  verdict,
  steps: [passed('address', 'It is an address.')],
})

beforeEach(() => {
  asked = []
  cancelled = 0
  setBridge({
    request: (
      name: string,
      input: unknown,
      _callId: string,
      onProgress: (progress: object) => void,
    ) => {
      asked.push({ name, input })
      if (name !== 'connection.check-all') return Promise.resolve(success({}))
      tell = onProgress
      return new Promise((resolve) => (answer = resolve))
    },
    cancel: () => (cancelled += 1),
  })
})
afterEach(() => {
  dialog?.unmount()
})

function open() {
  const project = showProject(snapshot)
  project.place.selectRows('connection', ['oidc:a', 'oidc:b'])
  const made = mount(CheckRowsDialog, { attachTo: document.body })
  dialog = made
  const button = (name: string) => made.findAll('button').find((each) => each.text() === name)
  return { made, button, checks: inProject(() => useLastChecks()) }
}

it('checks the selected ones in one run, and says of each what it came to', async () => {
  const { made, button, checks } = open()
  await flushPromises()
  const run = asked.find(({ name }) => name === 'connection.check-all')
  expect(run?.input).toEqual({ projectId, keys: ['oidc:a', 'oidc:b'] })
  expect(made.text()).toContain('0 of 2 checked')
  tell({ done: 1, of: 2, report: report('oidc:a', 'good') })
  tell({ done: 2, of: 2, report: report('oidc:b', 'asks') })
  answer(success({ checked: 2, of: 2, bad: 0, asks: 1 }))
  await flushPromises()
  expect(made.text()).toContain('2 of 2 checked')
  expect(made.text()).toContain('No problems found')
  expect(made.text()).toContain('Private address: check it alone')
  // A question is no result.
  expect(Object.keys(checks.reports)).toEqual(['oidc:a'])
  expect(button('Check again')).toBeDefined()
})

it('says why a run came to nothing, and ends one that is under way with the dialog', async () => {
  const { made, button } = open()
  await flushPromises()
  answer(failure(appError('network.none', 'No network')))
  await flushPromises()
  expect(made.text()).toContain('This computer has no network')
  await button('Check again')?.trigger('click')
  await flushPromises()
  made.unmount()
  expect(cancelled).toBe(1)
})

it('leaves a run over all connections alone', async () => {
  showProject(snapshot)
  void inProject(() => useLastChecks()).checkAll()
  const { made, button } = open()
  await flushPromises()
  expect(button('Check again')?.attributes('disabled')).toBeDefined()
  expect(made.text()).toContain('All connections are being checked')
  made.unmount()
  expect(cancelled).toBe(0)
})
