import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { formerEntity, serverEntity } from '../../../../../src/core/intents/server-entities'
import { demoIds } from '../../../../emulator'
import { createAppFiles } from '../../../../../src/main/files/app-files'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import { draftOf, outcomeOf, startBench, value } from '../../../../support/services/main-services'
import { projectFileName } from '../../../../../src/core/model/project-id'

const projectId = demoIds.northwindStaging
const theirs = { kind: 'connection', key: 'oidc:meadowlark-okta' } as const
const mine = { kind: 'connection', key: 'oidc:pilot-keycloak' } as const

test('what a colleague or a publish took away is in the snapshot on disk, without its secret', async () => {
  const bench = await startBench()
  const before = value(await bench.projects.read(projectId, {}))
  bench.emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === projectId) as any
    const { config } = project.services.identity.config.selfservice.methods.oidc
    const entry = config.providers.find((item: any) => item.id === 'meadowlark-okta')
    entry.client_secret = 'canary-of-what-went-away'
    project.revision_id = crypto.randomUUID()
  })
  value(await bench.projects.read(projectId, {}))
  bench.emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === projectId) as any
    const { config } = project.services.identity.config.selfservice.methods.oidc
    config.providers = config.providers.filter((item: any) => item.id !== 'meadowlark-okta')
    project.revision_id = crypto.randomUUID()
  })
  const { shown } = await draftOf(bench, projectId, [{ kind: 'delete-connection', key: mine.key }])
  const ended = outcomeOf(
    await bench.publishing.publish({ projectId, shown, excluded: [] }),
    'published',
  )
  await bench.files.flush()

  const { folder } = bench
  const again = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
  const stored = value(await again.snapshots.read(bench.id(projectId)))
  for (const snapshot of [ended.snapshot, stored!]) {
    for (const target of [theirs, mine]) {
      expect(serverEntity(snapshot, target)).toBeUndefined()
      expect(formerEntity(snapshot, target)).toEqual(serverEntity(before, target))
    }
  }
  const text = await readFile(
    join(folder, 'snapshots', `${projectFileName(bench.id(projectId))}.json`),
    'utf8',
  )
  expect(text).not.toContain('canary-of-what-went-away')
})
