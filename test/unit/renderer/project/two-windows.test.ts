import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyDraft, type Draft } from '../../../../src/core/draft/draft'
import { applyEntries } from '../../../../src/core/draft/journal'
import { targetsOf } from '../../../../src/core/intents/intents'
import { afterPublishOf } from '../../../support/publishing/after-publish-of'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import type { ProjectDeps } from '../../../../src/renderer/project/deps'
import {
  createProjectSession,
  type ProjectSession,
} from '../../../../src/renderer/project/project-session'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

/** After every reading of a snapshot here. */
const later = '2027-01-01T00:00:00.000Z'
const set = (field: string, value: string) =>
  fieldEdit({ kind: 'connection', key: 'oidc:a' }, field, value)

/** Main with the one draft on disk: what a window writes, it tells the others. */
let disk: { draft: Draft | undefined; sequence: number | undefined; last: number }
let onServer: Snapshot
let windows: { listeners: Map<string, (payload: any) => void>; session: ProjectSession }[]
let asked: string[]
/** Tellings that are held back, to be told later. */
let held: (() => void)[] | undefined
/** While a window publishes, nobody else may write the draft. */
let isPublishing: boolean
/** Resolves when the server has answered to the publish. */
let publishing: Promise<unknown>
let answerPublish: () => void

function tellOthers(from: number, name: string, payload: object): void {
  const { id: projectId } = onServer.summary
  for (const [index, { listeners }] of windows.entries()) {
    if (index === from) continue
    const tell = () => listeners.get(name)?.(structuredClone({ projectId, ...payload }))
    if (held) held.push(tell)
    else tell()
  }
}

function put(from: number, draft: Draft | undefined): void {
  disk.last += 1
  disk = { ...disk, draft, sequence: draft && disk.last }
  tellOthers(from, 'draft.replaced', { draft, sequence: disk.sequence })
}

function answer(from: number, name: string, input: any): unknown {
  asked.push(`${from} ${name}`)
  const stale = failure(appError('draft.stale', 'Another window wrote it'))
  const running = failure(appError('publish.running', 'A window publishes', { retry: true }))
  switch (name) {
    case 'project.open':
      return success({ snapshot: onServer, draft: disk.draft, sequence: disk.sequence })
    case 'project.read':
      tellOthers(from, 'project.changed', { snapshot: onServer })
      return success(onServer)
    case 'draft.read':
      return success({ draft: disk.draft, sequence: disk.sequence })
    case 'draft.save':
      if (isPublishing) return running
      if (input.after !== disk.sequence) return stale
      put(from, input.draft)
      return success({ sequence: disk.sequence })
    case 'draft.append': {
      if (isPublishing) return running
      if (!disk.draft || input.after !== disk.sequence) return stale
      const { after, entries } = input
      disk.last = after + entries.length
      disk = { ...disk, draft: applyEntries(disk.draft, entries), sequence: disk.last }
      tellOthers(from, 'draft.appended', { after, entries, sequence: disk.sequence })
      return success({ sequence: disk.sequence })
    }
    case 'draft.discard':
      put(from, undefined)
      return success({})
    default:
      return success({})
  }
}

/** A window publishes all that is on disk: main takes it out of the draft, and tells the others. */
function publish(
  from: number,
  answered: Snapshot,
  ids: Record<string, string> = {},
): Promise<unknown> {
  return windows[from]!.session.lend(() => {
    isPublishing = true
    return publishing.then(() => {
      isPublishing = false
      const sent = disk.draft ?? emptyDraft(answered.summary.id, answered.revisionId)
      const mark = { publishId: 'publish-1', at: '2026-11-25T12:00:00Z' }
      const rest = afterPublishOf(sent, targetsOf(sent.intents), answered, ids, mark)
      onServer = answered
      disk.last += 1
      disk = { ...disk, draft: rest, sequence: disk.last }
      const told = { draft: rest, sequence: disk.last, changes: 0 }
      const published = { snapshot: answered, ids }
      tellOthers(from, 'draft.replaced', { ...told, published })
      tellOthers(from, 'project.changed', { snapshot: answered })
      return success({ draft: rest, snapshot: answered, ids, sequence: disk.sequence })
    })
  })
}

async function openWindow(): Promise<ProjectSession> {
  const index = windows.length
  const listeners = new Map<string, (payload: any) => void>()
  const deps: ProjectDeps = {
    ask: (async (name: string, input: unknown) => {
      const plain = structuredClone(input)
      await Promise.resolve()
      return structuredClone(answer(index, name, plain))
    }) as ProjectDeps['ask'],
    subscribe: (name, listener) => {
      listeners.set(name, listener as never)
      return () => void listeners.delete(name)
    },
    settings: () => ({ theme: 'system', columns: {} }),
    summary: () => undefined,
  }
  const session = createProjectSession(onServer.summary.id, deps)
  windows.push({ listeners, session })
  await session.open()
  await flushPromises()
  return session
}

