import { stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { withRests } from '../../../../src/main/concurrency/pauses'

test('others ask and are answered one after another while long work rests', async () => {
  const answers: number[] = []
  async function ask(): Promise<void> {
    for (let index = 0; index < 20; index += 1) answers.push((await stat('.')).size)
  }
  function* work(): Generator<void, string> {
    for (let step = 0; step < 1e7; step += 1) {
      if (answers.length === 20) return 'all were answered'
      yield
    }
    return 'it never rested'
  }
  const asking = ask()
  expect(await withRests(work())).toBe('all were answered')
  await asking
})
