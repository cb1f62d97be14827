import { projectFileName } from '../../../../../src/core/model/project-id'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { emptyDraft, type Draft } from '../../../../../src/core/draft/draft'
import { serverEntity } from '../../../../../src/core/draft/working-copy'
import { noIntents, type EntityIntent } from '../../../../../src/core/intents/intents'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { planPublish, planRefusal } from '../../../../../src/core/publish/publish-plan'
import { createDraftFiles } from '../../../../../src/main/files/drafts/draft-files'
import { createJsonFiles } from '../../../../../src/main/files/store/json-files'
import { createNotices } from '../../../../../src/main/files/store/notices'
import { createMemoryStore } from '../../../../../src/main/secrets/memory-store'
import { draftAccount } from '../../../../../src/main/secrets/secret-store'
import { readPlanSecrets } from '../../../../../src/main/services/publish/plan-secrets'
import { demoIds } from '../../../../emulator'
import {
  draftOf,
  outcomeOf,
  shownOf,
  startBench,
  value,
  writesOf,
  type Bench,
} from '../../../../support/services/main-services'

const projectId = demoIds.northwindStaging
const target = { kind: 'connection', key: 'oidc:pilot-keycloak' } as const
const reference = '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c13'
const secret = `canary-${createHash('sha256').update('a typed one').digest('hex')}`
const at = '2026-11-25T12:00:00Z'

const misplacedIn: Readonly<Record<string, EntityIntent['fields']>> = {
  label: { label: { to: { $secret: reference } } },
  client_id: { client_id: { to: { $secret: reference } } },
  'an unknown member': { future: { to: { deep: [{ client_secret: { $secret: reference } }] } } },
  'a secret field, with more beside it': { client_secret: { to: { $secret: reference, a: 1 } } },
}

