import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { publishCommands } from '../../../../../src/core/publish/commands/commands'
import { draftChanges as listChanges } from '../../../../../src/core/publish/changes'
import type { Edit } from '../../../../../src/core/draft/edits'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import type { JsonObject } from '../../../../../src/core/model/json'
import { demoIds, type EmulatorOptions } from '../../../../emulator'
import {
  knowsKeptIds,
  byRequests,
  draftOf,
  outcomeOf,
  startBench,
  type Bench,
} from '../../../../support/services/main-services'
import { sampled } from '../../../../soak/size'
import { agreeingTo } from '../../../../support/publishing/agreeing'
import { fieldEdit } from '../../../../support/states/field-edit'

const has = (program: string) => spawnSync(program, ['--version']).error === undefined
const shells = ['bash', 'dash'].filter((name) => spawnSync(name, ['-c', ':']).error === undefined)
const missing = ['curl', 'jq'].filter((program) => !has(program))
const skipped = missing.length > 0 || shells.length === 0
if (skipped) {
  console.log(`Commands were not run: ${missing.join(' and ') || 'a shell'} is not installed`)
}

const project = demoIds.northwindStaging
const marks = [
  '/tmp/never',
  '"',
  "'",
  "'\\''",
  '$(touch x)',
  '`touch x`',
  '$HOME',
  '\\',
  '\\n',
  '!',
]
const nasty = `${marks.join(' ')} — “Löwe” ‘x’ 🦁 \u2028 %s %d {{}} [1] ~ # ; & | < > * ?`
const lines = `${nasty}\nJSON\nEOF\n'@\n"@\n)\r\n\tend\u0001\u007f`
const longMapper = toMapperUrl(`// ${lines}\n${'local x = "'.repeat(5_000)}`)
const references = [
  '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001',
  '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0002',
] as const
const secrets: Record<string, string> = {
  [references[0]]: `s3cret ${nasty}`,
  [references[1]]: '-----BEGIN "KEY"-----\r\n\\ab\tc\n$(touch x)`\n\n-----END-----\n',
}

const newOrganization = 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000001'
const twinOrganization = 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000002'
const newConnection = (key: string, organization: string, fields: JsonObject): Edit => ({
  kind: 'create-connection',
  key: `new:0b5a8f0e-2f8e-4f0e-9c52-0000000000${key}`,
  protocol: 'oidc',
  fields: {
    // A line break must not end the comment that names it.
    label: `First\ntouch x\r\ntouch x ${nasty}`,
    provider: 'generic',
    organization_id: organization,
    // Longer than what a single argument may have.
    client_id: lines.repeat(1_000),
    mapper_url: longMapper,
    scope: ['openid', '$(touch x)', "it's"],
    ...fields,
  },
})

const edits: readonly Edit[] = [
  {
    kind: 'create-organization',
    key: newOrganization,
    fields: { label: nasty, domains: ['nasty.example'], session_lifespan: '8h' },
  },
  {
    kind: 'create-organization',
    key: twinOrganization,
    fields: { label: nasty, domains: ['twin.example'] },
  },
  newConnection('11', newOrganization, {
    id: 'first',
    issuer_url: 'https://id.customer.example',
    client_secret: { $secret: references[0] },
    requested_claims: { id_token: { [nasty]: null } },
  }),
  newConnection('12', twinOrganization, {
    id: '2-second',
    provider: 'apple',
    apple_team_id: 'T1',
    apple_private_key_id: 'K1',
    apple_private_key: { $secret: references[1] },
  }),
]

