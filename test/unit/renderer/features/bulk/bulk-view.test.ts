import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import BulkView from '../../../../../src/renderer/features/bulk/BulkView.vue'
import { useBulkStore } from '../../../../../src/renderer/features/bulk/bulk-store'
import { setBridge } from '../../../../support/page/bridge'
import { entities, projects } from './fixtures'

let asked: { name: string; input: any }[]
let answers: Record<string, (input: any) => unknown>

const inputsOf = (name: string) =>
  asked.filter((item) => item.name === name).map(({ input }) => input)

beforeEach(() => {
  asked = []
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
  }
  setActivePinia(createPinia())
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
    cancel: () => undefined,
    subscribe: () => () => undefined,
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
  expect(bulk.choosing.count).toBe(1)
  await press('Choose all 1,501 shown')
  expect(bulk.choosing.count).toBe(1501)
  const pages = inputsOf('bulk.entities').map(({ limit }) => limit)
  expect(Math.max(...pages)).toBeLessThanOrEqual(1000)
  // The row of a project that is chosen as a whole lets go of it.
  await choose('Northwind · 1,500 connections')
  expect(bulk.choosing.count).toBe(1)
  await bulk.choosing.setKind('organization')
  expect(bulk.choosing.count).toBe(0)
})
