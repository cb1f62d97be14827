import { beforeEach, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { appError } from '../../../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../../../src/core/ipc/contract'
import type { StoredCase } from '../../../../../../../src/core/ipc/mapper-editor'
import { setBridge } from '../../../../../../support/page/bridge'
import { useCases } from '../../../../../../../src/renderer/features/mappers/editor/cases/use-cases'

interface Call {
  readonly name: string
  readonly input: any
  readonly id: string
  readonly report: (progress: object) => void
  readonly answer: (value: unknown) => Promise<void>
}

let calls: Call[] = []
let cancelled: string[] = []

beforeEach(() => {
  vi.useFakeTimers()
  calls = []
  cancelled = []
  setBridge({
    request: (name: string, input: unknown, id: string, report: (progress: object) => void) =>
      new Promise((resolve) =>
        calls.push({
          name,
          input,
          id,
          report,
          answer: async (value) => {
            resolve(value)
            await vi.advanceTimersByTimeAsync(0)
          },
        }),
      ),
    cancel: (id: string) => cancelled.push(id),
    subscribe: () => () => undefined,
  } as unknown as Bridge)
})

const stored = (count: number): StoredCase[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `case-${index}`,
    case: {
      name: `Case ${index}`,
      mapper: { file: 'mapper.jsonnet' },
      mode: 'exact',
      claims: {},
      expect: { output: {} },
    },
  }))
const outcome = (id: string, pass = true) => ({
  id,
  milliseconds: 1,
  result: { pass, differences: [] },
})
const last = (name: string) => calls.findLast((call) => call.name === name)

async function start(count: number) {
  const text = ref('{}')
  const schema = ref<string>()
  const scope = effectScope()
  const cases = scope.run(() =>
    useCases({
      place: () => ({ projectId: 'p' as never, connectionKey: 'oidc:a', text: text.value }),
      schema: () => schema.value,
      opened: () => 1,
    }),
  )
  if (!cases) throw new Error('The scope ended')
  await last('case.list')?.answer(success({ cases: stored(count) }))
  return { text, schema, cases, scope }
}

it('runs a few cases by themselves 400 ms after an edit, and then looks what they reach', async () => {
  const { text, cases, scope } = await start(2)
  await vi.advanceTimersByTimeAsync(399)
  text.value = '{ a: 1 }'
  await vi.advanceTimersByTimeAsync(399)
  expect(last('case.run')).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1)
  const run = last('case.run')
  expect(run?.input.text).toBe('{ a: 1 }')
  run?.report({ outcome: outcome('case-0'), of: 2 })
  expect(cases.progress.value).toEqual({ done: 1, of: 2 })
  await run?.answer(success({ outcomes: [outcome('case-0'), outcome('case-1', false)] }))
  expect(cases.progress.value).toBeUndefined()
  expect(cases.passed.value).toHaveLength(1)
  const unreached = [{ kind: 'then', start: 0, end: 1, words: 'No case takes this branch' }]
  await last('case.cover')?.answer(success({ coverage: { total: 2, reached: 1, unreached } }))
  expect(cases.unreached.value).toEqual(unreached)
  scope.stop()
})

it('leaves many cases to the button', async () => {
  const { cases, scope } = await start(51)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(last('case.run')).toBeUndefined()
  void cases.runAll()
  expect(last('case.run')).toBeDefined()
  scope.stop()
})

it('keeps what came before a cancel', async () => {
  const { cases, scope } = await start(3)
  void cases.runAll()
  const run = last('case.run')
  run?.report({ outcome: outcome('case-0'), of: 3 })
  cases.cancel()
  expect(cancelled).toEqual([run?.id])
  await run?.answer(failure(appError('request.cancelled', 'Cancelled')))
  expect([...cases.outcomes.value.keys()]).toEqual(['case-0'])
  expect(cases.error.value).toBeUndefined()
  expect(last('case.cover')).toBeUndefined()
  scope.stop()
})

it('drops the outcomes of an older run', async () => {
  const { cases, scope } = await start(1)
  void cases.runAll()
  const older = last('case.run')
  void cases.runAll()
  const newer = last('case.run')
  await newer?.answer(success({ outcomes: [outcome('case-0', false)] }))
  await older?.answer(success({ outcomes: [outcome('case-0')] }))
  expect(cases.passed.value).toEqual([])
  scope.stop()
})

it('shows a refusal to save and keeps the cases', async () => {
  const { cases, scope } = await start(1)
  const [only] = stored(1)
  if (!only || !('case' in only)) throw new Error('There is no case')
  const saving = cases.save(only.case)
  await last('case.save')?.answer(failure(appError('draft.write-failed', 'Full')))
  expect(await saving).toBe(false)
  expect(cases.error.value?.code).toBe('draft.write-failed')
  expect(cases.cases.value).toHaveLength(1)
  scope.stop()
})

it('says what an import took and what it refused', async () => {
  const { cases, scope } = await start(0)
  const importing = cases.importSome()
  const refused = [{ file: 'a.json', problem: 'Not JSON' }]
  await last('case.import')?.answer(success({ cases: stored(1), added: 1, refused }))
  await importing
  expect(cases.said.value).toBe('1 case was added')
  expect(cases.refused.value).toEqual(refused)
  scope.stop()
})

