import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isReadOnlyAndFree } from '../../../../../src/main/files/locks/single-instance'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sso-workbench-'))
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})

test('a folder that can be written was refused because another copy holds it', () => {
  expect(isReadOnlyAndFree(folder, 'linux')).toBe(false)
})

// For root no folder is read-only; `test/e2e/disk-full.spec.ts` starts the app on one as an ordinary user.
test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a read-only one is free unless a copy holds it',
  () => {
    const lock = join(folder, 'SingletonLock')
    symlinkSync('host-4711', lock)
    chmodSync(folder, 0o500)
    expect(isReadOnlyAndFree(folder, 'linux')).toBe(false)
    chmodSync(folder, 0o700)
    rmSync(lock)
    chmodSync(folder, 0o500)
    expect(isReadOnlyAndFree(folder, 'linux')).toBe(true)
    expect(isReadOnlyAndFree(folder, 'win32')).toBe(false)
  },
)
