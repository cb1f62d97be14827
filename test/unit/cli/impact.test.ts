import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { locked } from '../../../scripts/lib/lock.mjs'
import { buildMapperIfNeeded, ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import { setUpOf } from '../../../src/core/draft/set-up-of'
import { makeSetUpFile, setUpFileText } from '../../../src/core/set-up-file/write'
import { identityConfigText } from '../../../src/core/set-up-file/write-identity-config'
import { connection, snapshotOf } from '../../support/states/snapshots'
import { runNode } from '../../support/runner/run-to-end'

const folder = mkdtempSync(join(tmpdir(), 'impact-cli-'))
const put = (name: string, text: string) => writeFileSync(join(folder, name), text)

function impact(...args: string[]) {
  const { status, stdout, stderr } = runNode([ssoCommand, 'impact', ...args], { cwd: folder })
  return { status, stdout, stderr }
}

const organizations = [{ id: 'o', label: 'Pebble', domains: ['pebble.example'] }]
const before = snapshotOf({ organizations, oidc: [connection('a', { organization_id: 'o' })] })
const after = snapshotOf({ organizations, oidc: [connection('b')] })
const fileOf = (snapshot: typeof before) => makeSetUpFile(setUpOf(snapshot), new Map()).file

beforeAll(async () => {
  await locked(() => buildMapperIfNeeded())
  put('a.json', setUpFileText(fileOf(before)))
  put('b.json', setUpFileText(fileOf(after)))
  put('config.json', identityConfigText(fileOf(before)))
  put('odd.json', '{"format":"sso-workbench/set-up","version":1,"services":{}}')
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('names the lock-out first, and fails for it', () => {
  const { status, stdout, stderr } = impact('a.json', 'b.json')
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  const [summary, , first] = stdout.split('\n')
  expect(summary).toContain('1 domain is locked out')
  expect(first).toContain('People of pebble.example are locked out.')
})

it('has the same as JSON, for a script', () => {
  const answer = JSON.parse(impact('a.json', 'b.json', '--json').stdout)
  expect(answer).toMatchObject({ lockedOut: ['pebble.example'] })
  expect(answer.lines[0]).toMatchObject({ kind: 'locked-out', subject: 'pebble.example' })
})

it('says that nothing changes, and ends well', () => {
  expect(impact('a.json', 'a.json')).toEqual({
    status: 0,
    stdout: 'Nobody’s sign-in changes.\n',
    stderr: '',
  })
})

it('reads what the Ory CLI prints', () => {
  expect(impact('config.json', 'config.json').status).toBe(0)
})

it('refuses what is no set-up in words, and says how it is called', () => {
  const odd = impact('a.json', 'odd.json')
  expect(odd).toMatchObject({ status: 1, stdout: '' })
  expect(odd.stderr).toContain('odd.json cannot be used')
  expect(odd.stderr).toContain('has a member “services”')
  expect(impact('a.json', 'none.json').stderr).toContain('none.json cannot be read')
  expect(impact('a.json').stderr).toContain('Usage:')
  expect(impact('a.json', 'b.json', '--what').stderr).toContain('Usage:')
  expect(impact('--help')).toMatchObject({ status: 0 })
})
