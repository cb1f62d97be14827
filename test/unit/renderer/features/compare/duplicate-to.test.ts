import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import type { RequestName } from '../../../../../src/core/ipc/contract'
import DuplicateToDialog from '../../../../../src/renderer/features/compare/DuplicateToDialog.vue'
import PromoteDialog from '../../../../../src/renderer/features/compare/PromoteDialog.vue'
import ChoiceField from '../../../../../src/renderer/components/controls/ChoiceField.vue'
import type { RowKeys } from '../../../../../src/renderer/project/chosen-rows'
import { setBridge } from '../../../../support/page/bridge'
import { showProject } from '../../../../support/page/project'
import { scimEntry } from '../../../../support/states/radar'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { atOry } from '../../../../support/states/project-ids'

const other = atOry('20000000-0000-4000-8000-000000000002')
const counts = { create: 0, edit: 0, same: 0, heldBack: 0, skipped: 0 }
const more = { included: 0, heldBack: 0 }

/** The dialog about these rows, once another project was chosen. */
async function start(of: RowKeys) {
  setBridge({
    request: (name: RequestName) =>
      Promise.resolve(
        success(
          name === 'promote.preview'
            ? {
                items: [],
                counts,
                more,
                inDraft: false,
                target: { projectId: other, name: 'Other' },
              }
            : { rules: [] },
        ),
      ),
  })
  showProject(
    snapshotOf({
      organizations: [{ id: 'o', label: 'Meadowlark', domains: ['a.example'] }],
      oidc: [connection('c', { organization_id: 'o' })],
      scimClients: [scimEntry('people', 'o'), scimEntry('other', 'elsewhere')],
    }),
  )
  const wrapper = mount(DuplicateToDialog, { props: { of }, attachTo: document.body })
  wrapper.findComponent(ChoiceField).vm.$emit('update:modelValue', other)
  await flushPromises()
  const { promoting, title } = wrapper.findComponent(PromoteDialog).props()
  return { title, chosen: () => promoting.promotion()?.chosen, wrapper }
}

it('takes an organization with its connections and SCIM clients, or alone', async () => {
  const { chosen, wrapper } = await start({ organizations: ['o'], connections: [] })
  expect(document.body.textContent).toContain('With its connections and SCIM clients')
  expect(chosen()).toEqual([
    { kind: 'organization', key: 'o' },
    { kind: 'connection', key: 'oidc:c' },
    { kind: 'scim-client', key: 'people' },
  ])
  const box = document.querySelector<HTMLInputElement>('input[type=checkbox]')
  box?.click()
  await flushPromises()
  expect(chosen()).toEqual([{ kind: 'organization', key: 'o' }])
  wrapper.unmount()
})

it('takes a SCIM client by itself, and its organization where the other project lacks it', async () => {
  const { chosen, title } = await start({
    organizations: [],
    connections: [],
    scimClients: ['people'],
  })
  expect(title).toContain('Label of people')
  expect(chosen()).toEqual([
    { kind: 'organization', key: 'o', fields: [] },
    { kind: 'scim-client', key: 'people' },
  ])
})
