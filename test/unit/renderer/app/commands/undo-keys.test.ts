import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { success } from '../../../../../src/core/errors/result'
import AppDialog from '../../../../../src/renderer/components/dialogs/AppDialog.vue'
import { useCommands } from '../../../../../src/renderer/app/commands/use-commands'
import { setBridge } from '../../../../support/page/bridge'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject } from '../../../../support/page/project'

let page: VueWrapper | undefined
beforeEach(() => {
  setBridge({
    request: () => Promise.resolve(success({})),
  })
})
afterEach(() => {
  page?.unmount()
})

function start() {
  const snapshot = snapshotOf({ oidc: [connection('a', {})] })
  const project = showProject(snapshot)
  const target = { kind: 'connection', key: 'oidc:a' } as const
  project.draft.edit({ kind: 'set-field', target, field: 'label', value: 'Other' }, 'Label')
  page = mount(
    defineComponent({ setup: () => useCommands(() => undefined), template: '<button>Do</button>' }),
    {
      attachTo: document.body,
    },
  )
  const press = () =>
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }),
    )
  return { project, press }
}

it('undoes the draft by key, but not behind a dialog', () => {
  const { project, press } = start()
  const dialog = mount(AppDialog, { props: { title: 'Other' }, attachTo: document.body })
  // The key is left to what has the focus in the dialog.
  expect(press()).toBe(true)
  expect(project.count).toBe(1)
  dialog.unmount()
  expect(press()).toBe(false)
  expect(project.count).toBe(0)
})
