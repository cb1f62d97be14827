import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { success } from '../../../../../src/core/errors/result'
import type { AppState } from '../../../../../src/core/ipc/app-state'
import AllOrganizationsView from '../../../../../src/renderer/features/table/AllOrganizationsView.vue'
import { useTableStore } from '../../../../../src/renderer/features/table/table-store'
import { everyRow } from '../../../../../src/core/search/table-question'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { setBridge } from '../../../../support/page/bridge'
import { someProject } from '../../../../support/states/project-ids'

const [here, gone, never] = [someProject(1), someProject(2), someProject(3)]
const summary = (id: string, name: string) => ({
  id,
  name,
  workspaceId: 'w',
  slug: name,
  environment: 'production',
  state: 'running',
  hosts: [],
})
const common = {
  projectId: here,
  project: 'Northwind',
  environment: 'production',
  status: 'unchanged',
  edits: 0,
  domains: ['acme.example'],
  domainCount: 1,
}
const rows = [
  { ...common, kind: 'organization', key: 'o1', label: 'Acme', id: 'o1', kindName: 'Organization' },
  {
    ...common,
    kind: 'connection',
    key: 'oidc:acme',
    label: 'Acme Okta',
    id: 'acme',
    kindName: 'OIDC · Generic',
    organizationKey: 'o1',
    organization: 'Acme',
    issuer: 'https://acme.okta.example',
    issuerIs: 'address',
    problem: 'warning',
  },
]
const counts = {
  kinds: { organization: 1, oidc: 1, saml: 0, scim: 1 },
  expires: { expired: 0, '30': 0, '90': 0 },
  pkceOff: 0,
  disabled: 0,
  problems: 1,
}

/** What the window asked, by name. */
let asked: { readonly name: string; readonly input: any }[]
let answers: (name: string, input: any) => unknown

