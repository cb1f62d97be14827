import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyDraft, record } from '../../../../src/core/draft/draft'
import { changesOf } from '../../../../src/core/draft/edits'
import { noIntents } from '../../../../src/core/intents/intents'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { Bridge } from '../../../../src/core/ipc/contract'
import { setBridge } from '../../../../src/renderer/bridge/request'
import { useCatalogStore } from '../../../../src/renderer/stores/catalog'
import { useDraftStore } from '../../../../src/renderer/stores/draft'
import { useUiStore } from '../../../../src/renderer/stores/ui'
import { connection, snapshotOf } from '../../../support/snapshots'

const target = { kind: 'connection', key: 'oidc:a' } as const
const onDisk = snapshotOf({ oidc: [connection('a')] })
const projectId = onDisk.summary.id
const asked: { name: string; input: any }[] = []
let read: () => unknown = () => success(onDisk)
let opened: () => unknown
let missing: string[]

beforeEach(() => {
  asked.length = 0
  opened = () => success({ snapshot: onDisk })
  missing = []
  read = () => success(onDisk)
  setActivePinia(createPinia())
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      const answers: Record<string, () => unknown> = {
        'project.open': () => opened(),
        'secret.check': () => success({ missing }),
        'project.read': () => read(),
      }
      return Promise.resolve(answers[name]?.() ?? success({}))
    },
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
})
afterEach(() => setBridge(undefined))

function stores() {
  return { catalog: useCatalogStore(), draft: useDraftStore(), ui: useUiStore() }
}
const setLabel = (value: string) => ({ kind: 'set-field', target, field: 'label', value }) as const
const label = () => useDraftStore().copy.connections[0]?.fields['label']

describe('an open project', () => {
  it('shows what is on disk before it is read, with nothing chosen', async () => {
    const { catalog, ui } = stores()
    ui.chooseConnection('oidc:a', undefined)
    let finish: (value: unknown) => void = () => undefined
    read = () => new Promise((resolve) => (finish = resolve))
    await catalog.open(projectId)
    expect(catalog.snapshot).toBe(onDisk)
    expect(catalog.reading).toBe(true)
    expect(ui.selection.kind).toBe('none')
    finish(success(onDisk))
    await catalog.refresh()
    expect(catalog.reading).toBe(false)
  })

  it('says that it is offline and keeps what was read', async () => {
    const { catalog } = stores()
    read = () => failure(appError('network.offline', 'no route'))
    await catalog.open(projectId)
    await catalog.refresh()
    expect(catalog.offline).toBe(true)
    expect(catalog.snapshot).toBe(onDisk)
  })

  it('edits, undoes and does again, and saves each', async () => {
    const { catalog, draft } = stores()
    await catalog.open(projectId)
    await catalog.refresh()
    draft.edit(setLabel('One'), 'Label', 'label')
    draft.edit(setLabel('Two'), 'Label', 'label')
    expect([label(), draft.count, draft.draft?.past.length]).toEqual(['Two', 1, 1])
    expect(draft.saveState).toBe('saving')
    await draft.flush()
    expect(draft.saveState).toBe('saved')
    expect(asked.at(-1)).toMatchObject({ name: 'draft.save' })
    draft.undo()
    expect([label(), draft.count, draft.canRedo]).toEqual([
      onDisk && connection('a')['label'],
      0,
      true,
    ])
    draft.redo()
    expect(label()).toBe('Two')
  })

  it('goes to any step, and takes up what was given up', async () => {
    const { catalog, draft } = stores()
    await catalog.open(projectId)
    await catalog.refresh()
    for (const text of ['One', 'Two']) draft.edit(setLabel(text), text, text)
    const [first, second] = draft.draft?.past.map(({ id }) => id) ?? []
    const before = draft.replaced
    draft.goTo(first)
    expect([label(), draft.canRedo, draft.replaced]).toEqual(['One', true, before + 1])
    draft.edit(setLabel('Other'), 'Other', 'other')
    expect(draft.draft?.branches).toHaveLength(1)
    draft.takeBranch(second ?? '')
    expect(label()).toBe('Two')
    draft.goTo(undefined)
    expect(draft.count).toBe(0)
  })

  it('moves a draft from disk that is older than the snapshot, and names its missing secrets', async () => {
    const reference = '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c11'
    const made = emptyDraft(projectId, 'an older revision')
    const edits = [
      setLabel('Label of a'),
      { ...setLabel(''), field: 'client_secret', value: { $secret: reference } },
    ]
    const stored = edits.reduce(
      (value, edit) =>
        record(value, {
          label: '',
          at: '',
          changes: changesOf(
            snapshotOf({ oidc: [connection('a', { label: 'Old' })] }),
            noIntents,
            edit,
          ),
        }),
      made,
    )
    const { catalog, draft } = stores()
    opened = () => success({ snapshot: onDisk, draft: stored, sequence: 7 })
    missing = [reference]
    read = () => failure(appError('network.offline', 'no route'))
    await catalog.open(projectId)
    await catalog.refresh()
    expect(draft.draft?.baseRevisionId).toBe(onDisk.revisionId)
    // What both sides changed to the same is gone, and that can be undone.
    expect([draft.count, draft.undoLabel]).toEqual([1, 'Moved to revision revision'])
    expect([...draft.missingSecrets]).toEqual([reference])
    await draft.flush()
    expect(asked.at(-1)).toMatchObject({ name: 'draft.save' })
  })

  it('writes what is not written before another project opens', async () => {
    const { catalog, draft } = stores()
    await catalog.open(projectId)
    draft.edit(setLabel('One'), 'Label')
    await catalog.open('7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0009')
    const names = asked.map(({ name }) => name)
    expect(names.indexOf('draft.save')).toBeLessThan(names.lastIndexOf('project.open'))
    expect(names).toContain('draft.save')
  })

  it('tells a conflict when both sides changed a field, and resolves it', async () => {
    const { catalog, draft } = stores()
    await catalog.open(projectId)
    draft.edit(setLabel('Mine'), 'Label')
    const theirs = snapshotOf({ oidc: [{ ...connection('a'), label: 'Theirs' }] })
    read = () => success({ ...theirs, revisionId: 'another' })
    await catalog.refresh()
    await catalog.refresh()
    expect(draft.conflicts).toHaveLength(1)
    draft.resolveAll([{ conflict: draft.conflicts[0]!, choice: 'theirs' }])
    expect([draft.conflicts.length, label(), draft.count]).toEqual([0, 'Theirs', 0])
  })
})

describe('choosing', () => {
  it('an organization narrows, a connection of another one widens', () => {
    const { ui } = stores()
    ui.chooseOrganization('one')
    expect(ui.narrowedTo).toBe('one')
    ui.chooseConnection('oidc:a', 'one')
    expect(ui.narrowedTo).toBe('one')
    ui.chooseConnection('oidc:b', 'two')
    expect(ui.narrowedTo).toBeUndefined()
  })
})
