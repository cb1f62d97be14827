import { afterAll, describe, expect, test } from 'vitest'
import type { JsonValue } from '../../../src/core/model/json'
import { faultKinds } from '../../emulator'
import { sleepFor } from '../../../src/main/api/abort'
import type { ApiClient } from '../../../src/main/api/client'
import { startBench } from '../../support/services/main-services'
import { runCell, undisturbed } from './cell'
import { sampled } from '../../soak/size'
import { scenarios } from './scenarios'

/** All cells in the long run; in `npm test` one of each write, in turn with each fault. */
const faultsOf = (write: number) => sampled(faultKinds, faultKinds.length, write)

let cells = 0
const expected = new Map<string, Promise<JsonValue>>()

function expectedOf(scenario: (typeof scenarios)[number]): Promise<JsonValue> {
  const known = expected.get(scenario.name) ?? undisturbed(scenario)
  expected.set(scenario.name, known)
  return known
}

afterAll(() => {
  console.log(
    `fault matrix: ${cells} cells, ${scenarios.length} writes × ${faultKinds.length} faults`,
  )
})

// Cells mostly wait, so some run side by side, each on services of its own.
describe.each(scenarios.map((scenario, write) => ({ ...scenario, write })))('$name', (scenario) => {
  test.concurrent.for(faultsOf(scenario.write))('$name', async (fault, { onTestFinished }) => {
    const bench = await startBench(scenario.options, {
      atEnd: onTestFinished,
      // Reads are late for a time, so the app has to wait between its looks as it does for people.
      ...(fault.name === 'stale-reads' ? { sleep: sleepFor } : {}),
    })
    await runCell(scenario, fault, await expectedOf(scenario), bench)
    cells += 1
  })
})

test('a client that repeats a POST of unknown end is found out', async () => {
  const scenario = scenarios.find(({ operation }) => operation === 'createOrganization')!
  const fault = faultKinds.find(({ name }) => name === 'drop-after')!
  const repeating = (client: ApiClient): ApiClient => ({
    async send(call) {
      const first = await client.send(call)
      const isRepeated = call.method === 'POST' && !first.ok
      return isRepeated ? client.send(call) : first
    },
  })
  const bench = await startBench(scenario.options, { client: repeating })
  await expect(runCell(scenario, fault, await expectedOf(scenario), bench)).rejects.toThrow(
    // The second one is not let through, since it would go to another state; that it was tried is seen all the same.
    /In the end|neither|still holds/,
  )
})
