import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  chromiumFolderName,
  emptyChromiumFolder,
} from '../../../../../src/main/files/store/chromium-folder'

let folder: string
const inside = (...names: string[]) => join(folder, ...names)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromium-folder-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('is empty at each start', () => {
  const made = emptyChromiumFolder(folder)
  expect(made).toBe(inside(chromiumFolderName))
  writeFileSync(join(made, 'Preferences'), '{}')
  expect(readdirSync(emptyChromiumFolder(folder))).toEqual([])
})

test('a link in its place goes, and not what it leads to', () => {
  mkdirSync(inside('other'))
  writeFileSync(inside('other', 'Preferences'), '{}')
  symlinkSync(inside('other'), inside(chromiumFolderName), 'junction')
  expect(readdirSync(emptyChromiumFolder(folder))).toEqual([])
  expect(existsSync(inside('other', 'Preferences'))).toBe(true)
})

test('is a temporary one where it cannot be made, as in a folder that is read-only', () => {
  const made = emptyChromiumFolder(inside('missing'))
  expect(made).not.toContain(folder)
  expect(readdirSync(made)).toEqual([])
  rmSync(made, { recursive: true })
})
