import { randomUUID } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { findConflicts } from '../../../../../src/core/draft/conflicts'
import { undo } from '../../../../../src/core/draft/draft'
import { connectionsOf } from '../../../../../src/core/model/connection'
import { textMember } from '../../../../../src/core/model/json'
import { oidcProviders } from '../../../../emulator'
import {
  canary,
  newConnection,
  newOrganization,
  projectId,
  reference,
} from '../../../../support/publishing/brightwater'
import {
  draftOf,
  outcomeOf,
  shownOf,
  startBench,
  value,
  writesOf,
  type Bench,
} from '../../../../support/services/main-services'
import { entriesOf, setLabel } from '../../../../support/publishing/publish-entries'
import { projectFileName } from '../../../../../src/core/model/project-id'

async function publish(bench: Bench, edits: readonly Edit[]) {
  const { shown } = await draftOf(bench, projectId, edits)
  return outcomeOf(await bench.publishing.publish({ projectId, excluded: [], shown }), 'published')
}

const listOf = async (bench: Bench) => value(await bench.publishHistory.list(projectId))

/** Publishes the draft that a revert left, with a secret for what asks for one. */
async function publishRevert(bench: Bench, id: string) {
  const made = value(await bench.publishHistory.revert({ projectId, id }))
  const shown = shownOf(made.snapshot, made.draft)
  const result = await bench.publishing.publish({ projectId, excluded: [], shown })
  return { made, outcome: outcomeOf(result, 'published') }
}

async function firstConnection(bench: Bench) {
  const snapshot = value(await bench.projects.read(projectId, {}))
  const found = connectionsOf(snapshot).find(
    (item) => item.protocol === 'oidc' && !item.ambiguous && item.entry['organization_id'],
  )
  if (!found) throw new Error('The demo has no connection of an organization')
  return { snapshot, ...found }
}

describe('what is kept of a publish', () => {
  test('requests, answers, documents and words, and no secret', async () => {
    const bench = await startBench()
    value(await bench.projects.putSecret(projectId, reference, canary))
    const outcome = await publish(bench, [newOrganization, newConnection])
    const [summary, ...others] = await listOf(bench)
    expect(others).toEqual([])
    expect(summary).toMatchObject({ result: 'published', created: 2, edited: 0, steps: 2, done: 2 })
    expect(summary?.labels).toEqual(['Brightwater', 'Brightwater'])
    expect(summary?.workspace.keyHint).toBe(bench.apiKey.slice(-4))
    expect(summary?.search).toContain('issuer_url')

    const id = summary?.id ?? ''
    const record = value(await bench.publishHistory.read({ projectId, id }))
    expect(record.requests.map(({ method, answer }) => [method, answer.kind])).toEqual([
      ['PATCH', 'done'],
      ['PATCH', 'done'],
    ])
    expect(record.revisionAfter).toBe(outcome.snapshot.revisionId)
    expect(record.revisionBefore).not.toBe(record.revisionAfter)
    expect(record.entities.map(({ kind, before, after }) => [kind, before, after?.key])).toEqual([
      ['organization', undefined, expect.stringMatching(/^[0-9a-f-]{36}$/)],
      ['connection', undefined, 'oidc:brightwater-okta'],
    ])
    const linked = record.changes[1]?.fields.find(({ field }) => field === 'organization_id')
    expect(linked?.after).toBe(record.entities[0]?.after?.key)

    const folder = join(bench.folder, 'history', projectFileName(bench.id(projectId)))
    const names = (await readdir(folder)).filter((name) => name !== 'index.json')
    expect(names).toEqual([expect.stringMatching(/^20261125T120000000Z-[0-9a-f-]{36}\.json$/)])
    const file = join(folder, names[0] ?? '')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const text = await readFile(file, 'utf8')
    expect(text).not.toContain(canary)
    expect(text).not.toContain(bench.apiKey)
    expect(text).not.toContain(reference)
    const exported = value(await bench.publishHistory.file({ projectId, id }))
    expect(exported.suggestedName).toMatch(/^[\w.-]{1,100}\.json$/)
    expect(JSON.parse(exported.text)).toEqual(record)
    expect(await readdir(join(bench.folder, 'publishing'))).toEqual([])
  })

  test('a publish that stopped half way, with the answer that stopped it', async () => {
    const bench = await startBench()
    value(await bench.projects.putSecret(projectId, reference, canary))
    const { shown } = await draftOf(bench, projectId, [newOrganization, newConnection])
    bench.emulator.fault({ operation: 'patchProjectWithRevision', times: 1 })
    bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 422 })
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    outcomeOf(result, 'stopped')
    const [summary] = await listOf(bench)
    expect(summary).toMatchObject({ result: 'stopped', done: 1, steps: 2, count: 1 })
    const record = value(await bench.publishHistory.read({ projectId, id: summary?.id ?? '' }))
    expect(record.requests.at(-1)?.answer).toMatchObject({ kind: 'failed', status: 422 })
    expect(JSON.stringify(record)).not.toContain(canary)
    expect(record.error?.code).toBe('api.rejected')
  })

  test('nothing where nothing was sent', async () => {
    const bench = await startBench()
    const { key } = await firstConnection(bench)
    await draftOf(bench, projectId, [setLabel(key, 'Other')])
    await bench.publishing.publish({ projectId, excluded: [], shown: 'something else' })
    expect(await listOf(bench)).toEqual([])
  })
})

