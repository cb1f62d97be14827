import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import type { AppState } from '../../../../../src/core/ipc/app-state'
import { workingCopy } from '../../../../../src/core/draft/working-copy'
import { noIntents, type Intents } from '../../../../../src/core/intents/intents'
import ProjectList from '../../../../../src/renderer/features/table/ProjectList.vue'
import { scimOwners } from '../../../../../src/core/mapper/owners/owners'
import { createCopyEntries } from '../../../../../src/core/search/copy-entries'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { setBridge } from '../../../../support/page/bridge'
import { showProject } from '../../../../support/page/project'
import { scimEntry } from '../../../../support/states/radar'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const snapshot = snapshotOf({
  organizations: [
    { id: 'o1', label: 'Zeta', domains: ['zeta.example'] },
    { id: 'o2', label: 'Alpha', domains: [] },
  ],
  oidc: [connection('one', { label: 'One', organization_id: 'o1' })],
  scimClients: [
    scimEntry('people', 'o1', { label: 'People', state: 'disabled' }),
    scimEntry('staff', 'o2', { label: 'Staff' }),
    scimEntry('twice', 'gone'),
    scimEntry('twice', 'gone'),
  ],
})

async function start() {
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200)
  setBridge({
    request: (name: string) => Promise.resolve(failure(appError('network.off', name))),
  })
  useAppStore().state = {
    workspaces: [],
    platform: 'linux',
    settings: { theme: 'system', columns: {} },
  } as unknown as AppState
  const project = showProject(snapshot)
  const wrapper = mount(ProjectList, { props: { kind: 'connection' }, attachTo: document.body })
  await flushPromises()
  const rows = () => wrapper.findAll('[role=option]').map((row) => row.text())
  const row = (label: string) =>
    wrapper.findAll('[role=option]').find((each) => each.text().startsWith(label))
  async function chooseInMenu(name: string) {
    await wrapper.find('button[aria-haspopup=menu]').trigger('click')
    await flushPromises()
    const item = [...document.querySelectorAll('[role=menuitemcheckbox]')].find(
      (each) => each.textContent.trim() === name,
    )
    expect(item, name).toBeDefined()
    item?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    await flushPromises()
  }
  return { project, wrapper, rows, row, chooseInMenu }
}

beforeEach(() => void setActivePinia(createPinia()))
afterEach(() => {
  vi.restoreAllMocks()
})

it('has SCIM clients among the connections once they are asked for, and not before', async () => {
  const { project, rows, chooseInMenu } = await start()
  expect(rows()).toHaveLength(1)
  await chooseInMenu('Show SCIM clients too')
  expect(project.place.scimShown).toBe(true)
  expect(rows()).toHaveLength(5)
  expect(rows()[1]).toMatch(/^People.*people.*Zeta.*SCIM/)
  expect(rows()[3]).toContain('read-only')
  expect(rows()[3]).not.toContain('social')
  project.place.connectionsFilter = 'scim alpha'
  await flushPromises()
  expect(rows()).toHaveLength(1)
  expect(rows()[0]).toContain('Staff')
  project.place.connectionsFilter = ''
  project.place.chooseOrganization('o1')
  await flushPromises()
  expect(rows()).toHaveLength(2)
  await chooseInMenu('Show SCIM clients too')
  expect(rows()).toHaveLength(1)
})

it('shows a SCIM client that is chosen, marks it, and leaves it out of several', async () => {
  const { project, row } = await start()
  project.place.scimShown = true
  await flushPromises()
  await row('Staff')?.trigger('click')
  expect(project.place.selection).toEqual({ kind: 'scim-client', key: 'staff' })
  await flushPromises()
  expect(row('Staff')?.attributes('aria-selected')).toBe('true')
  await row('One')?.trigger('click', { ctrlKey: true })
  expect(project.place.selection).toEqual({ kind: 'connection', key: 'oidc:one' })
  await row('People')?.trigger('click', { ctrlKey: true })
  expect(project.place.selectedKeys('connection')).toEqual(['oidc:one'])
})

it('builds only the row again that an edit touches', () => {
  const entries = createCopyEntries({
    common: { projectId: snapshot.summary.id, project: 'Project', environment: 'staging' },
    snapshot,
    facts: () => ({ checks: undefined, published: new Map(), metadata: new Map() }),
  })
  const rows = (intents: Intents) => {
    const copy = workingCopy(snapshot, intents)
    return entries.members(copy, scimOwners(copy.scimClients), scimOwners(copy.server.scimClients))
  }
  const label = { from: 'Staff', to: 'Crew' }
  const before = rows(noIntents)
  const after = rows({
    ...noIntents,
    'scim-client': { staff: { kind: 'edit', fields: { label } } },
  })
  expect(after.map((row, at) => row === before[at])).toEqual([true, false, true, true])
  expect(after[1]?.row).toMatchObject({ key: 'staff', label: 'Crew', status: 'edited', edits: 1 })
})
