import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import AllPane from '../../../../../src/renderer/app/panes/AllPane.vue'
import DraftsView from '../../../../../src/renderer/features/drafts/DraftsView.vue'
import { useProjectsStore } from '../../../../../src/renderer/stores/projects'
import { useUiStore } from '../../../../../src/renderer/stores/ui'
import { setBridge } from '../../../../support/page/bridge'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const snapshot = snapshotOf({ oidc: [connection('a')] })
const projectId = snapshot.summary.id
/** Answers to the opening of a project, which take their time. */
let answers: (() => void)[]

beforeEach(() => {
  answers = []
  setBridge({
    async request(name: string) {
      if (name === 'project.read') return success(snapshot)
      if (name !== 'project.open') return success({ missing: [], rows: [], projects: [], total: 0 })
      await new Promise<void>((resolve) => answers.push(resolve))
      return success({ snapshot })
    },
  })
})

async function open() {
  useUiStore().show({ name: 'drafts' })
  const visits = vi.spyOn(useProjectsStore(), 'visit')
  const screen = mount(AllPane, {
    shallow: true,
    global: {
      stubs: { ProjectVisit: { name: 'ProjectVisit', template: '<i />', emits: ['done'] } },
    },
  })
  await vi.dynamicImportSettled()
  await flushPromises()
  const review = () =>
    screen.getComponent(DraftsView).vm.$emit('over', projectId, { name: 'review' })
  const sessions = async () =>
    Promise.all(visits.mock.results.map(async ({ value }) => (await value).session))
  return { screen, review, sessions }
}

it('leaves no session behind where Review is clicked twice', async () => {
  const { screen, review, sessions } = await open()
  review()
  review()
  await flushPromises()
  for (const answer of answers) answer()
  await flushPromises()
  expect(useProjectsStore().visited).toHaveLength(1)
  screen.getComponent({ name: 'ProjectVisit' }).vm.$emit('done')
  await flushPromises()
  expect((await sessions()).map(({ ended }) => ended)).not.toContain(false)
  expect(useProjectsStore().visited).toEqual([])
})

it('leaves no session behind where the screen goes before the project is open', async () => {
  const { screen, review, sessions } = await open()
  review()
  await flushPromises()
  screen.unmount()
  for (const answer of answers) answer()
  await flushPromises()
  expect((await sessions()).map(({ ended }) => ended)).toEqual([true])
})
