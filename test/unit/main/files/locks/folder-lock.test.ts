import { spawn } from 'node:child_process'
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isReadOnlyAndFree, lockFolder } from '../../../../../src/main/files/locks/folder-lock'
import { temporaryFolder } from '../../../../support/services/temporary'

let folder: string
const lock = () => join(folder, 'app.lock')

beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await chmod(folder, 0o700)
})

const holder = (more: object) =>
  writeFile(lock(), JSON.stringify({ pid: process.pid, host: hostname(), token: 't', ...more }))

async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => child.on('exit', resolve))
  return child.pid ?? 0
}

test('the first has the folder, the second is told who has it, and then it is free', async () => {
  const first = await lockFolder(folder)
  expect(first.kind).toBe('held')
  expect(await lockFolder(folder)).toEqual({ kind: 'taken', host: hostname(), pid: process.pid })
  if (first.kind === 'held') await first.release()
  const next = await lockFolder(folder)
  expect(next.kind).toBe('held')
  if (next.kind === 'held') await next.release()
  expect(await readdir(folder)).toEqual([])
})

test('of many who start at once, one has it', async () => {
  await holder({ pid: await endedPid() })
  const locks = await Promise.all(Array.from({ length: 12 }, () => lockFolder(folder)))
  expect(locks.map(({ kind }) => kind).toSorted()).toEqual(['held', ...Array(11).fill('taken')])
  for (const item of locks) if (item.kind === 'held') await item.release()
})

test.each([
  ['of a process that was killed', async () => holder({ pid: await endedPid() })],
  [
    'of another computer that has been silent',
    async () => {
      await holder({ host: 'elsewhere' })
      const before = new Date(Date.now() - 120_000)
      await utimes(lock(), before, before)
    },
  ],
  ['of a process whose number this one has now', () => holder({})],
  [
    'of an earlier start of this process, such as in a container',
    () => holder({ processStartedAt: '2026-11-25T09:00:00.000Z' }),
  ],
  [
    'that is noise',
    async () => {
      await writeFile(lock(), 'no JSON')
      const before = new Date(Date.now() - 5000)
      await utimes(lock(), before, before)
    },
  ],
  [
    'that is a folder',
    async () => {
      await mkdir(lock())
      const before = new Date(Date.now() - 5000)
      await utimes(lock(), before, before)
    },
  ],
])('a lock left behind is taken over: %s', async (_name, plant) => {
  await plant()
  const taken = await lockFolder(folder)
  expect(taken.kind).toBe('held')
  if (taken.kind === 'held') await taken.release()
})

test('one of another computer that was there a moment ago is respected', async () => {
  // Which processes run here says nothing of another computer.
  const pid = await endedPid()
  await holder({ host: 'elsewhere', pid })
  expect(await lockFolder(folder)).toEqual({ kind: 'taken', host: 'elsewhere', pid })
})

test('what an older version wrote of a living process is respected', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  await holder({ pid: child.pid })
  expect(await lockFolder(folder)).toEqual({ kind: 'taken', host: hostname(), pid: child.pid })
  child.kill('SIGKILL')
})

test.each([
  ['of another account is respected', 'EPERM', 'taken'],
  ['that is gone is taken over', 'ESRCH', 'held'],
])('a lock of a process %s', async (_about, code, kind) => {
  await holder({ pid: 4711 })
  vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('kill'), { code })
  })
  const taken = await lockFolder(folder)
  expect(taken.kind).toBe(kind)
  if (taken.kind === 'held') await taken.release()
})

test('what another process took over between two looks is left to it', async () => {
  await holder({ pid: 4711 })
  const living = { pid: 4712, host: hostname(), token: 'other' }
  vi.spyOn(process, 'kill').mockImplementation((pid) => {
    if (pid === living.pid) return true
    // The dead one is found dead, and at that moment somebody else has the lock.
    writeFileSync(lock(), JSON.stringify(living))
    throw Object.assign(new Error('kill'), { code: 'ESRCH' })
  })
  expect(await lockFolder(folder)).toEqual({ kind: 'taken', host: hostname(), pid: living.pid })
  expect(JSON.parse(await readFile(lock(), 'utf8'))).toEqual(living)
})

