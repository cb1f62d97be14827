import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

beforeEach(() => {
  asked.length = 0
  read = () => success(onDisk)
  setActivePinia(createPinia())
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      const answers: Record<string, () => unknown> = {
        'project.open': () => success({ snapshot: onDisk }),
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
    draft.resolve(draft.conflicts[0]!, 'theirs')
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
