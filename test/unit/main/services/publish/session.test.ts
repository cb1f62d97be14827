import { expect, test, vi } from 'vitest'
import { emptyDraft, undo, type Draft } from '../../../../../src/core/draft/draft'
import type { Edit } from '../../../../../src/core/draft/edits'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { appError } from '../../../../../src/core/errors/app-error'
import { cleanOf } from '../../../../../src/main/services/history/clean-of-secrets'
import {
  isLost,
  isOvertaken,
  recordDone,
  saveState,
} from '../../../../../src/main/services/publish/session'
import {
  canary,
  projectId,
  brightwaterIsOut,
  newConnection,
  newOrganization,
  organizationKey,
} from '../../../../support/publishing/brightwater'
import { keyOf, setLabel } from '../../../../support/publishing/publish-entries'
import { sessionOf } from '../../../../support/publishing/publish-session'
import {
  startBench,
  value,
  draftOf,
  knowsKeptIds,
  outcomeOf,
} from '../../../../support/services/main-services'
import { sendSteps } from '../../../../../src/main/services/publish/publish'

test('what an earlier request lost is still told after the next, and of the same field only the last', async () => {
  const bench = await startBench()
  const [key, other] = [await keyOf(bench, 0), await keyOf(bench, 1)]
  const { session } = await sessionOf(bench, projectId, [
    setLabel(key, 'Mine'),
    { ...setLabel(key, 'mine'), field: 'client_id' } as Edit,
  ])
  const lost = (connection: string, field: string) => ({
    target: { kind: 'connection' as const, key: connection },
    field,
    sent: 'Earlier',
    answered: undefined,
  })
  session.dropped = [lost(key, 'label'), lost(key, 'scope'), lost(other, 'label')]
  // The answer is the state before: the server took nothing of it.
  await recordDone(session, session.draft.intents, session.snapshot)
  expect(session.dropped.map(({ target, field, sent }) => [target.key, field, sent])).toEqual([
    [key, 'scope', 'Earlier'],
    [other, 'label', 'Earlier'],
    [key, 'label', 'Mine'],
    [key, 'client_id', 'mine'],
  ])
})

test.each([
  ['network.offline', {}, true],
  ['network.timeout', {}, true],
  ['network.tls', { arrived: false }, false],
  ['api.unexpected-response', { status: 200 }, true],
  ['api.unavailable', {}, true],
  ['api.rejected', { status: 500 }, true],
  ['api.rejected', { status: 499 }, false],
  ['api.revision-conflict', { status: 409 }, false],
  ['api.forbidden', { status: 403 }, false],
  ['api.unavailable', { status: 503, arrived: false }, false],
] as const)('what became of a request is open after %s %o: %s', (code, more, expected) => {
  expect(isLost(appError(code, 'No', more))).toBe(expected)
})

test.each([
  ['api.revision-conflict', { arrived: false }, true],
  ['api.revision-conflict', { status: 409 }, false],
  ['network.offline', { arrived: false }, false],
] as const)('the project moved while a request waited after %s %o: %s', (code, more, expected) => {
  expect(isOvertaken(appError(code, 'No', more))).toBe(expected)
})

test('a secret that the server answers in another field is not told with what it did not take', async () => {
  const bench = await startBench()
  const key = await keyOf(bench, 0)
  const { session } = await sessionOf(bench, projectId, [setLabel(key, `Mine ${canary}`)])
  const answer = JSON.parse(
    JSON.stringify(session.snapshot).replaceAll(/"label":"[^"]*"/g, `"label":"it was ${canary}"`),
  ) as Snapshot
  const cleaned = { ...session, clean: cleanOf([canary]) }
  await recordDone(cleaned, session.draft.intents, answer)
  expect(cleaned.dropped).toMatchObject([{ target: { key }, field: 'label' }])
  expect(JSON.stringify(cleaned.dropped)).not.toContain(canary)
})

