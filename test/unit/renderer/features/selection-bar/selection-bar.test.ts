import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import type { ProjectId } from '../../../../../src/core/model/project-id'
import SelectionBar from '../../../../../src/renderer/features/selection-bar/SelectionBar.vue'
import { useProjectsStore } from '../../../../../src/renderer/stores/projects'
import { useUiStore, type SelectedRow } from '../../../../../src/renderer/stores/ui'
import { setBridge } from '../../../../support/page/bridge'
import { openProject } from '../../../../support/page/project'
import { scimEntry } from '../../../../support/states/radar'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const other = '00000000-0000-4000-8000-000000000002' as ProjectId
const snapshot = snapshotOf({
  scimClients: [scimEntry('people', 'one'), scimEntry('staff', 'two')],
  oidc: [connection('a', { organization_id: 'one' }), connection('b')],
  organizations: [
    { id: 'one', label: 'One', domains: ['one.example'] },
    { id: 'two', label: 'Two', domains: [] },
  ],
})
const projectId = snapshot.summary.id
const row = (kind: SelectedRow['kind'], key: string, id = projectId): SelectedRow => ({
  projectId: id,
  kind,
  key,
})
let asked: { name: string; input: any }[]
let bar: ReturnType<typeof mount> | undefined

beforeEach(() => {
  asked = []
  setBridge({
    request: (name: string, input: any) => {
      asked.push({ name, input })
      if (name === 'project.read') return Promise.resolve(success(snapshot))
      if (name === 'bulk.copy-ids') return Promise.resolve(success({ count: 0 }))
      if (name === 'all-organizations.copy') return Promise.resolve(success({ rows: 2 }))
      const summary = { ...snapshot.summary, id: input.projectId ?? projectId }
      return Promise.resolve(
        success(name === 'project.open' ? { snapshot: { ...snapshot, summary } } : { missing: [] }),
      )
    },
  })
})
afterEach(() => {
  bar?.unmount()
  bar = undefined
})

function show(rows: readonly SelectedRow[]) {
  bar?.unmount()
  bar = mount(SelectionBar, { props: { rows } })
  return bar
}
const button = (name: string) => bar?.findAll('button').find((item) => item.text() === name)
const names = () => bar?.findAll('button').map((item) => item.text()) ?? []
const why = (name: string) => button(name)?.attributes('title')
async function press(name: string) {
  const found = button(name)
  expect(found, name).toBeDefined()
  await found?.trigger('click')
  await flushPromises()
}

it('offers what applies to the rows, and says why the rest cannot be done', () => {
  show([row('connection', 'oidc:a'), row('connection', 'oidc:b')])
  expect(bar?.text()).toContain('2 connections selected')
  expect(names()).toEqual([
    'Change…',
    'Check…',
    'Move…',
    'Duplicate',
    'Duplicate into another project…',
    'Export…',
    'Copy as table',
    'Copy IDs',
    'Delete',
    'Clear selection',
  ])
  expect(names().filter((name) => why(name) !== undefined)).toEqual([])
  show([row('connection', 'oidc:a'), row('connection', 'oidc:p', other)])
  expect(bar?.text()).toContain('2 connections in 2 projects selected')
  expect(names().filter((name) => why(name) !== undefined)).toEqual([
    'Check…',
    'Move…',
    'Duplicate',
    'Duplicate into another project…',
    'Export…',
  ])
  expect(why('Move…')).toContain('Organizations belong to one project')
  expect(button('Move…')?.attributes('disabled')).toBeDefined()
  show([row('organization', 'one'), row('connection', 'oidc:b')])
  expect(bar?.text()).toContain('1 organization and 1 connection selected')
  expect(names()).not.toContain('Move…')
  expect(why('Delete')).toBe('Select rows of one kind: organizations, connections or SCIM clients')
})

