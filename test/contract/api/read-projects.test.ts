import { serverEntity } from '../../../src/core/intents/server-entities'
import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RequestProgress } from '../../../src/core/ipc/contract'
import { providersIn } from '../../../src/emulator/state/project-document'
import { readingOf } from '../../support/services/reading'
import { demoIds, demoState, type EmulatorOptions } from '../../emulator'
import { startBench, value } from '../../support/services/main-services'
import { turns } from '../../support/services/turns'

/** A request of a project as it reached the server. */
interface Arrival {
  readonly projectId: string
  /** Requests under way then, with this one, and projects other than its own that they are about. */
  readonly requests: number
  readonly otherProjects: number
  /** Of the answer; 0 as long as there is none. */
  status: number
}

const arrivals: Arrival[] = []
const open = new Map<IncomingMessage, Arrival>()

/** Node's server tells of each request when it comes and when its answer is finished. */
const begin = channel('http.server.request.start')
const finish = channel('http.server.response.finish')

function onBegin(message: unknown): void {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
  const projectId = /^\/(?:normalized\/)?projects\/([0-9a-f-]{36})/.exec(request.url ?? '')?.[1]
  if (!projectId) return
  const others = new Set([...open.values()].map((each) => each.projectId))
  others.delete(projectId)
  const arrival = { projectId, requests: open.size + 1, otherProjects: others.size, status: 0 }
  open.set(request, arrival)
  arrivals.push(arrival)
  // An aborted request gets no answer.
  response.once('close', () => open.delete(request))
}

function onFinish(message: unknown): void {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
  const arrival = open.get(request)
  if (arrival) arrival.status = response.statusCode
  open.delete(request)
}

beforeEach(() => {
  arrivals.length = 0
  open.clear()
  begin.subscribe(onBegin)
  finish.subscribe(onFinish)
})
afterEach(() => {
  begin.unsubscribe(onBegin)
  finish.unsubscribe(onFinish)
})

/** Twenty projects behind a real server, and the refresh of all of them. Time passes only where the client waits. */
async function start(options: EmulatorOptions = {}) {
  const state = demoState()
  const model = state.projects.find(({ workspace_id }) => workspace_id === demoIds.northwind)
  if (!model) throw new Error('The demo has projects')
  const [first] = providersIn(model.services, 'oidc')
  if (!first) throw new Error('The demo has connections')
  first['state'] = 'disabled'
  const disabled = `oidc:${String(first['id'])}`
  const rest = state.projects.filter(({ workspace_id }) => workspace_id !== demoIds.northwind)
  const ids = Array.from(
    { length: 20 },
    (_item, at) => `00000000-0000-4000-8000-${100 + at}000000000`,
  )
  state.projects = [
    ...rest,
    ...ids.map((id, at) => ({ ...model, id, slug: `many-${at}`, name: `Many ${at}` })),
  ]
  const slept: number[] = []
  let time = 0
  const clock = () => time
  async function sleep(milliseconds: number): Promise<void> {
    slept.push(milliseconds)
    await turns(20)
    time += milliseconds
  }
  const bench = await startBench({ state, clock, ...options }, { timeout: 20_000, sleep, clock })
  arrivals.length = 0
  /** How many others are being read when a project is. */
  const others: number[] = []
  let reading = 0
  const read: typeof bench.projects.read = async (...args) => {
    others.push(reading)
    reading += 1
    const result = await bench.projects.read(...args)
    reading -= 1
    return result
  }
  const told: RequestProgress<'projects.read'>[] = []
  let onTold: () => void = () => undefined
  const refresh = readingOf({
    read,
    emit(progress) {
      told.push(progress)
      onTold()
    },
  })
  return {
    ...bench,
    ids,
    disabled,
    refresh,
    slept,
    told,
    others,
    on: (listener: () => void) => (onTold = listener),
  }
}

it('has at most 4 requests under way, and more than one project at a time', async () => {
  const { emulator, files, refresh, ids, disabled, told } = await start()
  const held = emulator.fault({ operation: 'getProject', delayMs: 60_000, times: 1000 })
  const running = refresh.run(ids as never)
  await vi.waitUntil(() => held.hits() === 2)
  held.release()
  expect(value(await running)).toEqual({ read: 20, failed: [] })
  expect(new Set(arrivals.map(({ projectId }) => projectId)).size).toBe(20)
  expect(arrivals).toHaveLength(20 * 2)
  for (const id of ids) {
    const read = value(await files.snapshots.read(id as never))
    expect(serverEntity(read!, { kind: 'connection', key: disabled })).toMatchObject({
      state: 'disabled',
    })
  }
  expect(Math.max(...arrivals.map(({ requests }) => requests))).toBeLessThanOrEqual(4)
  expect(Math.max(...arrivals.map(({ otherProjects }) => otherProjects))).toBe(1)
  expect(told.at(-1)).toEqual({ done: 20, of: 20, failed: 0 })
})

it('waits as long as a 429 says, reads one project at a time then, and two again once it is calm', async () => {
  const { emulator, refresh, ids, slept, others } = await start()
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }
  const limit = emulator.fault({ operation: 'getProject', status: 429, headers })
  expect(value(await refresh.run(ids as never))).toEqual({ read: 20, failed: [] })
  expect(limit.hits()).toBe(1)
  expect(Math.max(...slept)).toBeGreaterThanOrEqual(1000)
  expect(others.slice(2, 6)).toEqual([0, 0, 0, 0])
  expect(others.slice(8)).toContain(1)
})

it('slows down before a limit is reached, by what the headers of good answers say is left', async () => {
  const medium = { perSecond: 5, perMinute: 1000 }
  const { refresh, ids, slept } = await start({ rateLimits: { 'backoffice-admin-medium': medium } })
  expect(value(await refresh.run(ids.slice(0, 10) as never))).toEqual({ read: 10, failed: [] })
  expect(slept.length).toBeGreaterThan(0)
  // Those that were under way when the last one was given may be too many, and no more.
  expect(arrivals.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(4)
})

it('sends nothing more after a cancel, and goes on with the rest when asked again', async () => {
  const { refresh, ids, told, on } = await start()
  const controller = new AbortController()
  on(() => {
    if ((told.at(-1)?.done ?? 0) >= 6) controller.abort()
  })
  const cancelled = await refresh.run(ids as never, controller.signal)
  expect(cancelled).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  // What was on its way at that moment may arrive after it.
  await turns(20)
  const sent = arrivals.length
  const before = new Set(arrivals.map(({ projectId }) => projectId))
  const left = refresh.left()
  expect(left).toBeGreaterThanOrEqual(12)
  await turns(20)
  expect(arrivals.length).toBe(sent)

  arrivals.length = 0
  on(() => undefined)
  expect(value(await refresh.run(undefined))).toEqual({ read: left, failed: [] })
  const after = new Set(arrivals.map(({ projectId }) => projectId))
  expect(after.size).toBe(left)
  expect(new Set([...before, ...after])).toEqual(new Set(ids))
  expect(refresh.left()).toBe(0)
})