test.each([true, false])(
  'the draft is written with what was published, for the windows that show it (edits left: %s)',
  async (hasEdits) => {
    const bench = await startBench()
    const { session } = await sessionOf(bench, projectId, [setLabel(await keyOf(bench, 0), 'Mine')])
    const { snapshot, projectId: id } = session
    const draft = hasEdits ? session.draft : emptyDraft(id, snapshot.revisionId)
    const ids = { 'new:one': 'an-id' }
    const { drafts, snapshots } = session.files
    const spied = { write: vi.fn(drafts.write), delete: vi.fn(drafts.delete) }
    value(await saveState({ drafts: spied, snapshots }, { snapshot, draft, ids }))
    const published = { snapshot, ids }
    if (hasEdits) expect(spied.write.mock.calls).toEqual([[draft, published]])
    else expect(spied.delete.mock.calls).toEqual([[id, published]])
  },
)

const connection = {
  ...newConnection,
  fields: { ...('fields' in newConnection ? newConnection.fields : {}), client_secret: 'typed' },
} as Edit

/** Publishes a new organization with its connection, and a label, in one patch that fails. */
async function failing(status: number, edits: readonly Edit[] = [newOrganization, connection]) {
  const bench = await startBench({}, { sleep: () => Promise.resolve() })
  await knowsKeptIds(bench)
  const edited = await keyOf(bench, 0)
  const { shown } = await draftOf(bench, projectId, [...edits, setLabel(edited, 'Mine')])
  bench.emulator.fault({ operation: 'patchProjectWithRevision', status, times: 9 })
  const result = await bench.publishing.publish({
    projectId,
    excluded: [],
    shown,
    ...brightwaterIsOut,
  })
  const { draft } = outcomeOf(result, 'stopped')
  expect(value(await bench.files.drafts.read(projectId))).toEqual(draft)
  return { draft, edited }
}

/** Entities of a draft that a request may have made already, also those that a step of its history has. */
function attemptedIn({ intents, past }: Draft): string[] {
  const entities = [intents.organization, intents.connection]
    .flatMap((group) => Object.entries(group))
    .filter(([, entity]) => 'attemptedAt' in entity)
    .map(([key]) => key)
  const steps = past
    .flatMap(({ changes }) => changes)
    .flatMap((change) =>
      change.field === undefined && change.after && 'attemptedAt' in change.after
        ? [`${change.target.key} in the history`]
        : [],
    )
  return [...entities, ...steps]
}

test('what a lost request may have made is marked, each of several, and nothing that exists anyway', async () => {
  const { draft, edited } = await failing(500)
  expect(attemptedIn(draft)).toEqual([
    organizationKey,
    'new:connection',
    `${organizationKey} in the history`,
    'new:connection in the history',
  ])
  expect(draft.intents.connection[edited]).not.toHaveProperty('attemptedAt')
})

test('what a server refused has no mark any more: it is not looked for as if it might exist', async () => {
  const { draft } = await failing(400)
  expect(Object.keys(draft.intents.organization)).toEqual([organizationKey])
  expect(attemptedIn(draft)).toEqual([])
})

test('a step that took the new one away can be undone, and it is marked then too', async () => {
  const gone: Edit = { kind: 'delete-organization', key: organizationKey, connections: 'detach' }
  const { draft } = await failing(500, [newOrganization, gone, newOrganization])
  const before = undo(undo(undo(draft)))
  expect(before.intents.organization[organizationKey]?.attemptedAt).toBeDefined()
})

test('what makes nothing is sent without another write of the draft', async () => {
  const bench = await startBench()
  const { session } = await sessionOf(bench, projectId, [setLabel(await keyOf(bench, 0), 'Mine')])
  const { drafts } = session.files
  const write = vi.fn<typeof drafts.write>(drafts.write)
  const written: number[] = []
  const client: typeof session.client = {
    send(call) {
      if (call.method === 'PATCH') written.push(write.mock.calls.length)
      return session.client.send(call)
    },
  }
  const files = { ...session.files, drafts: { ...drafts, write } }
  expect(await sendSteps({ ...session, client, files })).toEqual({ kind: 'published' })
  expect(written).toEqual([0])
  expect(write).toHaveBeenCalledTimes(1)
})
