import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { firstMemory } from '../../../../../src/core/compare/memory'
import type { NamedValue } from '../../../../../src/core/compare/named-values'
import { createAppFiles, type AppFiles } from '../../../../../src/main/files/app-files'
import { pairFileName } from '../../../../../src/main/files/pair-names'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import { createPairMemories } from '../../../../../src/main/services/compare/pair-memory'
import { value } from '../../../../support/services/main-services'
import { namedValuesIn } from '../../../../support/services/named-values'
import { snapshotOf } from '../../../../support/states/snapshots'
import { someProject } from '../../../../support/states/project-ids'
import { temporaryFolder } from '../../../../support/services/temporary'

let folder: string
let files: AppFiles
const notices = createNotices()
beforeEach(async () => {
  folder = await temporaryFolder()
  files = createAppFiles(createJsonFiles({ folder, notices }))
})
afterEach(async () => {
  await files.flush()
})

const [live, stage, gone] = [someProject(1), someProject(2), someProject(3)]
function project(id: typeof live, environment: 'production' | 'staging') {
  const snapshot = snapshotOf({})
  return { ...snapshot, summary: { ...snapshot.summary, id, environment } }
}
const projects = [project(live, 'production'), project(stage, 'staging')]
const host: NamedValue = {
  id: '10000000-0000-4000-8000-000000000001',
  name: 'Okta host',
  what: 'issuer',
  texts: { production: 'live.example', staging: 'preview.example' },
  projects: [],
}

/** The file of a pair of before, whose left side is the one that comes first by name. */
async function pairOfBefore(left: string, right: string, from: string, to: string): Promise<void> {
  const rule = { what: 'issuer' as const, from, to }
  value(
    await files
      .comparisons(pairFileName(left, right))
      .write({ ...firstMemory(false), forward: [rule], backward: [] }),
  )
}

it('makes values of the rules of pairs once, and leaves the files of the pairs as they are', async () => {
  await pairOfBefore(live, stage, 'live.example', 'preview.example')
  await pairOfBefore(live, gone, 'live.example', 'gone.example')
  await pairOfBefore('file-acme', stage, 'file.example', 'stage.example')
  const before = await readFile(
    join(folder, 'compare', `${pairFileName(live, stage)}.json`),
    'utf8',
  )
  const values = namedValuesIn(files, projects)
  const taken = value(await values.read())
  expect(taken).toHaveLength(2)
  expect(taken).toContainEqual(
    expect.objectContaining({
      texts: { production: 'live.example', staging: 'preview.example' },
      projects: [{ of: gone, text: 'gone.example' }],
    }),
  )
  // Once only: what is deleted stays deleted.
  value(await values.save(taken, []))
  expect(value(await namedValuesIn(files, projects).read())).toEqual([])

  // Both directions of the pair have it, and a change of the pair keeps what its file had.
  value(await values.save([], [host]))
  const memories = createPairMemories(files, values, () => undefined)
  const sides = {
    left: { name: stage, environment: 'staging' },
    right: { name: live, environment: 'production' },
  } as const
  expect(value(await memories.read(sides)).forward).toMatchObject([
    { from: 'preview.example', to: 'live.example' },
  ])
  value(await memories.change(sides, (memory) => memory))
  expect(await readFile(join(folder, 'compare', `${pairFileName(live, stage)}.json`), 'utf8')).toBe(
    before,
  )
})

it('puts the changes of two windows together, and refuses what both changed', async () => {
  let told = 0
  const values = namedValuesIn(files, [], () => (told += 1))
  const second = { ...host, id: '20000000-0000-4000-8000-000000000002', name: 'Tenant' }
  value(await values.save([], [host]))
  value(await values.save([], [second]))
  expect(value(await values.read())).toEqual([host, second])
  value(await values.save([host, second], [{ ...host, name: 'Okta' }, second]))
  const refused = await values.save([host, second], [second])
  expect(refused).toMatchObject({ ok: false, error: { code: 'request.invalid' } })
  expect(!refused.ok && refused.error.message).toContain('Another window changed Okta host')
  expect(value(await values.read()).map(({ name }) => name)).toEqual(['Okta', 'Tenant'])
  expect(told).toBe(3)
})

it('keeps no secret', async () => {
  const values = namedValuesIn(files)
  const secret = 'https://ada:hunter2@okta.example'
  for (const odd of [
    { ...host, texts: { production: secret } },
    { ...host, projects: [{ of: live, text: secret }] },
    { ...host, name: secret },
  ]) {
    expect(await values.save([], [odd])).toMatchObject({ ok: false })
  }
  expect(value(await values.read())).toEqual([])
})

it('takes the rules of pairs again where the file is damaged, which is set aside and told', async () => {
  await pairOfBefore(live, stage, 'live.example', 'preview.example')
  value(await namedValuesIn(files, projects).save([], [host]))
  await files.flush()
  await writeFile(join(folder, 'values.json'), '{"damaged')
  const again = createAppFiles(createJsonFiles({ folder, notices }))
  expect(value(await namedValuesIn(again, projects).read())).toMatchObject([
    { name: 'preview.example', texts: host.texts },
  ])
  expect(JSON.stringify(notices.list())).toContain('values.json')
})
