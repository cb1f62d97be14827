import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { mostTableCharacters } from '../../../../../src/core/ipc/bulk'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import BulkView from '../../../../../src/renderer/features/bulk/BulkView.vue'
import { useBulkStore } from '../../../../../src/renderer/features/bulk/bulk-store'
import { useDraftsStore } from '../../../../../src/renderer/stores/drafts'
import { useUiStore } from '../../../../../src/renderer/stores/ui'
import { setBridge } from '../../../../support/page/bridge'
import { entities, ids, projects, rows } from './fixtures'

let asked: { name: string; input: any }[]
let cancelled: number
let answers: Record<string, (input: any) => unknown>
let listeners: Map<string, ((payload: unknown) => void)[]>

const inputsOf = (name: string) =>
  asked.filter((item) => item.name === name).map(({ input }) => input)

beforeEach(() => {
  asked = []
  cancelled = 0
  listeners = new Map()
  answers = {
    'bulk.entities': ({ projectIds, offset, limit }) => {
      const all = entities.filter(
        ({ projectId }) => projectIds.length === 0 || projectIds.includes(projectId),
      )
      return success({
        rows: all.slice(offset, offset + limit),
        total: all.length,
        projects: projects.map((project) => {
          const count = entities.filter(({ projectId }) => projectId === project.id).length
          return {
            ...project,
            workspace: 'Northwind',
            readAt: '2026-11-25T12:00:00Z',
            total: count,
            matching: count,
          }
        }),
      })
    },
    'bulk.prepare': () =>
      success({
        planId: 7,
        changes: 1,
        reasons: { 'draft-edit': 1 },
        projects: [{ projectId: ids.staging, changes: 1, leftOut: 1 }],
        remarks: [],
      }),
    'bulk.rows': () => success({ rows, total: rows.length }),
    'bulk.apply': () =>
      success({
        projects: [
          { projectId: ids.staging, applied: 1, moved: 0 },
          {
            projectId: ids.production,
            applied: 0,
            moved: 0,
            error: appError('guard.read-only', 'It is locked'),
          },
        ],
      }),
  }
  setActivePinia(createPinia())
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
    cancel: () => void (cancelled += 1),
    subscribe: (name: string, listener: (payload: unknown) => void) => {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
      return () => undefined
    },
  } as unknown as Bridge)
})
afterEach(() => {
  document.body.innerHTML = ''
  setBridge(undefined)
})

async function open() {
  mount(BulkView, { attachTo: document.body })
  await flushPromises()
  return useBulkStore()
}
const text = () => document.body.textContent ?? ''
const button = (name: string) =>
  [...document.querySelectorAll('button')].findLast((item) => item.textContent?.trim() === name)
async function press(name: string) {
  const found = button(name)
  expect(found, name).toBeDefined()
  found?.click()
  await flushPromises()
}
const options = () => [...document.querySelectorAll<HTMLElement>('[role=option]')]
const option = (name: string) => options().find((item) => item.textContent?.includes(name))
async function choose(name: string) {
  option(name)?.click()
  await flushPromises()
}

it('chooses rows, whole projects and all that is shown, also what was not scrolled to', async () => {
  const bulk = await open()
  await choose('Connection 3')
  expect(option('Connection 3')?.getAttribute('aria-selected')).toBe('true')
  expect(text()).toContain('1 connection in 1 project chosen')
  await press('Choose all 1,501 shown')
  expect(text()).toContain('1,501 connections in 2 projects chosen')
  const pages = inputsOf('bulk.entities').map(({ limit }) => limit)
  expect(Math.max(...pages)).toBeLessThanOrEqual(1000)
  // The row of a project that is chosen as a whole lets go of it.
  await choose('Northwind · 1,500 connections')
  expect(text()).toContain('1 connection in 1 project chosen')
  await bulk.choosing.setKind('organization')
  expect(bulk.choosing.count).toBe(0)
})