const folder = mkdtempSync(join(tmpdir(), 'sso-workbench-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a script in an empty folder, as if it was pasted into the shell. */
function run(shell: string, script: string, env: Record<string, string>) {
  return new Promise<{ code: number | null; errors: string }>((resolve) => {
    const child = spawn(shell, ['-s'], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', ...env },
    })
    let errors = ''
    child.stdout.resume()
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.on('close', (code) => resolve({ code, errors }))
    child.stdin.end(script)
  })
}

/** A server, and what is known of it. */
interface Route extends EmulatorOptions {
  readonly keepsIds?: boolean
}

async function prepare({ keepsIds = false, ...options }: Route, extra: readonly Edit[]) {
  const bench = await startBench(options)
  if (keepsIds) await knowsKeptIds(bench)
  for (const [reference, secret] of Object.entries(secrets)) {
    await bench.projects.putSecret(project, reference, secret)
  }
  const made = await draftOf(bench, project, [...edits, ...extra])
  bench.emulator.clearRequests()
  const held = listChanges(made.snapshot, made.draft.intents).map(({ heldBack }) => heldBack)
  expect(held.filter((reason) => reason !== undefined)).toEqual([])
  return { bench, ...made }
}

/** Requests that write, with ids and revisions that the server chose replaced by their order. */
function writes({ emulator }: Bench) {
  const state = emulator.state().projects.find(({ id }) => id === project)
  const known = state?.organizations.map((item) => JSON.stringify(item)) ?? []
  const ids = known
    .map((text) => JSON.parse(text) as { id: string; domains?: string[] })
    .filter(({ domains }) => domains?.some((domain) => /^(nasty|twin)\./.test(domain)))
  const plain = (text: string) =>
    ids.reduce((all, { id, domains }) => all.replaceAll(id, `ID ${domains?.join()}`), text)
  return emulator
    .requests()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body, headers, status }) => ({
      method,
      path: path.replace(/\/revision\/[^/]+$/, '/revision/R'),
      body: body === undefined ? undefined : plain(JSON.stringify(body)),
      type: headers['content-type'],
      status,
    }))
}

/** Edits of what the demo project holds: an organization kept, one deleted, a connection edited. */
function editsOfOld(): readonly Edit[] {
  const [first, second] = [
    '2bbf6c2e-ad44-43c3-834c-6c61dfbf8bf8',
    '267aabf3-803c-4b6f-8f63-7575150b07ed',
  ]
  const target = { kind: 'organization', key: first } as const
  const connection = { kind: 'connection', key: 'oidc:meadowlark-okta' } as const
  return [
    { kind: 'set-field', target, field: 'label', value: `Old ${nasty}` },
    { kind: 'set-field', target, field: 'domains', value: [] },
    { kind: 'set-field', target: connection, field: 'label', value: lines },
    { kind: 'set-field', target: connection, field: 'mapper_url', value: longMapper },
    { kind: 'delete-organization', key: second, connections: 'detach' },
  ]
}

const environment = (apiKey: string) => ({
  ORY_WORKSPACE_API_KEY: apiKey,
  FIRST_CLIENT_SECRET: secrets[references[0]] ?? '',
  SSO_2_SECOND_APPLE_PRIVATE_KEY: secrets[references[1]] ?? '',
})

const routes: readonly (readonly [words: string, options: Route, requests: number])[] = [
  ['all in one patch', { keepsIds: true }, 1],
  ['in two patches, the second with the ids of the answer', {}, 2],
  [
    'organizations by requests that move the revision',
    { ...byRequests, organizationWritesMoveRevision: true },
    5,
  ],
  [
    'organizations by requests that do not',
    { ...byRequests, organizationWritesMoveRevision: false },
    5,
  ],
]

for (const shell of shells) {
  // Each shell takes every route in the long version; in `npm test` one takes every other, and the other the first.
  const taken = sampled(routes, shell === shells[0] ? 2 : routes.length)
  for (const [words, options, requests] of taken) {
    it.skipIf(skipped)(`${shell} sends what the app sends: ${words}`, async () => {
      const app = await prepare(options, editsOfOld())
      const plan = planPublish(app.snapshot, app.draft.intents)
      expect(plan.steps).toHaveLength(requests)
      const { publishing } = app.bench
      const published = await publishing.publish({
        projectId: project,
        excluded: [],
        shown: app.shown,
        ...agreeingTo(app.snapshot, app.draft),
      })
      outcomeOf(published, 'published')

      const other = await prepare(options, editsOfOld())
      const { text } = publishCommands(
        {
          snapshot: other.snapshot,
          plan: planPublish(other.snapshot, other.draft.intents),
          apiAddress: other.bench.emulator.apiAddress,
        },
        'curl',
      )
      for (const secret of Object.values(secrets)) expect(text).not.toContain(secret)
      expect(text).not.toContain(other.bench.apiKey)
      const end = await run(shell, text, environment(other.bench.apiKey))
      expect(end).toEqual({ code: 0, errors: '' })
      const sent = writes(other.bench)
      expect(sent).toEqual(writes(app.bench))
      expect(sent.length).toBe(plan.steps.length)
      expect(readdirSync(folder)).toEqual([])
    })
  }
}

