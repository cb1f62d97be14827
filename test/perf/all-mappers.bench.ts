import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { toMapperUrl } from '../../src/core/model/mapper-text'
import type { JsonObject } from '../../src/core/model/json'
import { newUserData, removeUserData } from '../support/window/app'
import { builtEstate } from './built-estate'
import { allMappersOver, projectWith } from '../support/mapping/all-mappers'
import { connection, snapshotOf } from '../support/states/snapshots'
import { beside, figure, idleHold, longestHold, report } from './figures'
import { limits } from './limits'

/** So many texts there are in all projects; every other one is close to another. */
const texts = 400

const mapperText = (index: number) => `local claims = std.extVar('claims');
local name = '${'abcdefgh'[index % 8]?.repeat(1 + (index % 5))}';
{
  identity: {
    traits: {
      email: claims.email,
      name: { first: claims.given_name, last: claims.family_name },
      team_${Math.floor(index / 2)}: name,
      ${index % 2 === 0 ? 'department: claims.department,' : 'division: claims.division,'}
    },
  },
}
`

function project(number: number, organizations: number, connections: number) {
  const entries = Array.from({ length: organizations }, (_item, index): JsonObject => ({
    id: `organization-${index}`,
    label: `Organization ${index}`,
    domains: [`customer-${index}.example`],
  }))
  const oidc = Array.from({ length: connections }, (_item, index) =>
    connection(`connection-${index}`, {
      organization_id: `organization-${index % Math.max(1, organizations)}`,
      mapper_url: toMapperUrl(mapperText((number * 20 + index) % texts)),
    }),
  )
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  return projectWith(snapshotOf({ organizations: entries, oidc }), {
    id: id as never,
    name: `Project ${number}`,
  })
}

test('the mappers of 20 projects, one with 10,000 organizations and 5,000 connections', async () => {
  test.setTimeout(180_000)
  const folder = newUserData()
  const estate = builtEstate(folder)
  try {
    const projects = [
      project(0, 10_000, 5_000),
      ...Array.from({ length: 19 }, (_item, index) => project(index + 1, 100, 100)),
    ]
    const { mappers: all, progress } = await allMappersOver(folder, projects, { estate })
    const place = join(folder, 'snapshots')
    const holds: number[] = []
    const idle: number[] = []
    let mappers = 0
    const look = async () => {
      const hold = await longestHold(async () => {
        const looked = await all.look({})
        mappers = looked.ok ? looked.value.mappers : 0
      })
      holds.push(hold)
    }
    const begin = performance.now()
    await look()
    const first = performance.now() - begin
    const { subjects, floors } = await beside(7, {
      prepare: async () => void idle.push(await idleHold()),
      floor: () =>
        readdirSync(place).map((name) => JSON.parse(readFileSync(join(place, name), 'utf8'))),
      subject: look,
    })
    const floor = figure('reading their files as JSON', floors)
    const why = 'two seconds where reading the files takes twenty-five'
    report({
      name: 'mappers-first',
      subject: { what: 'the first look at the mappers of 20 projects', ms: first },
      floor,
      budget: { times: 80, why },
    })
    report({
      name: 'mappers',
      subject: figure('a look at them again', subjects),
      floor,
      budget: { times: 40, why: 'a second where reading the files takes twenty-five' },
      also: { mappers },
    })
    report({
      name: 'mappers-holds',
      subject: figure('the longest that a look at them holds the main process', holds),
      floor: figure('the same of a process that waits', idle),
      limit: limits.hold,
    })
    expect(mappers).toBe(texts)
    expect(progress).toContain('gathering 20/20')
  } finally {
    estate.close()
    removeUserData(folder)
  }
})
