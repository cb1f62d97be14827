import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { publishCommands } from '../../../../../src/core/publish/commands/commands'
import type { Edit } from '../../../../../src/core/draft/edits'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import type { JsonValue } from '../../../../../src/core/model/json'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { draftWith } from '../../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { runToEnd } from '../../../../support/runner/run-to-end'
import { fieldEdit } from '../../../../support/states/field-edit'
import { uuidOf } from '../../../../../src/core/model/project-id'

const programs = ['bash', 'jq']
const missing = programs.filter((name) => spawnSync(name, ['--version']).error !== undefined)
if (missing.length > 0) console.log(`The CLI's commands were not run: no ${missing.join(', ')}`)

const nasty = `--help "x" 'y' $(touch x) \`touch x\` ‘z’ \\`
const key = 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000001'
const reference = '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001'
const base = snapshotOf({
  oidc: [connection('a')],
  organizations: [
    { id: 'o1', label: 'One', domains: ['one.example'] },
    { id: 'o2', label: 'Two', domains: [] },
  ],
  viaPatch: false,
})

const planOf = (snapshot: Snapshot, edits: readonly Edit[]) =>
  planPublish(snapshot, draftWith(snapshot, edits).intents)

const domains = ['new.example', 'x.example']
const create: Edit = { kind: 'create-organization', key, fields: { label: nasty, domains } }
const rename: Edit = fieldEdit({ kind: 'organization', key: 'o1' }, 'label', nasty)
const clear: Edit = fieldEdit({ kind: 'organization', key: 'o1' }, 'domains', [])
const link: readonly Edit[] = [
  fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'organization_id', key),
  fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'client_secret', { $secret: reference }),
]
const remove: Edit = { kind: 'delete-organization', key: 'o2', connections: 'detach' }

const commands = (edits: readonly Edit[], apiAddress = 'https://api.console.ory.com') =>
  publishCommands({ snapshot: base, plan: planOf(base, edits), apiAddress }, 'Ory CLI')

