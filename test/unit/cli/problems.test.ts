import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { locked } from '../../../scripts/lib/lock.mjs'
import { buildMapperIfNeeded } from '../../../scripts/lib/mapper-build.mjs'
import { setUpOf } from '../../../src/core/draft/set-up-of'
import { toMapperUrl } from '../../../src/core/model/mapper-text'
import { createAppFiles } from '../../../src/main/files/app-files'
import { createJsonFiles } from '../../../src/main/files/store/json-files'
import { createNotices } from '../../../src/main/files/store/notices'
import { value } from '../../support/services/main-services'
import { makeSetUpFile, setUpFileText } from '../../../src/core/set-up-file/write'
import { connection, snapshotOf } from '../../support/states/snapshots'
import { useSsoHost } from '../../support/runner/sso-host'
import { selfSigned } from '../../support/identity-providers/certificates'
import { samlMetadata } from '../../../src/emulator/demo/saml-metadata'
import { filesFor, sampleState } from '../../support/states/team-folder'

const folder = mkdtempSync(join(tmpdir(), 'problems-cli-'))
const put = (name: string, text: string) => writeFileSync(join(folder, name), text)

const host = useSsoHost()
const problems = (...args: string[]) =>
  host.run({ args: ['problems', ...args], env: process.env, cwd: folder })

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
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('finds what the file alone tells, names the file, and fails for an error', async () => {
  const { status, stdout, stderr } = await problems('good.json', 'out.json')
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  expect(stdout.split('\n')[0]).toMatch(/^out\.json: error: Pebble: .*\(lock-out\)$/)
})

it('has the same as JSON, with why it matters', async () => {
  const { findings } = JSON.parse((await problems('out.json', '--json')).stdout)
  expect(findings[0]).toMatchObject({ file: 'out.json', rule: 'lock-out', severity: 'error' })
  expect(findings[0].why).toContain('no password field')
})

it('ends well where nobody is locked out', async () => {
  expect(await problems('good.json')).toMatchObject({ status: 0, stderr: '' })
})

it('fails from the severity on that is asked for', async () => {
  const { findings } = JSON.parse((await problems('prod.json', 'stage.json', '--json')).stdout)
  expect(findings.map(({ severity }: { severity: string }) => severity)).not.toContain('error')
  expect(await problems('prod.json', 'stage.json')).toMatchObject({ status: 0 })
  expect(await problems('prod.json', 'stage.json', '--fail-on', 'info')).toMatchObject({
    status: 1,
  })
  expect(await problems('good.json', '--fail-on', 'warning')).toMatchObject({ status: 0 })
  expect((await problems('good.json', '--fail-on', 'worst')).stderr).toContain(
    '--fail-on is one of error, warning, info.',
  )
})

it('has the same as SARIF, for the pages of a code host', async () => {
  const { status, stdout } = await problems('out.json', 'good.json', '--format', 'sarif')
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
  const uriOf = async (path: string) => {
    const found = JSON.parse((await problems(path, '--format', 'sarif')).stdout)
    return found.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri
  }
  put('a b#ä.json', readFileSync(join(folder, 'out.json'), 'utf8'))
  expect(await uriOf('./a b#ä.json')).toBe('a%20b%23%C3%A4.json')
  // Code hosts show a file by its path in the checkout.
  expect(await uriOf(join(folder, 'out.json'))).toBe('out.json')
  const elsewhere = mkdtempSync(join(tmpdir(), 'sarif '))
  cpSync(join(folder, 'out.json'), join(elsewhere, 'out.json'))
  expect(await uriOf(join(elsewhere, 'out.json'))).toMatch(/^file:\/\/\/.*sarif%20.*\/out\.json$/)
  rmSync(elsewhere, { recursive: true })
  for (const { ruleId, ruleIndex } of results) {
    expect(tool.driver.rules[ruleIndex].id).toBe(ruleId)
  }
  const { findings } = JSON.parse((await problems('out.json', 'good.json', '--json')).stdout)
  expect(results).toHaveLength(findings.length)
  expect((await problems('good.json', '--format', 'yaml')).stderr).toContain(
    '--format is one of text, sarif, junit.',
  )
  expect((await problems('good.json', '--format', 'sarif', '--json')).stderr).toContain('not both')
})

it('looks at the projects of a team folder', async () => {
  for (const [path, text] of filesFor(sampleState())) {
    mkdirSync(dirname(join(folder, 'team', path)), { recursive: true })
    put(join('team', path), text)
  }
  const { findings } = JSON.parse((await problems('team', '--json')).stdout)
  expect(findings.length).toBeGreaterThan(0)
  for (const { file } of findings) expect(file).toMatch(/^team[\\/]projects[\\/]/)
})

