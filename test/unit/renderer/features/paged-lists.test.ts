import { beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick } from 'vue'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { Bridge } from '../../../../src/core/ipc/contract'
import { useTableStore } from '../../../../src/renderer/features/table/table-store'
import { createPreviewing } from '../../../../src/renderer/features/selection-bar/previewing'
import { useCompareStore } from '../../../../src/renderer/features/compare/compare-store'
import { useImpact } from '../../../../src/renderer/features/compare/use-impact'
import { useMappersStore } from '../../../../src/renderer/features/mappers/mappers-store'
import { useHomeStore } from '../../../../src/renderer/features/home/home-store'
import { setBridge } from '../../../support/page/bridge'

/** Requests for rows, which wait until the test answers them. */
let waiting: { readonly filter: string; readonly answer: () => void }[]
/** Whether answers are given at once. */
let isQuick: boolean

/** Requests that fail. */
let failing: ReadonlySet<string>

/** By what a request filters, in one word. */
function filterOf(name: string, input: any): string {
  if (name === 'radar.list') return input.filter.words
  if (name === 'bulk.rows') return input.show
  if (name === 'all-organizations.addresses') return input.texts[0]
  if (name === 'all-organizations.list') return input.filter.words
  if (name === 'compare.impact') return input.left.projectId
  return input.words
}

function rowsFor(name: string, input: any) {
  const filter = filterOf(name, input)
  const length = Math.min(input.limit, 1000 - input.offset)
  const rows = Array.from({ length }, (_, index) => {
    const id = `${filter}/${input.offset + index}`
    return { id, key: id, projectId: 'p', text: filter, name: id }
  })
  const list = name === 'compare.impact' ? { lines: rows, summary: filter } : { rows }
  return success({ ...list, total: 1000, projects: [], unread: [], counts: {} })
}

const lists = new Set([
  'radar.list',
  'all-mappers.list',
  'bulk.rows',
  'all-organizations.addresses',
  'all-organizations.list',
  'compare.list',
  'compare.impact',
])

const scope = effectScope(true)
beforeEach(() => {
  vi.useFakeTimers()
  waiting = []
  isQuick = true
  failing = new Set()
  setBridge({
    request: (name: string, input: any) => {
      if (name === 'bulk.prepare') return Promise.resolve(success({ planId: 1, projects: [] }))
      if (failing.has(name)) return Promise.resolve(failure(appError('bug', name)))
      if (!lists.has(name)) return Promise.resolve(success({}))
      if (isQuick) return Promise.resolve(rowsFor(name, input))
      const filter = filterOf(name, input)
      return new Promise((resolve) => {
        waiting.push({ filter, answer: () => resolve(rowsFor(name, input)) })
      })
    },
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
})

const side = (projectId: string) =>
  ({ kind: 'project', projectId: projectId as never, state: 'server' }) as const

/** Each list, with a way to another filter, which need not ask at once. */
const all = {
  Home() {
    const home = useHomeStore()
    return {
      set: (words: string) => home.setFilter({ words }),
      readOn: () => home.readOn(),
      rows: () => home.rows.map(({ id }) => id),
    }
  },
  Mappers() {
    const mappers = useMappersStore()
    return {
      set: (words: string) => mappers.setFilter({ words }),
      readOn: () => mappers.readOn(),
      rows: () => mappers.rows.map(({ id }) => id),
    }
  },
  'the preview of a change'() {
    const previewing = createPreviewing()
    return {
      async set(show: string) {
        if (!previewing.prepared.value) await previewing.prepare([], { kind: 'scope' } as never)
        await previewing.setShow(show as 'all')
      },
      readOn: () => previewing.readOn(),
      rows: () => previewing.rows.value.map(({ id }) => id),
    }
  },
  'a comparison'() {
    const compare = useCompareStore()
    compare.choose('left', side('left'))
    compare.choose('right', side('right'))
    return {
      set(words: string) {
        compare.words = words
        return compare.reload(false)
      },
      readOn: () => compare.readOn(),
      rows: () => compare.rows.map(({ id }) => id),
    }
  },
  'a comparison whose filter is still typed'() {
    const compare = useCompareStore()
    compare.choose('left', side('left'))
    compare.choose('right', side('right'))
    return {
      async set(words: string) {
        const isFirst = compare.words === ''
        compare.words = words
        if (isFirst) await compare.reload(false)
      },
      readOn: () => compare.readOn(),
      rows: () => compare.rows.map(({ id }) => id),
    }
  },
  'the impact of a comparison'() {
    const compare = useCompareStore()
    compare.choose('right', side('right'))
    const impact = scope.run(useImpact)
    return {
      async set(projectId: string) {
        compare.choose('left', side(projectId))
        if (!compare.list) await compare.reload(false)
        await nextTick()
      },
      readOn: () => impact?.readOn(),
      rows: () => (impact?.impact.value?.lines ?? []).map((line) => (line as { id?: string }).id),
    }
  },
  'the table of all projects'() {
    const table = useTableStore()
    return {
      async set(words: string) {
        table.text = words
        await table.reload()
      },
      readOn: () => table.readOn(),
      rows: () => table.shownRows.map(({ id }) => id),
    }
  },
  'who signs in where'() {
    const table = useTableStore()
    return {
      async set(name: string) {
        table.text = `ada@${name}.example`
        await table.reload()
      },
      readOn: () => table.readOn(),
      rows: () => table.shownLines.map(({ text }) => text),
    }
  },
}

/** Lets whatever can go on, go on; what is typed is asked for after a while. */
const turn = () => vi.advanceTimersByTimeAsync(200)

it.each(Object.keys(all) as (keyof typeof all)[])(
  '%s never mixes rows of two filters',
  async (name) => {
    const list = all[name]()
    await list.set('one')
    await turn()
    const filters = () => new Set(list.rows().map((id) => id?.replace(/\/.*/, '')))
    expect([list.rows().length > 0, filters().size]).toEqual([true, 1])
    isQuick = false
    // Another filter, and reading on before its answer, and before it is asked for.
    void list.set('two')
    void list.readOn()
    await turn()
    void list.readOn()
    await turn()
    // The answers in the order in which they were asked, and the other way round.
    for (const order of ['first', 'last'] as const) {
      while (waiting.length > 0) {
        const [next] = order === 'first' ? waiting.splice(0, 1) : waiting.splice(-1, 1)
        next?.answer()
        await turn()
        expect(filters().size).toBe(1)
      }
      void list.set('three')
      void list.readOn()
      void list.set('four')
      await turn()
      void list.readOn()
      await turn()
    }
  },
)

it.each([
  ['Home', 'radar.list', useHomeStore],
  ['Mappers', 'all-mappers.list', useMappersStore],
] as const)('%s shows why its list failed until it is read', async (_, name, useStore) => {
  const store = useStore()
  failing = new Set([name])
  await store.setFilter({ words: 'one' })
  await store.setFilter({ words: 'two' })
  expect(store.error?.message).toBe(name)
  failing = new Set()
  await store.setFilter({ words: 'three' })
  expect(store.error).toBeUndefined()
})

it.each(['all-organizations.list', 'all-organizations.addresses'])(
  'All organizations shows that %s failed, though its other list was read',
  async (name) => {
    const table = useTableStore()
    table.text = 'one.example'
    failing = new Set([name])
    await table.reload()
    expect(table.error?.message).toBe(name)
    failing = new Set()
    await table.reload()
    expect(table.error).toBeUndefined()
  },
)
