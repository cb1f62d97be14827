import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readRecentLines } from '../../../../src/main/log/recent-lines'
import { temporaryFolder } from '../../../support/services/temporary'

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
})

test('the last lines are those of the new file, with those of the old one before them', async () => {
  expect(await readRecentLines(folder, 3)).toEqual([])
  await writeFile(join(folder, 'main.log'), 'c\nd\n')
  expect(await readRecentLines(folder, 3)).toEqual(['c', 'd'])
  await writeFile(join(folder, 'main.old.log'), 'a\nb\n')
  expect(await readRecentLines(folder, 3)).toEqual(['b', 'c', 'd'])
  expect(await readRecentLines(folder, 1)).toEqual(['d'])
  expect(await readRecentLines(folder, 9)).toEqual(['a', 'b', 'c', 'd'])
})
