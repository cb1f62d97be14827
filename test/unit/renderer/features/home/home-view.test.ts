import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { success } from '../../../../../src/core/errors/result'
import type { RadarList } from '../../../../../src/core/ipc/radar'
import type { ProblemFilter } from '../../../../../src/core/problems/problem-filter'
import HomeView from '../../../../../src/renderer/features/home/HomeView.vue'
import { useHomeStore } from '../../../../../src/renderer/features/home/home-store'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { useUiStore } from '../../../../../src/renderer/stores/ui'
import { setBridge } from '../../../../support/page/bridge'
import { someProject } from '../../../../support/states/project-ids'

const projectId = someProject(1)
const readAt = new Date().toISOString()
const row = (id: string, more: object = {}) => ({
  id,
  rule: 'http-issuer',
  severity: 'warning',
  projectId,
  name: `Connection ${id}`,
  message: `Message of ${id}`,
  target: { kind: 'connection', key: `oidc:${id}` },
  ...more,
})
const found: RadarList = {
  lookedAt: readAt,
  rows: [
    row('a', { group: { name: 'production', count: 1 } }),
    row('b', {
      group: { name: 'staging', count: 2 },
      edit: { label: 'Change the issuer to https', edits: [] },
    }),
    row('c'),
  ] as RadarList['rows'],
  total: 3,
  counts: {
    severities: { error: 0, warning: 3, info: 0 },
    rules: { 'http-issuer': 3 },
    projects: { [projectId]: 3 },
    customers: [],
    silenced: 0,
    unsilenced: 3,
  },
  projects: [
    {
      id: projectId,
      name: 'Northwind Staging',
      workspace: 'Northwind',
      environment: 'staging',
      readAt,
      organizations: 2,
      connections: 3,
    },
  ],
  next: { projectId, of: 'certificate', name: 'Tidewater', when: '2030-06-01T00:00:00Z' },
  left: 0,
  unread: [],
}
const nothing = { ...found, rows: [], total: 0, counts: { ...found.counts, projects: {} } }

let list: RadarList
let asked: string[]
let filter: ProblemFilter
let open: VueWrapper | undefined

beforeEach(() => {
  list = found
  asked = []
  setBridge({
    request(name: string, input: any) {
      asked.push(name === 'projects.read' ? `${name} ${input.which}` : name)
      if (name === 'radar.list') filter = input.filter
      if (name === 'radar.list') return Promise.resolve(success(list))
      if (name === 'projects.read') return Promise.resolve(success({ read: 0, failed: [] }))
      return Promise.resolve(success({}))
    },
  })
})

async function show(settings: object = {}) {
  const app = useAppStore()
  const projects = [
    { id: projectId, workspaceId: 'w', name: 'Northwind Staging', environment: 'staging' },
  ]
  app.state = {
    workspaces: [{ id: 'w', name: 'Northwind', projects }],
    settings: { theme: 'system', columns: {}, ...settings },
  } as never
  open = mount(HomeView, { attachTo: document.body })
  await flushPromises()
  return open
}
const keyed = (key: string, more: object = {}) =>
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
  )
const focused = () => document.activeElement?.textContent ?? ''

it('shows findings by group with their remedies, and goes through them by keys', async () => {
  const home = await show()
  expect(home.findAll('li h2').map((each) => each.text())).toEqual(['Production', 'Staging'])
  expect(home.findAll('li .act').map((each) => each.text())).toEqual([
    'Open connection',
    'Put into draft',
    'Open connection',
  ])
  // One stop of Tab for the list: a finding, and beside it its remedy.
  expect(home.findAll('ol [tabindex="0"]')).toHaveLength(2)
  await home.find('[type="search"]').trigger('keydown', { key: 'ArrowDown' })
  await flushPromises()
  expect(focused()).toContain('Message of a')
  keyed('ArrowDown')
  await flushPromises()
  expect(focused()).toContain('Message of b')
  keyed('ArrowRight')
  await flushPromises()
  expect(focused()).toBe('Put into draft')
  keyed('ArrowUp')
  await flushPromises()
  keyed('End')
  await flushPromises()
  keyed('ArrowLeft')
  await flushPromises()
  expect(focused()).toContain('Message of c')
  keyed('Home')
  await flushPromises()
  expect(focused()).toContain('Message of a')
})

