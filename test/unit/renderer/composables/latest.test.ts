import { beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useLatest } from '../../../../src/renderer/composables/use-latest'

beforeEach(() => void vi.useFakeTimers())

/** A `useLatest` of a text with its questions, answered by hand. */
function start(first: string, delay: () => number | undefined = () => 100) {
  const text = ref(first)
  const questions: { text: string; signal: AbortSignal; answer: (to?: string) => Promise<void> }[] =
    []
  const taken: string[] = []
  const scope = effectScope()
  const latest = scope.run(() =>
    useLatest(
      () => text.value,
      delay,
      (signal) =>
        new Promise<string | undefined>((resolve) => {
          const asked = text.value
          const answer = async (to: string | undefined = asked) => {
            resolve(to)
            await vi.advanceTimersByTimeAsync(0)
          }
          questions.push({ text: asked, signal, answer })
        }),
      (answer) => taken.push(answer),
    ),
  )
  if (!latest) throw new Error('The scope ended')
  return { text, questions, taken, scope, latest }
}

test('asks once, when nothing changed for the delay', async () => {
  const { text, questions, taken, latest, scope } = start('a')
  for (const next of ['ab', 'abc', 'abcd']) {
    await vi.advanceTimersByTimeAsync(99)
    text.value = next
  }
  await vi.advanceTimersByTimeAsync(99)
  expect(questions).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(questions.map((each) => each.text)).toEqual(['abcd'])
  expect(latest.asking.value).toBe(true)
  await questions[0]?.answer()
  expect(taken).toEqual(['abcd'])
  expect(latest.asking.value).toBe(false)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(questions).toHaveLength(1)
  scope.stop()
})

test('an older answer never takes the place of a newer one', async () => {
  const { text, questions, taken, latest, scope } = start('older')
  await vi.advanceTimersByTimeAsync(100)
  text.value = 'newer'
  await vi.advanceTimersByTimeAsync(99)
  expect(questions[0]?.signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(questions.map(({ signal }) => signal.aborted)).toEqual([true, false])
  await questions[0]?.answer()
  expect(latest.asking.value).toBe(true)
  await questions[1]?.answer()
  expect(taken).toEqual(['newer'])

  await askTwice(latest.askNow)
  await questions[3]?.answer('fourth')
  await questions[2]?.answer('third')
  expect(taken).toEqual(['newer', 'fourth'])
  scope.stop()
})

async function askTwice(askNow: () => Promise<void>): Promise<void> {
  void askNow()
  void askNow()
  await nextTick()
}

test('asks at once on demand, and not a second time for the change before', async () => {
  const { text, questions, latest, scope } = start('a')
  text.value = 'b'
  await nextTick()
  let isDone = false
  void latest.askNow().then(() => (isDone = true))
  expect(questions.map((each) => each.text)).toEqual(['b'])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(isDone).toBe(false)
  await questions[0]?.answer()
  expect(isDone).toBe(true)
  expect(questions).toHaveLength(1)
  scope.stop()
})

test('a cancel ends what is asked and what was about to be, until the next change', async () => {
  const { text, questions, taken, latest, scope } = start('a')
  latest.cancel()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(questions).toEqual([])
  void latest.askNow()
  latest.cancel()
  expect(questions[0]?.signal.aborted).toBe(true)
  expect(latest.asking.value).toBe(false)
  await questions[0]?.answer()
  expect(taken).toEqual([])
  text.value = 'b'
  await vi.advanceTimersByTimeAsync(100)
  await questions[1]?.answer()
  expect(taken).toEqual(['b'])
  scope.stop()
})

test('no answer is taken where there is nothing to ask', async () => {
  const taken: unknown[] = []
  const scope = effectScope()
  const latest = scope.run(() =>
    useLatest(
      () => 1,
      100,
      () => Promise.resolve(undefined),
      (answer) => taken.push(answer),
    ),
  )
  await vi.advanceTimersByTimeAsync(100)
  expect(taken).toEqual([])
  expect(latest?.asking.value).toBe(false)
  scope.stop()
})

test('without a delay it asks on demand only', async () => {
  const delay = ref<number | undefined>(100)
  const { text, questions, latest, scope } = start('a', () => delay.value)
  delay.value = undefined
  text.value = 'b'
  await vi.advanceTimersByTimeAsync(1_000)
  expect(questions).toEqual([])
  void latest.askNow()
  expect(questions).toHaveLength(1)
  scope.stop()
})

test('asks and takes nothing after the end of its scope', async () => {
  const { text, questions, taken, scope } = start('a')
  await vi.advanceTimersByTimeAsync(100)
  text.value = 'b'
  await nextTick()
  scope.stop()
  expect(questions[0]?.signal.aborted).toBe(true)
  await questions[0]?.answer()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(questions).toHaveLength(1)
  expect(taken).toEqual([])
})