async function start({ readsByItself = false } = {}) {
  const app = useAppStore()
  app.state = {
    workspaces: [
      { id: 'w', name: 'W', projects: [summary(here, 'Northwind'), summary(never, 'New')] },
    ],
    platform: 'linux',
    settings: { theme: 'system', columns: {}, readsByItself },
  } as unknown as AppState
  const wrapper = mount(AllOrganizationsView, {
    attachTo: document.body,
    // The bar of actions is a feature of its own.
    slots: {
      bar: ({ rows: chosen, copy, clear }: any) => [
        h('p', `${chosen.length} selected`),
        h('button', { onClick: copy }, 'Copy selected as table'),
        h('button', { onClick: clear }, 'Clear selection'),
      ],
    },
  })
  await flushPromises()
  await vi.advanceTimersByTimeAsync(300)
  const options = () => wrapper.findAll('[role=option]').map((each) => each.text())
  const type = async (text: string) => {
    await wrapper.find('input[type=search]').setValue(text)
    await vi.advanceTimersByTimeAsync(300)
    await flushPromises()
  }
  const button = (name: string) =>
    wrapper.findAll('button').find((each) => each.text().startsWith(name))
  const last = (name: string) => asked.findLast((each) => each.name === name)?.input
  return { wrapper, options, type, button, last, table: useTableStore(), app }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1900)
  asked = []
  answers = (name, input) => {
    if (name === 'all-organizations.list') {
      const shown = input.filter.words === 'nothing' ? [] : rows
      return { rows: shown, total: shown.length, all: 2, counts, state: 1, unread: [never] }
    }
    if (name === 'all-organizations.addresses') {
      if (input.everywhere) return { rows: [], total: 0, hits: 0, unread: [] }
      const misses = input.texts.map((text: string) => ({
        kind: 'miss',
        text,
        domain: text.split('@').at(-1),
      }))
      return { rows: misses, total: misses.length, hits: 0, unread: [never] }
    }
    if (name === 'all-organizations.copy') return { rows: 2 }
    if (name === 'people.known-all') return []
    if (name === 'projects.read') return { read: 1, failed: [] }
    return {}
  }
  setBridge({
    request: (name: string, input: any) => {
      asked.push({ name, input })
      return Promise.resolve(success(answers(name, input)))
    },
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('the table of all organizations', () => {
  it('has a row with its columns for each, and says what was never read', async () => {
    const { wrapper, options, button, last } = await start()
    expect(options()[0]).toMatch(/^Acme.*Kind: Organization.*Project: Northwind/)
    expect(options()[1]).toMatch(/^Acme Okta.*Warning.*Acme · acme.*Issuer: acme\.okta\.example/)
    expect(wrapper.text()).toContain('2 rows; 1 project was never read')
    await button('Read 1 project')?.trigger('click')
    await flushPromises()
    expect(last('projects.read')).toEqual({ which: 'old' })
    expect(wrapper.find('.said').text()).toBe('1 project was read.')
  })

  it('reads by itself what is missing or old, where the person lets it', async () => {
    const { wrapper, last } = await start({ readsByItself: true })
    expect(last('projects.read')).toEqual({ which: 'unasked' })
    const names = () => asked.map(({ name }) => name)
    expect(names().lastIndexOf('all-organizations.list')).toBeLessThan(
      names().indexOf('projects.read'),
    )
    wrapper.unmount()
  })

  it('asks main for each filter and order, and for no more', async () => {
    const { wrapper, type, button, last, options } = await start()
    await type('acme')
    expect(last('all-organizations.list').filter.words).toBe('acme')
    await button('PKCE off')?.trigger('click')
    await flushPromises()
    expect(last('all-organizations.list').filter).toMatchObject({ words: 'acme', pkceOff: true })
    await wrapper.find('[role=columnheader][aria-label=Issuer] button').trigger('click')
    await flushPromises()
    expect(last('all-organizations.list').sort).toEqual({ by: 'issuer', descending: false })
    expect(last('settings.save').settings.lists['all-organizations'].sort.by).toBe('issuer')
    await type('nothing')
    expect(options()).toEqual([])
    await button('Clear filter')?.trigger('click')
    await flushPromises()
    expect(last('all-organizations.list').filter).toEqual(everyRow)
  })

  it('selects rows of which a table is copied', async () => {
    const { wrapper, button, last } = await start()
    await wrapper.findAll('[role=option]')[0]?.trigger('click')
    await wrapper.findAll('[role=option]')[1]?.trigger('click', { shiftKey: true })
    expect(wrapper.text()).toContain('2 selected')
    await button('Copy selected as table')?.trigger('click')
    await flushPromises()
    expect(last('all-organizations.copy')).toMatchObject({
      kind: 'rows',
      chosen: [
        { projectId: here, kind: 'organization', key: 'o1' },
        { projectId: here, kind: 'connection', key: 'oidc:acme' },
      ],
    })
    expect(wrapper.find('.said').text()).toBe('2 rows copied.')
    await button('Clear selection')?.trigger('click')
    expect(wrapper.text()).not.toContain('selected')
  })

  it('says of addresses that nobody takes what would have to be', async () => {
    const { wrapper, type, options, button, last } = await start()
    await type('ada@b.example, bob@c.example')
    expect(options()).toEqual([
      expect.stringContaining(
        'No organization has b.example; the organization of these people needs it.',
      ),
      expect.stringContaining('bob@c.example'),
    ])
    expect(wrapper.text()).toContain('2 addresses; 2 without an organization')
    await button('Copy as table')?.trigger('click')
    expect(last('all-organizations.copy')).toEqual({
      kind: 'addresses',
      texts: ['ada@b.example', 'bob@c.example'],
    })
  })

  it('keeps the lines of a pasted list apart', async () => {
    const { wrapper, options } = await start()
    const input = wrapper.find('input[type=search]')
    const clipboardData = { getData: () => 'ada@b.example\r\nbob@c.example\n' }
    await input.trigger('paste', { clipboardData })
    await vi.advanceTimersByTimeAsync(300)
    await flushPromises()
    expect(options()).toHaveLength(2)
  })

  it('leaves out projects of a view that are gone, and says so', async () => {
    const { wrapper, last, table, app } = await start()
    const filter = { ...everyRow, projectIds: [here, gone] }
    await app.saveSettings({ tableViews: [{ name: 'Two', filter, columns: ['project'] }] })
    table.filter = filter
    await flushPromises()
    expect(last('all-organizations.list').filter.projectIds).toEqual([here])
    expect(wrapper.text()).toContain('1 project of this filter is in no connected workspace')
  })
})
