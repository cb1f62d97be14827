import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { JsonObject } from '../../src/core/model/json'
import { projectFileName } from '../../src/core/model/project-id'
import type { Snapshot } from '../../src/core/model/snapshot'
import { createAppFiles } from '../../src/main/files/app-files'
import { createJsonFiles } from '../../src/main/files/store/json-files'
import { createNotices } from '../../src/main/files/store/notices'
import { newUserData, removeUserData } from '../support/window/app'
import { checkReport } from '../support/states/radar'
import { radarOver } from '../support/services/radar-service'
import { connection, snapshotOf } from '../support/states/snapshots'
import { builtEstate } from './built-estate'
import { beside, figure, idleHold, longestHold, report } from './figures'
import { limits } from './limits'

function project(number: number, organizations: number, connections: number): Snapshot {
  const entries = Array.from({ length: organizations }, (_item, index): JsonObject => ({
    id: `organization-${index}`,
    label: `Organization ${index}`,
    domains: [`customer-${index}.example`, `mail.customer-${index}.example`],
  }))
  const oidc = Array.from({ length: connections }, (_item, index) =>
    connection(`connection-${index}`, {
      organization_id: `organization-${index % Math.max(1, organizations)}`,
      issuer_url: `https://idp-${index}.customer-${index}.example`,
    }),
  )
  const snapshot = snapshotOf({ organizations: entries, oidc })
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  return {
    ...snapshot,
    summary: { ...snapshot.summary, id: id as never, name: `Project ${number}` },
  }
}

/** The estate over an own folder. */
function start() {
  const folder = newUserData()
  const estate = builtEstate(folder)
  const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
  return {
    folder,
    estate,
    files,
    now: () => new Date('2026-11-27T12:00:00Z'),
    end() {
      estate.close()
      removeUserData(folder)
    },
  }
}

test('Home over 20 projects, one with 10,000 organizations and 5,000 connections', async () => {
  test.setTimeout(180_000)
  const { folder, estate, files, now, end } = start()
  try {
    const projects = [
      project(0, 10_000, 5_000),
      ...Array.from({ length: 19 }, (_item, index) => project(index + 1, 100, 100)),
    ]
    const { radar, progress } = await radarOver({ files, folder }, now, projects, [], { estate })
    const place = join(folder, 'snapshots')
    const holds: number[] = []
    const idle: number[] = []
    const { subjects, floors } = await beside(7, {
      prepare: async () => void idle.push(await idleHold()),
      floor: () =>
        readdirSync(place).map((name) => JSON.parse(readFileSync(join(place, name), 'utf8'))),
      subject: async () => void holds.push(await longestHold(() => radar.look())),
    })
    report({
      name: 'home-look',
      subject: figure('a look at 20 projects, one with 10,000 organizations', subjects),
      floor: figure('reading their files as JSON', floors),
      limit: limits.look,
    })
    report({
      name: 'home-look-holds',
      subject: figure('the longest that such a look holds the main process', holds),
      floor: figure('the same of a process that waits', idle),
      limit: limits.hold,
    })
    expect(progress.length).toBeGreaterThan(projects.length)
  } finally {
    end()
  }
})

test('what the rows of a project say with 5,000 connections', async () => {
  test.setTimeout(120_000)
  const { folder, estate, files, now, end } = start()
  try {
    const organizations = Array.from({ length: 5_000 }, (_item, index): JsonObject => ({
      id: `organization-${index}`,
      label: `Organization ${index}`,
      domains: [`customer-${index}.example`],
    }))
    const oidc = organizations.map(({ id }, index) =>
      connection(`connection-${index}`, {
        organization_id: id ?? '',
        issuer_url: `https://idp-${index}.customer-${index}.example`,
      }),
    )
    const snapshot = snapshotOf({ organizations, oidc })
    const { id } = snapshot.summary
    const { attention } = await radarOver({ files, folder }, now, [snapshot], [], { estate })
    const reports = oidc.map(({ id: own }) => checkReport(`oidc:${String(own)}`, 'good'))
    await files
      .checks(id)
      .write(
        Object.fromEntries([
          ...reports.map((each) => [each.connectionKey, each] as const),
          ['oidc:connection-1', checkReport('oidc:connection-1', 'bad')],
        ]),
      )
    const place = (kind: string) => join(folder, kind, `${projectFileName(id)}.json`)
    let found = 0
    const { subjects, floors } = await beside(7, {
      floor: () =>
        [place('snapshots'), place('checks')].map((path) => JSON.parse(readFileSync(path, 'utf8'))),
      subject: async () => {
        const result = await attention.look(id)
        found = result.ok ? result.value.findings.length : 0
      },
    })
    // The failed check, and what is found in the mapper of each connection.
    expect(found).toBe(5_001)
    report({
      name: 'row-marks',
      subject: figure('a look at 5,000 connections with their last checks', subjects),
      floor: figure('reading their files as JSON', floors),
      budget: { times: 12, why: '200 ms where reading the files takes seventeen' },
    })
  } finally {
    end()
  }
})
