import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { locked } from '../../../scripts/lib/lock.mjs'
import { buildMapperIfNeeded, ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import { runNode } from '../../support/runner/run-to-end'
import { filesFor, sampleState } from '../../support/states/team-folder'

const folder = mkdtempSync(join(tmpdir(), 'team-cli-'))

function put(name: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true })
    writeFileSync(join(folder, name, path), text)
  }
}

function team(...args: string[]) {
  const { status, stdout, stderr } = runNode([ssoCommand, 'team', ...args], { cwd: folder })
  return { status, stdout, stderr }
}

beforeAll(async () => {
  await locked(() => buildMapperIfNeeded())
  const good = filesFor(sampleState())
  put('good', good)
  put('bad', good)
  const text = (path: string) => good.get(path) ?? ''
  const canary = 'canary-4711'
  put(
    'bad',
    new Map([
      [
        'projects/live.json',
        text('projects/live.json').replace('"fields"', `"x_password": "${canary}", "fields"`),
      ],
      ['pairs/live--stage.json', text('pairs/live--stage.json').replaceAll('  ', ' ')],
      [
        'mappers/pebble/ada.case.json',
        text('mappers/pebble/ada.case.json').replace('"traits": {', '"traits": { "name": "Ada",'),
      ],
      ['projects/odd.json', '['.repeat(10_000)],
    ]),
  )
  symlinkSync('/etc/passwd', join(folder, 'bad/projects/link.json'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('passes a folder as the app writes it, with its cases', () => {
  const { status, stdout, stderr } = team('check', 'good')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('2 projects, 1 mappers, 1 cases passed, 0 errors')
})

it('says what is wrong in which file, quotes no secret and fails', () => {
  const { status, stdout } = team('check', 'bad')
  expect(status).toBe(1)
  expect(stdout).not.toContain('canary')
  for (const line of [
    /^projects\/live\.json: error: .*which a set-up does not have/m,
    /^projects\/odd\.json: error: .*nested deeper/m,
    /^projects\/link\.json: error: It is a link/m,
    /^pairs\/live--stage\.json: error: .*stable form/m,
    /^mappers\/pebble\/ada\.case\.json: error: The case “Ada” fails: .*expected/m,
  ]) {
    expect(stdout).toMatch(line)
  }
})

it('tells once what two rules of the app find at one place', () => {
  const live = filesFor(sampleState()).get('projects/live.json') ?? ''
  const gone = live.replace(/"organization_id": "[^"]*"/, '"organization_id": "gone"')
  expect(gone).not.toBe(live)
  put('gone', new Map([...filesFor(sampleState()), ['projects/live.json', gone]]))
  const lines = team('check', 'gone').stdout.split('\n')
  expect(lines.filter((line) => line.includes('does not exist'))).toEqual([
    expect.stringContaining('(organization-gone)'),
  ])
})

it('has the same as JSON', () => {
  const answer = JSON.parse(team('check', 'bad', '--json').stdout)
  expect(answer).toMatchObject({ ok: false, mappers: 1 })
  expect(answer.errors).toBe(
    answer.findings.filter(({ severity }: { severity: string }) => severity === 'error').length,
  )
})

it('says how it is called, and refuses what is no folder in words', () => {
  expect(team('--help')).toMatchObject({ status: 0, stderr: '' })
  expect(team('--help').stdout).toContain('team check DIR')
  expect(team('good').stderr).toContain('Usage:')
  expect(team('write', 'good')).toMatchObject({ status: 1, stdout: '' })
  expect(team('check', 'nowhere').stderr).toContain('nowhere cannot be read')
  expect(team('check', '.').stdout).toContain('this is no team folder')
})

it('writes the names of others without what a terminal obeys', () => {
  put('named', filesFor(sampleState()))
  // Erases the line before and colours what follows; the second begins a line of its own.
  const names = ['\u001b[1A\u001b[2K\u001b[32mok.json', 'a\n0 errors.json', '\u202egnp.json']
  put('named', new Map(names.map((name) => [`projects/${name}`, '{}'])))
  const { stdout } = team('check', 'named')
  expect(stdout).toContain(String.raw`projects/\u{001b}[1A\u{001b}[2K\u{001b}[32mok.json: error`)
  expect(stdout).toContain(String.raw`projects/a\u{000a}0 errors.json: error`)
  expect(stdout).toContain(String.raw`projects/\u{202e}gnp.json: error`)
  expect(stdout).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u)
})
