import { expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { RequestProgress } from '../../../../../src/core/ipc/contract'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import type { ProjectsService } from '../../../../../src/main/services/projects/projects'
import { demoIds } from '../../../../emulator'
import { byRequests, startBench, value } from '../../../../support/services/main-services'
import { readingOf } from '../../../../support/services/reading'
import { turns } from '../../../../support/services/turns'

type Read = ProjectsService['read']

/** Reads that a test ends one by one, in the order in which they were begun. */
function bench(read?: Read) {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const emitted: RequestProgress<'projects.read'>[] = []
  let most = 0
  const waiting: Read = (projectId) => {
    begun.push(projectId)
    most = Math.max(most, begun.length - emitted.length + 1)
    return new Promise((resolve) => ends.push(() => resolve(success({} as Snapshot))))
  }
  const refresh = readingOf({
    read: read ?? waiting,
    emit: (progress) => void emitted.push(progress),
  })
  return { refresh, begun, ends, emitted }
}

const ids = ['a', 'b', 'c', 'd', 'e']

it('reads two projects at once, each of which takes two requests', async () => {
  const { refresh, begun, ends, emitted } = bench()
  const answer = refresh.run(ids as never)
  for (let done = 0; done < ids.length; done += 1) {
    await turns(5)
    expect(begun.length).toBe(Math.min(done + 2, ids.length))
    ends[done]?.()
  }
  expect(await answer).toEqual(success({ read: 5, failed: [] }))
  expect(emitted.at(0)).toEqual({ done: 0, of: 5, failed: 0 })
  expect(emitted.at(-1)).toEqual({ done: 5, of: 5, failed: 0 })
  expect(refresh.left()).toBe(0)
})

it('reads one at a time once a server says that it is too much, and two after it was calm', async () => {
  const running = new Set<string>()
  const widths: number[] = []
  const many = Array.from({ length: 12 }, (_item, index) => `p${index}`)
  const { refresh } = bench(async (projectId, options) => {
    running.add(projectId)
    await turns(3)
    widths.push(running.size)
    if ((projectId as string) === 'p2') {
      options.onWait?.({ code: 'api.rate-limited', attempt: 1, of: 6, milliseconds: 1 })
    }
    await turns(3)
    running.delete(projectId)
    return success({} as Snapshot)
  })
  await refresh.run(many as never)
  expect(widths.slice(0, 2)).toEqual([2, 2])
  expect(widths).toContain(1)
  expect(widths.at(-2)).toBe(2)
})

it('goes on where a cancel left it', async () => {
  const { refresh, begun, ends } = bench()
  const controller = new AbortController()
  const answer = refresh.run(ids as never, controller.signal)
  ends[0]?.()
  await turns(5)
  controller.abort()
  for (const end of ends) end()
  expect(await answer).toMatchObject({ ok: false, error: { code: 'request.cancelled' } })
  const left = refresh.left()
  expect(left).toBeGreaterThan(0)
  const before = begun.length
  const rest = refresh.run(undefined)
  for (let done = before; done < before + left; done += 1) {
    await turns(5)
    for (const end of ends) end()
  }
  expect(await rest).toMatchObject({ ok: true, value: { read: left } })
  expect(new Set(begun)).toEqual(new Set(ids))
  expect(refresh.left()).toBe(0)
})

it('stops without a network and keeps the rest; what one project refuses is told', async () => {
  const offline = appError('network.offline', 'There is no network')
  const failing = bench((projectId) =>
    Promise.resolve(
      ((projectId as string) === 'b' ? failure(offline) : success({} as Snapshot)) as never,
    ),
  )
  expect(await failing.refresh.run(ids as never)).toMatchObject({ ok: false, error: offline })
  expect(failing.refresh.left()).toBeGreaterThanOrEqual(3)
  const forbidden = appError('api.forbidden', 'Not this one')
  const refusing = bench((projectId) =>
    Promise.resolve(
      ((projectId as string) === 'b' ? failure(forbidden) : success({} as Snapshot)) as never,
    ),
  )
  expect(await refusing.refresh.run(ids as never)).toEqual(
    success({ read: 4, failed: [{ projectId: 'b', error: forbidden }] }),
  )
  expect(refusing.refresh.unread()).toEqual([{ projectId: 'b', error: forbidden }])
  refusing.refresh.forget('b' as never)
  expect(refusing.refresh.unread()).toEqual([])
})

it('leaves no half of a project that was never read before, where it is cancelled', async () => {
  let controller = new AbortController()
  const { projects, files, emulator } = await startBench(byRequests, {
    client: (own) => ({
      ...own,
      send(call) {
        if (call.query?.includes('page_token')) controller.abort()
        return own.send(call)
      },
    }),
  })
  const projectId = demoIds.northwindStaging
  emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === projectId)
    const more = Array.from({ length: 1100 }, (_, number) => {
      const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
      return { id, label: `Number ${number}`, domains: [] }
    })
    project?.organizations.push(...more)
  })
  const refresh = readingOf({
    read: projects.read,
    emit: () => undefined,
  })
  expect(await refresh.run([projectId], controller.signal)).toMatchObject({
    error: { code: 'request.cancelled' },
  })
  expect([refresh.left(), value(await files.snapshots.read(projectId))]).toEqual([1, undefined])
  controller = new AbortController()
  expect(await refresh.run(undefined)).toEqual(success({ read: 1, failed: [] }))
  const stored = value(await files.snapshots.read(projectId))
  expect(stored?.incomplete).toBeUndefined()
  expect(stored?.organizations.length).toBeGreaterThan(1100)
})

it('reads unasked what is missing or an hour old, once, and only where the person lets it', async () => {
  const hour = 60 * 60_000
  let time = Date.parse('2026-11-27T12:00:00Z')
  let mayRead = true
  const written = new Map([
    ['fresh', time - hour + 1],
    ['old', time - hour],
  ])
  const begun: string[] = []
  const reading = readingOf(
    {
      read(projectId) {
        begun.push(projectId)
        if ((projectId as string) === 'refused') {
          return Promise.resolve(failure(appError('api.forbidden', 'Not this one')))
        }
        written.set(projectId, time)
        return Promise.resolve(success({} as Snapshot))
      },
      snapshots: { writtenAt: (id) => Promise.resolve(written.get(id)) },
      mayReadUnasked: () => Promise.resolve(mayRead),
      now: () => new Date(time),
      emit: () => undefined,
    },
    ['fresh', 'old', 'missing', 'refused'],
  )
  const readOld = async () => {
    begun.length = 0
    await reading.read({ which: 'unasked' })
    return [...begun]
  }
  mayRead = false
  expect(await readOld()).toEqual([])
  mayRead = true
  expect(await readOld()).toEqual(['old', 'missing', 'refused'])
  // What was refused is not asked again at once, unless the person wants it.
  expect(await readOld()).toEqual([])
  begun.length = 0
  await reading.read({ which: 'old' })
  expect(begun).toEqual(['refused'])
  time += hour
  expect(await readOld()).toEqual(['fresh', 'old', 'missing', 'refused'])
})

it('has one run at a time, so that two windows do not read the same', async () => {
  const { refresh, begun, ends } = bench()
  const first = refresh.run(['a'] as never)
  const second = refresh.run(['a'] as never)
  await turns(5)
  expect(begun).toEqual(['a'])
  ends[0]?.()
  await first
  await turns(5)
  expect(begun).toEqual(['a', 'a'])
  ends[1]?.()
  await second
})
