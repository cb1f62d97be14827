import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { success } from '../../src/core/errors/result'
import type { JsonObject } from '../../src/core/model/json'
import { createAppFiles } from '../../src/main/files/app-files'
import { createJsonFiles } from '../../src/main/files/store/json-files'
import { createNotices } from '../../src/main/files/store/notices'
import { startWorker } from '../../src/main/concurrency/start-worker'
import type { MapperEngine } from '../../src/main/mapper/engine'
import { createLookInThread } from '../../src/main/services/radar/look-in-thread'
import { appFolder, newUserData, removeUserData } from '../support/window/app'
import { checkReport } from '../support/states/radar'
import { radarOver } from '../support/services/radar-service'
import { connection, snapshotOf } from '../support/states/snapshots'
import { beside, figure, report } from './figures'

test('what needs attention in a project with 5,000 connections', async () => {
  test.setTimeout(120_000)
  const folder = newUserData()
  // The built thread, as the app has it.
  const looker = createLookInThread({
    start: () => startWorker(join(appFolder, 'out', 'main', 'radar-thread.js'), folder),
    // Of the engine only its linter is asked, which has nothing to say.
    engine: { lint: () => Promise.resolve(success([])) } as unknown as MapperEngine,
  })
  try {
    const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
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
    const now = () => new Date('2026-11-27T12:00:00Z')
    const { attention } = await radarOver({ files, folder }, now, [snapshot], [], { looker })
    const reports = oidc.map(({ id: own }) => checkReport(`oidc:${String(own)}`, 'good'))
    await files
      .checks(id)
      .write(
        Object.fromEntries([
          ...reports.map((each) => [each.connectionKey, each] as const),
          ['oidc:connection-1', checkReport('oidc:connection-1', 'bad')],
        ]),
      )
    const place = (kind: string) => join(folder, kind, `${id}.json`)
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
      name: 'attention',
      subject: figure('a look at 5,000 connections with their last checks', subjects),
      floor: figure('reading their files as JSON', floors),
      budget: { ratio: 12, why: '200 ms where reading the files takes seventeen' },
    })
  } finally {
    looker.close()
    removeUserData(folder)
  }
})
