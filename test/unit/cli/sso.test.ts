import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { root } from '../../../scripts/lib/paths.mjs'
import { ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import { runNode } from '../../support/runner/run-to-end'
import { useSso } from '../../support/runner/sso'

const { sso } = useSso('sso-cli')
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

it.each(names)('%s has a help of its own, which the manual has', (name) => {
  const { status, stdout, stderr } = sso(name, '--help')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain(`sso-workbench ${name}`)
  expect(readFileSync(join(root, 'docs/command-line.md'), 'utf8')).toContain(stdout)
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
