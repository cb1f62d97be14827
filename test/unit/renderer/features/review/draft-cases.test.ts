import { createPinia, setActivePinia } from 'pinia'
import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { DraftCases } from '../../../../../src/core/ipc/mapper-editor'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import { setBridge } from '../../../../support/page/bridge'
import {
  casesWords,
  failingNames,
  failingWords,
} from '../../../../../src/renderer/components/notes/case-words'
import ReviewDialog from '../../../../../src/renderer/features/review/ReviewDialog.vue'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../support/page/project'
import { button } from '../../../../support/page/find'
import { fieldEdit } from '../../../../support/states/field-edit'

const asked: string[] = []
const cancelled: unknown[] = []
/** How the check of the draft's cases is answered, one after the other; the last one again. */
let answers: unknown[] = []

const failing: DraftCases = { connectionKey: 'oidc:a', cases: 6, failed: ['Guest', 'No e-mail'] }
const fine: DraftCases = { connectionKey: 'oidc:a', cases: 6, failed: [] }
const mappers = (...list: DraftCases[]) => success({ mappers: list })

const target = { kind: 'connection', key: 'oidc:a' } as const
const edit = (text: string) =>
  shownProject().draft.edit(
    { kind: 'set-field', target, field: 'mapper_url', value: toMapperUrl(text) },
    'Mapper',
  )

async function start({ environment = 'staging', mapper = '{ n: 0 }' } = {}) {
  setActivePinia(createPinia())
  const plain = snapshotOf({ oidc: [connection('a'), connection('b')] })
  const snapshot = { ...plain, summary: { ...plain.summary, environment } } as typeof plain
  const project = showProject(snapshot)
  project.draft.edit(fieldEdit({ kind: 'connection', key: 'oidc:b' }, 'label', 'Other'), 'Label')
  if (mapper !== '') edit(mapper)
  shownProject().place.open({ name: 'review' })
  const wrapper = mount(ReviewDialog, { attachTo: document.body })
  await flushPromises()
  return { snapshot, project, wrapper }
}

const text = () => document.body.textContent?.replace(/\s+/g, ' ') ?? ''
const count = (name: string) => asked.filter((item) => item === name).length

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  asked.length = 0
  cancelled.length = 0
  answers = [mappers(failing)]
  setBridge({
    request: (name: string) => {
      asked.push(name)
      if (name === 'draft.publish') return new Promise(() => undefined)
      if (name !== 'case.check-draft') return Promise.resolve(success({ sequence: 1 }))
      return Promise.resolve(answers.length > 1 ? answers.shift() : answers[0])
    },
    cancel: (callId: unknown) => cancelled.push(callId),
  })
})

describe('the words', () => {
  it.each([
    [1, 1, '1 of 1 case fails'],
    [6, 2, '2 of 6 cases fail'],
    [6, 1, '1 of 6 cases fails'],
  ])('%i cases of which %i fail', (cases, count, words) => {
    const failed = Array.from({ length: count }, (_, index) => `Case ${index}`)
    expect(failingWords({ connectionKey: 'x', cases, failed })).toBe(words)
  })

  it('name few', () => {
    const failed = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    expect(failingNames({ connectionKey: 'x', cases: 7, failed })).toBe('a, b, c, d, e, 2 more')
  })
})

