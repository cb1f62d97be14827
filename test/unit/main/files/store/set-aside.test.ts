import fs from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createAppFiles } from '../../../../../src/main/files/app-files'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import { setAside } from '../../../../../src/main/files/store/set-aside'
import { temporaryFolder } from '../../../../support/services/temporary'

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
})

const textsIn = async () => {
  const names = (await readdir(folder)).toSorted()
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]))
}

test('nothing is lost on a disk that knows no links', async () => {
  const refused = Object.assign(new Error('No links'), { code: 'EPERM' })
  const link = vi.spyOn(fs.promises, 'link').mockRejectedValue(refused)
  syncBuiltinESMExports()
  try {
    await writeFile(join(folder, 'one.json'), 'first')
    expect(await setAside(join(folder, 'one.json'))).toBe('one.json.damaged-1')
    expect(link).toHaveBeenCalledTimes(1)
  } finally {
    link.mockRestore()
    syncBuiltinESMExports()
  }
  expect(await textsIn()).toEqual([['one.json.damaged-1', 'first']])
})

test('each damaged file is kept beside the ones before', async () => {
  const notices = createNotices()
  const path = join(folder, 'one.json')
  for (const text of ['first', 'second', 'third']) {
    await writeFile(path, text)
    const files = createJsonFiles({ folder, notices })
    expect(await files.read('one.json', z.object({}))).toEqual({ ok: true, value: undefined })
  }
  expect(await textsIn()).toEqual([
    ['one.json.damaged-1', 'first'],
    ['one.json.damaged-2', 'second'],
    ['one.json.damaged-3', 'third'],
  ])
  expect(notices.list().map(({ text }) => /damaged-\d/.exec(text)?.[0])).toEqual([
    'damaged-1',
    'damaged-2',
    'damaged-3',
  ])
})

test('one that an earlier version set aside stays', async () => {
  const path = join(folder, 'one.json')
  await writeFile(`${path}.damaged`, 'long ago')
  await writeFile(path, 'now')
  await createJsonFiles({ folder, notices: createNotices() }).read('one.json', z.object({}))
  expect(await textsIn()).toEqual([
    ['one.json.damaged', 'long ago'],
    ['one.json.damaged-1', 'now'],
  ])
})

test('files that are set aside at the same moment, and folders, keep all that is in them', async () => {
  const path = join(folder, 'one.json')
  const write = async (text: string) => {
    await writeFile(path, text)
    return setAside(path)
  }
  await write('a')
  await Promise.all([write('b').catch(() => ''), write('b').catch(() => '')])
  await mkdir(path, { recursive: true })
  await writeFile(join(path, 'inside'), 'c')
  const aside = await setAside(path)
  expect(await readFile(join(folder, aside, 'inside'), 'utf8')).toBe('c')
  expect(await readFile(join(folder, 'one.json.damaged-1'), 'utf8')).toBe('a')
})

test('a folder of drafts that cannot be read is told with its path, and is not “no drafts”', async () => {
  const notices = createNotices()
  // A file in the place of the folder: that it cannot be listed is so for root too.
  await writeFile(join(folder, 'drafts'), 'no folder')
  await writeFile(join(folder, 'trash'), 'no folder')
  const files = createAppFiles(createJsonFiles({ folder, notices }))
  expect(await files.drafts.projectIds()).toEqual([])
  expect(await files.trash.list()).toEqual([])
  const told = notices.list()
  expect(told.map(({ title }) => title)).toEqual([
    'The folder drafts cannot be read',
    'The folder trash cannot be read',
  ])
  expect(told[0]?.text).toContain(join(folder, 'drafts'))
})

test('a folder that is not there yet is nothing to tell of', async () => {
  const notices = createNotices()
  const files = createAppFiles(createJsonFiles({ folder, notices }))
  expect(await files.drafts.projectIds()).toEqual([])
  expect(notices.list()).toEqual([])
})
