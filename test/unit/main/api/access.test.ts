import { expect, test } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../src/core/errors/result'
import { checkWrite, grantWriteAccess } from '../../../../src/main/api/access'
import { mayWrite } from '../../../support/services/write-access'
import { anyUuid } from '../../../support/states/project-ids'
import { projectIdOf } from '../../../../src/core/model/project-id'

const plain = { apiAddress: 'https://api.example.com', apiKey: 'key' }

test.each([
  [`/projects/${anyUuid}/organizations`, true],
  [`/projects/${anyUuid}`, false],
  [`/projects/${anyUuid}q/organizations`, false],
  ['/projects/q/organizations', false],
  ['/workspaces/p/', false],
])('leave for one project lets %s be written: %s', async (path, isAllowed) => {
  const checked = await checkWrite(mayWrite(plain), path)
  expect(checked).toMatchObject(
    isAllowed ? { ok: true } : { error: { code: 'bug', arrived: false } },
  )
})

test('a copy of a leave is none, whatever its type says', async () => {
  const copied = { ...mayWrite(plain) }
  expect(await checkWrite(copied, `/projects/${anyUuid}/x`)).toMatchObject({
    error: { code: 'bug' },
  })
})

test('leave that is given for the project of another server covers nothing there', async () => {
  const elsewhere = projectIdOf('https://api.example.org', anyUuid)
  const granted = grantWriteAccess(plain, elsewhere, () => Promise.resolve(success(undefined)))
  expect(await checkWrite(granted, `/projects/${anyUuid}/organizations`)).toMatchObject({
    error: { code: 'bug', arrived: false },
  })
})

test('what is asked before each attempt decides, and nothing has arrived then', async () => {
  let answer: Result<void> = success(undefined)
  const access = grantWriteAccess(plain, projectIdOf(plain.apiAddress, anyUuid), () =>
    Promise.resolve(answer),
  )
  expect(await checkWrite(access, `/projects/${anyUuid}/x`)).toEqual(success(undefined))
  answer = failure(appError('guard.read-only', 'Locked'))
  expect(await checkWrite(access, `/projects/${anyUuid}/x`)).toEqual(
    failure(appError('guard.read-only', 'Locked', { arrived: false })),
  )
})
