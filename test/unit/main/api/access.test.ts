import { expect, test } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../src/core/errors/result'
import { checkWrite, grantWriteAccess } from '../../../../src/main/api/access'
import { mayWrite } from '../../../support/write-access'

const plain = { apiAddress: 'https://api.example.com', apiKey: 'key' }

test.each([
  ['/projects/p/organizations', true],
  ['/projects/p', false],
  ['/projects/pq/organizations', false],
  ['/projects/q/organizations', false],
  ['/workspaces/p/', false],
])('leave for one project lets %s be written: %s', async (path, isAllowed) => {
  const checked = await checkWrite(mayWrite(plain, 'p'), path)
  expect(checked).toMatchObject(
    isAllowed ? { ok: true } : { error: { code: 'bug', arrived: false } },
  )
})

test('a copy of a leave is none, whatever its type says', async () => {
  const copied = { ...mayWrite(plain, 'p') }
  expect(await checkWrite(copied, '/projects/p/x')).toMatchObject({ error: { code: 'bug' } })
})

test('what is asked before each attempt decides, and nothing has arrived then', async () => {
  let answer: Result<void> = success(undefined)
  const access = grantWriteAccess(plain, 'p', () => Promise.resolve(answer))
  expect(await checkWrite(access, '/projects/p/x')).toEqual(success(undefined))
  answer = failure(appError('guard.read-only', 'Locked'))
  expect(await checkWrite(access, '/projects/p/x')).toEqual(
    failure(appError('guard.read-only', 'Locked', { arrived: false })),
  )
})
