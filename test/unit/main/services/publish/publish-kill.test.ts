import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { noIntents } from '../../../../../src/core/intents/intents'
import { demoIds, startEmulator } from '../../../../emulator'
import { startServices } from '../../../../support/crash-services'
import { shownOf, value } from '../../../../support/main-services'
import {
  crashEdits,
  crashProject as projectId,
  expectOnceOrDrafted,
  goOnAfterCrash,
} from '../../../../support/publish-crash'

const root = fileURLToPath(new URL('../../../../..', import.meta.url))
const loader = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href
const childFile = fileURLToPath(new URL('../../../../support/publish-child.ts', import.meta.url))
/** `npm run test:soak` asks for more. */
const runs = Number(process.env['PUBLISH_KILLS'] ?? 3)
/** Each request takes so long, half of it after it took effect: kills meet every moment of it. */
const requestTime = 20
/** Writes that a publish of the edits sends. */
const writes = 5

/** A process that publishes and is killed when the signal is aborted. */
async function publishAndKill(args: string[], killed: AbortSignal): Promise<string> {
  const child = spawn(process.execPath, ['--import', loader, childFile, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const heard: string[] = []
  lines.on('line', (line) => heard.push(line))
  const ended = once(child, 'exit')
  await Promise.race([once(lines, 'line'), ended])
  if (heard[0] !== 'ready') throw new Error('The process did not start')
  child.stdin.write('go\n')
  const kill = () => child.kill('SIGKILL')
  killed.addEventListener('abort', kill, { once: true })
  if (killed.aborted) kill()
  await ended
  killed.removeEventListener('abort', kill)
  return heard[1] ?? 'killed'
}

interface Moment {
  /** How many writes have arrived when it is killed. */
  readonly arrived: number
  /** Milliseconds after that. */
  readonly after: number
}

async function oneRun(moment: Moment) {
  const emulator = await startEmulator({})
  const folder = await mkdtemp(join(tmpdir(), 'sso-workbench-kill-'))
  const { apiAddress } = emulator
  const apiKey = emulator.demoApiKeys[demoIds.northwind] ?? ''
  const place = { folder, apiAddress, apiKey }
  const before = await startServices(place)
  const { plan, draft } = crashEdits(value(await before.projects.read(projectId, {})))
  value(await before.files.drafts.write(draft))
  await before.close()
  const half = { delayMs: requestTime / 2, lateMs: requestTime / 2 }
  const rules = ['POST', 'PUT', 'PATCH', 'DELETE'].map((method) =>
    emulator.fault({ method, path: /./, times: 99, ...half }),
  )
  const kill = new AbortController()
  const watch = setInterval(() => {
    if (rules.reduce((sum, rule) => sum + rule.hits(), 0) < moment.arrived) return
    clearInterval(watch)
    setTimeout(() => kill.abort(), moment.after)
  }, 1)
  const how = await publishAndKill([folder, apiAddress, apiKey, projectId], kill.signal)
  clearInterval(watch)
  const after = await startServices(place)
  try {
    const done = await goOnAfterCrash(after, plan)
    // Killed after its last request it may leave its lock, which the next publish takes over.
    const lock = value(await after.publishFiles.locks.take(projectId))
    await lock.release()
    expect(await readdir(join(folder, 'publishing'))).toEqual([])
    expect(after.notices.list()).toEqual([])
    return { how, done }
  } finally {
    await after.close()
    await emulator.close()
    await rm(folder, { recursive: true, force: true })
  }
}

test(
  `${runs} kills while publishing: each step is there once, the draft holds the rest`,
  async () => {
    const results: { how: string; done: number }[] = []
    let next = 0
    const worker = async () => {
      while (next < runs) {
        const moment = { arrived: next % (writes + 1), after: Math.random() * requestTime }
        next += 1
        try {
          results.push(await oneRun(moment))
        } catch (error) {
          throw new Error(`A kill at ${JSON.stringify(moment)}`, { cause: error })
        }
      }
    }
    await Promise.all([worker(), worker()])
    const killed = results.filter(({ how }) => how === 'killed')
    const counts = [0, 1, 2, 3, 4, 5, 6].map(
      (done) => killed.filter((item) => item.done === done).length,
    )
    console.log(`Kills: ${killed.length} of ${runs}; changes done before: ${counts.join(' ')}`)
    expect(killed.length).toBeGreaterThan(runs / 3)
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(2)
  },
  60_000 + runs * 4000,
)

test('two processes never publish the same project at once; the second one says who does', async () => {
  const emulator = await startEmulator({})
  const folder = await mkdtemp(join(tmpdir(), 'sso-workbench-two-'))
  const { apiAddress } = emulator
  const apiKey = emulator.demoApiKeys[demoIds.northwind] ?? ''
  const own = await startServices({ folder, apiAddress, apiKey })
  try {
    const snapshot = value(await own.projects.read(projectId, {}))
    const { plan, draft } = crashEdits(snapshot)
    value(await own.files.drafts.write(draft))
    await own.files.flush()
    const fault = emulator.fault({ operation: 'patchProjectWithRevision', delayMs: 1500 })
    const other = publishAndKill(
      [folder, apiAddress, apiKey, projectId],
      new AbortController().signal,
    )
    await vi.waitUntil(() => fault.hits() > 0)
    const lock = await readFile(join(folder, 'publishing', `${projectId}.lock`), 'utf8')
    const { pid } = JSON.parse(lock) as { pid: number }
    expect(pid).not.toBe(process.pid)
    emulator.clearRequests()
    const shown = shownOf(snapshot, draft)
    const refused = await own.publishing.publish({ projectId, excluded: [], shown })
    expect(refused).toMatchObject({ ok: false, error: { code: 'publish.running' } })
    if (!refused.ok) expect(refused.error.message).toContain(`process ${pid}`)
    expect(value(await own.interrupted.read(projectId))).toEqual({})
    expect(await own.interrupted.settle(projectId)).toMatchObject({ ok: false })
    expect(emulator.requests().filter(({ method }) => method === 'POST')).toEqual([])
    expect(await other).toBe('published')
    const after = value(await own.projects.read(projectId, {}))
    expect(expectOnceOrDrafted(after, noIntents, plan)).toBe(6)
  } finally {
    await own.close()
    await emulator.close()
    await rm(folder, { recursive: true, force: true })
  }
}, 60_000)
