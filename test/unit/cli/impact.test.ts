import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { locked } from '../../../scripts/lib/lock.mjs'
import { buildMapperIfNeeded, ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import { setUpOf } from '../../../src/core/draft/set-up-of'
import { makeSetUpFile, setUpFileText } from '../../../src/core/set-up-file/write'
import { identityConfigText } from '../../../src/core/set-up-file/write-identity-config'
import { connection, snapshotOf } from '../../support/states/snapshots'
import { filesFor, sampleState } from '../../support/states/team-folder'
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
})
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

it('reads projects of team folders with their mappers, and refuses a copy without them', () => {
  for (const [path, text] of filesFor(sampleState())) {
    for (const root of ['main', 'branch']) {
      mkdirSync(dirname(join(folder, root, path)), { recursive: true })
      put(join(root, path), text)
    }
  }
  const [one, other] = ['main/projects/live.json', 'branch/projects/live.json']
  expect(impact(one, other)).toMatchObject({ status: 0, stdout: 'Nobody’s sign-in changes.\n' })
  const file = JSON.parse(readFileSync(join(folder, other), 'utf8'))
  for (const { fields } of file.connections) delete fields.organization_id
  put(other, JSON.stringify(file))
  expect(impact(one, other)).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/locked out/),
  })
  put('copy.json', JSON.stringify(file))
  const copy = impact(one, 'copy.json')
  expect(copy).toMatchObject({ status: 1, stdout: '' })
  expect(copy.stderr).toMatch(/copy\.json cannot be used:\n.*mapper\.jsonnet.*could not be read/)
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
