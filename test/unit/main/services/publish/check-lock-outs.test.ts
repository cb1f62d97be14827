import { expect, test } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import { checkLockOuts } from '../../../../../src/main/services/publish/check-lock-outs'
import { draftWith } from '../../../../support/draft-with'
import { connection, snapshotOf } from '../../../../support/snapshots'

function state(environment: 'production' | 'staging') {
  const plain = snapshotOf({
    oidc: ['a', 'b'].map((id) => connection(id, { organization_id: `o-${id}` })),
    organizations: ['a', 'b'].map((id) => ({
      id: `o-${id}`,
      label: id,
      domains: [`${id}.example`],
    })),
  })
  return { ...plain, summary: { ...plain.summary, environment } }
}
const deletions = (['a', 'b'] as const).map((id) => ({
  kind: 'delete-connection' as const,
  key: `oidc:${id}`,
}))

test('in production each domain that is locked out has to be known', () => {
  const snapshot = state('production')
  const plan = planPublish(snapshot, draftWith(snapshot, deletions).intents)
  for (const confirmed of [undefined, [], ['other.example']]) {
    expect(checkLockOuts(snapshot, plan, confirmed)).toMatchObject({
      error: {
        code: 'publish.lock-out',
        subject: 'a.example',
        message: expect.stringContaining('a.example and b.example'),
      },
    })
  }
  expect(checkLockOuts(snapshot, plan, ['a.example'])).toMatchObject({
    error: { subject: 'b.example' },
  })
  expect(checkLockOuts(snapshot, plan, ['b.example', 'a.example'])).toEqual(success(undefined))
})

test('what is left out of a publish locks nobody out', () => {
  const snapshot = state('production')
  const { intents } = draftWith(snapshot, deletions)
  const excluded = new Set(['connection oidc:a'])
  expect(checkLockOuts(snapshot, planPublish(snapshot, intents, excluded), ['b.example'])).toEqual(
    success(undefined),
  )
})

test('elsewhere nothing is asked', () => {
  const snapshot = state('staging')
  const plan = planPublish(snapshot, draftWith(snapshot, deletions).intents)
  expect(checkLockOuts(snapshot, plan)).toEqual(success(undefined))
})
