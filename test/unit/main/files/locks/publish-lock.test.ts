import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import {
  createPublishLocks,
  runningError,
  withPublishLock,
} from '../../../../../src/main/files/locks/publish-lock'
import { value } from '../../../../support/services/main-services'
import { atOry } from '../../../../support/states/project-ids'
import { projectFileName } from '../../../../../src/core/model/project-id'
import { temporaryFolder } from '../../../../support/services/temporary'

const projectId = atOry('450fa61b-18fd-48b6-8744-5a1395ddba47')
const started = '2026-11-25T11:00:00.000Z'
const ends: (() => unknown)[] = []
let folder = ''

beforeEach(async () => {
  folder = await temporaryFolder()
  await mkdir(join(folder, 'publishing'))
})
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const locksOf = (processStartedAt = started) =>
  createPublishLocks({
    folder,
    processStartedAt,
    now: () => new Date('2026-11-25T12:00:00Z'),
    newToken: randomUUID,
  })
const file = () => join(folder, 'publishing', `${projectFileName(projectId)}.lock`)

/** A lock as another process wrote it. */
const leave = (pid: number, more: object = {}) =>
  writeFile(
    file(),
    JSON.stringify({
      pid,
      processStartedAt: '2026-11-25T09:00:00.000Z',
      host: hostname(),
      takenAt: '2026-11-25T11:59:00.000Z',
      token: randomUUID(),
      ...more,
    }),
  )

/** The number of a process that lives until the test ends. */
function livingProcess(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  ends.push(() => child.kill('SIGKILL'))
  return child.pid ?? 0
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' })
  await new Promise((resolve) => child.once('exit', resolve))
  return child.pid ?? 0
}

test('is a file while it is held, and gone afterwards', async () => {
  const lock = value(await locksOf().take(projectId))
  expect(JSON.parse(await readFile(file(), 'utf8'))).toMatchObject({
    pid: process.pid,
    processStartedAt: started,
    takenAt: '2026-11-25T12:00:00.000Z',
  })
  await lock.release()
  expect(await readdir(join(folder, 'publishing'))).toEqual([])
})

describe('the lock of another process', () => {
  test('that lives is respected, with words for who holds it', async () => {
    const pid = livingProcess()
    await leave(pid)
    const taken = await locksOf().take(projectId)
    expect(taken).toMatchObject({ ok: false, error: { code: 'publish.running', retry: true } })
    if (!taken.ok) expect(taken.error.message).toContain(`process ${pid}`)
    expect((await locksOf().holder(projectId))?.pid).toBe(pid)
  })

  test('that is dead is taken over', async () => {
    await leave(await deadProcess())
    expect(await locksOf().holder(projectId)).toBeUndefined()
    await value(await locksOf().take(projectId)).release()
  })

  test('whose number this process has now is taken over', async () => {
    await leave(process.pid)
    await value(await locksOf().take(projectId)).release()
  })

  test('that was silent for minutes is taken over, wherever it ran', async () => {
    await leave(livingProcess(), { host: 'another-machine' })
    expect((await locksOf().take(projectId)).ok).toBe(false)
    const old = new Date(Date.now() - 180_000)
    await utimes(file(), old, old)
    await value(await locksOf().take(projectId)).release()
  })

  test('cut off by a crash is respected at first and taken over later', async () => {
    await writeFile(file(), '{"pid":')
    expect((await locksOf().take(projectId)).ok).toBe(false)
    const old = new Date(Date.now() - 15_000)
    await utimes(file(), old, old)
    await value(await locksOf().take(projectId)).release()
  })
})

test('of many that take over a dead lock at once, at most one gets it', async () => {
  for (let round = 0; round < 20; round += 1) {
    await leave(await deadProcess())
    const all = await Promise.all(Array.from({ length: 8 }, () => locksOf().take(projectId)))
    const winners = all.flatMap((item) => (item.ok ? [item.value] : []))
    expect(winners).toHaveLength(1)
    await winners[0]?.release()
    expect(await readdir(join(folder, 'publishing'))).toEqual([])
  }
})

test('a lock that another one took over is not removed by the first one', async () => {
  const first = value(await locksOf().take(projectId))
  await leave(livingProcess())
  await first.release()
  expect(await readdir(join(folder, 'publishing'))).toEqual([`${projectFileName(projectId)}.lock`])
})

test('a folder that takes no file lets nobody publish', async () => {
  await rm(join(folder, 'publishing'), { recursive: true })
  await writeFile(join(folder, 'publishing'), '')
  expect(await locksOf().take(projectId)).toMatchObject({
    error: { code: 'draft.write-failed', subject: 'publishing', retry: true },
  })
  expect(await locksOf().holder(projectId)).toBeUndefined()
})

test('a lock without a word of who holds it is of another copy', () => {
  expect(runningError(undefined)).toMatchObject({
    code: 'publish.running',
    message: 'Another copy of SSO Workbench is publishing this project',
    retry: true,
  })
})

test.each([
  ['2026-11-25T11:59:00.000Z', /process 7 on desk, since 2026-11-25T11:59/],
  [undefined, /process 7 on desk\) is publishing/],
])('who publishes is named, with the time %s where it is known', (takenAt, words) => {
  const holder = {
    pid: 7,
    host: 'desk',
    processStartedAt: started,
    token: 'token',
    ...(takenAt === undefined ? {} : { takenAt }),
  }
  expect(runningError(holder).message).toMatch(words)
})

function heldLocks() {
  const release = vi.fn(() => Promise.resolve())
  return { release, take: vi.fn(() => Promise.resolve(success({ release }))) }
}

test('the lock is held while the work is done, and not afterwards', async () => {
  const own = heldLocks()
  const done = await withPublishLock(own, 'project' as never, () => {
    expect(own.take).toHaveBeenCalledWith('project')
    expect(own.release).not.toHaveBeenCalled()
    return Promise.resolve(success('done'))
  })
  expect(done).toEqual(success('done'))
  expect(own.release).toHaveBeenCalledOnce()
})

test('it is released where the work throws', async () => {
  const own = heldLocks()
  const work = () => Promise.reject(new Error('broken'))
  await expect(withPublishLock(own, 'project' as never, work)).rejects.toThrow('broken')
  expect(own.release).toHaveBeenCalledOnce()
})

test('without the lock nothing is done', async () => {
  const refused = failure(appError('publish.running', 'Another copy is publishing this project'))
  const work = vi.fn(() => Promise.resolve(success('done')))
  const own = { take: () => Promise.resolve(refused) }
  expect(await withPublishLock(own, 'project' as never, work)).toBe(refused)
  expect(work).not.toHaveBeenCalled()
})