/** Runs all and answers it. */
async function runAll(cases: ReturnType<typeof useCases>, ...outcomes: unknown[]) {
  void cases.runAll()
  await last('case.run')?.answer(success({ outcomes }))
}

it('knows whether the outcomes are those of the text and schema as they stand', async () => {
  const { text, schema, cases, scope } = await start(60)
  expect(cases.isCurrent.value).toBe(false)
  await runAll(cases, outcome('case-0'))
  expect(cases.isCurrent.value).toBe(true)
  text.value = '{ a: 1 }'
  expect(cases.isCurrent.value).toBe(false)
  text.value = '{}'
  expect(cases.isCurrent.value).toBe(true)
  schema.value = '{}'
  expect(cases.isCurrent.value).toBe(false)
  await runAll(cases, outcome('case-0', false))
  expect(cases.isCurrent.value).toBe(true)
  expect(cases.passed.value).toEqual([])
  scope.stop()
})

it('a run that was edited meanwhile is one of the text before', async () => {
  const { text, cases, scope } = await start(60)
  void cases.runAll()
  text.value = '{ a: 1 }'
  await last('case.run')?.answer(success({ outcomes: [outcome('case-0')] }))
  expect(cases.outcomes.value.size).toBe(1)
  expect(cases.isCurrent.value).toBe(false)
  // Places in a text that is gone are not looked for.
  expect(last('case.cover')).toBeUndefined()
  scope.stop()
})

it('drops what no case reaches when the text moved before the answer', async () => {
  const { text, cases, scope } = await start(60)
  await runAll(cases, outcome('case-0'))
  const cover = last('case.cover')
  text.value = '{ a: 1 }'
  const unreached = [{ kind: 'then', start: 0, end: 1, words: 'No case takes this branch' }]
  await cover?.answer(success({ coverage: { total: 2, reached: 1, unreached } }))
  expect(cases.unreached.value).toEqual([])
  scope.stop()
})

it('keeps outcomes beside those of a cancelled run only where both are of one text', async () => {
  const { text, cases, scope } = await start(60)
  const cancelAfter = async (id: string) => {
    void cases.runAll()
    const run = last('case.run')
    run?.report({ outcome: outcome(id), of: 60 })
    cases.cancel()
    await run?.answer(failure(appError('request.cancelled', 'Cancelled')))
  }
  await cancelAfter('case-0')
  await cancelAfter('case-1')
  expect([...cases.outcomes.value.keys()]).toEqual(['case-0', 'case-1'])
  text.value = '{ a: 1 }'
  await cancelAfter('case-2')
  expect([...cases.outcomes.value.keys()]).toEqual(['case-2'])
  expect(cases.isCurrent.value).toBe(true)
  scope.stop()
})

it('forgets how a case went that is saved anew, also where its run is on the way', async () => {
  const { cases, scope } = await start(60)
  const [first] = stored(1)
  if (!first || !('case' in first)) throw new Error('There is no case')
  await runAll(cases, outcome('case-0', false), outcome('case-1'))
  void cases.runAll()
  const run = last('case.run')
  void cases.save(first.case, 'case-0')
  await last('case.save')?.answer(success({ id: 'case-0', cases: stored(60) }))
  expect([...cases.outcomes.value.keys()]).toEqual(['case-1'])
  await run?.answer(success({ outcomes: [outcome('case-0', false), outcome('case-1')] }))
  expect([...cases.outcomes.value.keys()]).toEqual(['case-1'])
  scope.stop()
})

it('does not count a case that was deleted during a run', async () => {
  const { cases, scope } = await start(60)
  void cases.runAll()
  const run = last('case.run')
  void cases.remove('case-0')
  await last('case.delete')?.answer(success({ cases: stored(60).slice(1) }))
  await run?.answer(success({ outcomes: [outcome('case-0'), outcome('case-1')] }))
  expect(cases.passed.value.map(({ id }) => id)).toEqual(['case-1'])
  scope.stop()
})

it('says of each export and import only what that one did', async () => {
  const { cases, scope } = await start(1)
  const importing = cases.importSome()
  const refused = [{ file: 'a.json', problem: 'Not JSON' }]
  await last('case.import')?.answer(success({ cases: stored(5), added: 4, refused }))
  await importing
  expect(cases.said.value).toBe('4 cases were added')
  const exporting = cases.exportAll()
  expect([cases.said.value, cases.refused.value]).toEqual(['', []])
  await last('case.export')?.answer(success({ folder: '/x', files: 1, leftOut: [] }))
  await exporting
  expect(cases.said.value).toBe('1 file was written to /x')
  const again = cases.importSome()
  await last('case.import')?.answer(success({ cases: stored(5), added: 0, refused: [] }))
  await again
  expect(cases.said.value).toBe('')
  scope.stop()
})

it('says what an export left out, until the next one', async () => {
  const { cases, scope } = await start(1)
  const leftOut = [{ id: 'broken.case.json', problem: 'It is not UTF-8 text.' }]
  const exporting = cases.exportAll()
  await last('case.export')?.answer(success({ folder: '/checkout', files: 2, leftOut }))
  await exporting
  expect(cases.said.value).toBe('2 files were written to /checkout')
  expect(cases.leftOut.value).toEqual(leftOut)
  void cases.exportAll()
  expect(cases.leftOut.value).toEqual([])
  scope.stop()
})
