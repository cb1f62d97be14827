import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { isAlive, redo, undo } from '../../../../../src/core/draft/draft'
import { rebase } from '../../../../../src/core/draft/rebase'
import type { Edit } from '../../../../../src/core/draft/edits'
import { noIntents } from '../../../../../src/core/intents/intents'
import { textMember } from '../../../../../src/core/model/json'
import { connectionsOf } from '../../../../../src/core/model/connection'
import { demoIds } from '../../../../emulator'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import { createMemoryStore } from '../../../../../src/main/secrets/memory-store'
import { draftAccount, type SecretStore } from '../../../../../src/main/secrets/secret-store'
import {
  brightwaterIsOut,
  canary,
  newConnection,
  newOrganization,
  organizationKey,
  projectId,
  reference,
} from '../../../../support/publishing/brightwater'
import {
  byRequests,
  draftOf,
  outcomeOf,
  shownOf,
  startBench,
  value,
  writesOf,
} from '../../../../support/services/main-services'
import { keyOf, setLabel, entriesOf, labelOf } from '../../../../support/publishing/publish-entries'
import { agreeing } from '../../../../support/publishing/agreeing'
import {
  longestPersonName,
  longestSummary,
  longestTicket,
} from '../../../../../src/core/publish/why'
import { checkSummary, saidOf, sendSteps } from '../../../../../src/main/services/publish/publish'
import { done, failed, review } from '../../../../../src/main/services/publish/session'
import { sessionOf } from '../../../../support/publishing/publish-session'
import { fieldEdit } from '../../../../support/states/field-edit'

describe.each([true, false])('organization requests move the revision: %s', (moves) => {
  const options = { ...byRequests, organizationWritesMoveRevision: moves }

  test('publishes a new organization with its connection and secret', async () => {
    const bench = await startBench(options)
    value(await bench.projects.putSecret(projectId, reference, canary))
    const { shown, snapshot } = await draftOf(bench, projectId, [newOrganization, newConnection])
    expect(shown).not.toContain(canary)
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    const outcome = outcomeOf(result, 'published')
    expect(writesOf(bench)).toEqual(['POST 201', 'PATCH 200'])
    expect(outcome.dropped).toEqual([])
    expect(outcome.requests).toBe(2)
    expect(outcome.draft.intents).toEqual(noIntents)
    const stored = entriesOf(bench).find((item) => item['id'] === 'brightwater-okta')
    expect(stored?.['client_secret']).toBe(canary)
    const organization = outcome.snapshot.organizations.find(({ label }) => label === 'Brightwater')
    expect(stored?.['organization_id']).toBe(organization?.['id'])
    expect(outcome.snapshot.organizations.length).toBe(snapshot.organizations.length + 1)
    expect(outcome.snapshot.revisionId).toBe(bench.emulator.project(projectId)['revision_id'])
    const account = draftAccount(bench.id(projectId), reference)
    expect(await bench.store.get(account)).toEqual({ ok: true, value: undefined })
    // Nothing is left to publish or to undo; what was done is there to be read.
    const left = value(await bench.files.drafts.read(projectId))
    expect(left && isAlive(left)).toBe(false)
    expect(left?.earlier.map(({ steps }) => steps.length)).toEqual([2])
    expect(value(await bench.files.snapshots.read(projectId))).toEqual(outcome.snapshot)
    expect(bench.progress).toHaveLength(2)
  })

  test('edits and deletes organizations around the patch', async () => {
    const bench = await startBench(options)
    const first = value(await bench.projects.read(projectId, {}))
    const [one, two] = first.organizations.map((item) => textMember(item, 'id'))
    const edits: Edit[] = [
      { kind: 'delete-organization', key: one ?? '', connections: 'delete' },
      fieldEdit({ kind: 'organization', key: two ?? '' }, 'label', 'Renamed'),
    ]
    const { shown } = await draftOf(bench, projectId, edits)
    const result = await bench.publishing.publish({ projectId, excluded: [], shown })
    const outcome = outcomeOf(result, 'published')
    expect(writesOf(bench)).toEqual(['PUT 200', 'PATCH 200', 'DELETE 204'])
    const labels = outcome.snapshot.organizations.map(({ label }) => label)
    expect(labels).toContain('Renamed')
    expect(outcome.snapshot.organizations.some(({ id }) => id === one)).toBe(false)
    expect(outcome.snapshot.revisionId).toBe(bench.emulator.project(projectId)['revision_id'])
  })

  test('a failure half way leaves just the rest, and the next publish ends it', async () => {
    const bench = await startBench(options)
    value(await bench.projects.putSecret(projectId, reference, canary))
    const { shown } = await draftOf(bench, projectId, [newOrganization, newConnection])
    bench.emulator.fault({ operation: 'patchProjectWithRevision', status: 400 })
    const input = { projectId, excluded: [] }
    const first = outcomeOf(await bench.publishing.publish({ ...input, shown }), 'stopped')
    expect(first).toMatchObject({ done: 1, of: 2, error: { code: 'api.rejected' } })
    expect(Object.keys(first.draft.intents.organization)).toEqual([])
    expect(Object.keys(first.draft.intents.connection)).toEqual(['new:connection'])
    expect(value(await bench.files.drafts.read(projectId))).toEqual(first.draft)
    const again = shownOf(first.snapshot, first.draft)
    const second = await bench.publishing.publish({ ...input, shown: again })
    outcomeOf(second, 'published')
    expect(writesOf(bench)).toEqual(['POST 201', 'PATCH 400', 'PATCH 200'])
    const { organizations } = value(await bench.projects.read(projectId, {}))
    expect(organizations.filter(({ label }) => label === 'Brightwater')).toHaveLength(1)
  })
})

