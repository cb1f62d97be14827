import { proposedId } from '../../../src/core/intents/organization-ids'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { ServerFacts } from '../../../src/main/services/server-facts'
import { publishCommands } from '../../../src/core/publish/commands/commands'
import type { Edit } from '../../../src/core/draft/edits'
import { planPublish } from '../../../src/core/publish/publish-plan'
import type { JsonObject } from '../../../src/core/model/json'
import { demoIds, type EmulatorOptions } from '../../emulator'
import {
  learn,
  draftOf,
  outcomeOf,
  startBench,
  type Bench,
} from '../../support/services/main-services'
import { sampled } from '../../soak/size'
import { startGateway } from './gateway'
import { cliFolder } from './real-cli'
import { missingPrograms, shellsHere, startScript } from './run'
import { agreeingTo } from '../../support/publishing/agreeing'
import { temporaryFolder } from '../../support/services/temporary'
import { fieldEdit } from '../../support/states/field-edit'

const cli = cliFolder()
const missing = missingPrograms(['curl', 'jq'])
const skipped = cli === undefined || missing.length > 0 || shellsHere.length === 0
if (skipped) {
  const reason = cli === undefined ? '@ory/cli-linux-x64' : missing.join(' and ') || 'a shell'
  console.log(`Skipped: the scripts were not run with the real Ory CLI, ${reason} is not installed`)
}

const project = demoIds.northwindStaging
const apiAddress = 'https://api.console.ory.com'
const reference = '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001'
const nasty = `--help "x" 'y' $(touch x) \`touch x\` — “Löwe” 🦁 %s %d \\ file:///etc/hostname , ! #`
const secret = `s3cret ${nasty}\u0001\n\u007f\u0085 end`
const hostile: Readonly<Record<string, string>> = {
  ORY_CONSOLE_URL: 'https://evil.example',
  ORY_ORYAPIS_URL: 'https://evil.example',
  ORY_SDK_URL: 'https://evil.example',
  ORY_PROJECT_API_KEY: 'ory_pat_another',
  ORY_PROJECT: 'another',
  ORY_WORKSPACE: 'another',
}

const newOrganization = 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000001'
const oldOrganization = '2bbf6c2e-ad44-43c3-834c-6c61dfbf8bf8'
const otherOrganization = '267aabf3-803c-4b6f-8f63-7575150b07ed'
const okta = { kind: 'connection', key: 'oidc:meadowlark-okta' } as const
const old = { kind: 'organization', key: oldOrganization } as const

const create = (label: string, more: JsonObject = {}): Edit => ({
  kind: 'create-organization',
  key: newOrganization,
  fields: { label, domains: ['made.example', 'made-too.example'], ...more },
})
const connect = (more: JsonObject = {}): Edit => ({
  kind: 'create-connection',
  key: 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000011',
  protocol: 'oidc',
  fields: {
    id: 'made',
    label: nasty,
    provider: 'generic',
    organization_id: newOrganization,
    client_id: 'c'.repeat(3_000),
    client_secret: { $secret: reference },
    issuer_url: 'https://id.customer.example',
    mapper_url: `base64://${'QQ'.repeat(4_000)}`,
    scope: ['openid', '$(touch x)', "it's"],
    ...more,
  },
})
const label = (target: Extract<Edit, { kind: 'set-field' }>['target'], value: string): Edit =>
  fieldEdit(target, 'label', value)
const clear: Edit = { kind: 'set-field', target: old, field: 'domains', value: [] }
const claims = (value: JsonObject): Edit => fieldEdit(okta, 'requested_claims', value)
const remove: Edit = { kind: 'delete-organization', key: otherOrganization, connections: 'detach' }
/** A second connection of the new organization, of the other protocol and without a secret. */
const connectBySaml: Edit = {
  kind: 'create-connection',
  key: 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000012',
  protocol: 'saml',
  fields: {
    id: 'made-saml',
    label: 'Made by “SAML”',
    organization_id: newOrganization,
    mapper_url: `base64://${'QQ'.repeat(40)}`,
    raw_idp_metadata_xml: 'https://id.customer.example/metadata?a=$(touch x)',
  },
}

/** What a draft is about, how many of its writing steps go by the CLI and how many by curl. */
type Drafted = readonly [about: string, edits: readonly Edit[], byCli: number, byCurl: number]