/** A draft that would be published, but for the reference. */
function draftOn(snapshot: Snapshot, meant: EntityIntent['fields']): Draft {
  const server = serverEntity(snapshot, target) ?? {}
  const fields = Object.fromEntries(
    Object.entries(meant).map(([name, { to }]): [string, EntityIntent['fields'][string]] => {
      const from = server[name]
      return [
        name,
        { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
      ]
    }),
  )
  const entity = { kind: 'edit', fields } as const
  const step = { id: 's', label: 'Made by hand', at, changes: [{ target, after: entity }] }
  const intents = { ...noIntents, connection: { [target.key]: entity } }
  return { ...emptyDraft(projectId, snapshot.revisionId), intents, past: [step] }
}

async function everything({ folder, files }: Bench): Promise<string> {
  await files.flush()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8'))
  return (await Promise.all(texts)).join('\n')
}

describe.each(Object.entries(misplacedIn))('a reference in %s', (_place, fields) => {
  it('is not read from a file, and nothing of it is sent', async () => {
    const bench = await startBench()
    const snapshot = value(await bench.projects.read(projectId, {}))
    value(await bench.projects.putSecret(projectId, reference, secret))
    const draft = draftOn(snapshot, fields)
    const data = { version: 2, data: { sequence: 1, draft } }
    await mkdir(join(bench.folder, 'drafts'), { recursive: true })
    await writeFile(
      join(bench.folder, 'drafts', `${projectFileName(bench.id(projectId))}.json`),
      JSON.stringify(data),
    )
    const shown = shownOf(snapshot, draft)
    const answer = await bench.publishing.publish({ projectId, shown, excluded: [] })
    expect(answer.ok).toBe(false)
    expect(writesOf(bench)).toEqual([])
    expect(JSON.stringify(bench.emulator.state())).not.toContain(secret)
    expect(await everything(bench)).not.toContain(secret)
  })

  it('is written to no file, whoever of the app asks', async () => {
    const bench = await startBench()
    const snapshot = value(await bench.projects.read(projectId, {}))
    const { files: drafts } = bench
    const draft = draftOn(snapshot, fields)
    const refused = { ok: false, error: { code: 'request.invalid' } }
    expect(await drafts.drafts.write(draft)).toMatchObject(refused)
    expect(await bench.saveDraft(draft)).toMatchObject(refused)
    const first = draftOn(snapshot, { label: { to: 'A' } })
    const written = value(await drafts.drafts.write(first))
    const [step] = draft.past
    const entry = { kind: 'record', step: step! } as const
    expect(await drafts.drafts.append(projectId, written, [entry])).toMatchObject(refused)
    expect(value(await drafts.drafts.read(projectId))).toEqual({
      ...first,
      projectId: bench.id(projectId),
    })
  })

  it('is filled in by no publish, were it in the draft', async () => {
    const bench = await startBench()
    const snapshot = value(await bench.projects.read(projectId, {}))
    const access = { apiAddress: bench.emulator.apiAddress, apiKey: 'ory_wak_of_tests' }
    const store = createMemoryStore()
    value(await store.set(draftAccount(bench.id(projectId), reference), secret))
    const plan = planPublish(snapshot, draftOn(snapshot, fields).intents)
    expect(plan.steps).toHaveLength(1)
    expect(
      await readPlanSecrets(() => Promise.resolve(store), bench.id(projectId), access, plan),
    ).toMatchObject({ error: { code: 'request.invalid', arrived: false } })
  })
})

test('a journal with one is taken up to there', async () => {
  const bench = await startBench()
  const snapshot = value(await bench.projects.read(projectId, {}))
  const good = draftOn(snapshot, { label: { to: 'A' } })
  const sequence = value(await bench.files.drafts.write(good))
  const change = { target, field: 'label', after: { to: 'B' } }
  const step = { id: 'second', label: 'B', at, changes: [change] }
  value(await bench.files.drafts.append(projectId, sequence, [{ kind: 'record', step }]))
  const path = join(bench.folder, 'drafts', `${projectFileName(bench.id(projectId))}.journal`)
  const text = await readFile(path, 'utf8')
  const { crc32 } = await import('node:zlib')
  const planted = text
    .split('\n')
    .map((line) => {
      const rest = line.replace(/^\{"sum":"[0-9a-f]{8}",/, '')
      const next = rest.replace('{"to":"B"}', JSON.stringify({ to: { $secret: reference } }))
      if (next === rest) return line
      return `{"sum":"${crc32(next).toString(16).padStart(8, '0')}",${next}`
    })
    .join('\n')
  expect(planted).not.toBe(text)
  await writeFile(path, planted)
  const notices = createNotices()
  const again = createDraftFiles({ files: createJsonFiles({ folder: bench.folder, notices }) })
  const id = bench.id(projectId)
  expect(value(await again.read(id))).toEqual({ ...good, projectId: id })
  await again.flush()
})

test('a secret that the server answers in other members is in no snapshot, outcome or record', async () => {
  const bench = await startBench()
  const { emulator, apiKey } = bench
  const at = `${emulator.apiAddress}/projects/${projectId}`
  value(await bench.projects.putSecret(projectId, reference, secret))
  const { shown } = await draftOf(bench, projectId, [
    { kind: 'set-field', target, field: 'client_secret', value: { $secret: reference } },
    { kind: 'set-field', target, field: 'label', value: 'Renamed' },
  ])
  const answer = await fetch(at, { headers: { authorization: `Bearer ${apiKey}` } })
  const project = await answer.json()
  const { providers } = project.services.identity.config.selfservice.methods.oidc.config
  const own = providers.find(({ id }: { id: string }) => id === 'pilot-keycloak')
  Object.assign(own, {
    label: `it was ${secret}`,
    note: { list: [Buffer.from(secret).toString('base64')] },
    scope: ['openid', encodeURIComponent(secret)],
  })
  project.name = `Project of ${secret}`
  emulator.fault({
    operation: 'patchProjectWithRevision',
    status: 200,
    afterEffect: true,
    times: 1,
    body: { project, warnings: [] },
  })
  const result = await bench.publishing.publish({ projectId, shown, excluded: [] })
  const outcome = outcomeOf(result, 'published')
  expect(outcome.dropped.map(({ field }) => field)).toContain('label')
  const [entry] = value(await bench.publishHistory.list(projectId))
  const record = value(await bench.publishHistory.read({ projectId, id: entry!.id }))
  expect(record.dropped).not.toEqual([])
  const all = [JSON.stringify([outcome, record]), await everything(bench)].join('\n')
  expect(all).toContain('[hidden]')
  for (const form of [secret, Buffer.from(secret).toString('base64').slice(2, 60)]) {
    expect(all).not.toContain(form)
  }
})

test('what hides a secret is published as no text: nothing is sent, and the plan says why', async () => {
  const bench = await startBench()
  const { snapshot, draft, shown } = await draftOf(bench, projectId, [
    { kind: 'set-field', target, field: 'label', value: 'Team [hidden]' },
    { kind: 'create-organization', key: 'new:a', fields: { label: 'A', domains: [] } },
  ])
  const refused = expect.stringContaining('“Label” contains “[hidden]”')
  const result = await bench.publishing.publish({ projectId, shown, excluded: [] })
  expect(result).toMatchObject({ ok: false, error: { arrived: false, message: refused } })
  expect(writesOf(bench)).toEqual([])
  const plan = planPublish(snapshot, draft.intents)
  expect(planRefusal(plan)).toEqual(refused)
  // Left out, it holds nothing else back.
  expect(
    planRefusal(planPublish(snapshot, draft.intents, new Set([`connection ${target.key}`]))),
  ).toBe(undefined)
})
