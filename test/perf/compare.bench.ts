import { test } from '@playwright/test'
import { compare } from '../../src/core/compare/compare'
import { firstMemory } from '../../src/core/compare/memory'
import { compareRows } from '../../src/core/compare/rows'
import { setUpOf } from '../../src/core/draft/set-up-of'
import type { JsonObject } from '../../src/core/model/json'
import { toMapperUrl } from '../../src/core/model/mapper-text'
import { connection, snapshotOf } from '../support/states/snapshots'
import { bareLook, beside, figure, report } from './figures'
import { limits } from './limits'

/** A project whose connections have ids, clients and issuers of its own, so that most match by label only. */
function project(name: string, count: number) {
  const organizations = Array.from({ length: count }, (_item, index): JsonObject => ({
    id: `${name}-${index}`,
    label: `Organization ${index}`,
    domains: [`customer-${index}.example`],
  }))
  const oidc = Array.from({ length: count }, (_item, index) =>
    connection(`${index % 2 === 0 ? name : 'both'}-${index}`, {
      label: `Connection ${index}`,
      organization_id: `${name}-${index}`,
      issuer_url: `https://${name}-${index}.example`,
      mapper_url: toMapperUrl(`// ${name} ${index % 50}`),
    }),
  )
  return snapshotOf({ organizations, oidc })
}

test('two projects with 2,500 connections each', async () => {
  test.setTimeout(120_000)
  const snapshots = [project('left', 2_500), project('right', 2_500)] as const
  const memory = firstMemory(false)
  let rows = 0
  const { subjects, floors } = await beside(7, {
    floor: () => bareLook(snapshots),
    subject: () => {
      const [left, right] = snapshots.map((snapshot) => setUpOf(snapshot))
      if (!left || !right) return
      const comparison = compare(left, right, memory)
      rows = compareRows(comparison, { words: '', states: ['differs', 'left', 'right'] }).rows
        .length
    },
  })
  report({
    name: 'compare',
    subject: figure('comparing two projects with 2,500 connections each', subjects),
    floor: figure('a look at each letter of both', floors),
    limit: limits.compare,
    also: { rows },
  })
})