/** Of a server where organizations are written by requests of their own. */
const drafts: readonly Drafted[] = [
  ['everything the CLI can do', [create(nasty), connect(), label(old, nasty), remove], 4, 0],
  ['labels that a terminal would read', [create('a\u007f\u0015\u009b b\n#'), connect()], 1, 1],
  ['labels with line breaks', [create('a\nb'), label(old, 'x\n'), label(okta, '\n')], 1, 2],
  ['an organization whose label is a file', [create('file:///etc/hostname'), connect()], 2, 0],
  ['domains that are cleared', [clear, label(okta, 'x')], 1, 1],
  ['a lifespan', [create('x', { session_lifespan: '8h' }), connect()], 1, 1],
  ['a null inside a value', [claims({ id_token: { [nasty]: null } })], 1, 0],
  ['an upper-case file', [label(okta, 'FILE:///etc/hostname')], 0, 1],
  ['a file without slashes', [label(okta, 'File:/etc/hostname')], 0, 1],
  ['a file that is not there', [label(okta, 'file:nowhere')], 0, 1],
  ['a file deep in a new connection', [create('x'), connect({ scope: ['file:///etc/x'] })], 1, 1],
  ['a file in claims', [claims({ id_token: { email: { value: 'file:///etc/x' } } })], 0, 1],
  ['the name of a file as a name', [claims({ id_token: { 'file:///etc/x': null } })], 1, 0],
]

/**
 * Of a server that is known to keep the ids of new organizations, where everything is one patch: what the CLI's own
 * commands for organizations cannot say (a lifespan, no domains, control characters) goes by the CLI too.
 */
const onePatch: readonly Drafted[] = [
  [
    'new, edited and deleted organizations with connections',
    [
      create(nasty, { session_lifespan: '8h' }),
      connect(),
      connectBySaml,
      label(old, 'a\u007f\u0015\u009b b\n#'),
      clear,
      label(okta, nasty),
      remove,
    ],
    1,
    0,
  ],
  [
    'an organization that takes its connections along',
    [create('x'), connect(), { ...remove, connections: 'delete' }],
    1,
    0,
  ],
  ['an organization whose label is a file', [create('file:///etc/hostname'), connect()], 0, 1],
]

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})
async function newFolder() {
  const folder = await temporaryFolder()
  folders.push(folder)
  return folder
}

async function prepare(
  edits: readonly Edit[],
  options: EmulatorOptions = {},
  value = secret,
  facts: ServerFacts = { organizationRoute: 'requests' },
) {
  const bench = await startBench(options)
  await learn(bench, facts)
  await bench.projects.putSecret(project, reference, value)
  const made = await draftOf(bench, project, edits)
  const plan = planPublish(made.snapshot, made.draft.intents)
  bench.emulator.clearRequests()
  const script = publishCommands({ snapshot: made.snapshot, plan, apiAddress }, 'Ory CLI')
  return { bench, plan, script, ...made }
}

