import { beforeEach, describe, expect, test } from 'vitest'
import { emptyDraft, type Draft } from '../../../../../src/core/draft/draft'
import { intentChangesOf } from '../../../../../src/core/draft/edits'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { createPutStep, type MadeStep } from '../../../../../src/main/services/drafts/put-step'
import { draftWith } from '../../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const snapshot = snapshotOf({ oidc: [connection('a'), connection('b')] })
const projectId = snapshot.summary.id
const at = '2026-11-25T12:00:00.000Z'
const label = (key: string, value: string) =>
  ({ kind: 'set-field', target: { kind: 'connection', key }, field: 'label', value }) as const
const broken = failure(appError('draft.corrupt', 'Broken'))

let kept: Result<Draft | undefined>
let stored: Result<Snapshot | undefined>
let written: Result<number>
let writes: Draft[]
let told: unknown[]
let isPublishing: () => boolean
let holder: object | undefined
/** How many pieces of work on the draft are under way. */
let turns: number

beforeEach(() => {
  kept = success(undefined)
  stored = success(snapshot)
  written = success(7)
  writes = []
  told = []
  isPublishing = () => false
  holder = undefined
  turns = 0
})

function service() {
  let ids = 0
  return createPutStep({
    files: { snapshots: { read: () => Promise.resolve(stored) } as never },
    drafts: {
      async change(_project, work) {
        turns += 1
        try {
          return await work({
            read: () => Promise.resolve(kept),
            write: (draft) => {
              if (written.ok) writes.push(draft)
              return Promise.resolve(written)
            },
            delete: () => Promise.reject(new Error('Nothing is deleted')),
          })
        } finally {
          turns -= 1
        }
      },
    },
    locks: { isPublishing: () => isPublishing() },
    publishLocks: { holder: () => Promise.resolve(holder as never) },
    tellAsking: (name, payload) => void told.push({ name, ...payload }),
    now: () => new Date(at),
    newId: () => `step ${(ids += 1)}`,
  })
}

/** Puts a new label of a connection into the draft. */
const put = (key = 'oidc:a', value = 'New', before?: Snapshot) =>
  service()(
    projectId,
    (on, draft) => {
      expect(turns).toBe(1)
      const changes = intentChangesOf(on, draft.intents, label(key, value))
      return success({ label: 'Renamed', about: 'a name', changes, answer: 'done' })
    },
    before,
  )

describe('a step that main puts into a draft', () => {
  test('is in it, on the disk and in the window that asked', async () => {
    kept = success(draftWith(snapshot, [label('oidc:b', 'B')]))
    const result = await put()
    if (!result.ok) throw new Error(result.error.message)
    const { draft } = result.value
    expect(result.value).toEqual({ snapshot, draft, answer: 'done' })
    expect(draft.past.at(-1)).toEqual({
      id: 'step 1',
      label: 'Renamed',
      about: 'a name',
      language: 'en',
      at,
      changes: [
        {
          target: { kind: 'connection', key: 'oidc:a' },
          field: 'label',
          after: { from: 'Label of a', to: 'New' },
        },
      ],
    })
    expect(Object.keys(draft.intents.connection)).toEqual(['oidc:b', 'oidc:a'])
    expect(writes).toEqual([draft])
    expect(told).toEqual([{ name: 'draft.replaced', projectId, draft, sequence: 7, changes: 2 }])
  })

  test('begins a draft where there is none', async () => {
    expect(await put()).toMatchObject({
      ok: true,
      value: { draft: { projectId, baseRevisionId: snapshot.revisionId } },
    })
    expect(writes[0]?.past).toHaveLength(1)
  })

  test('that changes nothing writes nothing, and has its answer', async () => {
    const own = draftWith(snapshot, [label('oidc:b', 'B')])
    kept = success(own)
    const result = await put('oidc:a', 'Label of a')
    expect(result).toEqual(success({ snapshot, draft: own, answer: 'done' }))
    expect([writes, told]).toEqual([[], []])
  })

  test('stands on the newest state: what the server has meanwhile is no change any more', async () => {
    kept = success(draftWith(snapshot, [label('oidc:b', 'B')]))
    stored = success(
      snapshotOf({ oidc: [connection('a'), connection('b', { label: 'B' })], revisionId: 'r2' }),
    )
    await put()
    expect(writes[0]).toMatchObject({ baseRevisionId: 'r2' })
    expect(Object.keys(writes[0]!.intents.connection)).toEqual(['oidc:a'])
    // Even where nothing is put into it.
    writes = []
    await put('oidc:a', 'Label of a')
    expect(writes[0]).toMatchObject({ baseRevisionId: 'r2', intents: { connection: {} } })
  })

  test('knows what went from the state that the draft stood on', async () => {
    kept = success(draftWith(snapshot, [label('oidc:b', 'B')]))
    stored = success(snapshotOf({ oidc: [connection('a')], revisionId: 'r2' }))
    await put('oidc:a', 'New', snapshot)
    expect(writes[0]?.intents.connection['oidc:b']?.seen).toEqual(connection('b'))
    writes = []
    await put('oidc:a', 'New')
    expect(writes[0]?.intents.connection['oidc:b']).not.toHaveProperty('seen')
  })
})

describe('nothing is put into a draft', () => {
  const never = () => {
    throw new Error('Nothing is made')
  }
  const refused = async () => {
    const result = await service()(projectId, never)
    expect([writes, told]).toEqual([[], []])
    return result
  }

  test('while this app or another process publishes the project', async () => {
    isPublishing = () => true
    expect(await refused()).toMatchObject({ error: { code: 'publish.running', retry: true } })
    isPublishing = () => false
    holder = { pid: 7, host: 'desk', token: 't' }
    expect(await refused()).toMatchObject({
      error: { code: 'publish.running', message: expect.stringContaining('process 7 on desk') },
    })
  })

  test('that began to be published while the step was made', async () => {
    let asked = 0
    isPublishing = () => (asked += 1) > 1
    expect(await put()).toMatchObject({ error: { code: 'publish.running' } })
    expect([writes, told]).toEqual([[], []])
  })

  test('that cannot be read, or whose project has no state', async () => {
    kept = broken
    expect(await refused()).toBe(broken)
    kept = success(emptyDraft(projectId, snapshot.revisionId))
    stored = broken as Result<never>
    expect(await refused()).toBe(broken)
    stored = success(undefined)
    expect(await refused()).toMatchObject({
      error: { code: 'project.unread', subject: projectId },
    })
  })

  test('where the maker says why, or the disk takes nothing', async () => {
    const made: Result<MadeStep<string>> = failure(appError('request.invalid', 'Not this'))
    expect(await service()(projectId, () => made)).toBe(made)
    expect([writes, told]).toEqual([[], []])
    written = failure(appError('draft.write-failed', 'No space'))
    expect(await put()).toBe(written)
    expect([writes, told]).toEqual([[], []])
  })
})