async function commandsFor(options: Route) {
  const { bench, snapshot, draft } = await prepare(options, editsOfOld())
  const { apiAddress } = bench.emulator
  const plan = planPublish(snapshot, draft.intents)
  const { text } = publishCommands({ snapshot, plan, apiAddress }, 'curl')
  return { bench, text }
}

it.skipIf(skipped)('writes nothing where the project has moved since the review', async () => {
  for (const options of [{}, { keepsIds: true }, byRequests]) {
    const { bench, text } = await commandsFor(options)
    bench.emulator.edit((state) => {
      for (const item of state.projects) item.name += ' moved'
    })
    const { code } = await run(shells[0] ?? '', text, environment(bench.apiKey))
    expect(code).not.toBe(0)
    expect(writes(bench).filter(({ status }) => status < 300)).toEqual([])
  }
})

it.skipIf(skipped)('stops at the step that fails', async () => {
  const { bench, text } = await commandsFor(byRequests)
  bench.emulator.fault({ operation: 'createOrganization', times: 1, status: 500 })
  const { code, errors } = await run(shells[0] ?? '', text, environment(bench.apiKey))
  expect(code).not.toBe(0)
  // What the server said is said on.
  expect(errors).toContain('"error"')
  expect(writes(bench).map(({ method, status }) => `${method} ${status}`)).toEqual(['POST 500'])
})

it.skipIf(skipped)('sends nothing while the key or a secret is not set', async () => {
  const { bench, text } = await commandsFor({})
  const whole = environment(bench.apiKey)
  for (const name of Object.keys(whole)) {
    const { code, errors } = await run(shells[0] ?? '', text, { ...whole, [name]: '' })
    expect(code).not.toBe(0)
    expect(errors).toContain(name)
  }
  expect(bench.emulator.requests()).toEqual([])
})

const clientId = 'meadowlark-okta'
const scimLabel: Edit = fieldEdit(
  { kind: 'scim-client', key: clientId },
  'label',
  `People ${nasty}`,
)
const clientsOf = ({ emulator }: Bench) =>
  emulator.state().projects.find(({ id }) => id === project)?.scim_clients ?? []

it.skipIf(skipped)('patches a SCIM client after the rest, where it still is', async () => {
  const { bench, snapshot, draft } = await prepare({ keepsIds: true }, [scimLabel])
  const plan = planPublish(snapshot, draft.intents)
  expect(plan.steps.map(({ kind }) => kind)).toEqual(['patch-project', 'patch-normalized'])
  const { text } = publishCommands(
    { snapshot, plan, apiAddress: bench.emulator.apiAddress },
    'curl',
  )
  const end = await run(shells[0] ?? '', text, environment(bench.apiKey))
  expect(end).toEqual({ code: 0, errors: '' })
  expect(clientsOf(bench)).toMatchObject([{ client_id: clientId, label: `People ${nasty}` }])
})

it.skipIf(skipped)('patches no other SCIM client where somebody moved it meanwhile', async () => {
  const { bench, snapshot, draft } = await prepare({ keepsIds: true }, [scimLabel])
  const plan = planPublish(snapshot, draft.intents)
  const { emulator } = bench
  const { text } = publishCommands({ snapshot, plan, apiAddress: emulator.apiAddress }, 'curl')
  const late = emulator.fault({ operation: 'getNormalizedProject', delayMs: 600_000 })
  const ended = run(shells[0] ?? '', text, environment(bench.apiKey))
  await vi.waitFor(() => expect(late.hits()).toBe(1))
  emulator.edit((state) => {
    const clients = state.projects.find(({ id }) => id === project)?.scim_clients ?? []
    clients.unshift({ ...clients[0], client_id: 'another' })
  })
  const before = clientsOf(bench)
  late.release()
  expect((await ended).code).not.toBe(0)
  expect(clientsOf(bench)).toEqual(before)
})
