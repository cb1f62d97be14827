import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { setUpOf } from '../../../src/core/draft/set-up-of'
import { makeSetUpFile, setUpFileText } from '../../../src/core/set-up-file/write'
import { useSso } from '../../support/runner/sso'
import { connection, snapshotOf } from '../../support/states/snapshots'
import { filesFor, sampleState } from '../../support/states/team-folder'

const { folder, put, sso } = useSso('who-cli')

beforeAll(() => {
  const snapshot = snapshotOf({
    organizations: [
      { id: 'o', label: 'Pebble', domains: ['pebble.example'] },
      { id: 'p', label: 'Red \u001b[31m', domains: ['locked.example'] },
    ],
    oidc: [
      connection('a', { organization_id: 'o', label: 'Pebble Okta' }),
      connection('b', { label: 'Everybody' }),
    ],
  })
  put('a.json', setUpFileText(makeSetUpFile(setUpOf(snapshot), new Map()).file))
  for (const [path, text] of filesFor(sampleState())) {
    mkdirSync(dirname(join(folder, 'team', path)), { recursive: true })
    writeFileSync(join(folder, 'team', path), text)
  }
  put('odd.json', '[]')
})

it('says which organization takes an address, and what it offers', () => {
  const { status, stdout, stderr } = sso('who', 'Ada@Pebble.example', 'a.json')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^Ada@Pebble\.example: a\.json: .*: One connection \(Pebble\)$/m)
  expect(stdout).toContain('no password field')
  expect(stdout).toMatch(/^ {2}- Pebble Okta /m)
  expect(stdout).not.toContain('Everybody')
})

it('answers several, each with its way, and escapes what others wrote', () => {
  const { stdout } = sso('who', 'locked.example,eve@nobody.example', 'a.json')
  expect(stdout).toContain(String.raw`Locked out (Red \u{001b}[31m)`)
  expect(stdout).not.toContain('\u001b')
  expect(stdout).toMatch(/^eve@nobody\.example: .*No organization; 1 social connection$/m)
  expect(stdout).toContain('add nobody.example to the domains')
})

it('names what is no address, beside the answers', () => {
  const asked = "o'brien@pebble.example,a@@b,@pebble.example"
  const text = sso('who', asked, 'a.json')
  expect(text.stdout).toMatch(/^o'brien@pebble\.example: a\.json: .*Pebble/)
  expect(text.stderr).toBe('Not an e-mail address: a@@b, @pebble.example.\n')
  const { malformed } = JSON.parse(sso('who', asked, 'a.json', '--json').stdout)
  expect(malformed).toEqual(['a@@b', '@pebble.example'])
})

it('has the same as JSON', () => {
  const { answers } = JSON.parse(sso('who', 'pebble.example', 'a.json', '--json').stdout)
  expect(answers).toEqual([
    {
      address: 'pebble.example',
      file: 'a.json',
      project: expect.any(String),
      way: expect.objectContaining({
        kind: 'single',
        domain: 'pebble.example',
        organizations: [{ key: 'o', label: 'Pebble' }],
        isLockOut: false,
      }),
      words: 'One connection',
      explanation: expect.stringContaining('no password field'),
    },
  ])
})

it('asks every project of a team folder', () => {
  const { answers } = JSON.parse(sso('who', 'pebble.example', 'team', '--json').stdout)
  expect(answers.map(({ file }: { file: string }) => file)).toEqual([
    join('team', 'projects', 'live.json'),
    join('team', 'projects', 'stage.json'),
  ])
})

it('refuses what is no address and no set-up in words', () => {
  const said = (...args: string[]) => {
    const { status, stdout, stderr } = sso('who', ...args)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    return stderr
  }
  expect(said('nobody', 'a.json')).toContain('“nobody” is no e-mail address and no domain.')
  expect(said('pebble.example')).toContain('who takes an address or a domain, and files.')
  expect(said('pebble.example', 'odd.json')).toContain('odd.json cannot be used')
  expect(said('pebble.example', 'none.json')).toContain('none.json: there is no such file')
  // A check that looked at nothing must not pass.
  mkdirSync(join(folder, 'empty-team/projects'), { recursive: true })
  mkdirSync(join(folder, 'no-setups'))
  put('no-setups/notes.txt', '')
  put('empty-team/team-folder.json', '{"format":"sso-workbench/team-folder","version":1}')
  for (const command of [['who', 'pebble.example'], ['problems']]) {
    const [name = '', ...args] = command
    for (const empty of ['no-setups', 'empty-team']) {
      expect(sso(name, ...args, 'a.json', empty)).toMatchObject({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(
          new RegExp(`There is no \\*\\.json in ${empty}|${empty} has no projects`),
        ),
      })
    }
  }
  for (const checked of ['fmt', 'lint']) {
    expect(sso('mapper', checked, 'no-setups')).toMatchObject({ status: 1, stdout: '' })
  }
  writeFileSync(join(folder, 'team', 'projects', 'broken.json'), '<<<<<<< HEAD')
  expect(said('pebble.example', 'team')).toMatch(/team cannot be used:\n.*projects\/broken\.json/)
})
