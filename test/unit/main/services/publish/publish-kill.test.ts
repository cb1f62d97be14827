import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { noIntents } from '../../../../../src/core/intents/intents'
import { createRandom, isLong, sampled, seed } from '../../../../soak/size'
import { demoIds, startEmulator, type Emulator, type EmulatorOptions } from '../../../../emulator'
import { startServices } from '../../../../support/publishing/crash-services'
import type { ServerFacts } from '../../../../../src/main/services/server-facts'
import { byRequests, learn, shownOf, value } from '../../../../support/services/main-services'
import {
  crashEdits,
  crashProject as projectId,
  expectOnceOrDrafted,
  goOnAfterCrash,
} from '../../../../support/publishing/publish-crash'
import { projectFileName, projectIdOf } from '../../../../../src/core/model/project-id'

const root = fileURLToPath(new URL('../../../../..', import.meta.url))
const loader = pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href
const childFile = fileURLToPath(
  new URL('../../../../support/publishing/publish-child.ts', import.meta.url),
)
/** Kills at any time at all, in the long run. */
const anyTimes = 200
/** Each request of those takes so long, half of it after it took effect: kills meet every moment of it. */
const requestTime = 20
/** Longer than any test. */
const held = 600_000
/** A process is started and publishes meanwhile, perhaps on a busy machine. */
const patience = { interval: 1, timeout: 60_000 }
/** A way to publish the edits. */
interface Way {
  readonly options: EmulatorOptions
  readonly learnt?: ServerFacts
  /** The writes in their order: which one of its operation, and how many changes it makes. */
  readonly writes: readonly (readonly [operation: string, nth: number, changes: number])[]
}
const ways: Readonly<Record<string, Way>> = {
  'in one request': {
    options: {},
    learnt: { organizationIds: 'kept' },
    writes: [['patchProjectWithRevision', 1, 6]],
  },
  'in two, where ids are not known to be kept': {
    options: {},
    writes: [
      ['patchProjectWithRevision', 1, 2],
      ['patchProjectWithRevision', 2, 4],
    ],
  },
  'with requests for organizations': {
    options: byRequests,
    writes: [
      ['createOrganization', 1, 1],
      ['createOrganization', 2, 1],
      ['updateOrganization', 1, 1],
      ['patchProjectWithRevision', 1, 2],
      ['deleteOrganization', 1, 1],
    ],
  },
}

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

/** Kills a publish at some time, given the server that it writes to. */
type Moment = (emulator: Emulator, kill: () => void) => Promise<void>

/** When a write has arrived, and either has no effect yet or is about to be answered. */
const during =
  (operation: string, nth: number, tookEffect: boolean): Moment =>
  async (emulator, kill) => {
    emulator.fault({ operation, times: nth - 1 })
    const fault = emulator.fault({ operation, [tookEffect ? 'lateMs' : 'delayMs']: held })
    await vi.waitUntil(() => (tookEffect ? fault.effects() : fault.hits()) > 0, patience)
    kill()
  }

/** So many milliseconds after so many writes have arrived. */
const after =
  (arrived: number, milliseconds: number): Moment =>
  async (emulator, kill) => {
    const half = { delayMs: requestTime / 2, lateMs: requestTime / 2 }
    const rules = ['POST', 'PUT', 'PATCH', 'DELETE'].map((method) =>
      emulator.fault({ method, path: /./, times: 99, ...half }),
    )
    const hits = () => rules.reduce((sum, rule) => sum + rule.hits(), 0)
    await vi.waitUntil(() => hits() >= arrived, patience)
    setTimeout(kill, milliseconds)
  }

