import { expect, it } from 'vitest'
import type { PublishSummary } from '../../../../src/core/history/publish-history'
import { lastPublishes } from '../../../../src/core/history/last-publishes'

it('the last publish of an organization or a connection counts', () => {
  // Only what is read of a summary.
  const publishes = [
    { endedAt: '2026-02-01T00:00:00.000Z', connections: ['oidc:a'] },
    {
      endedAt: '2026-01-01T00:00:00.000Z',
      connections: ['oidc:a', 'oidc:b'],
      organizations: ['o'],
    },
    { endedAt: '2025-01-01T00:00:00.000Z' },
  ] as PublishSummary[]
  expect([...lastPublishes(publishes)]).toEqual([
    ['oidc:a', '2026-02-01T00:00:00.000Z'],
    ['o', '2026-01-01T00:00:00.000Z'],
    ['oidc:b', '2026-01-01T00:00:00.000Z'],
  ])
})
