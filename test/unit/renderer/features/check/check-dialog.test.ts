import { createPinia, setActivePinia } from 'pinia'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type CheckReport,
  type CheckStep,
  failed,
  passed,
  skipped,
} from '../../../../../src/core/check/report'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import { setBridge } from '../../../../support/page/bridge'
import CheckDialog from '../../../../../src/renderer/features/check/CheckDialog.vue'
import LastCheck from '../../../../../src/renderer/features/check/LastCheck.vue'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../support/page/project'
import { button, pageText, press } from '../../../../support/page/find'

const target = { kind: 'connection', key: 'oidc:a' } as const
const asked: { name: string; input: any }[] = []
const cancelled: string[] = []
let kept: Record<string, CheckReport>
let onStep: ((step: CheckStep) => void) | undefined
let answer: (result: Result<CheckReport>) => void
let saved: Result<object>

const report = (more: Partial<CheckReport> = {}): CheckReport => ({
  connectionKey: target.key,
  address: 'https://a.example/.well-known/openid-configuration',
  at: new Date(Date.now() - 3 * 60_000).toISOString(),
  verdict: 'good',
  steps: [passed('address', 'It is an address.')],
  ...more,
})
const slip = failed('issuer', 'It differs.', {
  remedy: 'Enter the other.',
  fix: { field: 'issuer_url', value: 'https://a.example/' },
})

beforeEach(() => {
  asked.length = 0
  cancelled.length = 0
  kept = {}
  saved = success({})
  onStep = undefined
  setBridge({
    request: (
      name: string,
      input: unknown,
      callId: string,
      onProgress?: (step: CheckStep) => void,
    ) => {
      asked.push({ name, input })
      onStep = onProgress
      if (name === 'connection.checks') return Promise.resolve(success(kept))
      if (name === 'draft.save') return Promise.resolve(saved)
      return new Promise((resolve) => {
        answer = resolve
        cancelled.push(`${callId} waits`)
      })
    },
    cancel: (callId: string) => {
      if (!cancelled.includes(`${callId} waits`)) return
      answer(failure(appError('request.cancelled', 'Cancelled')))
    },
    subscribe: () => () => undefined,
  } as unknown as Bridge)
})
afterEach(async () => {
  // What an edit still has to save is saved before the page goes away.
  await shownProject().saving.flush()
})

async function open(shows?: 'last') {
  setActivePinia(createPinia())
  const snapshot = snapshotOf({ oidc: [connection('a'), connection('b')] })
  const project = showProject(snapshot)
  project.place.chooseConnection(target.key, undefined)
  project.place.open({ name: 'check' })
  const wrapper = mount(CheckDialog, { props: { shows }, attachTo: document.body })
  await flushPromises()
  const tell = async (step: CheckStep) => {
    onStep?.(step)
    await flushPromises()
  }
  return { project, wrapper, tell, projectId: snapshot.summary.id }
}

const steps = () =>
  [...document.querySelectorAll('ol[aria-label="Steps"] > li')].map((item) => item.textContent)
const checksAsked = () => asked.filter(({ name }) => name === 'connection.check')