async function killAt(moment: Moment, way: Way) {
  const emulator = await startEmulator(way.options)
  const folder = await mkdtemp(join(tmpdir(), 'sso-workbench-kill-'))
  const { apiAddress } = emulator
  const apiKey = emulator.demoApiKeys[demoIds.northwind] ?? ''
  const place = { folder, apiAddress, apiKey }
  const first = await startServices(place)
  if (way.learnt) await learn(first, way.learnt)
  const { plan, draft } = crashEdits(value(await first.projects.read(projectId, {})))
  value(await first.files.drafts.write(draft))
  await first.close()
  const kill = new AbortController()
  const killing = moment(emulator, () => kill.abort())
  const how = await publishAndKill(
    [folder, apiAddress, apiKey, projectIdOf(apiAddress, projectId)],
    kill.signal,
  )
  await killing
  emulator.clearFaults()
  const second = await startServices(place)
  try {
    const done = await goOnAfterCrash(second, plan, way.writes.length)
    // Killed after its last request it may leave its lock, which the next publish takes over.
    const lock = value(await second.publishFiles.locks.take(projectId))
    await lock.release()
    expect(await readdir(join(folder, 'publishing'))).toEqual([])
    expect(second.notices.list()).toEqual([])
    return { how, done }
  } finally {
    await second.close()
    await emulator.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const moments = Object.entries(ways).flatMap(([name, way]) =>
  way.writes.flatMap(([operation, nth, changes], index) => {
    const earlier = way.writes.slice(0, index).reduce((sum, [, , made]) => sum + made, 0)
    const write = `${operation} ${nth} of a publish ${name}`
    return [
      { when: `before ${write}`, at: during(operation, nth, false), way, done: earlier },
      { when: `after ${write}`, at: during(operation, nth, true), way, done: earlier + changes },
    ]
  }),
)

test.concurrent.each(sampled(moments, 8, 1))(
  'killed $when took effect, each change is there once, the draft holds the rest',
  async ({ at, way, done }) => expect(await killAt(at, way)).toEqual({ how: 'killed', done }),
  120_000,
)

if (isLong) {
  test.each(Object.entries(ways))(
    `${anyTimes} kills at any time of a publish %s: each change is there once, the draft holds the rest`,
    async (name, way) => {
      const results: { how: string; done: number }[] = []
      const random = createRandom(seed)
      let next = 0
      const worker = async () => {
        while (next < anyTimes) {
          const arrived = next % (way.writes.length + 1)
          const moment = { arrived, after: random.below(requestTime) }
          next += 1
          try {
            results.push(await killAt(after(moment.arrived, moment.after), way))
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
      console.log(
        `Kills ${name}: ${killed.length} of ${anyTimes}; changes done before: ${counts.join(' ')}`,
      )
      expect(killed.length).toBeGreaterThan(anyTimes / 3)
      // All or nothing of each request.
      const whole = way.writes.reduce(
        (sums, [, , made]) => [...sums, (sums.at(-1) ?? 0) + made],
        [0],
      )
      expect(
        counts.flatMap((count, done) => (count > 0 && !whole.includes(done) ? [done] : [])),
      ).toEqual([])
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan(1)
    },
    60_000 + anyTimes * 4000,
  )
}

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
    const fault = emulator.fault({ operation: 'patchProjectWithRevision', delayMs: held })
    const other = publishAndKill(
      [folder, apiAddress, apiKey, projectIdOf(apiAddress, projectId)],
      new AbortController().signal,
    )
    await vi.waitUntil(() => fault.hits() > 0, patience)
    const lock = await readFile(
      join(folder, 'publishing', `${projectFileName(projectIdOf(apiAddress, projectId))}.lock`),
      'utf8',
    )
    const { pid } = JSON.parse(lock) as { pid: number }
    expect(pid).not.toBe(process.pid)
    emulator.clearRequests()
    const shown = shownOf(snapshot, draft)
    const refused = await own.publishing.publish({ projectId, excluded: [], shown })
    expect(refused).toMatchObject({ ok: false, error: { code: 'publish.running' } })
    if (!refused.ok) expect(refused.error.message).toContain(`process ${pid}`)
    expect(value(await own.interrupted.read(projectId))).toEqual({})
    expect(await own.interrupted.settle(projectId)).toMatchObject({ ok: false })
    expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
    fault.release()
    expect(await other).toBe('published')
    const after = value(await own.projects.read(projectId, {}))
    expect(expectOnceOrDrafted(after, noIntents, plan)).toBe(6)
  } finally {
    await own.close()
    await emulator.close()
    await rm(folder, { recursive: true, force: true })
  }
})
