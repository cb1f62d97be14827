import fc from 'fast-check'
import { expect, it } from 'vitest'
import { appError, type AppError } from '../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../src/core/errors/result'
import { createPagedList } from '../../../../src/renderer/composables/paged-list'

interface Answer {
  readonly rows: readonly string[]
  readonly total: number
}

/** Lists of 10 rows for each filter, whose answers lie in a queue until they are given. */
function bench() {
  const world = { filter: 'a', total: 10, fails: false }
  const waiting: (() => void)[] = []
  const errors: (AppError | undefined)[] = []
  const list = createPagedList<string, Answer, string>({
    question: () => world.filter,
    ask: (filter, offset, limit) =>
      new Promise<Result<Answer>>((resolve) => {
        const { total, fails } = world
        const rows = Array.from({ length: total }, (_, index) => `${filter}${index}`)
        const answer = success({ rows: rows.slice(offset, offset + limit), total })
        waiting.push(() => resolve(fails ? failure(appError('bug', filter)) : answer))
      }),
    rowsOf: (answer) => answer.rows,
    page: 3,
    most: 8,
    failed: (error) => void errors.push(error),
  })
  async function give(index = 0): Promise<void> {
    waiting.splice(index, 1)[0]?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { world, waiting, errors, list, give }
}

it('reads on by the question that its rows answer, and not while another one is asked', async () => {
  const { world, waiting, list, give } = bench()
  void list.reload()
  await give()
  world.filter = 'b'
  void list.readOn()
  await give()
  expect(list.rows.value).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5'])
  void list.reload()
  void list.readOn()
  expect(waiting).toHaveLength(1)
  await give()
  expect(list.rows.value).toEqual(['b0', 'b1', 'b2'])
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
  expect(list.rows.value).toEqual(['b0', 'b1', 'b2'])
  void list.readOn()
  await give()
  expect(list.rows.value).toHaveLength(6)
})

it('reads anew where the list behind it is another one', async () => {
  const { world, list, give } = bench()
  void list.reload()
  await give()
  world.total = 20
  void list.readOn()
  await give()
  await give()
  expect([list.rows.value.length, list.answer.value?.total]).toEqual([6, 20])
})

it('tells of a failure that counts, and gathers all rows of one question', async () => {
  const { world, errors, list, give } = bench()
  world.fails = true
  void list.reload()
  world.fails = false
  void list.reload()
  await give()
  await give()
  expect(errors).toEqual([undefined])
  const all = list.all('a')
  world.filter = 'b'
  await give()
  await give()
  expect(await all).toMatchObject({ ok: true, value: { length: 10, 9: 'a9' } })
})

it('has rows of one question only, in any order of asking, reading on and answers', async () => {
  const steps = fc.constantFrom('filter', 'reload', 'read on', 'answer', 'answer', 'clear')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(steps, fc.nat(5)), { maxLength: 30 }), async (happens) => {
      const { world, waiting, list, give } = bench()
      for (const [step, which] of happens) {
        if (step === 'filter') world.filter = 'abcdef'[which] ?? 'a'
        else if (step === 'reload') void list.reload()
        else if (step === 'read on') void list.readOn()
        else if (step === 'clear') list.clear()
        else await give(which % Math.max(1, waiting.length))
        const filter = list.shown.value ?? ''
        expect(list.rows.value).toEqual(list.rows.value.map((_, index) => `${filter}${index}`))
      }
      void list.reload()
      while (waiting.length > 0) await give()
      expect(list.rows.value.length).toBeGreaterThanOrEqual(3)
      expect(list.shown.value).toBe(world.filter)
    }),
    { numRuns: 60 },
  )
})
