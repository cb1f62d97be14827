import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { emptyDraft } from '../../../../../src/core/draft/draft'
import { success } from '../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import { setBridge } from '../../../../../src/renderer/bridge/request'
import ConflictDialog from '../../../../../src/renderer/features/conflict/ConflictDialog.vue'
import { useCatalogStore } from '../../../../../src/renderer/stores/catalog'
import { useDraftStore } from '../../../../../src/renderer/stores/draft'
import { useUiStore } from '../../../../../src/renderer/stores/ui'
import { connection, snapshotOf } from '../../../../support/snapshots'

const edit = (key: string, value: string) =>
  ({
    kind: 'set-field',
    target: { kind: 'connection', key },
    field: 'label',
    value,
  }) as const

function start() {
  setActivePinia(createPinia())
  const catalog = useCatalogStore()
  const drafts = useDraftStore()
  const first = snapshotOf({ oidc: [connection('a'), connection('b')] })
  catalog.projectId = first.summary.id
  catalog.setSnapshot(first)
  drafts.draft = emptyDraft(first.summary.id, first.revisionId)
  drafts.edit(edit('oidc:a', 'Mine a'), 'Label')
  drafts.edit(edit('oidc:b', 'Mine b'), 'Label')
  const theirs = [connection('a', { label: 'Theirs a' })]
  catalog.setSnapshot(snapshotOf({ oidc: theirs, revisionId: 'revision-2' }))
  useUiStore().open('conflict')
  return { drafts, wrapper: mount(ConflictDialog, { attachTo: document.body }) }
}

const named = (name: string) =>
  [...document.querySelectorAll('button')].find((item) => item.textContent?.trim() === name)

beforeEach(() =>
  setBridge({
    request: () => Promise.resolve(success({})),
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge),
)
afterEach(() => {
  document.body.innerHTML = ''
  setBridge(undefined)
})

it('shows what was, mine and theirs, and decides all of it in one step', async () => {
  const { drafts, wrapper } = start()
  await nextTick()
  const text = document.body.textContent ?? ''
  for (const part of ['Label of a', 'Mine a', 'Theirs a', '0 of 2 decided']) {
    expect(text).toContain(part)
  }
  expect(named('Go on')?.hasAttribute('disabled')).toBe(true)
  named('Keep mine')?.click()
  named('Recreate')?.click()
  await nextTick()
  expect(named('Keep mine')?.getAttribute('aria-checked')).toBe('true')
  expect(document.body.textContent).toContain('2 of 2 decided')
  named('Go on')?.click()
  await nextTick()
  expect(drafts.conflicts).toEqual([])
  expect(drafts.copy.connections.map(({ fields }) => fields['label'])).toEqual(['Mine a', 'Mine b'])
  expect(useUiStore().dialog).toBeUndefined()
  drafts.undo()
  expect(drafts.conflicts).toHaveLength(2)
  wrapper.unmount()
})
