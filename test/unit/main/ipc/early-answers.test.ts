import { expect, test } from 'vitest'
import type { AnswerPart } from '../../../../src/core/ipc/parts'
import { addPart } from '../../../../src/core/ipc/parts'
import type { ReadFirstAnswers } from '../../../../src/main/files/first-answers'
import { createEarlyAnswers } from '../../../../src/main/ipc/early-answers'
import { createLongAnswers } from '../../../../src/main/concurrency/long-answers'

const origin = 'app://workbench'
const page = { id: 7, isMainFrame: true, origin }
const projectId = 'https://api.console.ory.sh/projects/6b0e1c43-1d0c-4c3e-9d0a-0f2b4c6d8e10'
const app = { folder: '/somewhere' }
const state = { tabs: [] }
const snapshot = { summary: { id: 'of its file', name: 'Acme' }, organizations: [{ id: 'o-1' }] }
const answers = () =>
  ({
    app,
    state,
    opened: { id: projectId, snapshot: JSON.stringify(snapshot), stored: { sequence: 3 } },
  }) as unknown as ReadFirstAnswers

const create = () =>
  createEarlyAnswers({ origin, windowId: () => 7, longAnswers: createLongAnswers() })

/** Whether a promise is settled once everything that is due has run. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false
  void promise.then(() => (settled = true))
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  return settled
}

test('the page is told what it is drawn with, and everything else waits', async () => {
  const early = create()
  expect(early.answer(page, 'app.read', {}, '1')).toBeUndefined()
  early.begin(answers())
  expect(early.answer(page, 'app.read', {}, '1')).toEqual({ ok: true, value: app })
  expect(early.answer(page, 'window.begin', {}, '2')).toEqual({ ok: true, value: { state } })
  expect(early.answer(page, 'settings.save', {}, '3')).toBeUndefined()
  expect(early.answer(page, 'project.open', { projectId: 'another' }, '4')).toBeUndefined()
  expect(await isSettled(early.isTold)).toBe(false)
  const head = early.answer(page, 'project.open', { projectId }, '5')
  expect(head).toEqual({ ok: true, value: { snapshot: {}, sequence: 3 }, rest: 2 })
  const value = head?.ok ? head.value : undefined
  for (const part of [0, 1]) {
    expect(await isSettled(early.isTold)).toBe(false)
    const answer = early.answer(page, 'answer.rest', { callId: '5', part }, `5-${part}`)
    addPart(value, (answer?.ok ? answer.value : undefined) as AnswerPart)
  }
  const summary = { id: projectId, name: 'Acme' }
  expect(value).toEqual({ snapshot: { ...snapshot, summary }, sequence: 3 })
  expect(await isSettled(early.isTold)).toBe(true)
  // Parts that nobody has are refused by the services.
  expect(early.answer(page, 'answer.rest', { callId: '5', part: 0 }, '5-0')).toBeUndefined()
})

test.each([
  ['another window', { ...page, id: 8 }],
  ['a frame in the page', { ...page, isMainFrame: false }],
  ['another origin', { ...page, origin: 'https://example.com' }],
])('%s is told nothing', (_what, sender) => {
  const early = create()
  early.begin(answers())
  expect(early.answer(sender, 'app.read', {}, '1')).toBeUndefined()
  expect(early.end()).toEqual({ hasBegun: false })
})

test('a call without an id, and input that is none, wait for the services, which refuse them', () => {
  const early = create()
  early.begin(answers())
  expect(early.answer(page, 'app.read', {}, 3)).toBeUndefined()
  for (const input of [null, 'text', 3, undefined]) {
    expect(early.answer(page, 'project.open', input, '1')).toBeUndefined()
    expect(early.answer(page, 'answer.rest', input, '1')).toBeUndefined()
  }
})

test('what the page asks first waits until it is known what it is answered', async () => {
  const early = create()
  const other = early.asked({ ...page, id: 8 })
  expect(await isSettled(early.isAsked)).toBe(false)
  const asked = early.asked(page)
  expect(await isSettled(early.isAsked)).toBe(true)
  expect(await isSettled(asked)).toBe(false)
  early.begin(undefined)
  await Promise.all([asked, other])
  expect(early.answer(page, 'app.read', {}, '1')).toBeUndefined()
})

test('the page says when it has made a picture, and is answered at once', async () => {
  const early = create()
  early.begin(answers())
  early.answer(page, 'app.read', {}, '1')
  early.answer({ ...page, id: 8 }, 'window.drawn', {}, '2')
  expect(await isSettled(early.isDrawn)).toBe(false)
  expect(early.answer(page, 'window.drawn', {}, '3')).toEqual({ ok: true, value: {} })
  expect(await isSettled(early.isDrawn)).toBe(true)
})

test('where no project was in sight, the page is told with its window', async () => {
  const early = create()
  early.begin({ app: answers().app, state: undefined })
  early.answer(page, 'window.begin', {}, '2')
  expect(await isSettled(early.isTold)).toBe(true)
})

test('at the end it says what was told, and answers nothing more', () => {
  const early = create()
  const known = answers()
  early.begin(known)
  early.answer(page, 'app.read', {}, '1')
  early.answer(page, 'window.begin', {}, '2')
  expect(early.end()).toEqual({ answers: known, hasBegun: true })
  expect(early.answer(page, 'app.read', {}, '3')).toBeUndefined()
})
