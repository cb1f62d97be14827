import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  watchTeamFolders,
  type TeamFolderWatch,
} from '../../../../../src/main/files/team-folder/watch-team-folders'
import { temporaryFolder } from '../../../../support/services/temporary'

let root: string
let watching: TeamFolderWatch
let told: string[]
let wake: () => void
beforeEach(async () => {
  root = await temporaryFolder()
  told = []
  watching = watchTeamFolders((changed) => {
    told.push(changed)
    wake()
  })
})
afterEach(async () => {
  watching.close()
})

/** Waits until a change is told; a test that is told nothing runs out of time. */
function change(make: () => Promise<unknown>): Promise<void> {
  const heard = new Promise<void>((resolve) => (wake = resolve))
  return make().then(() => heard)
}

it.each([
  ['a file of a project', 'projects/live.json'],
  ['a case of a mapper', 'mappers/pebble/a.case.json'],
  ['the marker of the folder', 'team-folder.json'],
])('tells of %s that is written, changed and removed', async (_what, path) => {
  for (const folder of ['projects', 'mappers/pebble']) {
    await mkdir(join(root, folder), { recursive: true })
  }
  const file = join(root, path)
  await watching.follow(root)
  await change(() => writeFile(file, '{}'))
  await watching.follow(root)
  await change(() => writeFile(file, '{ }'))
  await watching.follow(root)
  await change(() => rm(file))
  expect(new Set(told)).toEqual(new Set([root]))
})

it('tells of a folder that is made, and then of what is in it', async () => {
  await watching.follow(root)
  await change(() => mkdir(join(root, 'projects')))
  await watching.follow(root)
  await change(() => writeFile(join(root, 'projects', 'live.json'), '{}'))
})

it('goes on where another folder has taken the place of one, as a checkout does', async () => {
  await mkdir(join(root, 'projects'))
  await watching.follow(root)
  await change(async () => {
    await rename(join(root, 'projects'), join(root, 'former'))
    await mkdir(join(root, 'projects'))
  })
  await watching.follow(root)
  await change(() => writeFile(join(root, 'projects', 'live.json'), '{}'))
})

it('follows a folder that is not there without a word', async () => {
  await watching.follow(join(root, 'gone'))
  expect(told).toEqual([])
})
