import { expect, test } from 'vitest'
import { appError, type ErrorCode } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { ApiCall } from '../../../../../src/main/api/client'
import { createKeyHealth } from '../../../../../src/main/services/workspaces/key-health'
import { mayWrite } from '../../../../support/services/write-access'

const access = mayWrite({ apiAddress: 'https://api.example.com', apiKey: 'ory_wak_one' })

/** A health whose server answers as it is told to, and how often it said that something changed. */
function bench() {
  let answer: Result<unknown> = success({})
  let changes = 0
  // The answers are none of a real server, so their types do not matter.
  const send = () => Promise.resolve(answer as Result<never>)
  const health = createKeyHealth({ send }, () => (changes += 1))
  return {
    changes: () => changes,
    trouble: (projectIds = ['p', 'q']) => health.troubleOf(access, projectIds),
    health,
    async answered(code: ErrorCode | 'ok', call: Partial<ApiCall<unknown>> = {}) {
      answer = code === 'ok' ? success({}) : failure(appError(code, ''))
      const own = {
        access,
        method: 'GET',
        segments: ['projects', 'p'],
        ...call,
      } as ApiCall<unknown>
      expect(await health.client.send(own)).toBe(answer)
    },
  }
}

test('a refused key is known until it is answered, and told once', async () => {
  const { answered, trouble, changes } = bench()
  expect(trouble()).toBeUndefined()
  await answered('api.unauthorized')
  await answered('api.unauthorized', { segments: ['workspaces'] })
  expect([trouble(), changes()]).toEqual(['refused', 1])
  for (const code of ['network.offline', 'api.unavailable', 'api.rate-limited'] as const) {
    await answered(code)
  }
  expect(trouble()).toBe('refused')
  await answered('ok', { segments: ['workspaces'] })
  expect([trouble(), changes()]).toEqual([undefined, 2])
})

test('a project that may not be read is trouble, a list beside it is not', async () => {
  const { answered, trouble, changes } = bench()
  const lists = ['workspaces', 'projects', 'projects/p/cname', 'normalized/projects/p']
  for (const list of lists) {
    await answered('api.forbidden', { segments: list.split('/') })
  }
  expect([trouble(), changes()]).toEqual([undefined, 0])
  await answered('api.forbidden')
  expect([trouble(), changes()]).toEqual(['may-not-read', 1])
  await answered('ok', { segments: ['projects', 'q'] })
  expect(trouble()).toBe('may-not-read')
  // A project that the workspace has no more is none of its trouble.
  expect(trouble(['q'])).toBeUndefined()
  await answered('ok')
  expect([trouble(), changes()]).toEqual([undefined, 2])
})

test('a write that is refused for lack of a right is trouble until one is done', async () => {
  const { answered, trouble, changes } = bench()
  const write = { method: 'PATCH', segments: ['projects', 'p', 'revision', 'r'] } as Partial<
    ApiCall<unknown>
  >
  await answered('api.forbidden', write)
  await answered('ok')
  expect([trouble(), changes()]).toEqual(['may-not-write', 1])
  await answered('ok', write)
  expect([trouble(), changes()]).toEqual([undefined, 2])
})

test('what is known of a key is not said of another', async () => {
  const { answered, health } = bench()
  await answered('api.unauthorized')
  const other = { apiAddress: access.apiAddress, apiKey: 'ory_wak_two' }
  expect(health.troubleOf(other, ['p'])).toBeUndefined()
})
