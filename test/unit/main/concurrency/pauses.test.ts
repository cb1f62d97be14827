import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { withRests } from '../../../../src/main/concurrency/pauses'

test('others ask and are answered one after another while long work rests', async () => {
  let isEnded = false
  let answers = 0
  async function ask(): Promise<void> {
    while (!isEnded && answers < 20) {
      await delay(0)
      answers += 1
    }
  }
  function* work(): Generator<void, string> {
    // It goes on until they have been answered: without a rest they never are.
    for (let step = 0; answers < 20 && step < 1e7; step += 1) yield
    return `answered ${answers}`
  }
  const asking = ask()
  expect(await withRests(work())).toBe('answered 20')
  isEnded = true
  await asking
})