it('refuses what is no set-up in words, and says how it is called', async () => {
  expect(await problems('odd.json')).toMatchObject({ status: 1, stdout: '' })
  expect((await problems('odd.json')).stderr).toContain('odd.json cannot be used')
  expect((await problems()).stderr).toContain('Usage:')
  expect((await problems('--what')).stderr).toContain('Usage:')
})

it('writes a label of others without what a terminal obeys, and so do complaints about a file', async () => {
  const label = 'red \u001b[31m'
  const oidc = [connection('a', { mapper_url: safe, label })]
  put('esc.json', textOf(snapshotOf({ organizations, oidc })).replaceAll('\u001b', '\\u001b'))
  put('esc-odd.json', '{"format":"sso-workbench/set-up","version":1,"a\\u001b[31m":1}')
  expect((await problems('esc.json')).stdout).not.toContain('\u001b')
  const odd = (await problems('esc-odd.json')).stderr
  expect(odd).toContain(String.raw`a\u{001b}[31m`)
  expect(odd).not.toContain('\u001b')
})

it('takes the environment from what Ory says of a project', async () => {
  const rules = async (...files: string[]) =>
    JSON.parse((await problems(...files, '--json')).stdout)
      .findings.map(({ file, rule }: { file: string; rule: string }) => `${file} ${rule}`)
      .filter((text: string) => /issuer-differs|domain-elsewhere/.test(text))
  // Each is of another environment: a domain in two of them is as it should be, and issuers differ.
  expect(await rules('prod.json', 'stage.json')).toEqual(['stage.json issuer-differs'])
  expect(await rules('prod.json', 'dev.json')).toEqual(['dev.json issuer-differs'])
  expect(await rules('stage.json', 'dev.json')).toEqual([])
})

/** Elements of a document with their attributes and texts; throws where it is no XML. */
function elementsOf(xml: string) {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = []
  const open: typeof found = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes }, text: '' }
    found.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const last = open.at(-1)
    if (last) last.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  return found
}

it('has the same as JUnit’s reports, in which a text of others is text', async () => {
  const label = `</failure><x y='1' z="2">&amp; ]]> \u0007 \ufffe \ud800 <!--`
  const odd = [{ id: 'o', label, domains: ['marks.example'] }]
  const oidc = [connection('a', { mapper_url: safe })]
  put('marks.json', textOf(snapshotOf({ organizations: odd, oidc })))
  const files = ['out.json', 'marks.json', 'good.json']
  const { status, stdout, stderr } = await problems(...files, '--format', 'junit')
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  const { findings } = JSON.parse((await problems(...files, '--json')).stdout)
  const failing = findings.filter(({ fails }: { fails: boolean }) => fails)
  const elements = elementsOf(stdout)
  const called = (wanted: string) => elements.filter(({ name }) => name === wanted)
  expect(called('testsuites')[0]?.attributes).toMatchObject({ failures: String(failing.length) })
  expect(called('testsuite').map(({ attributes }) => attributes['name'])).toEqual(files)
  expect(called('failure')).toHaveLength(failing.length)
  expect(called('system-out')).toHaveLength(findings.length - failing.length)
  expect(called('failure')[0]?.attributes).toMatchObject({ type: 'error' })
  expect(called('x')).toEqual([])
  const names = called('testcase').map(({ attributes }) => attributes['name'])
  expect(names.join('\n')).toContain(`</failure><x y='1' z="2">&amp; ]]> \\u{0007}`)
  const least = await problems('good.json', '--format', 'junit', '--fail-on', 'info')
  expect(least).toMatchObject({ status: 0 })
  const [passed] = elementsOf(least.stdout).filter(({ name }) => name === 'testcase')
  expect(passed?.attributes).toEqual({ classname: 'good.json', name: 'Nothing was found' })
})

