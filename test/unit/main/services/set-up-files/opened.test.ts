import { expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { createOpenedSetUps } from '../../../../../src/main/services/set-up-files/opened'

it('gives a window the file that it is to show, once, and no other window', async () => {
  const read: string[] = []
  const opened = createOpenedSetUps((path) => {
    read.push(path)
    return Promise.resolve(success({ name: path, text: '{}' }))
  })
  opened.hold(1, 'a.json')
  opened.hold(1, 'b.json')
  expect(await opened.take(2)).toEqual(success({}))
  expect(await opened.take(1)).toEqual(success({ name: 'b.json', text: '{}' }))
  expect(await opened.take(1)).toEqual(success({}))
  expect(read).toEqual(['b.json'])
})

it('says why a file cannot be read', async () => {
  const refused = failure(appError('file.read-failed', 'ENOENT', { subject: 'gone.json' }))
  const opened = createOpenedSetUps(() => Promise.resolve(refused))
  opened.hold(1, 'gone.json')
  expect(await opened.take(1)).toBe(refused)
})
