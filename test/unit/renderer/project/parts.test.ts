import { describe, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import { emptyDraft, type Draft } from '../../../../src/core/draft/draft'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../src/core/errors/result'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import type { Ask } from '../../../../src/renderer/project/deps'
import { createElsewhere } from '../../../../src/renderer/project/project-session'
import { createLeaving } from '../../../../src/renderer/project/leaving'
import { createProjectDraft } from '../../../../src/renderer/project/project-draft'
import { createReading } from '../../../../src/renderer/project/reading'
import { createSaving } from '../../../../src/renderer/project/saving'
import { createSecrets } from '../../../../src/renderer/project/secrets'
import { createWorking } from '../../../../src/renderer/project/project-session'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const target = { kind: 'connection', key: 'oidc:a' } as const
const setLabel = (value: string) => ({ kind: 'set-field', target, field: 'label', value }) as const
const snapshot = snapshotOf({ oidc: [connection('a')] })
const projectId = snapshot.summary.id
const reference = '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001'

const takePublished = () => undefined

/** A bridge that gives these answers, and notes what it is asked. */
function bridge(answers: Record<string, (input: any) => unknown>) {
  const asked: { name: string; input: any }[] = []
  const ask = ((name: string, input: unknown) => {
    asked.push({ name, input })
    return Promise.resolve(answers[name]?.(input) ?? success({}))
  }) as Ask
  return { ask, asked, names: () => asked.map(({ name }) => name) }
}

function draftOn(given: Snapshot = snapshot) {
  const draft = shallowRef<Draft | undefined>(emptyDraft(projectId, given.revisionId))
  const known = shallowRef<Snapshot | undefined>(given)
  const { ask, asked, names } = bridge({ 'draft.save': () => success({ sequence: 1 }) })
  const saving = createSaving({ projectId, draft, ask, takePublished })
  const edits = createProjectDraft({ draft, snapshot: known, saving })
  return { draft, known, saving, edits, asked, names }
}

describe('the draft', () => {
  it('hands each entry to the saving, in words', () => {
    const { edits, saving } = draftOn()
    edits.edit(setLabel('One'), 'Label of a')
    edits.undo()
    edits.redo()
    expect(saving.unsaved).toEqual(['Label of a', 'Undo: Label of a', 'Redo: Label of a'])
    edits.undo()
    edits.undo()
    expect([edits.canUndo, saving.unsaved.length]).toEqual([false, 4])
  })

  it('is written whole once it has moved onto another state, and not where it holds nothing', () => {
    const { edits, draft, saving } = draftOn()
    const now = { ...snapshot, revisionId: 'later' }
    edits.moveTo({ before: snapshot, now, at: '2026-11-25T10:00:00.000Z' })
    expect([draft.value?.baseRevisionId, saving.state]).toEqual(['later', 'saved'])
    edits.edit(setLabel('One'), 'Label')
    saving.opened()
    const last = { ...now, revisionId: 'last' }
    edits.moveTo({ before: now, now: last, at: '2026-11-25T10:00:00.000Z' })
    expect([draft.value?.baseRevisionId, saving.state]).toEqual(['last', 'unsaved'])
  })
})

describe('what follows from snapshot and draft', () => {
  it('shows what arrives before there is a snapshot, without the draft', () => {
    const { draft, edits } = draftOn()
    edits.edit(setLabel('Mine'), 'Label')
    const known = shallowRef<Snapshot>()
    const working = createWorking({
      snapshot: known,
      draft,
      arriving: () => snapshot,
      refusedId: () => undefined,
    })
    expect(working.copy.value.connections[0]?.fields['label']).toBe('Label of a')
    known.value = snapshot
    expect(working.copy.value.connections[0]?.fields['label']).toBe('Mine')
    expect(working.count.value).toBe(1)
  })

  it('tells a refused ID for as long as the project is at that revision', () => {
    const { draft, edits } = draftOn()
    const client = { client_id: 'taken', label: 'People' }
    const made = { kind: 'create-scim-client', key: 'new:1', fields: client } as const
    edits.edit(made, 'Made')
    const known = shallowRef<Snapshot | undefined>(snapshot)
    const working = createWorking({
      snapshot: known,
      draft,
      arriving: () => undefined,
      refusedId: () => ({ id: 'taken', revisionId: snapshot.revisionId }),
    })
    const refusals = () =>
      working.problems.value.filter(({ message }) => message.startsWith('Ory refused this ID'))
    expect(refusals().map(({ field, target }) => [field, target.key])).toEqual([
      ['client_id', 'new:1'],
    ])
    known.value = { ...snapshot, revisionId: 'later' }
    expect(refusals()).toEqual([])
  })
})

describe('secrets', () => {
  it('are waited for in their fields and on their way to the keychain', async () => {
    const { draft } = draftOn()
    const secrets = createSecrets({ projectId, draft, ask: bridge({}).ask })
    let keep: (value: string) => void = () => undefined
    const forget = secrets.addFields(() => {
      void secrets.track(new Promise<string>((resolve) => (keep = resolve)))
      return Promise.resolve(true)
    })
    const settled = secrets.flush()
    await vi.waitFor(() => expect(secrets.waiting).toBe(true))
    keep('kept')
    expect(await settled).toBe(true)
    expect(secrets.waiting).toBe(false)
    forget()
    secrets.addFields(() => Promise.resolve(false))
    expect(await secrets.flush()).toBe(false)
  })

  it('are known by what the draft holds, and asked of the keychain', async () => {
    const { draft, edits } = draftOn()
    const { ask, asked } = bridge({ 'secret.check': () => success({ missing: [reference] }) })
    const secrets = createSecrets({ projectId, draft, ask })
    await secrets.check()
    expect(asked).toEqual([])
    const value = { $secret: reference }
    edits.edit({ kind: 'set-field', target, field: 'client_secret', value }, 'Secret')
    await secrets.check()
    expect([[...secrets.missing], secrets.holds(reference)]).toEqual([[reference], true])
    secrets.drop([])
    secrets.drop([reference])
    expect(asked.map(({ name }) => name)).toEqual(['secret.check', 'secret.drop'])
  })
})

describe('reading', () => {
  function start(answer: () => Promise<Result<Snapshot>>, known?: Snapshot) {
    const listeners = new Map<string, (payload: any) => void>()
    const shown = shallowRef(known)
    let report: (progress: object) => void = () => undefined
    const reading = createReading(projectId, shown, {
      ask: ((
        _name: string,
        _input: unknown,
        options: { signal: AbortSignal; onProgress: (progress: object) => void },
      ) => {
        const { signal } = options
        report = options.onProgress
        const ended = new Promise((resolve) => {
          const cancelled = failure(appError('request.cancelled', 'Cancelled'))
          signal.addEventListener('abort', () => resolve(cancelled))
        })
        return Promise.race([answer(), ended])
      }) as Ask,
      subscribe: (name, listener) => {
        listeners.set(name, listener as never)
        return () => void listeners.delete(name)
      },
      summary: () => snapshot.summary,
    })
    return { reading, report: (progress: object) => report(progress), listeners, shown }
  }

  it('shows the pages of a first reading until it is told that the rest is in place', async () => {
    const { reading, report, shown } = start(() => Promise.resolve(success(snapshot)))
    const answer = reading.read()
    report({ page: [{ id: 'o1' }] })
    report({ page: [{ id: 'o2' }] })
    expect(reading.arriving?.organizations).toHaveLength(2)
    const result = await answer
    expect(reading.arriving).toBeDefined()
    shown.value = snapshot
    reading.finish(result)
    expect([reading.arriving, reading.running]).toEqual([undefined, false])
  })

  it('shows no page where the project is known', () => {
    const { reading, report } = start(() => new Promise(() => undefined), snapshot)
    void reading.read()
    report({ page: [{ id: 'o1' }] })
    expect(reading.arriving).toBeUndefined()
  })

  it('is no error where a person ends it, and one where the network does', async () => {
    const { reading, listeners } = start(() => new Promise(() => undefined), snapshot)
    const answer = reading.read()
    reading.stop()
    reading.finish(await answer)
    expect([reading.running, reading.error, reading.unreachable]).toEqual([false, undefined, false])
    reading.finish(failure(appError('network.offline', 'no route')))
    expect(reading.unreachable).toBe(true)
    reading.end()
    expect(listeners.size).toBe(0)
  })

  it('is quiet as long as nobody asks aloud', () => {
    const { reading } = start(() => new Promise(() => undefined), snapshot)
    reading.tell(true)
    void reading.read()
    reading.tell(true)
    expect(reading.quiet).toBe(true)
    reading.tell(false)
    reading.tell(true)
    expect(reading.quiet).toBe(false)
  })
})

describe('what changed elsewhere', () => {
  it('counts by the later of two readings, and none where one is incomplete', () => {
    const elsewhere = createElsewhere()
    const labelled = (label: string) => snapshotOf({ oidc: [connection('a', { label })] })
    elsewhere.add(undefined, snapshot)
    elsewhere.add({ ...snapshot, incomplete: true }, labelled('One'))
    expect(elsewhere.moved).toEqual([])
    elsewhere.add(snapshot, labelled('One'))
    elsewhere.add(labelled('One'), labelled('Two'))
    expect(elsewhere.moved.map(({ label }) => label)).toEqual(['Two'])
    elsewhere.forget()
    expect(elsewhere.moved).toEqual([])
  })
})

describe('the question whether a draft may go', () => {
  it('is one at a time: the earlier of two is answered with no', async () => {
    const leaving = createLeaving()
    const first = leaving.ask('switch')
    const second = leaving.ask('discard', true)
    expect([leaving.question, leaving.isAboutSecret]).toEqual(['discard', true])
    leaving.answer(true)
    expect(await Promise.all([first, second])).toEqual([false, true])
    expect([leaving.question, leaving.isAboutSecret]).toEqual([undefined, false])
  })
})
