import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { root } from '../../../scripts/lib/paths.mjs'
import { ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import { setUpOf } from '../../../src/core/draft/set-up-of'
import { makeSetUpFile, setUpFileText } from '../../../src/core/set-up-file/write'
import { snapshotOf } from '../../support/states/snapshots'
import { runNode, runToEnd } from '../../support/runner/run-to-end'
import { useSso } from '../../support/runner/sso'

const { folder, put, sso } = useSso('sso-cli')
const setUpText = setUpFileText(makeSetUpFile(setUpOf(snapshotOf({})), new Map()).file)
const onServers = ['plan', 'apply', 'drift', 'pull']
const names = [...onServers, 'who', 'problems', 'impact', 'team', 'mapper']

it('has one help, which names every command and every exit code', () => {
  const help = sso('--help')
  expect(help).toMatchObject({ status: 0, stderr: '' })
  for (const name of names) expect(help.stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'))
  expect(help.stdout.match(/^ {2}\w+/gm)).toHaveLength(names.length)
  for (const code of ['0', '1', '2']) expect(help.stdout).toContain(`${code}: `)
  expect(sso()).toEqual(help)
  expect(sso('help')).toEqual(help)
})

it.each(names)('%s has a help of its own', (name) => {
  const { status, stdout, stderr } = sso(name, '--help')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain(`sso-workbench ${name}`)
})

it('refuses what it does not have in words, beside how it is called', () => {
  for (const name of ['nothing', 'constructor', '\u001b[31m']) {
    const { status, stdout, stderr } = sso(name)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('There is no command “')
    expect(stderr).toContain('Usage: sso-workbench COMMAND')
    expect(stderr).not.toContain('\u001b')
  }
  expect(sso('--json').stderr).toContain('There is no option --json.')
  for (const name of names) {
    const { status, stdout, stderr } = sso(name, 'x', '--odd')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('There is no option --odd.')
    expect(stderr).toContain(`sso-workbench ${name}`)
  }
})

it.each(names)('%s prints with --json why it failed, once and as JSON', (name) => {
  const args = name === 'mapper' ? ['run', 'x', '--claims', 'x'] : ['x']
  for (const [more, code] of [
    [['--odd'], 'usage'],
    [onServers.includes(name) ? ['--project', 'X'] : ['none.json'], /^(?:failed|usage)$/],
  ] as const) {
    const { status, stdout, stderr } = sso(name, ...args, ...more, '--json')
    expect(status).toBe(1)
    const { error } = JSON.parse(stdout)
    expect(error).toEqual({ code: expect.stringMatching(code), message: expect.any(String) })
    expect(stderr.startsWith(`${error.message}\n`)).toBe(true)
  }
  expect(JSON.parse(sso('nothing', '--json').stdout).error.code).toBe('usage')
})

it.skipIf(process.platform !== 'linux')('says in one sentence that a disk is full', () => {
  for (const args of ['--help', 'problems . --json', 'nothing --json']) {
    const script = `${process.execPath} ${ssoCommand} ${args} >/dev/full`
    const { status, stderr } = runToEnd('bash', ['-c', script], { cwd: folder })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^The output cannot be written: ENOSPC: no space left on device.*$/m)
    expect(stderr).not.toMatch(/\n\s+at |file:|Error:/)
  }
})

it('has a version', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(sso('--version')).toEqual({ status: 0, stdout: `sso-workbench ${version}\n`, stderr: '' })
})

it('prints no result in words with --quiet, and still JSON, help and errors', () => {
  const quiet = (...args: string[]) => sso('problems', ...args, '--quiet')
  put('none.json', setUpText)
  expect(quiet('none.json')).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(JSON.parse(quiet('none.json', '--json').stdout)).toEqual({ findings: [] })
  expect(quiet('none.json', '--format=junit').stdout).toContain('<testsuites')
  expect(quiet('--help').stdout).toContain('Usage')
  expect(quiet('gone.json')).toMatchObject({ status: 1, stdout: '' })
  expect(quiet('gone.json').stderr).toContain('there is no such file')
})

it('says what takes the place of options of Terraform', () => {
  expect(sso('plan', 'x', '--detailed-exitcode').stderr).toContain(
    'plan always ends with exit code 2',
  )
  for (const option of ['--auto-approve', '-auto-approve', '--auto-approve=true']) {
    expect(sso('apply', 'x', option).stderr).toContain('apply never asks')
  }
})

const asModule = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`
/** Says on the stream of errors which files a process of Node loads. */
const tellsLoads = asModule(`
import { register } from 'node:module'
register(${JSON.stringify(
  asModule(`
import { writeSync } from 'node:fs'
export function load(url, context, next) {
  if (url.startsWith('file:')) writeSync(2, 'loads ' + url + '\\n')
  return next(url, context)
}`),
)})`)

it.each(names)('%s loads little to print its help', (name) => {
  const { stderr } = runNode(['--import', tellsLoads, ssoCommand, name, '--help'], {})
  const files = stderr.match(/(?<=^loads ).*$/gm) ?? []
  expect(files.length, stderr).toBeGreaterThan(1)
  const bytes = files.reduce((sum, url) => sum + statSync(fileURLToPath(url)).size, 0)
  // All of it has megabytes, and what reads arguments some kilobytes.
  expect(bytes, files.join(', ')).toBeLessThan(30_000)
})

it('the names of before are names of its commands', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(scripts).toMatchObject({
    sso: 'node scripts/sso.mjs',
    mapper: 'node scripts/sso.mjs mapper',
    impact: 'node scripts/sso.mjs impact',
    radar: 'node scripts/sso.mjs problems',
    team: 'node scripts/sso.mjs team',
  })
})
