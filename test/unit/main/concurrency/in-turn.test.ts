import { expect, test } from 'vitest'
import { createQueue, createQueues } from '../../../../src/main/concurrency/in-turn'

/** Work that ends when it is told to. */
function held() {
  let end: (error?: Error) => void = () => undefined
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve())
  })
  return { work: () => ended, end }
}

test('work of one key begins when the one before has ended, and answers to who asked for it', async () => {
  const queues = createQueues()
  const begun: string[] = []
  const first = held()
  const one = queues.run('a', async () => {
    begun.push('one')
    await first.work()
    return 1
  })
  const two = queues.run('a', () => Promise.resolve(begun.push('two')))
  await queues.run('b', () => Promise.resolve(begun.push('other key')))
  expect(begun).toEqual(['one', 'other key'])
  first.end()
  expect(await Promise.all([one, two])).toEqual([1, 3])
  expect(begun).toEqual(['one', 'other key', 'two'])
})

test('work that fails tells who asked for it, and holds up nobody', async () => {
  const queue = createQueue()
  const failing = queue.run(() => Promise.reject(new Error('broken')))
  const next = queue.run(() => Promise.resolve('next'))
  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('next')
})

test('settled waits for what is asked for meanwhile, and never rejects', async () => {
  const queue = createQueue()
  await queue.idle()
  const done: string[] = []
  const first = held()
  const failing = queue.run(async () => {
    // Asked for in the middle of other work, as a draft that is folded later.
    void queue.run(() => Promise.resolve(done.push('later')))
    await first.work()
  })
  const settled = queue.idle().then(() => done.push('settled'))
  first.end(new Error('broken'))
  await expect(failing).rejects.toThrow('broken')
  await settled
  expect(done).toEqual(['later', 'settled'])
})