it('fails where something ends within so many days, whatever --fail-on says', async () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
  const metadata = async (notAfter: Date) => {
    const { certificate } = await selfSigned({ notBefore: inDays(-500), notAfter })
    const [entityId, signOnUrl] = ['https://idp.example', 'https://idp.example/sso']
    const base64 = certificate.replaceAll(/-----[A-Z ]+-----|\s/g, '')
    return toMapperUrl(samlMetadata({ entityId, signOnUrl, certificate: base64 }))
  }
  const endings = { soon: 20, later: 200, over: -3 }
  for (const [name, days] of Object.entries(endings)) {
    const saml = [{ ...member, id: 's', raw_idp_metadata_xml: await metadata(inDays(days)) }]
    put(`${name}.json`, textOf(snapshotOf({ organizations, saml })))
  }
  const statusOf = async (...args: string[]) => (await problems(...args)).status
  // Of itself the near end is a warning, the far one nothing, and the one that is over an error.
  expect(await statusOf('soon.json', 'later.json')).toBe(0)
  expect(await statusOf('over.json')).toBe(1)
  expect(await statusOf('soon.json', '--expires-within', '10d')).toBe(0)
  expect(await statusOf('soon.json', '--expires-within', '30d')).toBe(1)
  expect(await statusOf('soon.json', '--expires-within', '10d', '--fail-on', 'warning')).toBe(1)
  expect(await statusOf('later.json', '--expires-within', '30')).toBe(0)
  const far = ['later.json', '--expires-within', '365d']
  expect((await problems(...far)).stdout).toMatch(/later\.json: info: .*The certificate ends on 2/)
  const { findings } = JSON.parse((await problems(...far, '--json')).stdout)
  const [end] = findings.filter(({ fails }: { fails: boolean }) => fails)
  expect(end).toMatchObject({ rule: 'certificate-expiring', severity: 'info' })
  expect(end.when).toMatch(/^\d{4}-\d{2}-\d{2}T/)
  for (const odd of ['soon', '-1', '30 d', '1e9']) {
    const refused = await problems('soon.json', `--expires-within=${odd}`)
    expect(refused).toMatchObject({ status: 1, stdout: '' })
    expect(refused.stderr).toContain('--expires-within is a number of days, such as 30d.')
  }
})

it('knows the last days of client secrets that the app on this computer has noted, where it is told to', async () => {
  const app = createAppFiles(
    createJsonFiles({ folder: join(folder, 'app'), notices: createNotices() }),
  )
  const snapshot = snapshotOf({ organizations, oidc: [connection('a', member)] })
  const { summary } = snapshot
  const workspace = {
    id: summary.workspaceId,
    name: 'Northwind',
    kind: 'ory' as const,
    apiAddress: 'https://api.console.ory.com',
    projects: [summary],
  }
  value(await app.workspaces.write([workspace]))
  const inDays = (days: number) =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  value(await app.ends(summary.id).write({ secrets: { 'oidc:a': inDays(200) } }))
  put('noted.json', textOf(snapshot))
  const within = ['noted.json', '--expires-within', '365d']
  const mine = ['--workspace', 'Northwind', '--settings', 'app']
  expect(await problems(...within)).toMatchObject({ status: 0 })
  const told = await problems(...within, ...mine)
  expect(told).toMatchObject({ status: 1, stderr: '' })
  expect(told.stdout).toMatch(/noted\.json: info: .*The client secret ends on 2.*secret-expiring/)
  expect(await problems('noted.json', '--expires-within', '30d', ...mine)).toMatchObject({
    status: 0,
  })
  value(await app.ends(summary.id).write({ secrets: { 'oidc:a': inDays(-2) } }))
  const over = await problems('noted.json', ...mine)
  expect(over).toMatchObject({ status: 1 })
  expect(over.stdout).toContain('(secret-expired)')
  // A file of another project says nothing of this one.
  expect((await problems('prod.json', ...mine)).stdout).not.toContain('secret-expired')

  const none = await problems('noted.json', '--workspace', 'Other', '--settings', 'app')
  expect(none).toMatchObject({ status: 1, stdout: '' })
  expect(none.stderr).toContain('The app on this computer has no workspace “Other”')
  const alone = await problems('noted.json', '--settings', 'app')
  expect(alone.stderr).toContain('problems takes --settings with --workspace alone.')
})

it('prints the first thousand findings, each with at most 300 characters', async () => {
  const label = 'L'.repeat(5000)
  const many = Array.from({ length: 1100 }, (_, at) => ({
    id: `o${at}`,
    label,
    domains: [`${'d'.repeat(400)}.example`],
  }))
  put('many.json', textOf(snapshotOf({ organizations: many })))
  const text = await problems('many.json')
  expect(text.status).toBe(1)
  const lines = text.stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(1001)
  expect(lines.at(-1)).toMatch(/^and \d+ more$/)
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(500)
  const { findings, more } = JSON.parse((await problems('many.json', '--json')).stdout)
  expect(findings).toHaveLength(1000)
  expect(more).toBeGreaterThan(0)
  expect(Math.max(...findings.map(({ message }: any) => message.length))).toBe(300)
})
