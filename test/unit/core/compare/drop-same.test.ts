import { expect, test } from 'vitest'
import { withoutSame } from '../../../../src/core/compare/drop-same'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const setUp = (parts: Parameters<typeof snapshotOf>[0]) => setUpOf(snapshotOf(parts))
const organization = (id: string, more = {}) => ({ id, label: id, domains: [], ...more })

/** Keys that are left on each side. */
function leftOf(...sides: [Parameters<typeof setUp>[0], Parameters<typeof setUp>[0]]) {
  const [left, right] = withoutSame(setUp(sides[0]), setUp(sides[1]))
  return [left, right].map(({ organizations, connections }) =>
    [...organizations, ...connections].map(({ key }) => key),
  )
}

test('what both sides have alike is left out, and nothing else', () => {
  const both = { organizations: [organization('a')], oidc: [connection('one')] }
  expect(leftOf(both, both)).toEqual([[], []])
  expect(leftOf(both, {})).toEqual([['a', 'oidc:one'], []])
  const other = {
    organizations: [organization('a', { label: 'Other' }), organization('b')],
    oidc: [connection('one', { scope: ['email'] })],
  }
  expect(leftOf(both, other)).toEqual([
    ['a', 'oidc:one'],
    ['a', 'b', 'oidc:one'],
  ])
  // Also where only one side says something, whichever it is.
  const more = { ...both, oidc: [connection('one', { issuer_url: 'https://x.example' })] }
  expect(leftOf(both, more)).toEqual([['oidc:one'], ['oidc:one']])
  expect(leftOf(more, both)).toEqual([['oidc:one'], ['oidc:one']])
})

test('what says nothing is as good as absent', () => {
  const bare = { organizations: [organization('a')] }
  expect(leftOf(bare, { organizations: [organization('a', { domains: null })] })).toEqual([[], []])
})

test('what may be a secret, and what several have, is compared', () => {
  const secret = { oidc: [connection('one', { client_secret: 'x' })] }
  const [left] = leftOf(secret, { oidc: [connection('one')] })
  expect(left).toEqual(['oidc:one'])
  const twice = { oidc: [connection('one'), connection('one')] }
  expect(leftOf({ oidc: [connection('one')] }, twice)).toEqual([
    ['oidc:one'],
    ['oidc:one#0', 'oidc:one#1'],
  ])
})
