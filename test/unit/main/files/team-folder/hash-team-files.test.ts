import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { createTeamHashes } from '../../../../../src/main/files/team-folder/hash-team-files'
import { readTeamFiles } from '../../../../../src/main/files/team-folder/read-team-files'
import { temporaryFolder } from '../../../../support/services/temporary'

let root: string
beforeEach(async () => {
  root = await temporaryFolder()
  await mkdir(join(root, 'projects'))
})

it('has the hashes of the files as they are read, and follows a change', async () => {
  const path = join(root, 'projects/live.json')
  await writeFile(path, '{}')
  await writeFile(join(root, 'projects/.hidden.json'), '{}')
  const hash = createTeamHashes()
  const before = await hash(root)
  expect(before).toEqual((await readTeamFiles(root)).hashes)
  expect([...before.keys()]).toEqual(['projects/live.json'])
  expect(await hash(root)).toEqual(before)
  await writeFile(path, '{ }')
  expect(await hash(root)).toEqual((await readTeamFiles(root)).hashes)
  await rm(path)
  expect(await hash(root)).toEqual(new Map())
})

it('follows no link, and has nothing of a folder that is gone', async () => {
  const other = join(root, 'other.json')
  await writeFile(other, '{}')
  await symlink(other, join(root, 'projects/live.json'))
  const hash = createTeamHashes()
  expect(await hash(root)).toEqual(new Map())
  await rm(root, { recursive: true })
  expect(await hash(root)).toEqual(new Map())
})
