import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { emptyDraft } from '../../../../src/core/draft/draft'
import { success } from '../../../../src/core/errors/result'
import type { Bridge } from '../../../../src/core/ipc/contract'
import { useCommands } from '../../../../src/renderer/app/use-commands'
import { setBridge } from '../../../../src/renderer/bridge/request'
import { useCatalogStore } from '../../../../src/renderer/stores/catalog'
import { useDraftStore } from '../../../../src/renderer/stores/draft'
import { connection, snapshotOf } from '../../../support/snapshots'

let page: VueWrapper | undefined
beforeEach(() => {
  setActivePinia(createPinia())
  setBridge({
    request: () => Promise.resolve(success({})),
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
})
afterEach(() => {
  page?.unmount()
  document.body.innerHTML = ''
  setBridge(undefined)
})

function start() {
  const snapshot = snapshotOf({ oidc: [connection('a', {})] })
  const catalog = useCatalogStore()
  const drafts = useDraftStore()
  catalog.projectId = snapshot.summary.id
  catalog.setSnapshot(snapshot)
  drafts.draft = emptyDraft(snapshot.summary.id, snapshot.revisionId)
  const target = { kind: 'connection', key: 'oidc:a' } as const
  drafts.edit({ kind: 'set-field', target, field: 'label', value: 'Other' }, 'Label')
  page = mount(defineComponent({ setup: useCommands, template: '<button>Do</button>' }), {
    attachTo: document.body,
  })
  const press = () =>
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }),
    )
  return { drafts, press }
}

it('undoes the draft by key, but not behind a dialog', () => {
  const { drafts, press } = start()
  const dialog = document.createElement('dialog')
  dialog.setAttribute('open', '')
  document.body.append(dialog)
  // The key is left to what has the focus in the dialog.
  expect(press()).toBe(true)
  expect(drafts.count).toBe(1)
  dialog.remove()
  expect(press()).toBe(false)
  expect(drafts.count).toBe(0)
})
