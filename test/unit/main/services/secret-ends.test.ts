import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createAppFiles, type AppFiles } from '../../../../src/main/files/app-files'
import { createCachedProjects } from '../../../../src/main/files/snapshots/cached-projects'
import { createJsonFiles } from '../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../src/main/files/store/notices'
import { createSecretEnds } from '../../../../src/main/services/secret-ends'
import { value } from '../../../support/services/main-services'
import { someProject } from '../../../support/states/project-ids'

const one = someProject(1)
let folder: string
let files: AppFiles
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sso-workbench-'))
  files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
})
afterEach(async () => {
  await files.flush()
  await rm(folder, { recursive: true, force: true })
})

it('keeps the last day of each secret of a project, where the thread of Home reads it, and forgets it', async () => {
  const told: unknown[] = []
  const ends = createSecretEnds(files, (projectId, all) => void told.push([projectId, all]))
  expect(value(await ends.list(one))).toEqual({})
  // Two windows at once.
  await Promise.all([
    ends.note(one, 'oidc:b', '2027-03-01'),
    ends.note(one, 'oidc:a', '2028-01-31'),
  ])
  const both = { 'oidc:a': '2028-01-31', 'oidc:b': '2027-03-01' }
  expect(value(await ends.list(one))).toEqual(both)
  expect(told.at(-1)).toEqual([one, both])
  const cached = createCachedProjects({ folder })
  expect(await cached.readEnds(one)).toEqual({ secrets: both })
  expect(value(await ends.note(one, 'oidc:b', undefined))).toEqual({
    'oidc:a': '2028-01-31',
  })
  value(await files.forgetEnds(one))
  expect(await cached.readEnds(one)).toBeUndefined()
})
