import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { emptyDraft } from '../../../../../src/core/draft/draft'
import { success } from '../../../../../src/core/errors/result'
import type { AppState } from '../../../../../src/core/ipc/app-state'
import MainScreen from '../../../../../src/renderer/app/panes/MainScreen.vue'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { setBridge } from '../../../../support/page/bridge'
import { showProject } from '../../../../support/page/project'
import { snapshotOf } from '../../../../support/states/snapshots'

const acme = { id: 'o1', label: 'Acme', domains: [] }
const before = snapshotOf({ organizations: [acme] })
const after = snapshotOf({ organizations: [acme, { id: 'o2', label: 'Acme', domains: [] }] })

it('goes on with a new organization by the ID the server returned, whatever its label', async () => {
  setBridge({
    request: () => Promise.resolve(success({ sequence: 1 })),
  })
  useAppStore().state = {
    workspaces: [],
    platform: 'linux',
    settings: { theme: 'system', columns: {} },
  } as unknown as AppState
  const project = showProject(before, emptyDraft(before.summary.id, before.revisionId))
  project.draft.edit(
    { kind: 'create-organization', key: 'new:1', fields: { label: 'Acme' } },
    'New organization',
  )
  const wrapper = mount(MainScreen, { attachTo: document.body })
  project.place.chooseOrganization('new:1')
  await flushPromises()
  expect(wrapper.find('[role=option][aria-selected=true]').exists()).toBe(true)
  expect(await project.saving.flush()).toBe(true)
  await project.lend(() =>
    Promise.resolve(
      success({
        snapshot: after,
        draft: emptyDraft(after.summary.id, after.revisionId),
        ids: { 'new:1': 'o2' },
      }),
    ),
  )
  await flushPromises()
  expect(project.place.selection).toEqual({ kind: 'organization', key: 'o2' })
})