test('a field that the server drops is told and stays in the draft', async () => {
  const bench = await startBench()
  const key = await keyOf(bench, 0)
  const target = { kind: 'connection', key } as const
  const edits: Edit[] = [
    setLabel(key, 'Mine'),
    { kind: 'set-field', target, field: 'x_unheard_of', value: true },
  ]
  const { shown } = await draftOf(bench, projectId, edits)
  const result = await bench.publishing.publish({ projectId, excluded: [], shown })
  const outcome = outcomeOf(result, 'published')
  expect(outcome.dropped).toEqual([{ target, field: 'x_unheard_of', sent: true }])
  expect(Object.keys(outcome.draft.intents.connection[key]?.fields ?? {})).toEqual(['x_unheard_of'])
  expect(await bench.files.drafts.projectIds()).toEqual([bench.id(projectId)])
})

test('what is left out stays in the draft', async () => {
  const bench = await startBench()
  const [one, two] = [await keyOf(bench, 0), await keyOf(bench, 1)]
  const edits = [setLabel(one, 'One'), setLabel(two, 'Two')]
  const { snapshot, draft } = await draftOf(bench, projectId, edits)
  const excluded = [`connection ${two}`]
  const shown = shownOf(snapshot, draft, excluded)
  const result = await bench.publishing.publish({ projectId, excluded, shown })
  const outcome = outcomeOf(result, 'published')
  expect(Object.keys(outcome.draft.intents.connection)).toEqual([two])
  expect(labelOf(bench, one)).toBe('One')
  expect(labelOf(bench, two)).not.toBe('Two')
})

test('reads that are late do not fool it', async () => {
  const bench = await startBench({ staleReadsAfterWrite: 1 })
  value(await bench.projects.putSecret(projectId, reference, canary))
  const { shown } = await draftOf(bench, projectId, [newOrganization, newConnection])
  const result = await bench.publishing.publish({ projectId, excluded: [], shown })
  const outcome = outcomeOf(result, 'published')
  expect(outcome.dropped).toEqual([])
  expect(connectionsOf(outcome.snapshot).some(({ key }) => key === 'oidc:brightwater-okta')).toBe(
    true,
  )
})