it('shows why a chosen finding matters, and its remedy', async () => {
  const home = await show()
  await home.findAll('li .what')[1]?.trigger('click')
  const panel = home.find('.finding-panel')
  expect(panel.text()).toContain('Why it matters')
  expect(panel.findAll('button').map((each) => each.text())).toEqual([
    'Change the issuer to https',
    'Open connection',
    'Silence…',
  ])
  expect(home.find('li [aria-current="true"]').text()).toContain('Message of b')
})

it('says with no finding when it looked, at what, and what expires next', async () => {
  list = nothing
  const home = await show()
  const said = home.find('.empty-state').text().replaceAll(/\s+/g, ' ')
  expect(said).toContain('Nothing needs attention. Looked just now at 1 project with')
  expect(said).toContain('2 organizations and 3 connections')
  expect(said).toContain('Expires next: the certificate of Tidewater in Northwind Staging')
  expect(home.find('[aria-label="Not read"]').exists()).toBe(false)
})

it('says what could not be read by cause, what is old, and what to do', async () => {
  const other = 'https://other.example/projects/x' as typeof projectId
  const old = new Date(Date.now() - 2 * 60 * 60_000).toISOString()
  list = {
    ...found,
    projects: [{ ...found.projects[0]!, readAt: old }],
    unread: [
      { projectId, error: appError('api.unauthorized', 'No') },
      { projectId: other, error: appError('api.unavailable', 'No') },
    ],
  }
  const home = await show({ readsByItself: false })
  expect(asked).not.toContain('projects.read unasked')
  const lines = home.findAll('[aria-label="Not read"] .line')
  expect(lines.map((line) => line.find('button').text())).toEqual([
    'Replace key of Northwind',
    'Try again',
    'Read them',
  ])
  expect(lines[0]?.text()).toContain('Northwind Staging (This key was refused)')
  expect(lines[2]?.text()).toContain('1 project was read over an hour ago.')
  expect(home.find('[role="alert"]').exists()).toBe(false)
  await lines[2]?.find('button').trigger('click')
  expect(asked).toContain('projects.read old')
})

it('says offline what it shows, and reads nothing', async () => {
  const home = await show({ workOffline: true })
  expect(home.find('[aria-label="Not read"]').text()).toContain('You work offline')
  expect(home.findAll('li .what')).toHaveLength(3)
  expect(asked.some((name) => name.startsWith('projects.read'))).toBe(false)
})

it('reads by itself as soon as a workspace is connected', async () => {
  await show()
  expect(asked).toContain('projects.read unasked')
})

it('counts what passes the filter in its heading, and of how many', async () => {
  const home = await show()
  expect(home.text()).toContain('3 warnings in 1 project')
  const counts = {
    ...found.counts,
    severities: { error: 5, warning: 2, info: 4 },
    projects: { [projectId]: 2, [someProject(2)]: 7 },
    unsilenced: 20,
  }
  list = { ...found, total: 2, counts }
  await useHomeStore().setFilter({ severities: ['warning'], projectIds: [projectId] })
  await flushPromises()
  expect(home.text()).toContain('2 of 20 findings: 2 warnings in 1 project')
  list = { ...nothing, counts: { ...counts, severities: { error: 5, warning: 0, info: 0 } } }
  await useHomeStore().setFilter({ words: 'x' })
  await flushPromises()
  expect(home.text()).toContain('0 of 20 findings')
})

it('shows all projects again when it is chosen after the bell of one, but not on the way back', async () => {
  const ui = useUiStore()
  const home = await show()
  const go = async (of?: object) => {
    await home.setProps({ of: of as never })
    await flushPromises()
  }
  await go({ projectId })
  expect(filter.projectIds).toEqual([projectId])
  await useHomeStore().setFilter({ severities: ['warning'] })
  // What Home is left to and come back to has nothing to begin with.
  await go()
  expect(filter.projectIds).toEqual([projectId])
  ui.choose('home')
  await go((ui.screen as { of?: object }).of)
  expect(filter).toMatchObject({ projectIds: [], severities: ['warning'] })
  // A project of the person's own choice stays.
  await useHomeStore().setFilter({ projectIds: [projectId] })
  await go()
  ui.choose('home')
  await go((ui.screen as { of?: object }).of)
  expect(filter.projectIds).toEqual([projectId])
})
