import { expect, test, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { withPublishLock } from '../../../../../src/main/services/publish/with-publish-lock'

function locks() {
  const release = vi.fn(() => Promise.resolve())
  return { release, take: vi.fn(() => Promise.resolve(success({ release }))) }
}

test('the lock is held while the work is done, and not afterwards', async () => {
  const own = locks()
  const done = await withPublishLock(own, 'project' as never, () => {
    expect(own.take).toHaveBeenCalledWith('project')
    expect(own.release).not.toHaveBeenCalled()
    return Promise.resolve(success('done'))
  })
  expect(done).toEqual(success('done'))
  expect(own.release).toHaveBeenCalledOnce()
})

test('it is released where the work throws', async () => {
  const own = locks()
  const work = () => Promise.reject(new Error('broken'))
  await expect(withPublishLock(own, 'project' as never, work)).rejects.toThrow('broken')
  expect(own.release).toHaveBeenCalledOnce()
})

test('without the lock nothing is done', async () => {
  const refused = failure(appError('publish.running', 'Another copy is publishing this project'))
  const work = vi.fn(() => Promise.resolve(success('done')))
  const own = { take: () => Promise.resolve(refused) }
  expect(await withPublishLock(own, 'project' as never, work)).toBe(refused)
  expect(work).not.toHaveBeenCalled()
})
