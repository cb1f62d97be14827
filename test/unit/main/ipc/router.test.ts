import { expect, test, vi } from 'vitest'
import { failure, success } from '../../../../src/core/errors/result'
import { appError } from '../../../../src/core/errors/app-error'
import { requests } from '../../../../src/core/ipc/contract'
import { createPublishLocks } from '../../../../src/main/files/locks/publish-lock'
import { createLongAnswers } from '../../../../src/main/concurrency/long-answers'
import { createRouter, type Handlers } from '../../../../src/main/ipc/router'
import type { Logger } from '../../../../src/main/log/logger'
import { silentLogger } from '../../../support/services/silent-logger'
import { atOry } from '../../../support/states/project-ids'

const origin = 'app://workbench'
const page = { id: 1, isMainFrame: true, origin }
const canary = 'ory_wak_canary1234567890'

function routerWith(some: Partial<Handlers>, log: Logger = silentLogger) {
  const nothing = () => Promise.resolve(success({}))
  const all = Object.keys(requests).map((name) => [name, nothing] as const)
  const handlers = { ...Object.fromEntries(all), ...some } as unknown as Handlers
  return createRouter({ handlers, origin, log, longAnswers: createLongAnswers() })
}

test('runs the handler with the parsed input', async () => {
  const open = vi.fn<Handlers['link.open']>(() => Promise.resolve(success({})))
  const router = routerWith({ 'link.open': open })
  const input = { link: 'docs.mappers', more: 'is dropped' }
  expect(await router.request(page, 'link.open', input, 'a')).toEqual({ ok: true, value: {} })
  expect(open.mock.calls[0]?.[0]).toEqual({ link: 'docs.mappers' })
})

test.each([
  ['another origin', { ...page, origin: 'https://example.com' }],
  ['a look-alike', { ...page, origin: 'app://workbench.example.com' }],
  ['no origin', { ...page, origin: '' }],
  ['a frame', { ...page, isMainFrame: false }],
])('refuses %s', async (_name, sender) => {
  const read = vi.fn<Handlers['app.read']>()
  const answer = await routerWith({ 'app.read': read }).request(sender, 'app.read', {}, 'a')
  expect(answer).toMatchObject({ ok: false, error: { code: 'request.forbidden-sender' } })
  expect(read).not.toHaveBeenCalled()
})

test.each(['nothing.here', 'toString', '__proto__', '', 7, undefined, null, {}])(
  'does not know %j',
  async (name) => {
    const answer = await routerWith({}).request(page, name, {}, 'a')
    expect(answer).toMatchObject({ ok: false, error: { code: 'request.unknown' } })
  },
)

test.each([undefined, '', 7, 'x'.repeat(101)])('refuses the call id %j', async (callId) => {
  const answer = await routerWith({}).request(page, 'app.read', {}, callId)
  expect(answer).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
})

test('an invalid input is not quoted', async () => {
  const input = { apiKey: canary, apiAddress: canary.repeat(100) }
  const answer = await routerWith({}).request(page, 'workspace.connect', input, 'a')
  expect(answer).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
  expect(JSON.stringify(answer)).not.toContain('canary')
})

test('cancel aborts the signal of that call only', async () => {
  const signals: AbortSignal[] = []
  const router = routerWith({
    'project.read': (_input, { signal }) => {
      signals.push(signal)
      return new Promise((resolve) => {
        const end = () => resolve(failure(appError('request.cancelled', 'Cancelled')))
        signal.addEventListener('abort', end)
      })
    },
  })
  const input = { projectId: atOry(crypto.randomUUID()) }
  const first = router.request(page, 'project.read', input, 'first')
  void router.request(page, 'project.read', input, 'second')
  router.cancel({ ...page, origin: 'https://example.com' }, 'first')
  router.cancel({ ...page, id: 2 }, 'first')
  router.cancel(page, 'unknown')
  router.cancel(page, { not: 'an id' })
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false])
  router.cancel(page, 'first')
  expect(await first).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
  router.drop(page.id)
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
})

test('a handler that throws is a bug, told without secrets', async () => {
  const error = vi.fn()
  const router = routerWith(
    { 'app.read': () => Promise.reject(new Error(`could not use ${canary}`)) },
    { ...silentLogger, error },
  )
  const answer = await router.request(page, 'app.read', {}, 'a')
  expect(answer).toMatchObject({ ok: false, error: { code: 'bug' } })
  expect(JSON.stringify(answer)).not.toContain('canary')
  expect(error).toHaveBeenCalledOnce()
})

test('an id that names no file of the app is wrong input, from wherever it comes', async () => {
  const folder = '/nowhere'
  const locks = createPublishLocks({ folder, now: () => new Date(), newToken: () => 'one' })
  const handlers: Partial<Handlers> = {
    'window.drawn': async () => {
      await locks.take('../elsewhere' as never)
      return success({})
    },
    'trash.list': async () => {
      await locks.holder('not/an/id' as never)
      return success([])
    },
  }
  for (const name of ['window.drawn', 'trash.list']) {
    const answer = await routerWith(handlers).request(page, name, {}, 'a')
    expect(answer).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
    expect(JSON.stringify(answer)).not.toMatch(/elsewhere|not\/an/)
  }
})

test('what a mapper says is not in the log: anything may stand in its text', async () => {
  const info = vi.fn<Logger['info']>()
  const message = `Did not expect: (STRING_SINGLE, "${canary}")`
  const format = () => Promise.resolve(failure(appError('mapper.syntax', message)))
  const router = routerWith({ 'mapper.format': format }, { ...silentLogger, info })
  const answer = await router.request(page, 'mapper.format', { text: 'x' }, 'a')
  expect(answer).toMatchObject({ ok: false, error: { message } })
  expect(info).toHaveBeenCalledOnce()
  expect(JSON.stringify(info.mock.calls)).not.toContain(canary)
})

test('an answer of over 1,000 rows comes in parts, each once and to the same window only', async () => {
  const projects = Array.from({ length: 2500 }, (_item, at) => ({ id: `t-${at}` }))
  const longAnswers = createLongAnswers()
  const all = {
    'trash.list': () => Promise.resolve(success({ in: { list: projects } })),
  }
  const router = createRouter({
    handlers: all as unknown as Handlers,
    origin,
    log: silentLogger,
    longAnswers,
  })
  const rest = (part: number, sender = page) =>
    router.request(sender, 'answer.rest', { callId: 'a', part }, `a-${part}`)
  expect(await router.request(page, 'trash.list', {}, 'a')).toEqual({
    ok: true,
    value: { in: { list: [] } },
    rest: 3,
  })
  const refused = { ok: false, error: { code: 'request.invalid' } }
  expect(await rest(0, { ...page, id: 2 })).toMatchObject(refused)
  expect(await rest(0)).toEqual(
    success({ path: ['in', 'list'], text: JSON.stringify(projects.slice(0, 1000)) }),
  )
  expect(await rest(0)).toMatchObject(refused)
  expect(await rest(3)).toMatchObject(refused)
  router.drop(page.id)
  expect(await rest(1)).toMatchObject(refused)
})
