import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { EventName, EventPayload } from '../../../../src/core/ipc/contract'
import { noIntents } from '../../../../src/core/intents/intents'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import type { ProjectDeps } from '../../../../src/renderer/project/deps'
import {
  createProjectSession,
  type ProjectSession,
} from '../../../../src/renderer/project/project-session'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const ids = [
  '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001',
  '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0002',
] as const
const target = { kind: 'connection', key: 'oidc:a' } as const
const setLabel = (value: string) => ({ kind: 'set-field', target, field: 'label', value }) as const

function snapshotNamed(id: string, label: string): Snapshot {
  const plain = snapshotOf({ oidc: [connection('a', { label })] })
  return { ...plain, summary: { ...plain.summary, id: id as never } }
}

let asked: { name: string; projectId: string; input: any }[]
let answers: Record<string, (input: any) => unknown>
let listeners: Map<string, Set<(payload: any) => void>>
let sessions: ProjectSession[]
let report: (progress: object) => void

/** One bridge for both, as in a window. */
const deps: ProjectDeps = {
  ask: ((name: string, input: any, options?: { onProgress?: (progress: object) => void }) => {
    if (options?.onProgress) report = options.onProgress
    asked.push({ name, input, projectId: input.projectId ?? input.draft?.projectId })
    return Promise.resolve(answers[name]?.(input) ?? success({}))
  }) as ProjectDeps['ask'],
  subscribe: (name, listener) => {
    const all = listeners.get(name) ?? new Set()
    listeners.set(name, all.add(listener as never))
    return () => void all.delete(listener as never)
  },
  settings: () => ({ theme: 'system', columns: {} }),
  summary: () => undefined,
}
function tell<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
  for (const listener of listeners.get(name) ?? []) listener(payload)
}
const askedFor = (projectId: string) =>
  asked.filter((item) => item.projectId === projectId).map(({ name }) => name)
const labelOf = (session: ProjectSession) => session.copy.connections[0]?.fields['label']

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  listeners = new Map()
  answers = {
    'project.open': ({ projectId }) => success({ snapshot: snapshotNamed(projectId, projectId) }),
    'project.read': ({ projectId }) => success(snapshotNamed(projectId, projectId)),
    'draft.save': () => success({ sequence: 1 }),
    'draft.append': ({ after, entries }) => success({ sequence: after + entries.length }),
  }
})
afterEach(() => {
  for (const session of sessions) session.end()
})

async function openBoth() {
  const [one, two] = ids.map((id) => createProjectSession(id as never, deps)) as [
    ProjectSession,
    ProjectSession,
  ]
  sessions = [one, two]
  await Promise.all([one.open(), two.open()])
  await flushPromises()
  asked = []
  return { one, two }
}

