import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { locked } from '../../../scripts/lib/lock.mjs'
import { buildMapperIfNeeded, ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import { setUpOf } from '../../../src/core/draft/set-up-of'
import { toMapperUrl } from '../../../src/core/model/mapper-text'
import { makeSetUpFile, setUpFileText } from '../../../src/core/set-up-file/write'
import { connection, snapshotOf } from '../../support/states/snapshots'
import { runNode } from '../../support/runner/run-to-end'
import { filesFor, sampleState } from '../../support/states/team-folder'

const folder = mkdtempSync(join(tmpdir(), 'problems-cli-'))
const put = (name: string, text: string) => writeFileSync(join(folder, name), text)

function problems(...args: string[]) {
  const { status, stdout, stderr } = runNode([ssoCommand, 'problems', ...args], { cwd: folder })
  return { status, stdout, stderr }
}

const organizations = [{ id: 'o', label: 'Pebble', domains: ['pebble.example'] }]
const safe = toMapperUrl(
  "local claims = { email_verified: false } + std.extVar('claims');\n{ identity: { traits: { [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email } } }\n",
)
const member = { organization_id: 'o', mapper_url: safe }
const textOf = (snapshot: ReturnType<typeof snapshotOf>) =>
  setUpFileText(makeSetUpFile(setUpOf(snapshot), new Map()).file)

beforeAll(async () => {
  await locked(() => buildMapperIfNeeded())
  put('good.json', textOf(snapshotOf({ organizations, oidc: [connection('a', member)] })))
  put(
    'out.json',
    textOf(snapshotOf({ organizations, oidc: [connection('a', { mapper_url: safe })] })),
  )
  put('odd.json', '[]')
  const document = (environment: string, issuer: string) => {
    const { project } = snapshotOf({
      organizations,
      oidc: [connection('a', { ...member, issuer_url: issuer })],
    })
    const whole = { ...project, id: 'x', name: 'P', slug: 'p', environment, organizations }
    return JSON.stringify(environment === 'dev' ? { project: whole } : whole)
  }
  put('prod.json', document('prod', 'https://one.example'))
  put('stage.json', document('stage', 'https://two.example'))
  put('dev.json', document('dev', 'https://two.example'))
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('finds what the file alone tells, names the file, and fails for an error', () => {
  const { status, stdout, stderr } = problems('good.json', 'out.json')
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  expect(stdout.split('\n')[0]).toMatch(/^out\.json: error: Pebble: .*\(lock-out\)$/)
})

it('has the same as JSON, with why it matters', () => {
  const { findings } = JSON.parse(problems('out.json', '--json').stdout)
  expect(findings[0]).toMatchObject({ file: 'out.json', rule: 'lock-out', severity: 'error' })
  expect(findings[0].why).toContain('no password field')
})

it('ends well where nobody is locked out', () => {
  expect(problems('good.json')).toMatchObject({ status: 0, stderr: '' })
})

it('fails from the severity on that is asked for', () => {
  const { findings } = JSON.parse(problems('prod.json', 'stage.json', '--json').stdout)
  expect(findings.map(({ severity }: { severity: string }) => severity)).not.toContain('error')
  expect(problems('prod.json', 'stage.json')).toMatchObject({ status: 0 })
  expect(problems('prod.json', 'stage.json', '--fail-on', 'info')).toMatchObject({ status: 1 })
  expect(problems('good.json', '--fail-on', 'warning')).toMatchObject({ status: 0 })
  expect(problems('good.json', '--fail-on', 'worst').stderr).toContain(
    '--fail-on is one of error, warning, info.',
  )
})

it('has the same as SARIF, for the pages of a code host', () => {
  const { status, stdout } = problems('out.json', 'good.json', '--format', 'sarif')
  expect(status).toBe(1)
  const { version, runs } = JSON.parse(stdout)
  expect(version).toBe('2.1.0')
  const [{ tool, results }] = runs
  expect(results[0]).toMatchObject({
    ruleId: 'lock-out',
    level: 'error',
    message: { text: expect.stringMatching(/^Pebble: /) },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'out.json' } } }],
  })
  for (const { ruleId, ruleIndex } of results) {
    expect(tool.driver.rules[ruleIndex].id).toBe(ruleId)
  }
  const { findings } = JSON.parse(problems('out.json', 'good.json', '--json').stdout)
  expect(results).toHaveLength(findings.length)
  expect(problems('good.json', '--format', 'junit').stderr).toContain('text or sarif')
  expect(problems('good.json', '--format', 'sarif', '--json').stderr).toContain('not both')
})

it('looks at the projects of a team folder', () => {
  for (const [path, text] of filesFor(sampleState())) {
    mkdirSync(dirname(join(folder, 'team', path)), { recursive: true })
    put(join('team', path), text)
  }
  const { findings } = JSON.parse(problems('team', '--json').stdout)
  expect(findings.length).toBeGreaterThan(0)
  for (const { file } of findings) expect(file).toMatch(/^team[\\/]projects[\\/]/)
})

it('refuses what is no set-up in words, and says how it is called', () => {
  expect(problems('odd.json')).toMatchObject({ status: 1, stdout: '' })
  expect(problems('odd.json').stderr).toContain('odd.json cannot be used')
  expect(problems().stderr).toContain('Usage:')
  expect(problems('--what').stderr).toContain('Usage:')
})

it('writes a label of others without what a terminal obeys, and so do complaints about a file', () => {
  const label = 'red \u001b[31m'
  const oidc = [connection('a', { mapper_url: safe, label })]
  put('esc.json', textOf(snapshotOf({ organizations, oidc })).replaceAll('\u001b', '\\u001b'))
  put('esc-odd.json', '{"format":"sso-workbench/set-up","version":1,"a\\u001b[31m":1}')
  expect(problems('esc.json').stdout).not.toContain('\u001b')
  const odd = problems('esc-odd.json').stderr
  expect(odd).toContain(String.raw`a\u{001b}[31m`)
  expect(odd).not.toContain('\u001b')
})

it('takes the environment from what Ory says of a project', () => {
  const rules = (...files: string[]) =>
    JSON.parse(problems(...files, '--json').stdout)
      .findings.map(({ file, rule }: { file: string; rule: string }) => `${file} ${rule}`)
      .filter((text: string) => /issuer-differs|domain-elsewhere/.test(text))
  // Each is of another environment: a domain in two of them is as it should be, and issuers differ.
  expect(rules('prod.json', 'stage.json')).toEqual(['stage.json issuer-differs'])
  expect(rules('prod.json', 'dev.json')).toEqual(['dev.json issuer-differs'])
  expect(rules('stage.json', 'dev.json')).toEqual([])
})
