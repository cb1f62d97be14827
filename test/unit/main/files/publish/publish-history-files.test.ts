import { randomUUID } from 'node:crypto'
import { chmod, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { PublishRecord } from '../../../../../src/core/history/publish-history'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import {
  createPublishHistoryFiles,
  historyLimits,
} from '../../../../../src/main/files/publish/publish-history-files'
import { value } from '../../../../support/services/main-services'
import { atOry } from '../../../../support/states/project-ids'
import { projectFileName } from '../../../../../src/core/model/project-id'
import { temporaryFolder } from '../../../../support/services/temporary'

const projectId = atOry('450fa61b-18fd-48b6-8744-5a1395ddba47')
const today = Date.parse('2026-11-25T12:00:00Z')
let folder = ''

beforeEach(async () => {
  folder = await temporaryFolder()
})

const filesOf = () => {
  const notices = createNotices()
  const files = createJsonFiles({ folder, notices })
  return { notices, ...createPublishHistoryFiles({ files, now: () => new Date(today) }) }
}

function recordAt(time: number, more: Partial<PublishRecord> = {}): PublishRecord {
  const startedAt = new Date(time).toISOString()
  return {
    id: randomUUID(),
    projectId,
    startedAt,
    endedAt: startedAt,
    workspace: { id: 'w', name: 'Northwind', keyHint: 'w2Rk' },
    project: { name: 'Staging', slug: 'calm-turing', environment: 'staging' },
    result: 'published',
    steps: 1,
    done: 1,
    revisionBefore: 'a',
    revisionAfter: 'b',
    changes: [],
    requests: [],
    warnings: [],
    dropped: [],
    entities: [],
    ...more,
  }
}

test('lists the newest first, by index or without it', async () => {
  const files = filesOf()
  const records = [3, 1, 2].map((minute) => recordAt(today - minute * 60_000))
  for (const record of records) value(await files.add(record))
  const listed = value(await files.list(projectId))
  expect(listed.map(({ startedAt }) => startedAt)).toEqual(
    records
      .map(({ startedAt }) => startedAt)
      .toSorted()
      .toReversed(),
  )
  await rm(join(folder, 'history', projectFileName(projectId), 'index.json'))
  expect(value(await filesOf().list(projectId))).toEqual(listed)
  expect(value(await files.read(projectId, records[0]!.id))).toEqual(records[0])
  expect(value(await files.read(projectId, randomUUID()))).toBeUndefined()
})

test.each(['connections', 'organizations', 'revisionAfter'])(
  'an entry of before %s is made of its record, once',
  async (member) => {
    const after = { key: 'oidc:a', document: {} }
    const entities: PublishRecord['entities'] = [
      { kind: 'connection', after, fields: [] },
      { kind: 'organization', after: { key: 'o', document: {} }, fields: [] },
    ]
    value(await filesOf().add(recordAt(today, { entities })))
    const index = join(folder, 'history', projectFileName(projectId), 'index.json')
    const before = await readFile(index, 'utf8')
    expect(before).toContain(`"${member}"`)
    await writeFile(index, before.replace(`"${member}"`, '"earlier"'))
    const [listed] = value(await filesOf().list(projectId))
    expect(listed?.connections).toEqual(['oidc:a'])
    expect(listed?.organizations).toEqual(['o'])
    expect(listed?.revisionAfter).toBeDefined()
    expect(await readFile(index, 'utf8')).toContain(`"${member}"`)
  },
)

test('the same publish again takes the place of the first', async () => {
  const files = filesOf()
  const record = recordAt(today, { result: 'interrupted' })
  value(await files.add(record))
  value(await files.add({ ...record, result: 'stopped' }))
  expect(value(await files.list(projectId)).map(({ result }) => result)).toEqual(['stopped'])
})

test('what is older than two years and beyond the count goes', async () => {
  const files = filesOf()
  value(await files.add(recordAt(today - historyLimits.milliseconds - 60_000)))
  for (let index = 0; index < historyLimits.count + 2; index += 1) {
    const record = recordAt(today - index * 1000)
    const name = `${record.startedAt.replace(/[-:.]/g, '')}-${record.id}.json`
    const text = JSON.stringify({ version: 1, data: record })
    await writeFile(join(folder, 'history', projectFileName(projectId), name), text)
  }
  value(await files.add(recordAt(today + 1000)))
  const names = await readdir(join(folder, 'history', projectFileName(projectId)))
  expect(names.filter((name) => name !== 'index.json')).toHaveLength(historyLimits.count)
  const listed = value(await files.list(projectId))
  expect(listed).toHaveLength(historyLimits.count)
  expect(listed[0]?.startedAt).toBe(new Date(today + 1000).toISOString())
})

test('a record of a newer version stays and is not listed', async () => {
  const files = filesOf()
  value(await files.add(recordAt(today)))
  const name = `20261125T115900000Z-${randomUUID()}.json`
  await writeFile(
    join(folder, 'history', projectFileName(projectId), name),
    '{"version":99,"data":{}}',
  )
  expect(value(await files.list(projectId))).toHaveLength(1)
  expect(await readdir(join(folder, 'history', projectFileName(projectId)))).toContain(name)
})

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written is told', async () => {
  await chmod(folder, 0o500)
  const result = await filesOf().add(recordAt(today))
  await chmod(folder, 0o700)
  expect(result).toMatchObject({ ok: false, error: { code: 'draft.write-failed' } })
})

test('a folder whose place a file has is told, for reading and writing', async () => {
  await writeFile(join(folder, 'history'), 'a file')
  expect(await filesOf().add(recordAt(today))).toMatchObject({ ok: false })
  expect(await filesOf().list(projectId)).toMatchObject({ ok: false })
})