/** Runs a script with the real CLI, in an environment that is as wrong as can be. */
async function run(shell: string, bench: Bench, text: string, value = secret) {
  const folder = await newFolder()
  // The CLI splits names of files at commas, and takes a percent sign for the start of an escape.
  const temporary = join(folder, `a,b %2 c'd`)
  await mkdir(temporary)
  await writeFile(join(folder, 'damaged'), '{')
  const { env, asked } = await startGateway('api.console.ory.com', bench.emulator.apiAddress)
  const { ended } = startScript(
    shell,
    text,
    {
      ...hostile,
      ...env,
      PATH: `${cli}:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      TMPDIR: temporary,
      ORY_CONFIG_PATH: join(folder, 'damaged'),
      ORY_WORKSPACE_API_KEY: bench.apiKey,
      ...(text.includes('MADE_CLIENT_SECRET') ? { MADE_CLIENT_SECRET: value } : {}),
    },
    folder,
  )
  const end = await ended
  expect([...asked].filter((host) => host !== 'api.console.ory.com:443')).toEqual([])
  expect(await readdir(temporary)).toEqual([])
  expect((await readdir(folder)).toSorted()).toEqual([`a,b %2 c'd`, 'damaged'])
  return end
}

/** The project without what the server chooses: times, revisions and ids of new organizations. */
function stateOf({ emulator }: Bench): unknown {
  const state = emulator.state().projects.find(({ id }) => id === project)
  const made = state?.organizations.filter((item) =>
    JSON.stringify(item['domains'] ?? []).includes('made.example'),
  )
  let text = JSON.stringify(state, (name, value: unknown) =>
    /(_at|revision_?id)$/i.test(name) ? undefined : value,
  )
  for (const { id } of made ?? []) text = text.replaceAll(String(id), 'MADE')
  return JSON.parse(text)
}

/** Publishes a draft by the app and, elsewhere, by its script: both servers hold the same then. */
async function publishBothWays(
  shell: string,
  [, edits, byCli, byCurl]: Drafted,
  options: EmulatorOptions,
  facts?: ServerFacts,
) {
  const app = await prepare(edits, options, secret, facts)
  const published = await app.bench.publishing.publish({
    projectId: project,
    excluded: [],
    shown: app.shown,
    ...agreeingTo(app.snapshot, app.draft),
  })
  outcomeOf(published, 'published')

  const other = await prepare(edits, options, secret, facts)
  const end = await run(shell, other.bench, other.script.text)
  expect(end).toMatchObject({ code: 0 })
  expect(end.output).toContain('Done')
  expect(stateOf(other.bench)).toEqual(stateOf(app.bench))
  const writes = other.bench.emulator.requests().filter(({ method }) => method !== 'GET')
  const agents = writes.map(({ headers }) => String(headers['user-agent']).split(/[-/]/)[0])
  expect(agents.filter((name) => name === 'ory')).toHaveLength(byCli)
  expect(agents.filter((name) => name === 'curl')).toHaveLength(byCurl)
  return { app, other, writes }
}

// All drafts in the long run; in `npm test` one of four, the richest among them.
for (const [index, drafted] of sampled([...drafts.entries()], 4)) {
  // Each draft runs in one shell; the richest one in all, by each way an organization is written.
  const runs: (readonly [string, EmulatorOptions])[] = shellsHere
    .filter((_shell, at) => index === 0 || at === index % shellsHere.length)
    .map((shell) => [shell, { organizationWritesMoveRevision: index % 2 === 0 }])
  for (const [shell, options] of runs) {
    it.skipIf(skipped)(
      `${shell} with the real CLI does what the app does: ${drafted[0]}`,
      async () => {
        await publishBothWays(shell, drafted, options)
      },
    )
  }
}

for (const [index, drafted] of onePatch.entries()) {
  for (const shell of shellsHere.filter((_shell, at) => index === 0 || at === 0)) {
    it.skipIf(skipped)(
      `${shell} with the real CLI does in one patch what the app does: ${drafted[0]}`,
      async () => {
        const facts: ServerFacts = { organizationIds: 'kept' }
        const { app, other, writes } = await publishBothWays(shell, drafted, {}, facts)
        expect(other.plan.steps.map(({ kind }) => kind)).toEqual(['patch-project'])
        expect(writes.map(({ method, status }) => `${method} ${status}`)).toEqual(['PATCH 200'])
        const sentByApp = app.bench.emulator.requests().filter(({ method }) => method === 'PATCH')
        expect(writes.map(({ body }) => body)).toEqual(sentByApp.map(({ body }) => body))
        // The state is compared without the ids of new organizations: here they are known before.
        const made = proposedId(newOrganization)
        for (const { bench } of [app, other]) {
          const state = bench.emulator.state().projects.find(({ id }) => id === project)
          expect(state?.organizations.map(({ id }) => id)).toContain(made)
        }
      },
    )
  }
}

it.skipIf(skipped)('organizations in the patch go by curl, and the tab says so', async () => {
  const { bench, script } = await prepare([create(nasty), connect()], {}, secret, {})
  const end = await run(shellsHere[0] ?? '', bench, script.text)
  expect(end).toMatchObject({ code: 0 })
  expect(script.steps.map(({ note }) => note ?? '')).toEqual([
    expect.stringContaining('uses curl'),
    expect.stringContaining('uses curl'),
  ])
})

it.skipIf(skipped)('updates an organization beyond the 250 that the CLI lists', async () => {
  const { bench, script } = await (async () => {
    const started = await startBench()
    await learn(started, { organizationRoute: 'requests' })
    started.emulator.edit((state) => {
      const found = state.projects.find(({ id }) => id === project)
      const more = Array.from({ length: 300 }, (_item, index) => ({
        id: `0b5a8f0e-2f8e-4f0e-9c52-${String(index).padStart(12, '0')}`,
        label: `Number ${index}`,
        domains: [`n${index}.example`],
      }))
      if (found) found.organizations = [...found.organizations, ...more]
    })
    const last = { kind: 'organization', key: '0b5a8f0e-2f8e-4f0e-9c52-000000000299' } as const
    const { snapshot, draft } = await draftOf(started, project, [label(last, 'Renamed')])
    const plan = planPublish(snapshot, draft.intents)
    const made = publishCommands({ snapshot, plan, apiAddress }, 'Ory CLI')
    return { bench: started, script: made }
  })()
  expect(await run(shellsHere[0] ?? '', bench, script.text)).toMatchObject({ code: 0 })
  const labels = JSON.stringify(stateOf(bench))
  expect(labels).toContain('"Renamed"')
  expect(labels).not.toContain('Number 299')
})

it.skipIf(skipped)('sends nothing where a secret is the URL of a file', async () => {
  const value = 'FILE:///etc/hostname'
  const { bench, script } = await prepare([create('x'), connect()], {}, value)
  const end = await run(shellsHere[0] ?? '', bench, script.text, value)
  expect(end.code).not.toBe(0)
  expect(end.errors).toContain('MADE_CLIENT_SECRET is the URL of a file')
  expect(bench.emulator.requests()).toEqual([])
})

it.skipIf(skipped)('stops where the CLI fails, and says how far it came', async () => {
  const { bench, script } = await prepare([create('x'), connect(), label(old, 'y'), remove])
  bench.emulator.fault({ operation: 'updateOrganization', times: 1, status: 500 })
  const end = await run(shellsHere[0] ?? '', bench, script.text)
  expect(end.code).not.toBe(0)
  expect(end.errors).toContain('Stopped at step 3 of 6. Steps done: 2.')
  const writes = bench.emulator.requests().filter(({ method }) => method !== 'GET')
  expect(writes.map(({ method, status }) => `${method} ${status}`)).toEqual(['POST 201', 'PUT 500'])
})
