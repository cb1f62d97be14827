import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { AppState } from '../../../../src/core/ipc/app-state'
import { setBridge } from '../../../support/page/bridge'
import { useAppStore } from '../../../../src/renderer/stores/app'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { useProjectsStore } from '../../../../src/renderer/stores/projects'
import { openProject, shownProject } from '../../../support/page/project'

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
  const state = { settings: { theme: 'system', columns: {} }, workspaces: [], notices: [] }
  useAppStore().state = { ...state, draftCounts: {} } as unknown as AppState
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
  })
})
afterEach(() => {
  useProjectsStore().shown?.end()
})

const setLabel = (value: string) => ({ kind: 'set-field', target, field: 'label', value }) as const
const label = () => shownProject().copy.connections[0]?.fields['label']
const saves = () => asked.filter(({ name }) => /^draft\.(?:save|append)$/.test(name))

/** A project with an edit that the disk does not take. */
async function withUnsaved() {
  await openProject(projectId)
  answers['draft.save'] = answers['draft.append'] = () => full
  shownProject().draft.edit(setLabel('Not saved'), 'Label')
  await shownProject().saving.flush()
  expect(shownProject().saving.state).toBe('failed')
}

function repairDisk(): void {
  answers['draft.save'] = () => success({ sequence: 1 })
  answers['draft.append'] = ({ after, entries }) => success({ sequence: after + entries.length })
}

describe('another project is shown while the last edits are not on disk', () => {
  it('opens at once, and the edits stay on their way in their tab', async () => {
    await withUnsaved()
    await openProject(otherId)
    expect([shownProject().projectId, shownProject().leaving.question]).toEqual([
      otherId,
      undefined,
    ])
    repairDisk()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(JSON.stringify(saves().at(-1))).toContain('Not saved')
    await openProject(projectId)
    expect([label(), shownProject().saving.state]).toEqual(['Not saved', 'saved'])
  })
})

describe('a tab is closed while the last edits are not on disk', () => {
  const close = () => useProjectsStore().closeTab(projectId)

  it('stays before the person says so, and for who wants it', async () => {
    await withUnsaved()
    const closed = close()
    await flushPromises()
    expect(shownProject().leaving.question).toBe('close')
    expect([shownProject().projectId, label()]).toEqual([projectId, 'Not saved'])
    shownProject().leaving.answer(false)
    expect(await closed).toBe(false)
    expect([shownProject().leaving.question, shownProject().projectId]).toEqual([
      undefined,
      projectId,
    ])
    expect([label(), shownProject().saving.state]).toEqual(['Not saved', 'failed'])
    // They are still on their way, whole.
    repairDisk()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(shownProject().saving.state).toBe('saved')
    expect(JSON.stringify(saves().at(-1))).toContain('Not saved')
  })

  it('asks in front of its project where another one is shown', async () => {
    await withUnsaved()
    await openProject(otherId)
    const closed = close()
    await flushPromises()
    expect([shownProject().projectId, shownProject().leaving.question]).toEqual([
      projectId,
      'close',
    ])
    shownProject().leaving.answer(true)
    expect(await closed).toBe(true)
    expect(shownProject().projectId).toBe(otherId)
  })

  it('goes for who gives them up, and writes nothing of them after that', async () => {
    await withUnsaved()
    const project = shownProject()
    const closed = close()
    await flushPromises()
    project.leaving.answer(true)
    expect(await closed).toBe(true)
    expect([useProjectsStore().shown, project.saving.state, project.draft.current]).toEqual([
      undefined,
      'saved',
      undefined,
    ])
    const before = saves().length
    repairDisk()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(saves()).toHaveLength(before)
  })

  it('lists the changes that are on disk when it is opened again', async () => {
    await withUnsaved()
    expect(useProjectsStore().countOf(projectId)).toBe(1)
    const closed = close()
    await flushPromises()
    shownProject().leaving.answer(true)
    await closed
    await openProject(projectId)
    await flushPromises()
    expect(useProjectsStore().countOf(projectId)).toBe(0)
  })

  it('goes on by itself when they get to the disk while the question stands', async () => {
    await withUnsaved()
    const closed = close()
    await flushPromises()
    repairDisk()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await closed).toBe(true)
    expect(useProjectsStore().shown).toBeUndefined()
    expect(JSON.stringify(saves().at(-1))).toContain('Not saved')
  })

  it('asks one question for two tries, of which the first goes nowhere', async () => {
    await withUnsaved()
    const first = close()
    await flushPromises()
    const second = close()
    await flushPromises()
    shownProject().leaving.answer(true)
    expect(await Promise.all([first, second])).toEqual([false, true])
  })

  it('asks nothing where the disk takes them', async () => {
    await withUnsaved()
    repairDisk()
    expect(await close()).toBe(true)
    expect(useProjectsStore().shown).toBeUndefined()
  })
})

