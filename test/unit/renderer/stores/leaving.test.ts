import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { AppState } from '../../../../src/core/ipc/app-state'
import type { Bridge } from '../../../../src/core/ipc/contract'
import { setBridge } from '../../../../src/renderer/bridge/request'
import { useCatalogStore } from '../../../../src/renderer/stores/catalog'
import { useDraftStore } from '../../../../src/renderer/stores/draft'
import { useLeavingStore } from '../../../../src/renderer/stores/leaving'
import { usePendingSecretsStore } from '../../../../src/renderer/stores/pending-secrets'
import { useSessionStore } from '../../../../src/renderer/stores/session'
import { connection, snapshotOf } from '../../../support/snapshots'

const target = { kind: 'connection', key: 'oidc:a' } as const
const onDisk = snapshotOf({ oidc: [connection('a')] })
const projectId = onDisk.summary.id
const otherId = '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0009'
const full = failure(appError('draft.write-failed', 'ENOSPC: no space left'))
const asked: { name: string; input: any }[] = []
let answers: Record<string, (input: any) => unknown>

beforeEach(() => {
  vi.useFakeTimers()
  asked.length = 0
  answers = {
    'project.open': (input) =>
      success(input.projectId === projectId ? { snapshot: onDisk, sequence: 0 } : {}),
    'project.read': () => failure(appError('network.offline', 'no route')),
    'secret.check': () => success({ missing: [] }),
    'draft.save': () => success({ sequence: 1 }),
    'draft.append': ({ after, entries }) => success({ sequence: after + entries.length }),
  }
  setActivePinia(createPinia())
  const state = { settings: { theme: 'system', columns: {} }, workspaces: [], notices: [] }
  useSessionStore().state = { ...state, draftCounts: {} } as unknown as AppState
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
})
afterEach(() => {
  useDraftStore().$dispose()
  setBridge(undefined)
  vi.useRealTimers()
})

const setLabel = (value: string) => ({ kind: 'set-field', target, field: 'label', value }) as const
const label = () => useDraftStore().copy.connections[0]?.fields['label']
const saves = () => asked.filter(({ name }) => /^draft\.(?:save|append)$/.test(name))

/** A project with an edit that the disk does not take. */
async function withUnsaved() {
  const catalog = useCatalogStore()
  const draft = useDraftStore()
  const leaving = useLeavingStore()
  await catalog.open(projectId)
  answers['draft.save'] = answers['draft.append'] = () => full
  draft.edit(setLabel('Not on disk'), 'Label')
  await draft.flush()
  expect(draft.saveState).toBe('failed')
  return { catalog, draft, leaving }
}

function repairDisk(): void {
  answers['draft.save'] = () => success({ sequence: 1 })
  answers['draft.append'] = ({ after, entries }) => success({ sequence: after + entries.length })
}

describe('another project is chosen while the last edits are not on disk', () => {
  it('does not open before the person says so, and stays for who wants it', async () => {
    const { catalog, draft, leaving } = await withUnsaved()
    const opened = catalog.open(otherId)
    await flushPromises()
    expect(leaving.question).toBe('switch')
    expect([catalog.projectId, label()]).toEqual([projectId, 'Not on disk'])
    leaving.answer(false)
    await opened
    expect([leaving.question, catalog.projectId]).toEqual([undefined, projectId])
    expect([label(), draft.saveState]).toEqual(['Not on disk', 'failed'])
    // They are still on their way, whole.
    repairDisk()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(draft.saveState).toBe('saved')
    expect(JSON.stringify(saves().at(-1))).toContain('Not on disk')
  })

  it('opens it for who gives them up, and writes nothing of them after that', async () => {
    const { catalog, draft, leaving } = await withUnsaved()
    const opened = catalog.open(otherId)
    await flushPromises()
    leaving.answer(true)
    await opened
    expect([catalog.projectId, draft.saveState, draft.draft]).toEqual([otherId, 'saved', undefined])
    const before = saves().length
    repairDisk()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(saves()).toHaveLength(before)
  })

  it('lists the changes that are on disk when it is opened again', async () => {
    const { catalog, leaving } = await withUnsaved()
    const session = useSessionStore()
    expect(session.draftCounts[projectId]).toBe(1)
    const opened = catalog.open(otherId)
    await flushPromises()
    leaving.answer(true)
    await opened
    await catalog.open(projectId)
    await flushPromises()
    expect(session.draftCounts[projectId]).toBeUndefined()
  })

  it('goes on by itself when they get to the disk while the question stands', async () => {
    const { catalog, leaving } = await withUnsaved()
    const opened = catalog.open(otherId)
    await flushPromises()
    repairDisk()
    await vi.advanceTimersByTimeAsync(60_000)
    await opened
    expect([leaving.question, catalog.projectId]).toEqual([undefined, otherId])
    expect(JSON.stringify(saves().at(-1))).toContain('Not on disk')
  })

  it('asks one question for two choices, and the first of them goes nowhere', async () => {
    const { catalog, leaving } = await withUnsaved()
    const first = catalog.open('00000000-0000-4000-8000-000000000001')
    await flushPromises()
    const second = catalog.open(otherId)
    await flushPromises()
    leaving.answer(true)
    await Promise.all([first, second])
    expect(catalog.projectId).toBe(otherId)
  })

  it('asks nothing where the disk takes them', async () => {
    const { catalog, leaving } = await withUnsaved()
    repairDisk()
    await catalog.open(otherId)
    expect([leaving.question, catalog.projectId]).toEqual([undefined, otherId])
  })
})