beforeEach(() => {
  vi.useFakeTimers()
  windows = []
  asked = []
  held = undefined
  isPublishing = false
  publishing = new Promise<void>((resolve) => (answerPublish = resolve))
  disk = { draft: undefined, sequence: undefined, last: 0 }
  onServer = snapshotOf({ oidc: [connection('a')] })
})
afterEach(() => {
  for (const { session } of windows) session.end()
})

const fieldsOf = (session: ProjectSession) => session.copy.connections[0]?.fields
const stepsOf = (session: ProjectSession) => session.draft.current?.past.map(({ label }) => label)
const diskFields = () => disk.draft?.intents.connection['oidc:a']?.fields
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

describe('two windows of one project', () => {
  it('see one draft: an edit in one shows in the other, with its step, also undone', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    one.draft.edit(set('label', 'From one'), 'Label')
    await pass(300)
    expect([fieldsOf(two)?.['label'], stepsOf(two)]).toEqual(['From one', ['Label']])
    two.draft.edit(set('client_id', 'from-two'), 'Client ID')
    await pass(300)
    expect([fieldsOf(one)?.['client_id'], stepsOf(one)]).toEqual([
      'from-two',
      ['Label', 'Client ID'],
    ])
    one.draft.undo()
    await pass(300)
    expect([two.draft.undoLabel, two.draft.redoLabel]).toEqual(['Label', 'Client ID'])
    expect(one.draft.current).toEqual(two.draft.current)
    expect(disk.draft).toEqual(one.draft.current)
  })

  it('take what the other wrote below what they have not saved yet', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    one.draft.edit(set('label', 'First'), 'Label')
    await pass(300)
    two.draft.edit(set('client_id', 'not-saved'), 'Client ID')
    one.draft.edit(set('label', 'Second'), 'Label again')
    await one.saving.flush()
    expect(stepsOf(two)).toEqual(['Label', 'Label again', 'Client ID'])
    await pass(300)
    expect(Object.keys(diskFields() ?? {})).toEqual(['label', 'client_id'])
    expect(one.draft.current).toEqual(two.draft.current)
    expect([one.saving.state, two.saving.state]).toEqual(['saved', 'saved'])
  })

  it('overwrite nothing where they write at the same time and hear of it late', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    one.draft.edit(set('label', 'First'), 'Label')
    await pass(300)
    const late: (() => void)[] = (held = [])
    one.draft.edit(set('label', 'Second'), 'Label again')
    two.draft.edit(set('client_id', 'mine'), 'Client ID')
    await Promise.all([one.saving.flush(), two.saving.flush()])
    held = undefined
    for (const tell of late) tell()
    await pass(300)
    const values = Object.values(diskFields() ?? {}).map(({ to }) => to)
    expect(values).toEqual(['Second', 'mine'])
    expect(one.draft.current).toEqual(two.draft.current)
    expect(disk.draft).toEqual(one.draft.current)
  })

  it('both begin a draft: neither first save takes the other away', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    const late: (() => void)[] = (held = [])
    one.draft.edit(set('label', 'One'), 'Label')
    two.draft.edit(set('client_id', 'two'), 'Client ID')
    await Promise.all([one.saving.flush(), two.saving.flush()])
    held = undefined
    for (const tell of late) tell()
    await pass(300)
    expect(Object.keys(diskFields() ?? {}).toSorted()).toEqual(['client_id', 'label'])
    expect(one.draft.current).toEqual(two.draft.current)
  })

  it('find the whole where they missed something', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    one.draft.edit(set('label', 'First'), 'Label')
    await pass(300)
    held = []
    one.draft.edit(set('label', 'Missed'), 'Missed')
    await one.saving.flush()
    held = undefined
    one.draft.edit(set('client_id', 'heard'), 'Heard')
    await pass(300)
    expect(asked).toContain('1 draft.read')
    expect(stepsOf(two)).toEqual(['Label', 'Missed', 'Heard'])
  })

  it('lose the draft together, and keep what one of them has not saved', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    one.draft.edit(set('label', 'Gone'), 'Label')
    await pass(300)
    two.draft.edit(set('client_id', 'typed'), 'Client ID')
    await one.discard()
    expect([one.count, stepsOf(two)]).toEqual([0, ['Client ID']])
    await pass(300)
    expect(Object.keys(diskFields() ?? {})).toEqual(['client_id'])
    expect(stepsOf(one)).toEqual(['Client ID'])
  })

  it('move onto a state that one of them read, with one draft', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    one.draft.edit(set('label', 'Mine'), 'Label')
    await pass(300)
    onServer = {
      ...snapshotOf({ oidc: [connection('a', { label: 'Theirs' })], revisionId: 'revision-2' }),
      readAt: new Date(Date.parse(onServer.readAt) + 60_000).toISOString(),
    }
    await one.refresh()
    await pass(1000)
    expect(two.snapshot?.revisionId).toBe('revision-2')
    expect([one.conflicts.length, two.conflicts.length]).toEqual([1, 1])
    expect(one.draft.current).toEqual(two.draft.current)
    expect(disk.draft).toEqual(two.draft.current)
    const saves = asked.filter((name) => name.endsWith('draft.save')).length
    await pass(10_000)
    expect(asked.filter((name) => name.endsWith('draft.save'))).toHaveLength(saves)
  })

  it('go on with a new connection that one edits while the other publishes it', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    const fields = { id: 'made', label: 'Made', provider: 'generic' }
    const create = { kind: 'create-connection', key: 'new:c', protocol: 'oidc', fields } as const
    one.draft.edit(create, 'New connection')
    await pass(300)
    const done = publish(0, {
      ...snapshotOf({ oidc: [connection('a'), fields], revisionId: 'revision-2' }),
      readAt: later,
    })
    await flushPromises()
    const target = { kind: 'connection', key: 'new:c' } as const
    const edit = { kind: 'set-field', target, field: 'label', value: 'Named elsewhere' } as const
    two.draft.edit(edit, 'Label')
    await pass(300)
    expect(two.saving.state).toBe('failed')
    answerPublish()
    await done
    await pass(5000)
    const shown = ({ copy, conflicts, count }: ProjectSession) => [
      copy.connections.map(({ target: { key }, fields: all }) => [key, all['label']]),
      conflicts.length,
      count,
    ]
    const expected = [
      [
        ['oidc:a', connection('a')['label']],
        ['oidc:made', 'Named elsewhere'],
      ],
      0,
      1,
    ]
    expect(shown(two)).toEqual(expected)
    expect(shown(one)).toEqual(expected)
    expect([one.saving.state, two.saving.state]).toEqual(['saved', 'saved'])
    expect(disk.draft).toEqual(two.draft.current)
  })

  it('go on with a new organization that the server gave an id of its own', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    const fields = { label: 'Made', domains: [] }
    one.draft.edit({ kind: 'create-organization', key: 'new:o', fields }, 'New organization')
    await pass(300)
    const id = '0f4ee5bb-6f1e-4b2c-9a7e-000000000001'
    const answered = snapshotOf({ oidc: [connection('a')], revisionId: 'revision-2' })
    const done = publish(
      0,
      { ...answered, organizations: [{ id, ...fields }], readAt: later },
      { 'new:o': id },
    )
    await flushPromises()
    const target = { kind: 'organization', key: 'new:o' } as const
    two.draft.edit({ kind: 'set-field', target, field: 'label', value: 'Renamed' }, 'Label')
    await pass(300)
    answerPublish()
    await done
    await pass(5000)
    for (const { copy, conflicts } of [one, two]) {
      const all = copy.organizations.map(({ target: { key }, fields: { label } }) => [key, label])
      expect([all, conflicts.length]).toEqual([[[id, 'Renamed']], 0])
    }
  })

  it('read nothing again of the step that main put into what one has lent', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    one.draft.edit(set('label', 'Reverted'), 'Label')
    await pass(300)
    await one.lend(() => {
      const draft = disk.draft ?? emptyDraft(onServer.summary.id, onServer.revisionId)
      // Every window is told, also the one that asked.
      put(-1, draft)
      return Promise.resolve(success({ draft, snapshot: onServer, sequence: disk.sequence }))
    })
    await pass(300)
    expect(asked.filter((question) => question.endsWith('draft.read'))).toEqual([])
    two.draft.edit(set('client_id', 'from-two'), 'Client ID')
    await pass(300)
    expect([fieldsOf(one)?.['client_id'], disk.draft]).toEqual(['from-two', one.draft.current])
  })

  it('are of no use to each other once one has ended', async () => {
    const [one, two] = [await openWindow(), await openWindow()]
    two.end()
    one.draft.edit(set('label', 'Alone'), 'Label')
    await pass(300)
    expect(two.draft.current).toBeUndefined()
    expect(windows[1]?.listeners.size).toBe(0)
  })
})