describe('a revert', () => {
  test('gives a field its former value, in one step that one undo takes back', async () => {
    const bench = await startBench()
    const { key, entry } = await firstConnection(bench)
    await publish(bench, [setLabel(key, 'Published')])
    const [summary] = await listOf(bench)
    const id = summary?.id ?? ''
    const { made } = await publishRevert(bench, id)
    expect(made.items).toMatchObject([{ what: 'edit-back', fields: ['label'], conflict: false }])
    expect(made.draft.past).toHaveLength(1)
    expect(undo(made.draft).intents.connection).toEqual({})
    const now = entriesOf(bench).find((item) => `oidc:${String(item['id'])}` === key)
    expect(now?.['label']).toBe(entry['label'])
    expect(await listOf(bench)).toHaveLength(2)
  })

  test('is a conflict where somebody changed the value since', async () => {
    const bench = await startBench()
    const { key, entry } = await firstConnection(bench)
    await publish(bench, [setLabel(key, 'Published')])
    const position = entriesOf(bench).findIndex((item) => `oidc:${String(item['id'])}` === key)
    bench.emulator.edit((state) => {
      const project = state.projects.find((item) => item.id === projectId)
      if (!project) throw new Error('The demo has another project')
      const provider = oidcProviders(project)[position]
      if (provider) provider['label'] = 'Theirs'
      project.revision_id = randomUUID()
    })
    const [summary] = await listOf(bench)
    const made = value(await bench.publishHistory.revert({ projectId, id: summary?.id ?? '' }))
    expect(made.items).toMatchObject([{ conflict: true }])
    expect(findConflicts(made.snapshot, made.draft.intents)).toMatchObject([
      { kind: 'field', was: 'Published', mine: entry['label'], theirs: 'Theirs' },
    ])
  })

  test('brings a deleted organization back with its connections, and names secrets and URLs', async () => {
    const bench = await startBench()
    const { entry, snapshot } = await firstConnection(bench)
    const organizationId = textMember(entry, 'organization_id') ?? ''
    const before = snapshot.organizations.find((item) => item['id'] === organizationId)
    await publish(bench, [
      { kind: 'delete-organization', key: organizationId, connections: 'delete' },
    ])
    const [summary] = await listOf(bench)
    const made = value(await bench.publishHistory.revert({ projectId, id: summary?.id ?? '' }))
    const connection = made.items.find(
      ({ target, label }) =>
        target.kind === 'connection' && label === (entry['label'] ?? entry['id']),
    )
    expect(connection).toMatchObject({ what: 'create-again' })
    expect(connection?.missing).toContain('client_secret')
    expect(connection?.missing).toContain('auto_link')
    const url = made.redirects.find(({ connectionKey }) => connectionKey === connection?.target.key)
    expect(url?.from).toContain(`/organization/${organizationId}/callback/`)
    expect(url?.to).toBeUndefined()

    // The secret is typed again; then all of it is there but the organization's id.
    value(await bench.projects.putSecret(projectId, reference, canary))
    const connections = Object.fromEntries(
      Object.entries(made.draft.intents.connection).map(([key, intent]) => [
        key,
        intent.kind === 'create'
          ? {
              ...intent,
              fields: { ...intent.fields, client_secret: { to: { $secret: reference } } },
            }
          : intent,
      ]),
    )
    const draft = { ...made.draft, intents: { ...made.draft.intents, connection: connections } }
    value(await bench.saveDraft(draft))
    const shown = shownOf(made.snapshot, draft)
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    const outcome = outcomeOf(result, 'published')
    expect(writesOf(bench).slice(-2)).toEqual(['PATCH 200', 'PATCH 200'])
    const back = outcome.snapshot.organizations.find((item) => item['label'] === before?.['label'])
    expect(back?.['id']).not.toBe(organizationId)
    expect(back?.['domains']).toEqual(before?.['domains'])
    const again = entriesOf(bench).find((item) => item['id'] === entry['id'])
    const { state: _enabled, ...members } = entry
    expect(again).toMatchObject({ ...members, organization_id: back?.['id'] })
  })
})

describe('the files', () => {
  test('a damaged record is set aside and told; the others are listed without the index', async () => {
    const bench = await startBench()
    const { key } = await firstConnection(bench)
    await publish(bench, [setLabel(key, 'One')])
    await publish(bench, [setLabel(key, 'Two')])
    const folder = join(bench.folder, 'history', projectFileName(bench.id(projectId)))
    const names = (await readdir(folder)).filter((name) => name !== 'index.json')
    await writeFile(join(folder, names[0] ?? ''), '{"version":1,"data":{"id":')
    await writeFile(join(folder, 'index.json'), 'no index')
    expect(await listOf(bench)).toHaveLength(1)
    expect(bench.notices.list().map(({ title }) => title)).toEqual([
      'index.json was damaged',
      `${names[0]} was damaged`,
    ])
    expect(await readdir(folder)).toContain(`${names[0]}.damaged-1`)
  })
})
