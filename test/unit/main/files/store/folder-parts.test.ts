import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderParts } from '../../../../../src/main/files/store/folder-parts'
import { temporaryFolder } from '../../../../support/services/temporary'

test('files and bytes are told by the names that the app gives, and all else as one', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'drafts', 'deeper'), { recursive: true })
  await mkdir(join(folder, 'Local Storage'))
  await writeFile(join(folder, 'drafts', 'a.json'), 'abc')
  await writeFile(join(folder, 'drafts', 'deeper', 'b.json'), 'ab')
  await writeFile(join(folder, 'guards.json'), '{}')
  await writeFile(join(folder, 'guards.json.damaged-1'), '{')
  await writeFile(join(folder, 'Local Storage', 'x'), 'x')
  await writeFile(join(folder, 'Ann’s notes.txt'), 'xy')
  await symlink(tmpdir(), join(folder, 'elsewhere'))
  const parts = await folderParts(folder)
  expect(parts.filter(({ name }) => name !== 'elsewhere')).toEqual([
    { name: 'drafts', files: 2, bytes: 5 },
    { name: 'guards.json', files: 1, bytes: 2 },
    { name: 'guards.json.damaged-1', files: 1, bytes: 1 },
    { name: 'of Electron', files: 2, bytes: 3 },
  ])
  // A link is not followed.
  expect(parts.find(({ name }) => name === 'elsewhere')?.files).toBe(1)
  await rm(folder, { recursive: true })
})
