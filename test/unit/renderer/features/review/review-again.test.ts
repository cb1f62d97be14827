import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { success } from '../../../../../src/core/errors/result'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import ImpactView from '../../../../../src/renderer/features/impact/ImpactView.vue'
import ReviewDialog from '../../../../../src/renderer/features/review/ReviewDialog.vue'
import { setBridge } from '../../../../support/page/bridge'
import { showProject } from '../../../../support/page/project'
import { connection, snapshotOf, withStates } from '../../../../support/states/snapshots'
import { button, pageText, type } from '../../../../support/page/find'

const asked: { name: string; input: any }[] = []
let answer: ((input: any) => unknown) | undefined
let wrapper: VueWrapper | undefined
const sent = () => asked.filter(({ name }) => name === 'draft.publish')

beforeEach(() => {
  asked.length = 0
  setBridge({
    request(name: string, input: any) {
      asked.push({ name, input })
      if (name === 'draft.publish') return Promise.resolve(success(answer?.(input)))
      if (name === 'draft.save' || name === 'draft.append')
        return Promise.resolve(success({ sequence: 1 }))
      return Promise.resolve(success({}))
    },
  })
})
afterEach(() => {
  wrapper?.unmount()
})

const both = ['a', 'b'] as const
function state(revisionId: string, ids: readonly string[] = both): Snapshot {
  const plain = snapshotOf({
    oidc: [...ids.map((id) => connection(id, { organization_id: 'o' })), connection('everybody')],
    organizations: [{ id: 'o', label: 'Pebble', domains: ['pebble.example'] }],
  })
  return { ...plain, revisionId, summary: { ...plain.summary, environment: 'production' } }
}

/** One of two connections is deleted in the draft, and the review stands open. */
async function reviewed() {
  const project = showProject(state('11111111-before'))
  project.draft.edit({ kind: 'delete-connection', key: 'oidc:a' }, 'Delete')
  project.place.open({ name: 'review' })
  wrapper = mount(ReviewDialog, {
    attachTo: document.body,
    slots: { impact: (of: any) => h(ImpactView, of) },
  })
  await flushPromises()
  return project
}

async function confirm(): Promise<void> {
  button('Publish')?.click()
  await flushPromises()
  button('Publish to production')?.click()
  await flushPromises()
}

it('shows the new state at once where main found another one, marks what is new, and goes on from there', async () => {
  const project = await reviewed()
  const after = state('22222222-after', ['a'])
  answer = () => ({
    kind: 'review-again',
    snapshot: after,
    draft: { ...project.draft.current!, baseRevisionId: after.revisionId },
    ids: {},
  })
  await confirm()
  const [first] = sent()
  expect(first?.input.confirmed).toEqual({ harmed: [] })
  const said = 'The project changed meanwhile, so nothing more was sent.'
  await vi.waitFor(() => expect(pageText()).toContain(said))
  await vi.waitFor(() => expect(pageText()).toContain('1 domain is locked out'))
  expect(pageText()).toContain('the same request would do something else now')
  expect(pageText()).toContain('b was deleted')
  // The impact is in front, and what is new in it says so.
  const line = document.querySelector('[data-kind="locked-out"]')
  expect(line?.textContent).toContain('changed meanwhile')
  expect(document.querySelector('[data-kind="connection-gone"]')?.textContent).not.toContain(
    'changed meanwhile',
  )
  await confirm()
  expect(sent()).toHaveLength(1)
  await type('Locked out', 'pebble.example')
  button('Publish to production')?.click()
  await flushPromises()
  const last = sent()[1]
  expect(last?.input).toMatchObject({ confirmed: { harmed: ['pebble.example'] } })
  expect(last?.input.told).not.toBe(first?.input.told)
})

it('says that a connection was disabled, which no document says, and marks what follows from it', async () => {
  const known = (snapshot: Snapshot, b: 'enabled' | 'disabled') =>
    withStates(snapshot, { 'oidc:a': 'enabled', 'oidc:b': b })
  const project = await reviewed()
  project.moveTo(known(project.snapshot!, 'enabled'))
  await flushPromises()
  expect(pageText()).not.toContain('locked out')
  const after = known(state('22222222-after'), 'disabled')
  answer = () => {
    const draft = { ...project.draft.current!, baseRevisionId: after.revisionId }
    return { kind: 'review-again', snapshot: after, draft, ids: {} }
  }
  await confirm()
  await vi.waitFor(() => expect(pageText()).toContain('so nothing more was sent'))
  await vi.waitFor(() => expect(pageText()).toContain('1 domain is locked out'))
  expect(pageText()).toContain('b was disabled')
  expect(pageText()).not.toContain('something other than')
  expect(document.querySelector('[data-kind="locked-out"]')?.textContent).toContain(
    'changed meanwhile',
  )
})

it('asks nothing more about a state that went while the question stood', async () => {
  const project = await reviewed()
  button('Publish')?.click()
  await flushPromises()
  expect(pageText()).toContain('Confirm production change')
  project.moveTo(state('22222222-after', ['a']))
  await flushPromises()
  expect(pageText()).not.toContain('Confirm production change')
  expect(pageText()).toContain('The project changed meanwhile, so nothing more was sent.')
  expect(sent()).toEqual([])
  await confirm()
  expect(pageText()).toContain('Type pebble.example to go on')
  expect(sent()).toEqual([])
})
