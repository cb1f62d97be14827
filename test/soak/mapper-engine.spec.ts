import { join } from 'node:path'
import type { EngineCall, FromEngine } from '../../src/main/mapper/channel'
import { callsOf, golden, toGolden, type Answers } from '../support/mapping/golden'
import { appFolder, type RunningApp } from '../support/window/app'
import { hostile } from '../support/mapping/hostile-mappers'
import { expect, test } from '../support/window/workbench'

/** Asks the built engine in a utility process of the running Electron, and takes all answers. */
function ask({ app }: RunningApp, calls: readonly EngineCall[]): Promise<FromEngine['result'][]> {
  return app.evaluate(
    ({ utilityProcess }, { file, asked }) => {
      const child = utilityProcess.fork(file, [], { env: {}, stdio: 'ignore' })
      return new Promise<FromEngine['result'][]>((resolve, reject) => {
        const results: FromEngine['result'][] = []
        let left = asked.length
        child.on('message', ({ id, result }: FromEngine) => {
          results[id] = result
          left -= 1
          if (left > 0) return
          resolve(results)
          child.kill()
        })
        child.once('exit', (code) => reject(new Error(`It ended with ${code}`)))
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
        asked.forEach((call, id) => child.postMessage({ kind: 'call', id, call }))
      })
    },
    { file: join(appFolder, 'out', 'mapper', 'utility.js'), asked: [...calls] },
  )
}

test('in real Electron the engine gives what native go-jsonnet gave, byte for byte', async ({
  workbench,
}) => {
  const running = await workbench.launch()
  const results = await ask(
    running,
    golden.flatMap(({ snippet }) => callsOf(snippet)),
  )
  const got = golden.map(({ snippet }, index) =>
    // The engine answers each kind of call with its own kind of value.
    toGolden(snippet, results.slice(index * 3, index * 3 + 3) as unknown as Answers),
  )
  expect(got.length).toBeGreaterThan(100)
  expect(got).toEqual(golden)
})

/** MiB that the engine's process holds, as the system counts it; 0 where there is none. */
function engineMemory({ app }: RunningApp): Promise<number> {
  return app.evaluate(({ app: electron }) => {
    const engine = electron.getAppMetrics().find(({ name }) => name === 'Mapper engine')
    return Math.round((engine?.memory.workingSetSize ?? 0) / 1024)
  })
}

test('hostile mappers end within the limits, block nothing, and the next run is right', async ({
  workbench,
}) => {
  test.setTimeout(180_000)
  const running = await workbench.launch()
  const { page } = running
  const run = (text: string) =>
    page.evaluate(async (mapper) => {
      const input = { text: mapper, claims: { mode: 'exact', json: '{}' } }
      let frames = 0
      let isOver = false
      const count = () => {
        frames += 1
        if (!isOver) requestAnimationFrame(count)
      }
      requestAnimationFrame(count)
      const answer = await (window as any).bridge.request('mapper.run', input, crypto.randomUUID())
      isOver = true
      const { error, evaluation } = answer.value
      return {
        frames,
        code: evaluation ? 'ran' : error.code,
        message: error?.message ?? '',
        output: evaluation?.output ?? '',
      }
    }, text)
  await run('{}')
  let largest = 0
  let mostFrames = 0
  const note = async () => {
    largest = Math.max(largest, await engineMemory(running))
  }
  for (const [name, text, codes] of hostile) {
    let outcome: Awaited<ReturnType<typeof run>>
    const watching = setInterval(() => void note().catch(() => undefined), 250)
    try {
      outcome = await run(text)
    } finally {
      clearInterval(watching)
    }
    expect.soft(codes, name).toContain(outcome.code)
    expect.soft(outcome.message, name).not.toMatch(/goroutine|0x[0-9a-f]{4}|runtime\./)
    // One that runs until it is stopped would, if it held the window, let it draw nothing.
    if (outcome.code === 'mapper.timeout') expect.soft(outcome.frames, name).toBeGreaterThan(1)
    mostFrames = Math.max(mostFrames, outcome.frames)
    expect.soft((await run('{ a: 1 + 1 }')).output, name).toBe('{\n   "a": 2\n}\n')
  }
  console.log(
    `${hostile.length} hostile mappers: the window drew up to ${mostFrames} times, ${largest} MiB`,
  )
  expect(hostile.length).toBeGreaterThanOrEqual(7)
  expect(mostFrames).toBeGreaterThan(30)
  // The engine's own 256 MiB, beside a process with two workers that does nothing yet.
  expect(largest).toBeLessThan(256 + 300)
})
