import { expect, test, vi } from 'vitest'
import { success } from '../../../../src/core/errors/result'
import { createAskPerson } from '../../../../src/main/services/ask-person'

function bench() {
  let time = 1_000_000
  const asked: string[] = []
  const person = createAskPerson(() => time)
  return {
    asked,
    wait: (seconds: number) => void (time += seconds * 1000),
    async ask(about: string, says: boolean) {
      const answer = await person.ask(about, () => {
        asked.push(about)
        return Promise.resolve(says)
      })
      return answer.ok ? answer.value : answer.error.code
    },
    person,
  }
}

test('after a no the same is not asked at once, and each further no makes the pause longer', async () => {
  const { ask, wait, asked } = bench()
  expect(await ask('a', false)).toBe(false)
  expect(await ask('a', true)).toBe('guard.too-soon')
  wait(9)
  expect(await ask('a', true)).toBe('guard.too-soon')
  wait(1)
  expect(await ask('a', false)).toBe(false)
  wait(59)
  expect(await ask('a', true)).toBe('guard.too-soon')
  wait(1)
  expect(await ask('a', true)).toBe(true)
  // A yes begins anew.
  expect(await ask('a', false)).toBe(false)
  wait(10)
  expect(await ask('a', true)).toBe(true)
  expect(asked).toHaveLength(5)
})

test('a no says nothing of other things, until there are several in a row', async () => {
  const { ask, wait } = bench()
  expect(await ask('a', false)).toBe(false)
  expect(await ask('b', false)).toBe(false)
  expect(await ask('c', false)).toBe(false)
  // A page that goes through all projects is stopped.
  expect(await ask('d', true)).toBe('guard.too-soon')
  wait(300)
  expect(await ask('d', true)).toBe(true)
  expect(await ask('e', true)).toBe(true)
})

test('one question stands at a time', async () => {
  const { person, ask } = bench()
  let answer: (yes: boolean) => void = () => undefined
  const first = person.ask('a', () => new Promise<boolean>((resolve) => (answer = resolve)))
  expect(await ask('b', true)).toBe(false)
  answer(true)
  expect(await first).toEqual({ ok: true, value: true })
  expect(await ask('b', true)).toBe(true)
})

test('the words say for how long', async () => {
  const { person } = bench()
  await person.ask('a', () => Promise.resolve(false))
  const again = await person.ask('a', () => Promise.resolve(true))
  expect(again).toMatchObject({ error: { message: expect.stringContaining('10 seconds') } })
})

test('a clock that is set back makes no pause longer', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  try {
    const person = createAskPerson()
    expect(await person.ask('a', () => Promise.resolve(false))).toEqual(success(false))
    vi.advanceTimersByTime(10_000)
    vi.setSystemTime(Date.now() - 86_400_000)
    expect(await person.ask('a', () => Promise.resolve(true))).toEqual(success(true))
  } finally {
    vi.useRealTimers()
  }
})