describe('the cases of the draft in the review', () => {
  it('are run on the saved draft, and those that fail stand beside their change', async () => {
    const { wrapper } = await start()
    expect(count('case.check-draft')).toBe(1)
    expect(asked.indexOf('draft.save')).toBeLessThan(asked.indexOf('case.check-draft'))
    const group = document.querySelector('[aria-label="Cases of Label of a"]')
    expect(group?.textContent).toContain('2 of 6 cases fail')
    expect(group?.textContent).toContain('Guest, No e-mail')
    expect(document.querySelectorAll('[aria-label^="Cases of"]')).toHaveLength(1)
    expect(document.querySelectorAll('li')).toHaveLength(2)
    button('Open the mapper')?.click()
    const { dialog, screen, mapperEditor } = shownProject().place
    expect([dialog, screen.name, mapperEditor?.connectionKey]).toEqual([
      undefined,
      'mapper',
      'oidc:a',
    ])
    wrapper.unmount()
  })

  it('are not asked for where the draft changes no mapper, and again only where it does', async () => {
    const { project, wrapper } = await start({ mapper: '' })
    expect(count('case.check-draft')).toBe(0)
    edit('{ n: 1 }')
    edit('{ n: 2 }')
    await vi.advanceTimersByTimeAsync(250)
    await flushPromises()
    expect(count('case.check-draft')).toBe(1)
    expect(text()).toContain('2 of 6 cases fail')
    project.draft.edit({ kind: 'set-field', target, field: 'label', value: 'X' }, 'Label')
    await vi.advanceTimersByTimeAsync(1000)
    expect(count('case.check-draft')).toBe(1)
    answers = [mappers(fine)]
    edit('{ a: 1 }')
    await vi.advanceTimersByTimeAsync(250)
    await flushPromises()
    expect(text()).not.toContain('cases fail')
    project.draft.edit({ kind: 'revert', target }, 'Revert')
    await vi.advanceTimersByTimeAsync(1000)
    expect(count('case.check-draft')).toBe(2)
    wrapper.unmount()
  })

  it('a late answer to an earlier question is dropped', async () => {
    let answerFirst = (_answer: unknown) => {}
    answers = [new Promise((resolve) => (answerFirst = resolve)), mappers(fine)]
    const { wrapper } = await start()
    edit('{ a: 1 }')
    await vi.advanceTimersByTimeAsync(250)
    await flushPromises()
    expect(cancelled).toHaveLength(1)
    answerFirst(mappers(failing))
    await flushPromises()
    expect(text()).not.toContain('cases fail')
    wrapper.unmount()
  })

  it('an engine that fails is told and keeps nothing back', async () => {
    answers = [failure(appError('mapper.stopped', 'It was killed'))]
    const { wrapper } = await start()
    expect(text()).toContain('The cases of the changed mappers were not run.')
    expect(text()).toContain('The mapper engine stopped. You can publish anyway.')
    button('Publish')?.click()
    await flushPromises()
    expect(count('draft.publish')).toBe(1)
    wrapper.unmount()
  })
})

describe('cases that were not run', () => {
  const notRead: DraftCases = { connectionKey: 'oidc:a', cases: 6, failed: [], unchecked: 'mapper' }
  const noSchema: DraftCases = { ...failing, unchecked: 'schema' }

  it.each([
    [notRead, 'Its cases could not be run: the text of the mapper could not be read.'],
    [
      { ...notRead, unchecked: 'schema' } as const,
      'Its cases could not be run: the project’s identity schema could not be read.',
    ],
    [
      noSchema,
      '2 of 6 cases fail. Others could not be run: the project’s identity schema could not be read.',
    ],
    [failing, '2 of 6 cases fail'],
  ])('are told in words %#', (cases, words) => expect(casesWords(cases)).toBe(words))

  it('are told beside their change and keep nothing back', async () => {
    answers = [mappers(notRead)]
    const { wrapper } = await start()
    const group = document.querySelector('[aria-label="Cases of Label of a"]')
    expect(group?.textContent).toContain('Its cases could not be run')
    button('Publish')?.click()
    await flushPromises()
    expect(count('draft.publish')).toBe(1)
    wrapper.unmount()
  })
})

