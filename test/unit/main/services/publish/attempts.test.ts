import { expect, test, vi } from 'vitest'
import { undo, type Draft } from '../../../../../src/core/draft/draft'
import type { Edit } from '../../../../../src/core/draft/edits'
import { sendSteps } from '../../../../../src/main/services/publish/send-steps'
import {
  brightwaterIsOut,
  newConnection,
  newOrganization,
  organizationKey,
  projectId,
} from '../../../../support/publishing/brightwater'
import { keyOf, setLabel } from '../../../../support/publishing/publish-entries'
import { sessionOf } from '../../../../support/publishing/publish-session'
import {
  draftOf,
  knowsKeptIds,
  outcomeOf,
  startBench,
  value,
} from '../../../../support/services/main-services'

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