const now = { ...base.project, id: uuidOf(base.summary.id) }

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sso-workbench-'))
  // Writes down what it is given, word by word, and answers as the CLI does.
  const stand = `#!/bin/sh
printf '%s\\0' "$@" >> "$RECORD/calls"; printf '\\n' >> "$RECORD/calls"
for word; do case "$word" in patch.json) cp "$word" "$RECORD/patch" ;; esac; done
case "$1 $2" in
'get project') cat "$RECORD/project" ;;
'create organization') echo '{"id":"id-made","label":"other","domains":[]}' ;;
'update organization' | 'patch project') printf '{"id":"%s"}' "$3" ;;
esac
`
  writeFileSync(join(folder, 'ory'), stand)
  chmodSync(join(folder, 'ory'), 0o755)
})
beforeEach(() => {
  for (const name of readdirSync(folder)) if (name !== 'ory') rmSync(join(folder, name))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(script: string, project: object) {
  writeFileSync(join(folder, 'project'), JSON.stringify(project))
  const env = {
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    RECORD: folder,
    ORY_WORKSPACE_API_KEY: 'key',
    A_CLIENT_SECRET: nasty,
  }
  const { status, stderr } = runToEnd('bash', ['-s'], { input: script, env, cwd: folder })
  const calls = readFileSync(join(folder, 'calls'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\0').slice(0, -1))
  return { status, errors: stderr, calls }
}

const project = `--project=${uuidOf(base.summary.id)}`

it.skipIf(missing.length > 0)('calls the CLI with exactly these words, and one file', () => {
  const { text, steps } = commands([create, rename, ...link, remove])
  const { status, errors, calls } = run(text, { ...now, revision_id: base.revisionId })
  expect(errors).toBe('')
  expect(status).toBe(0)
  const get = ['get', 'project', uuidOf(base.summary.id), '--format=json']
  expect(calls).toEqual([
    get,
    [
      'create',
      'organization',
      project,
      `--domains=${domains.join(',')}`,
      '--format=json',
      '--',
      nasty,
    ],
    [
      'update',
      'organization',
      'o1',
      project,
      `--label=${nasty}`,
      '--domains=one.example',
      '--format=json',
    ],
    get,
    ['patch', 'project', uuidOf(base.summary.id), '--yes', '--format=json', '--file', 'patch.json'],
    ['delete', 'organization', 'o2', project],
  ])
  expect(JSON.parse(readFileSync(join(folder, 'patch'), 'utf8'))).toEqual([
    expect.objectContaining({ value: 'id-made' }),
    expect.objectContaining({ value: nasty }),
  ])
  expect(readdirSync(folder).toSorted()).toEqual(['calls', 'ory', 'patch', 'project'])
  expect(steps.find(({ title }) => title.endsWith('Patch the project'))?.note).toContain('revision')
})

it.skipIf(missing.length > 0)('patches nothing where the project has changed', () => {
  const { text } = commands(link.slice(1))
  const { status, errors, calls } = run(text, { ...now, revision_id: 'another' })
  expect(status).toBe(1)
  expect(errors).toContain('has changed')
  expect(calls).toEqual([['get', 'project', uuidOf(base.summary.id), '--format=json']])
})

it('says what the CLI cannot do, and gives curl for that step', () => {
  const lifespan: Edit = { ...create, fields: { label: 'New', domains, session_lifespan: '8h' } }
  const [, first, second] = commands([lifespan, clear]).steps
  expect(first?.note).toContain('cannot set the session lifespan')
  expect(first?.text).toMatch(/^send POST/m)
  expect(second?.note).toContain('cannot remove all domains')
  expect(second?.text).toMatch(/^send PUT/m)
  expect(commands([rename]).steps.at(-1)?.text).toMatch(/^run_ory update/)
})

it('tells the CLI where another console is, and says where it cannot go', () => {
  // The usual one too: another may be set already.
  expect(commands([rename]).text).toContain("export ORY_CONSOLE_URL='https://console.ory.com'")
  const other = commands([rename], 'https://api.console.ory.sh').text
  expect(other).toContain("export ORY_CONSOLE_URL='https://console.ory.sh'")
  const local = commands([rename], 'http://127.0.0.1:4010')
  expect(local.text).not.toMatch(/\bory /)
  expect(local.note).toContain('cannot use this address')
  expect(local.text.split('cannot use this address')).toHaveLength(2)
  expect(local.steps.some(({ note }) => note !== undefined)).toBe(false)
})

it('gives a patch to curl that the CLI would send as another, and says why', () => {
  const target = { kind: 'connection', key: 'oidc:a' } as const
  const set = (field: string, value: JsonValue): Edit => fieldEdit(target, field, value)
  const last = (edit: Edit) => commands([edit]).steps.at(-1)
  for (const value of ['file:///etc/hostname', 'FILE:/x', 'file:x', ' file:///x']) {
    expect(last(set('label', value))?.note).toContain('send that file of this computer')
    expect(last(set('scope', [value]))?.text).toMatch(/^send PATCH/m)
  }
  expect(last(set('future', null))?.note).toContain('set a value to null (it drops it)')
  expect(last(set('future', null))?.text).toMatch(/^send PATCH/m)
  for (const value of ['profile:///x', 'https://x.example/file:', { 'file:///x': null }]) {
    expect(last(set('future', value))?.text).toMatch(/^run_ory patch/m)
  }
})

it('keeps an environment for another project and key away from the CLI', () => {
  const { text } = commands([rename])
  expect(text).toMatch(/^unset ORY_PROJECT_API_KEY ORY_PROJECT ORY_WORKSPACE ORY_ORYAPIS_URL/m)
  expect(text).toContain('ORY_CONFIG_PATH="$folder/')
})

it('gives curl no settings of the user and one protocol, http for this computer alone', () => {
  const by = (apiAddress: string) =>
    publishCommands({ snapshot: base, plan: planOf(base, [rename]), apiAddress }, 'curl').text
  expect(by('https://api.console.ory.com')).toContain("curl -q --proto '=https' ")
  expect(by('http://127.0.0.1:4000')).toContain("curl -q --proto '=http' ")
  expect(by('http://api.customer.example')).toContain("curl -q --proto '=https' ")
})

it('writes nothing for an empty plan', () => {
  expect(commands([])).toEqual({ text: '', steps: [] })
})

it.each(['..', '.', '%2e%2e', 'a/b', ''])('writes no commands for the ID %j', (id) => {
  const server = snapshotOf({
    organizations: [{ id: 'o1', label: 'One', domains: [] }],
    viaPatch: false,
  })
  const good = planOf(server, [{ kind: 'delete-organization', key: 'o1', connections: 'detach' }])
  const step = { kind: 'delete-organization', key: id, label: 'One' } as const
  const plan = { ...good, steps: [step] }
  for (const tool of ['curl', 'Ory CLI'] as const) {
    const publish = { snapshot: server, plan, apiAddress: 'https://api.console.ory.com' }
    const { text, steps, note } = publishCommands(publish, tool)
    expect([text, steps]).toEqual(['', []])
    expect(note).toContain('no commands')
    expect(publishCommands({ ...publish, plan: good }, tool).text).toContain('o1')
  }
})
