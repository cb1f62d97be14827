import fc from 'fast-check'
import { expect, it } from 'vitest'
import { effectScope } from 'vue'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../src/core/errors/result'
import { usePagedList } from '../../../../src/renderer/composables/use-paged-list'

interface Answer {
  readonly rows: readonly string[]
  readonly total: number
  readonly state: number
}
interface Question {
  readonly filter: string
}

const page = 3

/** Lists of 10 rows for each filter and state of main, whose answers lie in a queue until they are given. */
function bench() {
  const world = { filter: 'a' as string | undefined, state: 0, total: 10, fails: false }
  const waiting: (() => void)[] = []
  const list = usePagedList<Question, Answer, string>({
    question: () => (world.filter === undefined ? undefined : { filter: world.filter }),
    ask: ({ filter, offset, limit }) =>
      new Promise<Result<Answer>>((resolve) => {
        const { total, state, fails } = world
        const rows = rowsOf(filter, state, total).slice(offset, offset + limit)
        const answer = success({ rows, total, state })
        waiting.push(() => resolve(fails ? failure(appError('bug', filter)) : answer))
      }),
    rowsOf: (answer) => answer.rows,
    keyOf: (row) => row,
    stateOf: ({ state }) => state,
    page,
    most: 8,
  })
  async function give(index = 0): Promise<void> {
    waiting.splice(index, 1)[0]?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  async function giveAll(): Promise<void> {
    while (waiting.length > 0) await give()
  }
  return { world, waiting, list, give, giveAll }
}

const rowsOf = (filter: string, state: number, total: number) =>
  Array.from({ length: total }, (_, index) => `${filter}${state}-${index}`)

it('reads on by the question that its rows answer, and not while another one is asked', async () => {
  const { world, waiting, list, give } = bench()
  void list.reload()
  await give()
  world.filter = 'b'
  void list.readOn()
  await give()
  expect(list.rows.value).toEqual(rowsOf('a', 0, 6))
  void list.reload()
  void list.readOn()
  expect(waiting).toHaveLength(1)
  await give()
  expect(list.rows.value).toEqual(rowsOf('b', 0, 3))
})

it('reads on once at a time, and not where the list ends', async () => {
  const { waiting, list, give, giveAll } = bench()
  void list.reload()
  await give()
  void list.readOn(4)
  void list.readOn(4)
  expect(waiting).toHaveLength(1)
  await give()
  void list.readOn(4)
  await giveAll()
  expect(list.rows.value).toEqual(rowsOf('a', 0, 10))
  void list.readOn()
  expect(waiting).toEqual([])
})

it('has no rows where there is nothing to ask', async () => {
  const { world, list, giveAll } = bench()
  void list.reload()
  await giveAll()
  world.filter = undefined
  expect(await list.reload()).toBeUndefined()
  expect([list.rows.value, list.shown.value]).toEqual([[], undefined])
})

it('drops what is read on of a question once another one is asked', async () => {
  const { world, list, give } = bench()
  void list.reload()
  await give()
  void list.readOn()
  world.filter = 'b'
  void list.reload()
  await give(1)
  await give(0)
  expect(list.rows.value).toEqual(rowsOf('b', 0, 3))
  void list.readOn()
  await give()
  expect(list.rows.value).toHaveLength(6)
})

it.each([
  ['has more rows', { total: 20 }],
  ['has as many rows', { state: 1 }],
])('reads anew where the list behind it is another one that %s', async (_, change) => {
  const { world, list, give, giveAll } = bench()
  void list.reload()
  await give()
  Object.assign(world, change)
  void list.readOn()
  await giveAll()
  expect(list.rows.value).toEqual(rowsOf('a', world.state, 6))
  expect(list.total.value).toBe(world.total)
})

it('has as many rows after a reload as before, though one answer has fewer, and the chosen one', async () => {
  const { world, list, giveAll } = bench()
  world.total = 20
  void list.reload(18)
  await giveAll()
  void list.reload(18)
  await giveAll()
  expect(list.rows.value).toHaveLength(18)
  list.chosenId.value = 'a0-17'
  void list.reload()
  await giveAll()
  expect([list.rows.value.length, list.chosen.value]).toEqual([18, 'a0-17'])
  world.filter = 'b'
  void list.reload()
  await giveAll()
  expect([list.rows.value.length, list.chosen.value]).toEqual([page, undefined])
})

it('keeps the rows of a question that fails, and none of another one; its error stays until a success', async () => {
  const { world, list, giveAll } = bench()
  void list.reload()
  await giveAll()
  expect(list.error.value).toBeUndefined()
  world.fails = true
  void list.reload()
  await giveAll()
  expect(list.rows.value).toHaveLength(page)
  expect(list.error.value?.message).toBe('a')
  world.filter = 'b'
  void list.reload()
  await giveAll()
  expect([list.rows.value.length, list.total.value]).toEqual([0, 0])
  expect(list.error.value?.message).toBe('b')
  list.empty()
  expect(list.error.value?.message).toBe('b')
  world.fails = false
  void list.reload()
  await giveAll()
  expect(list.error.value).toBeUndefined()
})

it('drops the failure of an older question, and gathers all rows of one state of a question', async () => {
  const { world, list, give, giveAll } = bench()
  world.fails = true
  void list.reload()
  world.fails = false
  void list.reload()
  await give()
  await give()
  expect(list.error.value).toBeUndefined()
  const all = list.all({ filter: 'a' })
  world.filter = 'b'
  world.state = 1
  await giveAll()
  expect(await all).toEqual(success(rowsOf('a', 1, 10)))
})

it('asks nothing more once its scope has ended', async () => {
  const scope = effectScope()
  const made = scope.run(bench)
  void made?.list.reload()
  scope.stop()
  await made?.giveAll()
  expect([made?.list.reading.value, made?.list.rows.value]).toEqual([false, []])
})

it('has rows of one question and one state, in any order of whatever happens and is answered', async () => {
  const steps = fc.constantFrom(
    ...(['filter', 'project', 'edit', 'failures', 'reload', 'read on', 'cancel', 'clear'] as const),
    ...(['answer', 'answer', 'answer', 'answer', 'reload', 'read on', 'read on'] as const),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(steps, fc.nat(5)), { maxLength: 40 }), async (happens) => {
      const { world, waiting, list, give, giveAll } = bench()
      function check(): void {
        const { filter = '' } = list.shown.value ?? {}
        const { state = 0, total = 0 } = list.answer.value ?? {}
        expect(list.rows.value).toEqual(
          rowsOf(filter, state, total).slice(0, list.rows.value.length),
        )
      }
      for (const [step, which] of happens) {
        if (step === 'filter') world.filter = 'abcdef'[which]
        // Nothing can be listed before the other project is chosen.
        else if (step === 'project') world.filter = undefined
        else if (step === 'edit') {
          world.state += 1
          world.total = 10 + (which % 3)
        } else if (step === 'failures') world.fails = !world.fails
        else if (step === 'reload') void list.reload()
        else if (step === 'read on') void list.readOn()
        else if (step === 'cancel') list.cancel()
        else if (step === 'clear') list.clear()
        else await give(which % Math.max(1, waiting.length))
        check()
      }
      // In the end it is what main has, however it came about.
      Object.assign(world, { fails: false, filter: world.filter ?? 'a' })
      void list.reload()
      await giveAll()
      while (list.rows.value.length < list.total.value) {
        void list.readOn()
        await giveAll()
      }
      expect(list.rows.value).toEqual(rowsOf(world.filter ?? '', world.state, world.total))
      expect([list.shown.value?.filter, list.reading.value]).toEqual([world.filter, false])
    }),
    { numRuns: 300 },
  )
})
