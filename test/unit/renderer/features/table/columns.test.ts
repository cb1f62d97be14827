import fc from 'fast-check'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { AppState } from '../../../../../src/core/ipc/app-state'
import {
  tableColumn,
  tableColumnNames,
  type TableColumnName,
} from '../../../../../src/core/search/table-columns'
import {
  fittingColumns,
  leastNameWidth,
  widthOfAll,
} from '../../../../../src/renderer/features/table/use-columns'
import ProjectList from '../../../../../src/renderer/features/table/ProjectList.vue'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { setBridge } from '../../../../support/page/bridge'
import { showProject } from '../../../../support/page/project'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const snapshot = snapshotOf({
  organizations: [
    { id: 'o1', label: 'Zeta', domains: ['zeta.example'] },
    { id: 'o2', label: 'Alpha', domains: ['alpha.example'] },
  ],
  oidc: [
    connection('one', { label: 'One', organization_id: 'o1', state: 'enabled' }),
    connection('two', { label: 'Two', organization_id: 'o2' }),
  ],
})

/** The settings that the window saved, from the first. */
const saved: any[] = []

async function start(width: number) {
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(width)
  setBridge({
    request: (name: string, input: any) => {
      if (name === 'settings.save') saved.push(input.settings)
      const isSaved = name === 'settings.save'
      return Promise.resolve(isSaved ? success({}) : failure(appError('network.off', name)))
    },
  })
  useAppStore().state = {
    workspaces: [],
    platform: 'linux',
    settings: { theme: 'system', columns: {} },
  } as unknown as AppState
  showProject(snapshot)
  const wrapper = mount(ProjectList, { props: { kind: 'connection' }, attachTo: document.body })
  await flushPromises()
  const heads = () =>
    wrapper.findAll('[role=columnheader]').map((head) => head.attributes('aria-label'))
  const labels = () => wrapper.findAll('[role=option] .label').map((label) => label.text())
  const press = async (key: string) => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    )
    await flushPromises()
  }
  const items = () => [...document.querySelectorAll('[role^=menuitem]')]
  const item = (role: string, name: string) =>
    items().find(
      (each) => each.getAttribute('role') === role && each.textContent.trim().startsWith(name),
    )
  const openMenu = async () => {
    await wrapper.find('button[aria-haspopup=menu]').trigger('click')
    await flushPromises()
  }
  return { wrapper, heads, labels, press, item, openMenu }
}

beforeEach(() => {
  saved.length = 0
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('the columns of the connections', () => {
  it('stand in a wide list, and turn the order up, down and back', async () => {
    const { wrapper, heads, labels } = await start(1114)
    // Nothing is SAML, nothing was checked, and nothing published: those columns would be empty.
    expect(heads().join(', ')).toBe('Name, Organization, Kind, Domains, Issuer, State')
    expect(wrapper.find('[role=option]').text()).toContain('Domains: zeta.example')
    const domain = () => wrapper.find('[role=columnheader][aria-label=Domains]')
    const turn = () => domain().find('button').trigger('click')
    expect(domain().attributes('aria-sort')).toBe('none')
    await turn()
    expect([domain().attributes('aria-sort'), labels()]).toEqual(['ascending', ['Two', 'One']])
    await turn()
    expect([domain().attributes('aria-sort'), labels()]).toEqual(['descending', ['One', 'Two']])
    await turn()
    expect(domain().attributes('aria-sort')).toBe('none')
    expect(saved.map(({ lists }) => lists.connections.sort)).toEqual([
      { by: 'domains', descending: false },
      { by: 'domains', descending: true },
      undefined,
    ])
  })

  it('are chosen in a menu by keys, which stays open', async () => {
    const { heads, press, item, openMenu } = await start(1114)
    await openMenu()
    expect(document.activeElement).toBe(item('menuitemcheckbox', 'Organization'))
    expect(item('menuitemcheckbox', 'Last publish')?.getAttribute('aria-disabled')).toBe('true')
    expect(document.querySelector('[role=menu] .note')).toBeNull()
    await press('ArrowDown')
    await press(' ')
    expect(item('menuitemcheckbox', 'Kind')?.getAttribute('aria-checked')).toBe('false')
    expect(heads()).not.toContain('Kind')
    expect(saved.at(-1)?.lists.connections.columns).not.toContain('kind')
    await press(' ')
    expect(heads()).toContain('Kind')
    await press('Escape')
    expect(item('menuitemcheckbox', 'Kind')).toBeUndefined()
  })

  it('keep their widths, within the room that the names leave', async () => {
    const { wrapper, press } = await start(1114)
    const edge = wrapper.find('[role=separator][aria-label="Width of Domains"]')
    const before = Number(edge.attributes('aria-valuenow'))
    ;(edge.element as HTMLElement).focus()
    await press('ArrowLeft')
    expect(saved.at(-1)?.columns).toEqual({ 'connections-domains': before + 16 })
    await press('End')
    expect(saved.at(-1)?.columns['connections-domains']).toBe(
      Number(edge.attributes('aria-valuemax')),
    )
    expect(wrapper.findAll('[role=columnheader]')).toHaveLength(6)
  })

  it('leave a narrow list alone, which is sorted by the menu', async () => {
    const { heads, labels, item, openMenu } = await start(330)
    expect(heads()).toEqual([])
    expect(labels()).toEqual(['One', 'Two'])
    await openMenu()
    expect(document.querySelector('[role=menu] .note')?.textContent).toContain(
      'no room for columns',
    )
    ;(item('menuitemradio', 'Organization') as HTMLElement).click()
    await flushPromises()
    expect(labels()).toEqual(['Two', 'One'])
    expect(item('menuitemradio', 'Organization')?.getAttribute('aria-checked')).toBe('true')
    ;(item('menuitemcheckbox', 'Descending') as HTMLElement).click()
    await flushPromises()
    expect(labels()).toEqual(['One', 'Two'])
    ;(item('menuitemradio', 'Order in the project') as HTMLElement).click()
    await flushPromises()
    expect(item('menuitemcheckbox', 'Descending')?.getAttribute('aria-disabled')).toBe('true')
  })
})

describe('the room of columns', () => {
  const widthOf = (name: TableColumnName) => tableColumn(name).width

  it('goes to the first ones, and always leaves some to the names', () => {
    fc.assert(
      fc.property(fc.subarray([...tableColumnNames]), fc.nat(2000), (wanted, width) => {
        const fitting = fittingColumns(wanted, widthOf, width - leastNameWidth)
        expect(wanted.slice(0, fitting.length)).toEqual(fitting)
        expect(fitting.length === 0 || width - widthOfAll(fitting, widthOf) >= leastNameWidth).toBe(
          true,
        )
      }),
    )
  })
})