it('says what is missing before a preview is made, and keeps what failed', async () => {
  const bulk = await open()
  await choose('Connection 1')
  await press('Next: change')
  expect(button('Next: preview')?.disabled).toBe(true)
  expect(text()).toContain('Enter at least one scope')
  bulk.changing.scopes = ['groups']
  answers['bulk.prepare'] = () => failure(appError('draft.corrupt', 'of Staging'))
  await flushPromises()
  await press('Next: preview')
  expect(document.querySelector('[role=alert]')?.textContent).toContain('of Staging')
  expect(bulk.step).toBe('change')
  expect(bulk.choosing.count).toBe(1)
})

it('lets a mapper with a syntax error not go on', async () => {
  const bulk = await open()
  await choose('Connection 1')
  await press('Next: change')
  const finding = { rule: 'jsonnet', severity: 'error', message: 'Unexpected', start: 2, end: 3 }
  bulk.changing.kind = 'mapper'
  bulk.changing.mapper = '{ ]'
  await flushPromises()
  expect(button('Next: preview')?.disabled).toBe(false)
  bulk.changing.findings = { text: '{ ]', findings: [finding as never] }
  await flushPromises()
  expect(text()).toContain('Line 1: Unexpected')
  expect(button('Next: preview')?.disabled).toBe(true)
  bulk.changing.mapper = '{}'
  await flushPromises()
  expect(button('Next: preview')?.disabled).toBe(false)
})

it('refuses a pasted table that is too large in words, and names a long one instead of showing it', async () => {
  const bulk = await open()
  await bulk.choosing.setKind('organization')
  bulk.goTo('change')
  bulk.changing.kind = 'domains'
  bulk.changing.table = 'kept, a.example'
  await flushPromises()
  const paste = async (value: string) => {
    const event = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(event, { clipboardData: { getData: () => value } })
    document.querySelector('textarea')?.dispatchEvent(event)
    await flushPromises()
    return event.defaultPrevented
  }
  expect(await paste('x'.repeat(20_000_000))).toBe(true)
  expect(text()).toContain('The pasted table has 20,000,000 characters')
  expect(bulk.changing.operation).toEqual({ kind: 'domains', table: 'kept, a.example' })
  expect(await paste('a, a.example')).toBe(false)
  expect(await paste('a, a.example\n'.repeat(20_000))).toBe(true)
  expect(text()).toContain('20,001 lines')
  expect(mostTableCharacters).toBeGreaterThan('a, a.example\n'.length * 20_000)
  await press('Remove table')
  expect(bulk.changing.operation).toEqual({ kind: 'domains', table: 'kept, a.example' })
})

it('shows before, after and reasons, and applies without the rows that were taken out', async () => {
  const bulk = await open()
  await choose('Connection 1')
  await press('Next: change')
  bulk.changing.scopes = ['groups']
  await flushPromises()
  await press('Next: preview')
  expect(inputsOf('bulk.prepare')).toEqual([
    {
      chosen: [{ projectId: ids.staging, keys: ['oidc:c1'] }],
      operation: { kind: 'scope', how: 'add', scopes: ['groups'] },
    },
  ])
  expect(option('Connection 1')?.textContent).toContain('A warning')
  expect(option('Connection 2')?.textContent).toContain('The draft removes “groups”')
  // What is left out cannot be taken in.
  await choose('Connection 2')
  await choose('Connection 1')
  expect(text()).toContain('Nothing would be changed.')
  expect(button('Apply to drafts')?.disabled).toBe(true)
  bulk.previewing.toggle({ ...rows[0], id: 'another' } as never)
  await bulk.apply()
  expect(inputsOf('bulk.apply')).toEqual([
    { planId: 7, takenOut: [`${ids.staging} oidc:c1`, 'another'] },
  ])
  // It goes on in the drafts, with those ticked that have something new.
  const drafts = useDraftsStore()
  expect(useUiStore().screen).toEqual({ name: 'drafts' })
  expect(drafts.put.map(({ words }) => words)).toEqual([
    '1 connection changed in the draft, as one step to undo',
    'Nothing was applied: It is locked',
  ])
  expect([...drafts.ticked]).toEqual([ids.staging])
  expect(bulk.step).toBe('choose')
  expect(bulk.choosing.count).toBe(0)
})
