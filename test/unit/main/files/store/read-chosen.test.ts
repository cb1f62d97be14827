import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import { readChosenFile } from '../../../../../src/main/files/store/read-chosen'

const folder = mkdtempSync(join(tmpdir(), 'read-chosen-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = (name: string) => join(folder, name)

test('a file is read with its name, and no path', async () => {
  writeFileSync(path('a.json'), '{}')
  expect(await readChosenFile(path('a.json'), 10)).toEqual(success({ name: 'a.json', text: '{}' }))
})

test('what is too large, a folder, or not there is refused', async () => {
  writeFileSync(path('b.json'), 'x'.repeat(11))
  mkdirSync(path('c'))
  for (const name of ['b.json', 'c', 'none.json']) {
    const read = await readChosenFile(path(name), 10)
    expect(read).toMatchObject({ error: { code: 'file.read-failed', subject: name } })
    expect(JSON.stringify(read)).not.toContain(folder)
  }
})