test('a revision that is refused and still shown is waited for, not asked about', async () => {
  // Organization requests move the revision, and reads go on showing the one before for a while: the project and
  // its organizations are two of them.
  const late = { ...byRequests, organizationWritesMoveRevision: true, staleReadsAfterWrite: 4 }
  const pauses: number[] = []
  const sleep = (milliseconds: number) => Promise.resolve(void pauses.push(milliseconds))
  const bench = await startBench(late, { sleep })
  value(await bench.projects.putSecret(projectId, reference, canary))
  const { shown } = await draftOf(bench, projectId, [newOrganization, newConnection])
  const result = await bench.publishing.publish({ projectId, excluded: [], shown })
  expect(outcomeOf(result, 'published').dropped).toEqual([])
  expect(writesOf(bench)).toEqual(['POST 201', 'PATCH 409', 'PATCH 409', 'PATCH 200'])
  expect(pauses).toEqual([2000])
})

test('production needs to be confirmed', async () => {
  const bench = await startBench()
  const id = demoIds.northwindProduction
  const key = await keyOf(bench, 0, id)
  const { shown } = await draftOf(bench, id, [setLabel(key, 'Mine')])
  const input = { projectId: id, excluded: [], shown }
  const result = await bench.publishing.publish(input)
  expect(result).toMatchObject({ ok: false, error: { code: 'publish.unconfirmed' } })
  expect(writesOf(bench)).toEqual([])
  outcomeOf(await bench.publishing.publish({ ...input, ...agreeing() }), 'published')
})

test('a secret that is not kept any more stops it before anything is sent', async () => {
  const bench = await startBench()
  const { shown } = await draftOf(bench, projectId, [newOrganization, newConnection])
  const result = await bench.publishing.publish({ projectId, excluded: [], shown })
  expect(result).toMatchObject({ ok: false, error: { code: 'secret.missing' } })
  expect(writesOf(bench)).toEqual([])
})

test('the keychain, which may ask the person first, is asked before the project is read', async () => {
  const memory = createMemoryStore()
  const readBefore: number[] = []
  const store: SecretStore = {
    ...memory,
    get(account) {
      if (account.includes(reference)) readBefore.push(bench.emulator.requests().length)
      return memory.get(account)
    },
  }
  const bench = await startBench({}, { store })
  value(await bench.projects.putSecret(projectId, reference, canary))
  const { shown } = await draftOf(bench, projectId, [newOrganization, newConnection])
  bench.emulator.clearRequests()
  readBefore.length = 0
  outcomeOf(await bench.publishing.publish({ projectId, excluded: [], shown }), 'published')
  expect(readBefore).toEqual([0])
})

test('a publish that cannot be written down sends nothing', async () => {
  const bench = await startBench()
  const { shown } = await draftOf(bench, projectId, [setLabel(await keyOf(bench, 0), 'Mine')])
  await bench.files.flush()
  const full = failure(appError('draft.write-failed', 'The disk is full'))
  vi.spyOn(bench.publishFiles.running, 'write').mockResolvedValue(full)
  const result = await bench.publishing.publish({ projectId, excluded: [], shown })
  expect(result).toMatchObject({ ok: false, error: { code: 'draft.write-failed' } })
  expect(writesOf(bench)).toEqual([])
})

test('without a draft there is nothing to publish', async () => {
  const bench = await startBench()
  const result = await bench.publishing.publish({ projectId, excluded: [], shown: '' })
  expect(result).toMatchObject({ ok: false, error: { code: 'draft.not-found' } })
})

test('a draft on a revision that a publish left behind is not saved over the rest', async () => {
  const bench = await startBench()
  const key = await keyOf(bench, 0)
  const { shown, draft } = await draftOf(bench, projectId, [setLabel(key, 'Mine')])
  const publishing = bench.publishing.publish({ projectId, excluded: [], shown })
  await new Promise((resolve) => setImmediate(resolve))
  const during = await bench.saveDraft(draft)
  // It may be saved once the publish has ended.
  expect(during).toMatchObject({ ok: false, error: { code: 'publish.running', retry: true } })
  outcomeOf(await publishing, 'published')
  const after = await bench.saveDraft(draft)
  expect(after).toMatchObject({ ok: false, error: { code: 'draft.stale' } })
})

