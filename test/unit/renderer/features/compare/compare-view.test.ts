import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { compare } from '../../../../../src/core/compare/compare'
import {
  firstMemory,
  withExpected,
  withoutMatch,
  type PairMemory,
} from '../../../../../src/core/compare/memory'
import { compareRows, wholeEntity } from '../../../../../src/core/compare/rows'
import { setUpOf } from '../../../../../src/core/draft/set-up-of'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import {
  requests,
  type Bridge,
  type EventName,
  type EventPayload,
  type RequestName,
} from '../../../../../src/core/ipc/contract'
import CompareView from '../../../../../src/renderer/features/compare/CompareView.vue'
import { useCompareStore } from '../../../../../src/renderer/features/compare/compare-store'
import { useTeamFoldersStore } from '../../../../../src/renderer/stores/team-folders'
import { setBridge } from '../../../../support/page/bridge'
import { showProject } from '../../../../support/page/project'
import type { ProjectId } from '../../../../../src/core/model/project-id'
import { atOry } from '../../../../support/states/project-ids'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { press } from '../../../../support/page/find'

const shown = snapshotOf({ oidc: [connection('c'), connection('only')] })
const other = snapshotOf({ oidc: [connection('c', { client_id: 'other' })] })
const source = { kind: 'project', projectId: shown.summary.id, state: 'server' } as const
const info = { name: 'Project', environment: 'staging' } as const

/** The window on a main process that compares in memory. */
async function start(unread: readonly ProjectId[] = []) {
  const sent: string[] = []
  const folder = { path: '/team', stamp: 'first' }
  let tellChanged: (payload: EventPayload<'team.changed'>) => void = () => undefined
  /** Main tells of each change of the folder, its own writes as well. */
  const change = (stamp: string) => {
    folder.stamp = stamp
    tellChanged({ folder: folder.path })
  }
  let memory: PairMemory = firstMemory(true)
  const notRead = new Set(unread)
  const comparison = () => compare(setUpOf(shown), setUpOf(other), memory)
  const answers: Partial<Record<RequestName, (input: any) => unknown>> = {
    'compare.list': ({ words, states }) => {
      const [subject] = notRead
      if (subject) return failure(appError('project.unread', 'No state', { subject }))
      const { rows, counts } = compareRows(comparison(), { words, states })
      const right = { ...info, stamp: folder.stamp }
      const sameProject = true
      return success({
        rows,
        total: rows.length,
        counts,
        left: info,
        right,
        remarks: [],
        sameProject,
      })
    },
    'team.folders': () =>
      success({ folders: [{ workspaceId: 'w', folder: folder.path, changed: 0 }] }),
    'promote.make': () => {
      change('written')
      return success({ isChanged: false, changes: 1, written: [], skipped: [] })
    },
    'compare.read': ({ id }) => {
      const whole = wholeEntity(comparison(), id)
      return whole
        ? success({ rows: [whole.entity, ...whole.fields], candidates: [] })
        : failure(appError('request.invalid', 'Gone'))
    },
    'compare.impact': ({ offset, limit }) => {
      const [entity] = comparison().entities
      const line = { kind: 'address', place: { kind: 'connection', key: 'oidc:c' } } as const
      const lines = Array.from({ length: 130 }, (_item, index) => ({
        ...line,
        id: `address ${index}`,
        subject: `Okta ${index}`,
        words: `Sign-ins by Okta ${index} fail.`,
        entityId: entity?.id,
      }))
      return success({ lines: lines.slice(offset, offset + limit), total: 130, summary: 'Many.' })
    },
    'compare.note': ({ difference, expected, entities }) => {
      memory = difference
        ? withExpected(memory, difference, expected)
        : withoutMatch(memory, entities)
      return success({})
    },
    'project.read': ({ projectId }) => {
      notRead.delete(projectId)
      return success(shown)
    },
    'publish-history.list': () => success([]),
  }
  setBridge({
    request: (name: RequestName, input: unknown) => {
      if (name.startsWith('compare.')) requests[name].input.parse(input)
      sent.push(name)
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
    subscribe: (name: EventName, listener: (payload: any) => void) => {
      if (name === 'team.changed') tellChanged = listener
      return () => undefined
    },
  })
  showProject(shown)
  const store = useCompareStore()
  store.choose('left', source)
  store.choose('right', source)
  const wrapper = mount(CompareView, { attachTo: document.body })
  await flushPromises()
  return { wrapper, store, sent, change }
}

const options = () =>
  [...document.querySelectorAll('[role=option]')].map((item) =>
    (item.textContent ?? '').replace(/\s+/g, ' ').trim(),
  )
async function choose(text: RegExp): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>('[role=option]')].find((item) =>
    text.test((item.textContent ?? '').trim()),
  )
  if (!found) throw new Error(`There is no row ${String(text)}`)
  found.click()
  await flushPromises()
}

