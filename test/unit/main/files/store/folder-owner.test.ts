import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sharedFolder } from '../../../../../src/main/files/store/folder-owner'

const uid = process.getuid?.()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sso workbench's "))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(uid === undefined)('a user data folder', () => {
  test.each([0o700, 0o755, 0o750, 0o500])('of mode %o is the person’s own', (mode) => {
    mkdirSync(join(folder, 'drafts'), { mode: 0o700 })
    writeFileSync(join(folder, 'workspaces.json'), '[]', { mode: 0o644 })
    symlinkSync('/nowhere', join(folder, 'SingletonLock'))
    chmodSync(folder, mode)
    expect(sharedFolder(folder, uid)).toBeUndefined()
    chmodSync(folder, 0o700)
  })

  test('that is not there yet, or that Windows keeps, is nobody else’s', () => {
    expect(sharedFolder(join(folder, 'none'), uid)).toBeUndefined()
    chmodSync(folder, 0o777)
    expect(sharedFolder(folder, undefined)).toBeUndefined()
  })

  test.each([0o770, 0o777, 0o720, 0o702, 0o1777])('of mode %o may be written by others', (mode) => {
    chmodSync(folder, mode)
    expect(sharedFolder(folder, uid)).toEqual({
      why: expect.stringContaining('may write to the folder'),
      commands: [`chmod -R go-w '${folder.replaceAll("'", `'\\''`)}'`],
    })
  })

  test.each(['workspaces.json', 'drafts'])(
    'with %s that others may write is theirs too',
    (name) => {
      const path = join(folder, name)
      if (name === 'drafts') mkdirSync(path)
      else writeFileSync(path, '[]')
      chmodSync(path, 0o777)
      expect(sharedFolder(folder, uid)?.why).toContain(`may write to ${name}`)
    },
  )

  test('of another account is refused, with both commands', () => {
    const shared = sharedFolder(folder, Number(uid) + 1)
    expect(shared?.why).toContain('belongs to another account')
    expect(shared?.commands.map((command) => command.split(' ')[0])).toEqual(['sudo', 'chmod'])
  })

  test('behind a link is looked at, not the link', () => {
    const link = `${folder}-link`
    symlinkSync(folder, link)
    chmodSync(folder, 0o777)
    expect(sharedFolder(link, uid)?.why).toContain('may write')
    rmSync(link)
  })
})
