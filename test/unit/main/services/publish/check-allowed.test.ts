import { expect, test } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import { checkAllowed } from '../../../../../src/main/services/publish/check-allowed'

const staging = { state: 'running', environment: 'staging', slug: 'north-1' } as const
const production = { ...staging, environment: 'production' } as const

test('a project that was deleted takes nothing', () => {
  const deleted = { ...staging, state: 'deleted' } as const
  expect(checkAllowed(deleted, undefined)).toMatchObject({ error: { code: 'project.deleted' } })
})

test.each([undefined, '', 'north-2'])('production is refused for the slug %s', (typed) => {
  const refused = { error: { code: 'request.invalid', subject: 'north-1' } }
  expect(checkAllowed(production, typed)).toMatchObject(refused)
})

test('production is allowed by its slug, and anything else without one', () => {
  expect(checkAllowed(production, 'north-1')).toEqual(success(undefined))
  expect(checkAllowed(staging, undefined)).toEqual(success(undefined))
})