describe('a project that is closed', () => {
  it('asks first when it is to go with its workspace, and takes its draft along', async () => {
    const { catalog, draft, leaving } = await withUnsaved()
    const left = catalog.leave('disconnect')
    await flushPromises()
    expect(leaving.question).toBe('disconnect')
    leaving.answer(true)
    expect(await left).toBe(true)
    // Nothing is given up before it is closed: until then all of it is there.
    expect([draft.saveState, label()]).toEqual(['failed', 'Not on disk'])
    catalog.close()
    expect([draft.draft, draft.count, draft.saveState]).toEqual([undefined, 0, 'saved'])
    const before = saves().length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(saves()).toHaveLength(before)
  })
})

describe('a draft that cannot be discarded now', () => {
  it('is still saved, and says so', async () => {
    const { draft, leaving } = await withUnsaved()
    const running = failure(appError('publish.running', 'Another copy publishes', { retry: true }))
    answers['draft.discard'] = () => running
    const discarded = draft.discard()
    await flushPromises()
    // What goes to the trash is the draft on disk, without what could not be saved.
    expect(leaving.question).toBe('discard')
    leaving.answer(true)
    expect(await discarded).toEqual(running)
    expect([draft.saveState, label()]).toEqual(['saving', 'Not on disk'])
    repairDisk()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(draft.saveState).toBe('saved')
    expect(JSON.stringify(saves().at(-1))).toContain('Not on disk')
  })

  it('goes to the trash with its last edits', async () => {
    const { draft } = await withUnsaved()
    repairDisk()
    await draft.discard()
    const names = asked.map(({ name }) => name)
    expect(names.at(-1)).toBe('draft.discard')
    expect(JSON.stringify(saves().at(-1))).toContain('Not on disk')
  })
})

describe('a secret that was typed was not kept', () => {
  /** A project whose edits are on disk, with a field whose secret the keychain refused. */
  async function withSecret() {
    const [catalog, draft, leaving] = [useCatalogStore(), useDraftStore(), useLeavingStore()]
    await catalog.open(projectId)
    const taken = { value: false }
    usePendingSecretsStore().addFields(() => Promise.resolve(taken.value))
    return { catalog, draft, leaving, taken }
  }

  it('is asked about before another project opens, although all edits are on disk', async () => {
    const { catalog, leaving, taken } = await withSecret()
    const opened = catalog.open(otherId)
    await flushPromises()
    expect([leaving.question, leaving.isAboutSecret]).toEqual(['switch', true])
    leaving.answer(false)
    await opened
    expect(catalog.projectId).toBe(projectId)
    const again = catalog.open(otherId)
    await flushPromises()
    leaving.answer(true)
    await again
    expect([catalog.projectId, leaving.question, leaving.isAboutSecret]).toEqual([
      otherId,
      undefined,
      false,
    ])
    taken.value = true
    await catalog.open(projectId)
    expect(catalog.projectId).toBe(projectId)
  })

  it('is asked about after the edits, and their getting to disk is no answer to that', async () => {
    const { catalog, draft, leaving } = await withUnsaved()
    usePendingSecretsStore().addFields(() => Promise.resolve(false))
    const opened = catalog.open(otherId)
    await flushPromises()
    expect(leaving.isAboutSecret).toBe(false)
    repairDisk()
    await draft.flush()
    await flushPromises()
    expect([leaving.question, leaving.isAboutSecret]).toEqual(['switch', true])
    draft.edit(setLabel('Once more'), 'Label')
    await draft.flush()
    await flushPromises()
    expect([leaving.question, catalog.projectId]).toEqual(['switch', projectId])
    leaving.answer(false)
    await opened
    expect(catalog.projectId).toBe(projectId)
  })

  it('is no question where the draft is discarded with it', async () => {
    const { draft, leaving } = await withSecret()
    expect(await draft.discard()).toMatchObject({ ok: true })
    expect(leaving.question).toBeUndefined()
  })
})