test('while another process takes over what nobody can read, the folder is that one’s', async () => {
  await writeFile(lock(), 'no JSON')
  const before = new Date(Date.now() - 5000)
  await utimes(lock(), before, before)
  await writeFile(join(folder, 'app.lock-takeover'), '')
  expect(await lockFolder(folder)).toEqual({ kind: 'taken', host: hostname(), pid: 0 })
})

test('what a killed process left beside the file goes with the lock, and nothing else', async () => {
  const taken = await lockFolder(folder)
  for (const name of ['app.lock.left', 'app.log', 'mine']) await writeFile(join(folder, name), '')
  if (taken.kind === 'held') await taken.release()
  expect((await readdir(folder)).toSorted()).toEqual(['app.log', 'mine'])
})

test('one process at a time takes over, until its mark must come from a crash', async () => {
  await holder({ pid: await endedPid() })
  const mark = join(folder, 'app.lock-takeover')
  await writeFile(mark, '')
  expect((await lockFolder(folder)).kind).toBe('taken')
  const before = new Date(Date.now() - 15_000)
  await utimes(mark, before, before)
  const taken = await lockFolder(folder)
  expect(taken.kind).toBe('held')
  if (taken.kind === 'held') await taken.release()
  expect(await readdir(folder)).toEqual([])
})

test('a lock that is held is renewed, so that nobody takes it over, and not once it is released', async () => {
  const renewed = async () => Date.now() - (await stat(lock())).mtimeMs < 60_000
  const before = new Date(Date.now() - 120_000)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const taken = await lockFolder(folder)
  await utimes(lock(), before, before)
  vi.advanceTimersByTime(10_000)
  await expect.poll(renewed).toBe(true)
  if (taken.kind === 'held') await taken.release()
  expect(vi.getTimerCount()).toBe(0)
})

test('its file is one that older versions understand', async () => {
  const taken = await lockFolder(folder)
  const text = await readFile(lock(), 'utf8')
  const own = { pid: process.pid, host: hostname(), token: expect.any(String) }
  expect(JSON.parse(text)).toMatchObject(own)
  if (process.platform !== 'win32') expect((await stat(lock())).mode & 0o777).toBe(0o600)
  if (taken.kind === 'held') await taken.release()
})

test('where nothing can be written, nobody has to be kept out', async () => {
  await writeFile(join(folder, 'file'), '')
  const lock = await lockFolder(join(folder, 'file'))
  if (lock.kind !== 'unlocked') throw new Error(lock.kind)
  await expect(lock.release()).resolves.toBeUndefined()
})

test('a folder that is not there is nobody’s, but for a system whose lock is no file', () => {
  const missing = join(folder, 'missing')
  expect(isReadOnlyAndFree(missing, 'linux')).toBe(true)
  expect(isReadOnlyAndFree(missing, 'win32')).toBe(false)
})

test('a folder that can be written was refused because another copy holds it', () => {
  expect(isReadOnlyAndFree(folder, 'linux')).toBe(false)
})

// For root no folder is read-only; `test/e2e/disk-full.spec.ts` starts the app on one as an ordinary user.
test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a read-only one is free unless a copy holds it',
  () => {
    const lock = join(folder, 'SingletonLock')
    symlinkSync('host-4711', lock)
    chmodSync(folder, 0o500)
    expect(isReadOnlyAndFree(folder, 'linux')).toBe(false)
    chmodSync(folder, 0o700)
    rmSync(lock)
    chmodSync(folder, 0o500)
    expect(isReadOnlyAndFree(folder, 'linux')).toBe(true)
    expect(isReadOnlyAndFree(folder, 'win32')).toBe(false)
  },
)