describe('two projects side by side', () => {
  it('have a draft, a history and a place of their own', async () => {
    const { one, two } = await openBoth()
    one.draft.edit(setLabel('Mine'), 'Label')
    one.place.chooseConnection('oidc:a', undefined)
    expect([labelOf(one), one.count, one.draft.undoLabel]).toEqual(['Mine', 1, 'Label'])
    expect([labelOf(two), two.count, two.draft.canUndo]).toEqual([ids[1], 0, false])
    expect(two.place.selection.kind).toBe('none')
    two.draft.edit(setLabel('Other'), 'Other label')
    one.draft.undo()
    expect([one.count, labelOf(two)]).toEqual([0, 'Other'])
  })

  it('save by themselves, and one that cannot leaves the other alone', async () => {
    const { one, two } = await openBoth()
    answers['draft.save'] = ({ draft }) =>
      draft.projectId === ids[0]
        ? failure(appError('draft.write-failed', 'ENOSPC'))
        : success({ sequence: 1 })
    one.draft.edit(setLabel('Mine'), 'Label')
    two.draft.edit(setLabel('Other'), 'Label')
    await vi.advanceTimersByTimeAsync(300)
    expect([one.saving.state, two.saving.state]).toEqual(['failed', 'saved'])
    expect([one.saving.unsaved, two.saving.unsaved]).toEqual([['Label'], []])
    expect(askedFor(ids[1])).toEqual(['draft.save'])
    two.draft.edit(setLabel('Once more'), 'Label')
    await two.saving.flush()
    expect(askedFor(ids[1])).toEqual(['draft.save', 'draft.append'])
  })

  it('are read by themselves', async () => {
    const { one, two } = await openBoth()
    let answer: (value: unknown) => void = () => undefined
    answers['project.read'] = () => new Promise((resolve) => (answer = resolve))
    const reading = one.refresh()
    report({ count: 3 })
    expect([one.reading.running, one.reading.progress]).toEqual([true, 3])
    expect([two.reading.running, two.reading.progress]).toEqual([false, undefined])
    answer(success({ ...snapshotNamed(ids[0], 'Theirs'), revisionId: 'later' }))
    await reading
    expect([labelOf(one), labelOf(two)]).toEqual(['Theirs', ids[1]])
    expect([one.elsewhere.moved.length, two.elsewhere.moved.length]).toEqual([1, 0])
  })

  it('publish by themselves: what one lends holds up no save of the other', async () => {
    const { one, two } = await openBoth()
    one.draft.edit(setLabel('Mine'), 'Label')
    await one.saving.flush()
    let finish: () => void = () => undefined
    const published = { ...snapshotNamed(ids[0], 'Mine'), revisionId: 'later' }
    const lent = one.lend(async () => {
      await new Promise<void>((resolve) => (finish = resolve))
      return success({ draft: { ...one.draft.current!, intents: noIntents }, snapshot: published })
    })
    await flushPromises()
    asked = []
    one.draft.edit(setLabel('Meanwhile'), 'Later label')
    two.draft.edit(setLabel('Other'), 'Label')
    await vi.advanceTimersByTimeAsync(300)
    expect([askedFor(ids[0]), askedFor(ids[1])]).toEqual([[], ['draft.save']])
    finish()
    await lent
    await one.saving.flush()
    expect([labelOf(one), one.snapshot?.revisionId]).toEqual(['Meanwhile', 'later'])
    const sent = askedFor(ids[0]).filter((name) => name !== 'connection.kept-states')
    expect(sent).toEqual(['draft.save'])
    expect([labelOf(two), two.snapshot?.revisionId]).toEqual(['Other', 'revision-1'])
  })

  it('end by themselves: of what has ended nothing is asked, written or listened to', async () => {
    const { one, two } = await openBoth()
    one.draft.edit(setLabel('Given up'), 'Label')
    two.draft.edit(setLabel('Other'), 'Label')
    const reading = one.refresh()
    one.end()
    await reading
    one.draft.edit(setLabel('Too late'), 'Label')
    expect(one.refresh()).toBeUndefined()
    tell('network.changed', {})
    await vi.advanceTimersByTimeAsync(60_000)
    expect(askedFor(ids[0])).toEqual(['project.read'])
    expect(askedFor(ids[1])).toEqual(['draft.save'])
    expect([labelOf(one), labelOf(two)]).toEqual([undefined, 'Other'])
    // Each name that is listened to is the other's alone by now.
    expect([...listeners.values()].every((all) => all.size <= 1)).toBe(true)
  })

  it('ask the question whether they may go by themselves', async () => {
    const { one, two } = await openBoth()
    answers['draft.save'] = () => failure(appError('draft.write-failed', 'ENOSPC'))
    one.draft.edit(setLabel('Mine'), 'Label')
    two.draft.edit(setLabel('Other'), 'Label')
    const asking = one.secured('close')
    await vi.advanceTimersByTimeAsync(0)
    expect([one.leaving.question, two.leaving.question]).toEqual(['close', undefined])
    one.leaving.answer(false)
    expect(await asking).toBe(false)
  })
})