test('what may have been made is not made twice, even undone and done again', async () => {
  const bench = await startBench(byRequests)
  const { shown } = await draftOf(bench, projectId, [newOrganization])
  // It takes effect, and neither its answer nor any list tells of it.
  bench.emulator.fault({ operation: 'createOrganization', drop: 'after' })
  bench.emulator.fault({ operation: 'listOrganizations', delayMs: 0, times: 1 })
  bench.emulator.fault({ operation: 'listOrganizations', status: 500, times: 99 })
  const lost = await bench.publishing.publish({
    projectId,
    excluded: [],
    shown,
    ...brightwaterIsOut,
  })
  expect(lost.ok && lost.value.kind).not.toBe('published')
  bench.emulator.clearFaults()
  const draft = value(await bench.files.drafts.read(projectId))
  expect(draft?.intents.organization[organizationKey]?.attemptedAt).toBeDefined()
  const again = redo(undo(draft!))
  expect(again).toEqual(draft)
  value(await bench.saveDraft(again))
  const snapshot = value(await bench.projects.read(projectId, {}))
  const next = rebase(again, snapshot, snapshot, '2026-11-25T12:00:00Z')
  expect(next.intents.organization).toEqual({})
})

test('a draft that another process publishes is left to it', async () => {
  const bench = await startBench()
  const { draft } = await draftOf(bench, projectId, [newOrganization])
  const sequence = value(await bench.saveDraft(draft))
  const lock = value(await bench.publishFiles.locks.take(projectId))
  const refused = { ok: false, error: { code: 'publish.running', retry: true } }
  expect(await bench.saveDraft(draft)).toMatchObject(refused)
  const undo = [{ kind: 'undo' as const }]
  expect(await bench.drafts.append(projectId, sequence, undo)).toMatchObject(refused)
  await lock.release()
  expect((await bench.drafts.append(projectId, sequence, undo)).ok).toBe(true)
})

test('no secret and no key is on disk', async () => {
  const bench = await startBench()
  value(await bench.projects.putSecret(projectId, reference, canary))
  await draftOf(bench, projectId, [newOrganization, newConnection])
  const names = await readdir(bench.folder, { recursive: true, withFileTypes: true })
  const files = names.filter((item) => item.isFile())
  expect(files.length).toBeGreaterThan(2)
  for (const item of files) {
    const text = await readFile(join(item.parentPath, item.name), 'utf8')
    expect(text).not.toContain(canary)
    expect(text).not.toContain(bench.apiKey)
  }
})

const kept = (name: string | undefined, why?: { summary: string; ticket?: string }) =>
  saidOf(
    {
      secrets: { scrub: (text) => text.replaceAll('canary', '[hidden]') },
      personName: { read: () => Promise.resolve(name) },
    },
    why,
  )

describe('what is kept of what a person said', () => {
  test.each([
    [undefined, undefined, {}],
    ['Kim', undefined, { by: 'Kim' }],
    ['Kim', { summary: '' }, { by: 'Kim' }],
    [undefined, { summary: 'Goes live' }, { why: { summary: 'Goes live' } }],
    [undefined, { summary: '', ticket: 'CHG-1' }, { why: { summary: '', ticket: 'CHG-1' } }],
    [undefined, { summary: 'Goes live', ticket: '' }, { why: { summary: 'Goes live' } }],
    ['canary', { summary: 'a canary' }, { by: '[hidden]', why: { summary: 'a [hidden]' } }],
  ])('%s with %o', async (name, why, said) => {
    expect(await kept(name, why)).toStrictEqual(said)
  })

  test('is no longer than it may be, also where something stands in the place of a secret', async () => {
    const long = 'canary'.repeat(100)
    const { by = '', why } = await kept(long, { summary: long, ticket: long })
    expect([by.length, why?.summary.length, why?.ticket?.length]).toEqual([
      longestPersonName,
      longestSummary,
      longestTicket,
    ])
  })
})