describe('a project that is closed', () => {
  it('asks first when it is to go with its workspace, and takes its draft along', async () => {
    await withUnsaved()
    const left = useProjectsStore().leave('disconnect')
    await flushPromises()
    expect(shownProject().leaving.question).toBe('disconnect')
    shownProject().leaving.answer(true)
    expect(await left).toBe(true)
    // Nothing is given up before it is closed: until then all of it is there.
    expect([shownProject().saving.state, label()]).toEqual(['failed', 'Not saved'])
    const project = shownProject()
    useProjectsStore().shown?.end()
    expect([project.draft.current, project.count, project.saving.state]).toEqual([
      undefined,
      0,
      'saved',
    ])
    const before = saves().length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(saves()).toHaveLength(before)
  })
})

describe('a draft that cannot be discarded now', () => {
  it('is still saved, and says so', async () => {
    await withUnsaved()
    const running = failure(appError('publish.running', 'Another copy publishes', { retry: true }))
    answers['draft.discard'] = () => running
    const discarded = shownProject().discard()
    await flushPromises()
    // What goes to the trash is the draft on disk, without what could not be saved.
    expect(shownProject().leaving.question).toBe('discard')
    shownProject().leaving.answer(true)
    expect(await discarded).toEqual(running)
    expect([shownProject().saving.state, label()]).toEqual(['failed', 'Not saved'])
    repairDisk()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(shownProject().saving.state).toBe('saved')
    expect(JSON.stringify(saves().at(-1))).toContain('Not saved')
  })

  it('goes to the trash with its last edits', async () => {
    await withUnsaved()
    repairDisk()
    await shownProject().discard()
    const names = asked.map(({ name }) => name)
    expect(names.at(-1)).toBe('draft.discard')
    expect(JSON.stringify(saves().at(-1))).toContain('Not saved')
  })
})

describe('a secret that was typed was not kept', () => {
  /** A project whose edits are on disk, with a field whose secret the keychain refused. */
  async function withSecret() {
    await openProject(projectId)
    const taken = { value: false }
    shownProject().secrets.addFields(() => Promise.resolve(taken.value))
    return { taken }
  }

  it('is asked about before another project opens, although all edits are on disk', async () => {
    const { taken } = await withSecret()
    const opened = openProject(otherId)
    await flushPromises()
    expect([shownProject().leaving.question, shownProject().leaving.isAboutSecret]).toEqual([
      'switch',
      true,
    ])
    shownProject().leaving.answer(false)
    await opened
    expect(shownProject().projectId).toBe(projectId)
    const again = openProject(otherId)
    await flushPromises()
    shownProject().leaving.answer(true)
    await again
    expect([
      shownProject().projectId,
      shownProject().leaving.question,
      shownProject().leaving.isAboutSecret,
    ]).toEqual([otherId, undefined, false])
    taken.value = true
    await openProject(projectId)
    expect(shownProject().projectId).toBe(projectId)
  })

  it('is asked about after the edits, and their getting to disk is no answer to that', async () => {
    await withUnsaved()
    shownProject().secrets.addFields(() => Promise.resolve(false))
    const closed = useProjectsStore().closeTab(projectId)
    await flushPromises()
    expect(shownProject().leaving.isAboutSecret).toBe(false)
    repairDisk()
    await shownProject().saving.flush()
    await flushPromises()
    expect([shownProject().leaving.question, shownProject().leaving.isAboutSecret]).toEqual([
      'close',
      true,
    ])
    shownProject().draft.edit(setLabel('Once more'), 'Label')
    await shownProject().saving.flush()
    await flushPromises()
    expect([shownProject().leaving.question, shownProject().projectId]).toEqual([
      'close',
      projectId,
    ])
    shownProject().leaving.answer(false)
    await closed
    expect(shownProject().projectId).toBe(projectId)
  })

  it('is no question where the draft is discarded with it', async () => {
    await withSecret()
    expect(await shownProject().discard()).toMatchObject({ ok: true })
    expect(shownProject().leaving.question).toBeUndefined()
  })
})