it('shows differences only, and what is the same when asked for', async () => {
  const { store } = await start()
  expect(options().map((text) => text.split(' ')[0])).toEqual(['Label', 'Client', 'Label'])
  expect(options()[1]).toContain('left: client-c')
  expect(options()[2]).toContain('Only left')
  await press(/^Same/)
  expect(options().length).toBeGreaterThan(5)
  store.words = 'client id'
  await flushPromises()
  expect(options()).toHaveLength(2)
})

it('marks a difference as expected, and takes the mark back', async () => {
  const { store } = await start()
  await choose(/^Client ID/)
  await press('Mark as expected: Client ID')
  expect(store.list?.counts).toMatchObject({ differs: 0, expected: 1 })
  expect(document.body.textContent).toContain('Client ID of Label of c is expected to differ.')
  expect(options()).toHaveLength(1)
  await press('No longer expected: Client ID')
  expect(store.list?.counts.differs).toBe(1)
})

it('closes the detail of a pair that was taken apart', async () => {
  const { store } = await start()
  await choose(/^Client ID/)
  await press('Remove match')
  expect(store.list?.counts).toMatchObject({ left: 2, right: 1 })
  expect(store.chosenId).toBeUndefined()
})

it('says what it would do to people, in which direction, and leads to each place', async () => {
  const { store, sent } = await start()
  await press('Impact')
  const panel = () => document.querySelector('[aria-label=Impact]')
  const text = () => (panel()?.textContent ?? '').replace(/\s+/g, ' ')
  expect(text()).toContain('If Project (right) became like Project (left):')
  expect(text()).toContain('Many.')
  expect(panel()?.querySelectorAll('article')).toHaveLength(100)
  // There is a sheet for a connection that is there, not for one that might be.
  expect(text()).not.toContain('Hand-over sheet')
  await press(/^Show more/)
  expect(panel()?.querySelectorAll('article')).toHaveLength(130)
  // Each new comparison is asked about anew.
  const asked = sent.filter((name) => name === 'compare.impact').length
  await store.reload(true)
  await flushPromises()
  expect(sent.filter((name) => name === 'compare.impact')).toHaveLength(asked + 1)
  await press('Open Okta 3')
  expect(panel()).toBeNull()
  expect(store.chosenId).toBeDefined()
  expect(document.querySelector('[aria-label=Difference]')).not.toBeNull()
  expect(document.activeElement?.getAttribute('role')).toBe('listbox')
})

it.each([
  ['a project', [shown.summary.id]],
  ['both projects', [shown.summary.id, atOry('b1f6a2b4-0000-4000-8000-000000000002')]],
])('reads %s that were never read on one press', async (_which, unread) => {
  const { sent } = await start(unread)
  expect(document.body.textContent).toContain('was not read on this computer yet')
  await press('Read now')
  await flushPromises()
  expect(sent.filter((name) => name === 'project.read')).toHaveLength(unread.length)
  expect(options()).toHaveLength(3)
})

it('tells of a folder that somebody else changed, not of what was written here', async () => {
  const { store, change } = await start()
  await useTeamFoldersStore().refresh()
  store.choose('right', { kind: 'folder', workspaceId: 'w', name: 'staging' })
  await flushPromises()
  change('theirs')
  await flushPromises()
  expect(store.said).toBe('The folder has changed.')
  void store.toggleChecked(store.rows[0]!)
  await flushPromises()
  await press('Take 1 into the team folder')
  expect(store.said).toBe('1 change written into the team folder.')
  // The watch may tell of it later as well.
  change('written')
  await flushPromises()
  expect(store.said).toBe('1 change written into the team folder.')
  change('theirs again')
  await flushPromises()
  expect(store.said).toBe('The folder has changed.')
})

it('ticks with an organization also the members that are not read yet', async () => {
  const entity = (kind: string, id: string) => ({
    type: 'entity',
    id,
    kind,
    label: id,
    organization: kind === 'organization' ? undefined : 'Acme',
    leftKey: id,
    state: 'left',
    differences: 0,
  })
  const rows = [
    entity('organization', 'Acme'),
    ...Array.from({ length: 700 }, (_item, index) => entity('connection', `of Acme ${index}`)),
    entity('organization', 'Cirrus'),
  ]
  setBridge({
    request: (_name: RequestName, { offset, limit }: { offset: number; limit: number }) =>
      Promise.resolve(
        success({
          rows: rows.slice(offset, offset + limit),
          total: rows.length,
          counts: {},
          left: info,
          right: info,
          remarks: [],
        }),
      ),
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
  const store = useCompareStore()
  store.choose('left', source)
  store.choose('right', source)
  await store.reload(false)
  const [acme] = store.rows
  await store.toggleChecked(acme!)
  expect(store.checked.size).toBe(701)
  await store.toggleChecked(acme!)
  expect(store.checked.size).toBe(0)
})
