import { join } from 'node:path'
import type { EngineCall, FromEngine } from '../../src/main/mapper/channel'
import { callsOf, golden, toGolden, type Answers } from '../support/golden'
import { appFolder, type RunningApp } from '../support/app'
import { expect, test } from '../support/workbench'

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
  expect(got.length).toBeGreaterThan(300)
  expect(got).toEqual(golden)
})