describe('the dialog', () => {
  it('asks nobody for the last result, which it shows with its age', async () => {
    kept = { [target.key]: report({ verdict: 'bad', steps: [slip] }) }
    const { wrapper } = await open('last')
    expect(checksAsked()).toEqual([])
    expect(document.querySelector('dialog h2')?.textContent).toBe('Check')
    expect(pageText()).toContain('Wrong: Issuer')
    expect(pageText()).toContain('Checked 3 min ago')
    expect(steps()[0]).toContain('Issuer')
    expect(steps()[0]).toContain('Wrong')
    expect(button('Check again')).toBeDefined()
    wrapper.unmount()
  })

  it('shows the steps one after the other, then the verdict', async () => {
    const { wrapper, tell, projectId } = await open()
    expect(pageText()).toContain('No key and no secret is sent')
    expect(checksAsked().map(({ input }) => input)).toEqual([
      { projectId, connectionKey: target.key },
    ])
    expect(pageText()).toContain('Checking…')
    await tell(passed('address', 'It is an address.'))
    expect(steps()).toHaveLength(1)
    expect(steps()).toHaveLength(1)
    await tell(skipped('claims', 'None asked for.'))
    expect(steps()[1]).toContain('Not checked')
    answer(success(report({ at: new Date().toISOString() })))
    await flushPromises()
    expect(pageText()).toContain('No problems found')
    expect(pageText()).toContain('Checked just now')
    wrapper.unmount()
  })

  it('waits for the edits to be saved, and checks nothing when they are not', async () => {
    const { wrapper, project } = await open('last')
    project.draft.edit(
      { kind: 'set-field', target, field: 'issuer_url', value: 'https://b.example' },
      'x',
    )
    await press('Check again')
    const names = asked.map(({ name }) => name)
    expect(names.indexOf('draft.save')).toBeGreaterThan(-1)
    expect(names.indexOf('draft.save')).toBeLessThan(names.indexOf('connection.check'))
    answer(success(report()))
    await flushPromises()

    saved = failure(appError('draft.write-failed', 'No space left'))
    project.draft.edit(
      { kind: 'set-field', target, field: 'issuer_url', value: 'https://c.example' },
      'x',
    )
    await press('Check again')
    expect(checksAsked()).toHaveLength(1)
    expect(document.querySelector('.error-note')).not.toBeNull()
    wrapper.unmount()
  })

  it('makes one edit of a value that puts it right', async () => {
    const { wrapper, project } = await open()
    answer(success(report({ verdict: 'bad', steps: [slip] })))
    await flushPromises()
    await press('Use “https://a.example/”')
    const { fields } = project.copy.connections.find((item) => item.target.key === target.key)!
    expect(fields['issuer_url']).toBe('https://a.example/')
    expect(project.draft.current?.past).toHaveLength(1)
    expect(button('Use “https://a.example/”')).toBeUndefined()
    expect(pageText()).toContain('is in the draft')
    expect(pageText()).toContain('Check again to see the effect')
    wrapper.unmount()
  })

  it('reads a private address only after a yes', async () => {
    const { wrapper } = await open()
    const question = { host: 'sso.corp.example', address: '10.1.2.3' }
    answer(success(report({ verdict: 'asks', question })))
    await flushPromises()
    expect(pageText()).toContain('sso.corp.example')
    expect(pageText()).toContain('10.1.2.3')
    expect(checksAsked()).toHaveLength(1)
    await press('Cancel')
    expect(checksAsked()).toHaveLength(1)
    expect(pageText()).toContain('Cancelled')
    await press('Check again')
    answer(success(report({ verdict: 'asks', question })))
    await flushPromises()
    await press('Check it')
    expect(checksAsked().map(({ input }) => input.privateHost)).toEqual([
      undefined,
      undefined,
      question.host,
    ])
    wrapper.unmount()
  })

  it('ends when it is cancelled, and when it is closed', async () => {
    const first = await open()
    await press('Cancel')
    expect(pageText()).toContain('Cancelled')
    expect(button('Check again')).toBeDefined()
    first.wrapper.unmount()

    const second = await open()
    let ended = false
    const answered = answer
    answer = (result) => {
      ended = !result.ok && result.error.code === 'request.cancelled'
      answered(result)
    }
    second.wrapper.unmount()
    await flushPromises()
    expect(ended).toBe(true)
  })

  it('says what kept a check from being made', async () => {
    const { wrapper } = await open()
    answer(failure(appError('request.invalid', 'The project has no such connection')))
    await flushPromises()
    expect(document.querySelector('.error-note')?.textContent).toContain('no such connection')
    wrapper.unmount()
  })
})

describe('the last check', () => {
  it('is told in a word and with its time, and follows a new one', async () => {
    kept = { [target.key]: report({ verdict: 'bad', steps: [slip] }) }
    const { wrapper, project } = await open('last')
    const last = mount(LastCheck, { props: { connectionKey: target.key } })
    const other = mount(LastCheck, { props: { connectionKey: 'oidc:b' } })
    await flushPromises()
    expect(last.text()).toBe('Wrong: IssuerChecked 3 min ago')
    expect(other.text()).toBe('')
    project.place.closeDialog()
    await last.get('button').trigger('click')
    expect(project.place.dialog).toEqual({ name: 'check', shows: 'last' })
    await press('Check again')
    answer(success(report({ at: new Date().toISOString() })))
    await flushPromises()
    expect(last.text()).toBe('No problems foundChecked just now')
    for (const item of [last, other, wrapper]) item.unmount()
  })
})
