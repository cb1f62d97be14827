import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { appError, type ErrorCode } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { AppState, Settings } from '../../../../src/core/ipc/app-state'
import { setBridge } from '../../../support/page/bridge'
import { useAppStore } from '../../../../src/renderer/stores/app'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { useProjectsStore } from '../../../../src/renderer/stores/projects'
import { openProject, shownProject } from '../../../support/page/project'

const onDisk = snapshotOf({ oidc: [connection('a'), connection('b')] })
const projectId = onDisk.summary.id
const gone = (code: ErrorCode = 'network.offline') => failure(appError(code, '', { retry: true }))
let read: () => unknown
let reads = 0
let saved: Settings[] = []
let visibility: DocumentVisibilityState = 'visible'
let networkChanged: () => void = () => undefined

function start(settings: Partial<Settings> = {}) {
  setBridge({
    request: (name: string, input: { settings: Settings }) => {
      if (name === 'project.read') reads += 1
      if (name === 'settings.save') saved.push(input.settings)
      const answers: Record<string, () => unknown> = {
        'project.open': () => success({ snapshot: onDisk }),
        'project.read': () => read(),
      }
      return Promise.resolve(answers[name]?.() ?? success({}))
    },
    subscribe: (name: string, listener: () => void) => {
      if (name === 'network.changed') networkChanged = listener
      return () => undefined
    },
  })
  const session = useAppStore()
  const all = { theme: 'system', columns: {}, ...settings } as const
  session.state = { settings: all, workspaces: [], notices: [] } as unknown as AppState
}

/** Lets some time pass, and what was asked meanwhile be answered. */
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

/** Opens the project, and waits the two frames after which the server is asked. */
async function openAndPaint(): Promise<void> {
  await openProject(projectId)
  await pass(0.05)
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
  visibility = 'visible'
  reads = 0
  saved = []
  read = () => gone()
})
afterEach(async () => {
  // A store of an earlier test must not go on trying.
  read = () => success(onDisk)
  await pass(120)
  vi.restoreAllMocks()
})

describe('without a network', () => {
  it('reads again by itself, ever more seldom, until there is an answer', async () => {
    start()
    await openAndPaint()
    expect([shownProject().offline, reads]).toEqual([true, 1])
    for (const [wait, count] of [
      [4.9, 1],
      [0.2, 2],
      [9.7, 2],
      [0.4, 3],
      [20, 4],
      [40, 5],
      [60, 6],
      [60, 7],
    ] as const) {
      await pass(wait)
      expect(reads).toBe(count)
    }
    read = () => success(onDisk)
    await pass(60)
    expect([shownProject().offline, reads]).toEqual([false, 8])
    await pass(300)
    expect(reads).toBe(8)
  })

  it('does so quietly, and not when a person asks', async () => {
    start()
    await openAndPaint()
    let answer: (value: unknown) => void = () => undefined
    read = () => new Promise((resolve) => (answer = resolve))
    await pass(5)
    expect([shownProject().reading.running, shownProject().reading.quiet]).toEqual([true, true])
    void shownProject().refresh()
    expect(shownProject().reading.quiet).toBe(false)
    answer(success(onDisk))
    await pass(0)
    expect([shownProject().reading.running, shownProject().offline]).toEqual([false, false])
  })

  it('waits while no window is in sight, and hurries when one is or the network is back', async () => {
    start()
    await openAndPaint()
    visibility = 'hidden'
    document.dispatchEvent(new Event('visibilitychange'))
    await pass(600)
    expect(reads).toBe(1)
    visibility = 'visible'
    document.dispatchEvent(new Event('visibilitychange'))
    await pass(0)
    expect(reads).toBe(2)
    window.dispatchEvent(new Event('online'))
    await pass(0)
    expect(reads).toBe(3)
    networkChanged()
    await pass(0)
    expect([reads, shownProject().offline]).toEqual([4, true])
  })

  it('does not try again what does not pass by itself', async () => {
    start()
    read = () => failure(appError('network.tls', 'not trusted'))
    await openProject(projectId)
    await pass(600)
    expect([reads, shownProject().offline]).toEqual([1, true])
  })
})

describe('what changed elsewhere', () => {
  it('is listed when it is read, and stays until it is noted', async () => {
    start()
    await openAndPaint()
    const [a, b] = [connection('a', { label: 'Theirs' }), connection('b')]
    read = () => success(snapshotOf({ oidc: [a, b], revisionId: 'r2' }))
    await pass(5)
    expect(shownProject().elsewhere.moved.map(({ label, how }) => [label, how])).toEqual([
      ['Theirs', 'changed'],
    ])
    read = () => success(snapshotOf({ oidc: [a], revisionId: 'r3' }))
    await shownProject().refresh()
    expect(shownProject().elsewhere.moved.map(({ target, how }) => [target.key, how])).toEqual([
      ['oidc:a', 'changed'],
      ['oidc:b', 'removed'],
    ])
    shownProject().elsewhere.forget()
    await shownProject().refresh()
    expect(shownProject().elsewhere.moved).toEqual([])
  })

  it('is not what this app published itself', async () => {
    start()
    read = () => success(onDisk)
    await openAndPaint()
    shownProject().moveTo(snapshotOf({ oidc: [], revisionId: 'r2' }))
    expect(shownProject().elsewhere.moved).toEqual([])
  })
})

describe('working offline', () => {
  it('asks for nothing, not even when the network is back, until the person goes online', async () => {
    start({ workOffline: true })
    read = () => success(onDisk)
    await openProject(projectId)
    networkChanged()
    window.dispatchEvent(new Event('online'))
    void shownProject().refresh()
    await pass(600)
    expect([reads, shownProject().offline]).toEqual([0, true])
    expect(shownProject().snapshot).toEqual(onDisk)
    await useProjectsStore().setWorkOffline(false)
    await pass(0)
    expect(saved.at(-1)?.workOffline).toBe(false)
    expect([reads, shownProject().offline]).toEqual([1, false])
  })

  it('ends what is being read', async () => {
    start()
    read = () => success(onDisk)
    await openAndPaint()
    read = () => failure(appError('request.cancelled', ''))
    void shownProject().refresh()
    await useProjectsStore().setWorkOffline(true)
    await pass(600)
    expect(saved.at(-1)?.workOffline).toBe(true)
    expect([shownProject().reading.running, shownProject().reading.error, reads]).toEqual([
      false,
      undefined,
      2,
    ])
  })
})
