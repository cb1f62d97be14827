import { expect, it } from 'vitest'
import { createProgress } from '../../../src/preload/progress'

it('gives an answer only after the reports that were sent before it', async () => {
  const { follow, receive } = createProgress()
  const heard: unknown[] = []
  const listener = (progress: unknown) => heard.push(progress)
  receive('a', 'of nobody')
  const followed = follow('a', listener, () => Promise.resolve({ reports: 2 }))
  receive('a', 1)
  receive('b', 'of another call')
  await Promise.resolve()
  receive('a', 2)
  expect(await followed).toEqual({ reports: 2 })
  expect(heard).toEqual([1, 2])
  receive('a', 'too late')
  expect(heard).toHaveLength(2)
})

it('waits for nothing where nothing was reported, and passes on a failure', async () => {
  const { follow } = createProgress()
  expect(
    await follow(
      'a',
      () => undefined,
      () => Promise.resolve({}),
    ),
  ).toEqual({})
  const failing = follow(
    'a',
    () => undefined,
    () => Promise.reject(new Error('gone')),
  )
  await expect(failing).rejects.toThrow('gone')
})