describe('a summary', () => {
  const project = (id: string) => ({ id }) as never
  const list = [
    { name: 'Silent', projects: [project('a')] },
    { name: 'Asking', asksForSummary: true, projects: [project('b'), project('c')] },
    { name: 'Asking too', asksForSummary: true, projects: [project('d')] },
  ]
  const check = (id: string, summary?: string) =>
    checkSummary(
      { list: () => Promise.resolve(list as never) },
      id as never,
      summary === undefined ? undefined : { summary },
    )

  test.each(['c', 'd'])(
    'is missing where the workspace of the project asks for one (%s)',
    async (id) => {
      const subject = id === 'c' ? 'Asking' : 'Asking too'
      const error = { code: 'publish.summary-missing', subject, arrived: false }
      expect(await check(id)).toMatchObject({ ok: false, error })
      expect(await check(id, '')).toMatchObject({ ok: false, error })
      expect(await check(id, 'Goes live')).toEqual({ ok: true, value: undefined })
    },
  )

  test('is not missing where nobody asks for it', async () => {
    expect(await check('a')).toEqual({ ok: true, value: undefined })
    expect(await check('of no workspace')).toEqual({ ok: true, value: undefined })
  })
})

const edits = [newOrganization, newConnection]

async function twoSteps() {
  const { session } = await sessionOf(await startBench(), projectId, edits)
  return { session, revision: session.snapshot.revisionId }
}

test('runs the steps in their order and tells each before it is sent', async () => {
  const { session, revision } = await twoSteps()
  const heard: string[] = []
  const end = await sendSteps(session, {
    onProgress: ({ step, of, request }) => heard.push(`${step}/${of} ${request}`),
    run(_session, { kind }) {
      heard.push(kind)
      return Promise.resolve(done)
    },
  })
  expect(end).toEqual({ kind: 'published' })
  expect(heard).toEqual([
    `1/2 PATCH /projects/${projectId}/revision/${revision}`,
    'patch-new-organizations',
    `2/2 PATCH /projects/${projectId}/revision/${revision}`,
    'patch-project',
  ])
})

test('a step that fails stops it, with the number of those before it', async () => {
  const { session } = await twoSteps()
  const error = appError('api.rejected', 'No')
  const run = (_: unknown, { kind }: { kind: string }) =>
    Promise.resolve(kind === 'patch-project' ? failed(error) : done)
  expect(await sendSteps(session, { run })).toEqual({ kind: 'stopped', done: 1, error })
})

test('a step whose body would be another one ends it, and no later step runs', async () => {
  const { session } = await twoSteps()
  let count = 0
  const run = () => {
    count += 1
    return Promise.resolve(review)
  }
  expect(await sendSteps(session, { run })).toEqual({ kind: 'moved' })
  expect(count).toBe(1)
})

test('a cancel lets the step that runs come to its end, and nothing more is sent', async () => {
  const { session } = await twoSteps()
  const cancel = new AbortController()
  const run = () => {
    cancel.abort()
    return Promise.resolve(done)
  }
  const end = await sendSteps(session, { signal: cancel.signal, run })
  expect(end).toMatchObject({ kind: 'stopped', done: 1, error: { code: 'request.cancelled' } })
})

test('a step that the server has done counts, also where the record of it cannot be written', async () => {
  const bench = await startBench()
  const { session } = await sessionOf(bench, projectId, [newOrganization])
  const error = appError('draft.write-failed', 'The disk is full')
  // The mark of what is about to be made is written; what became of it is not.
  const { drafts } = session.files
  const write = vi.fn<typeof drafts.write>(() => Promise.resolve(failure(error)))
  const files = {
    ...session.files,
    drafts: { ...drafts, write: write.mockImplementationOnce(drafts.write) },
  }
  expect(await sendSteps({ ...session, files })).toEqual({ kind: 'stopped', done: 1, error })
  const running = value(await bench.publishFiles.running.read(projectId))
  expect(running?.record).toMatchObject({ steps: 1, done: 1 })
})