it('deletes SCIM clients of one project, and offers nothing that has no meaning for them', async () => {
  const project = await openProject(projectId)
  show([row('scim-client', 'people'), row('scim-client', 'staff')])
  expect(bar?.text()).toContain('2 SCIM clients selected')
  expect(names()).toEqual(['Copy as table', 'Copy IDs', 'Delete', 'Clear selection'])
  await press('Delete')
  expect(Object.keys(project.draft.current?.intents['scim-client'] ?? {})).toEqual([
    'people',
    'staff',
  ])
  expect(project.draft.undoLabel).toBe('Deleted 2 SCIM clients')
  expect(why('Delete')).toBe('The draft deletes it')
  show([row('scim-client', 'people'), row('scim-client', 'other', other)])
  expect(why('Delete')).toContain('SCIM clients are deleted in one project')
  show([row('organization', 'one'), row('connection', 'oidc:b'), row('scim-client', 'people')])
  expect(bar?.text()).toContain('1 organization, 1 connection and 1 SCIM client selected')
  expect(names()).not.toContain('Change…')
})

it('stands for the rows in the commands while it is there', async () => {
  const ui = useUiStore()
  const rows = [row('connection', 'oidc:a'), row('connection', 'oidc:p', other)]
  show(rows)
  expect(ui.selected).toEqual(rows)
  await press('Change…')
  expect(ui.dialog).toEqual({ name: 'change-several', rows, isDeletion: false })
  await press('Delete')
  expect(ui.dialog).toEqual({ name: 'change-several', rows, isDeletion: true })
  await press('Clear selection')
  expect(bar?.emitted('clear')).toHaveLength(1)
  bar?.unmount()
  expect(ui.selected).toEqual([])
})

it('opens the dialogs of one project over the list, with the rows', async () => {
  show([row('connection', 'oidc:a'), row('connection', 'oidc:b')])
  for (const name of ['Check…', 'Move…', 'Duplicate into another project…', 'Export…']) {
    await press(name)
  }
  const of = { organizations: [], connections: ['oidc:a', 'oidc:b'] }
  expect(bar?.emitted('over')).toEqual(
    ['check-rows', 'move-to-organization', 'duplicate-to', 'export-set-up'].map((name) => [
      projectId,
      { name, of },
    ]),
  )
})

it('deletes and duplicates in a project that has no tab, and asks first about connections of organizations', async () => {
  show([row('connection', 'oidc:a', other), row('connection', 'oidc:b', other)])
  await press('Delete')
  const saved = asked.filter(({ name }) => name === 'draft.save' || name === 'draft.append')
  expect(saved.length).toBeGreaterThan(0)
  expect(bar?.text()).toContain('Deleted 2 connections')
  expect(useProjectsStore().visited).toEqual([])
  show([row('organization', 'one', other), row('organization', 'two', other)])
  await press('Delete')
  const of = { organizations: ['one', 'two'], connections: [] }
  expect(bar?.emitted('over')).toEqual([[other, { name: 'delete-organizations', of }]])
})

it('says what of the rows is locked, and deletes none where all are', async () => {
  const project = await openProject(projectId)
  project.draft.edit({ kind: 'delete-connection', key: 'oidc:a' }, 'Deleted')
  show([row('connection', 'oidc:a'), row('connection', 'oidc:b')])
  expect(bar?.text()).toContain('1 of them is deleted in the draft')
  expect(why('Delete')).toBeUndefined()
  await press('Delete')
  expect(project.count).toBe(2)
  await flushPromises()
  expect(why('Delete')).toBe('The draft deletes it')
  expect(why('Move…')).toBe('The draft deletes it')
})

it('copies rows of several projects as a table, and says where they have no IDs yet', async () => {
  show([row('connection', 'oidc:a'), row('connection', 'oidc:p', other)])
  await press('Copy as table')
  expect(bar?.text()).toContain('Copied 2 rows')
  // A list with columns of its own copies them itself.
  const copyTable = vi.fn()
  await bar?.setProps({ copyTable })
  await press('Copy as table')
  expect(copyTable).toHaveBeenCalledOnce()
  await press('Copy IDs')
  expect(bar?.text()).toContain('Ory gives it an ID when you publish')
  const inputs = (of: string) => asked.filter(({ name }) => name === of).map(({ input }) => input)
  expect(inputs('all-organizations.copy').map(({ chosen }) => chosen)).toEqual([
    [row('connection', 'oidc:a'), row('connection', 'oidc:p', other)],
  ])
  expect(inputs('bulk.copy-ids')).toEqual([
    {
      chosen: [
        { projectId, keys: ['oidc:a'] },
        { projectId: other, keys: ['oidc:p'] },
      ],
    },
  ])
})
