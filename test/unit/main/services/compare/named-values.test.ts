import { afterEach, beforeEach, expect, it } from 'vitest'
import type { NamedValue } from '../../../../../src/core/compare/named-values'
import { createAppFiles, type AppFiles } from '../../../../../src/main/files/app-files'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import { value } from '../../../../support/services/main-services'
import { namedValuesIn } from '../../../../support/services/named-values'
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

const live = someProject(1)
const host: NamedValue = {
  id: '10000000-0000-4000-8000-000000000001',
  name: 'Okta host',
  what: 'issuer',
  texts: { production: 'live.example', staging: 'preview.example' },
  projects: [],
}

it('puts the changes of two windows together, and refuses what both changed', async () => {
  let told = 0
  const values = namedValuesIn(files, () => (told += 1))
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