describe('publishing mappers whose cases fail', () => {
  it('asks first, and publishes when it shall', async () => {
    const { wrapper } = await start()
    button('Publish')?.click()
    await flushPromises()
    expect(count('draft.publish')).toBe(0)
    const dialogs = [...document.querySelectorAll('dialog')]
    const question = dialogs.find((item) => item.textContent?.includes('Cases fail'))
    expect(question?.textContent?.replace(/\s+/g, ' ')).toContain('Label of a: 2 of 6 cases fail')
    const cancel = [...(question?.querySelectorAll('button') ?? [])]
    cancel.find((item) => item.textContent?.trim() === 'Cancel')?.click()
    await flushPromises()
    expect(count('draft.publish')).toBe(0)
    expect(button('Publish anyway')).toBeUndefined()
    button('Publish')?.click()
    await flushPromises()
    button('Publish anyway')?.click()
    await flushPromises()
    expect(count('draft.publish')).toBe(1)
    wrapper.unmount()
  })

  it('does not ask for a change that is left out, nor wait for what its cases do', async () => {
    const { wrapper } = await start()
    const box = document.querySelector<HTMLInputElement>('[aria-label="Include Label of a"]')
    box!.checked = false
    box!.dispatchEvent(new Event('change'))
    await flushPromises()
    expect(text()).toContain('2 of 6 cases fail')
    button('Publish')?.click()
    await flushPromises()
    expect(count('draft.publish')).toBe(1)
    wrapper.unmount()

    document.body.innerHTML = ''
    answers = [new Promise(() => undefined)]
    const second = await start()
    const again = document.querySelector<HTMLInputElement>('[aria-label="Include Label of a"]')
    again!.checked = false
    again!.dispatchEvent(new Event('change'))
    await flushPromises()
    button('Publish')?.click()
    await flushPromises()
    expect(count('draft.publish')).toBe(2)
    second.wrapper.unmount()
  })

  it('waits for the answer about the mapper as it is now', async () => {
    let answer = (_answer: unknown) => {}
    answers = [mappers(fine), new Promise((resolve) => (answer = resolve))]
    const { wrapper } = await start()
    edit('{ n: 2 }')
    await flushPromises()
    // The edit is so new that nothing was asked yet.
    expect(count('case.check-draft')).toBe(1)
    button('Publish')?.click()
    await flushPromises()
    expect(text()).toContain('Running the saved cases…')
    expect(button('Publish')?.hasAttribute('disabled')).toBe(true)
    expect(button('Discard draft')?.hasAttribute('disabled')).toBe(true)
    await vi.advanceTimersByTimeAsync(250)
    await flushPromises()
    expect(count('draft.publish')).toBe(0)
    answer(mappers(failing))
    await flushPromises()
    expect(text()).not.toContain('Running the saved cases…')
    expect(count('draft.publish')).toBe(0)
    button('Publish anyway')?.click()
    await flushPromises()
    expect(count('draft.publish')).toBe(1)
    wrapper.unmount()
  })

  it('takes no answer about the mapper as it was for the one that it waits for', async () => {
    let answerOld = (_answer: unknown) => {}
    let answer = (_answer: unknown) => {}
    answers = [
      new Promise((resolve) => (answerOld = resolve)),
      new Promise((resolve) => (answer = resolve)),
    ]
    const { wrapper } = await start()
    edit('{ n: 2 }')
    await flushPromises()
    button('Publish')?.click()
    await flushPromises()
    answerOld(mappers(fine))
    await flushPromises()
    expect(count('draft.publish')).toBe(0)
    await vi.advanceTimersByTimeAsync(250)
    answer(mappers(failing))
    await flushPromises()
    expect(button('Publish anyway')).toBeDefined()
    expect(count('draft.publish')).toBe(0)
    wrapper.unmount()
  })

  it('goes on by itself when the cases pass, or when nobody can run them', async () => {
    for (const end of [mappers(fine), failure(appError('mapper.stopped', 'It was killed'))]) {
      asked.length = 0
      document.body.innerHTML = ''
      let answer = (_answer: unknown) => {}
      answers = [new Promise((resolve) => (answer = resolve))]
      const { wrapper } = await start()
      button('Publish')?.click()
      await flushPromises()
      expect(count('draft.publish')).toBe(0)
      answer(end)
      await flushPromises()
      expect(count('draft.publish')).toBe(1)
      wrapper.unmount()
    }
  })

  it('publishes nothing when the review is closed while it waits', async () => {
    let answer = (_answer: unknown) => {}
    answers = [new Promise((resolve) => (answer = resolve))]
    const { wrapper } = await start()
    button('Publish')?.click()
    await flushPromises()
    expect(button('Close')?.hasAttribute('disabled')).toBe(false)
    wrapper.unmount()
    answer(mappers(fine))
    await flushPromises()
    expect(count('draft.publish')).toBe(0)
  })

  it('says it in the question that production has anyway', async () => {
    const { wrapper } = await start({ environment: 'production' })
    button('Publish')?.click()
    await flushPromises()
    const dialogs = [...document.querySelectorAll('dialog')]
    const titles = dialogs.filter((item) => item.textContent?.includes('Cases fail'))
    expect(titles).toHaveLength(0)
    const question = dialogs.find((item) => item.textContent?.includes('Confirm production change'))
    expect(question?.textContent).toContain('2 of 6 cases fail')
    expect(button('Publish to production')?.hasAttribute('disabled')).toBe(false)
    wrapper.unmount()
  })
  it('keeps the button of that question back until the cases were run', async () => {
    let answer = (_answer: unknown) => {}
    answers = [new Promise((resolve) => (answer = resolve))]
    const { wrapper } = await start({ environment: 'production' })
    button('Publish')?.click()
    await flushPromises()
    const dialogs = [...document.querySelectorAll('dialog')]
    const question = dialogs.findLast((item) =>
      item.textContent?.includes('Confirm production change'),
    )
    expect(question?.textContent).toContain('Running the saved cases…')
    const confirm = () => button('Publish to production')
    expect(confirm()?.hasAttribute('disabled')).toBe(true)
    confirm()?.click()
    await flushPromises()
    expect(count('draft.publish')).toBe(0)
    answer(mappers(failing))
    await flushPromises()
    expect(question?.textContent).toContain('2 of 6 cases fail')
    confirm()?.click()
    await flushPromises()
    expect(count('draft.publish')).toBe(1)
    wrapper.unmount()
  })
})
