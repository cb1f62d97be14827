import { beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, shallowRef } from 'vue'
import { appError, type ErrorCode } from '../../../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../../../src/core/ipc/contract'
import { lintMapper } from '../../../../../../../src/core/mapper/lint/lint'
import { setBridge } from '../../../../../../support/page/bridge'
import { useFindings } from '../../../../../../../src/renderer/features/mappers/editor/text/use-findings'
import type { ShownRun } from '../../../../../../../src/renderer/features/mappers/editor/result/use-run'

const broken =
  "local claims = std.extVar('claims');\n{ identity: { traits: { g: claims.groups } } }\n"
let answers: { text: string; answer: () => void; refuse: (code: ErrorCode) => void }[] = []

beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  setBridge({
    request: (_name: string, { text, situation }: any) =>
      new Promise((resolve) => {
        const findings = lintMapper(text, situation)
        answers.push({
          text,
          answer: () => resolve(success({ findings })),
          refuse: (code) => resolve(failure(appError(code, 'No'))),
        })
      }),
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
})

const failed = (text: string): ShownRun => ({
  input: { text, claims: { mode: 'exact', json: '{}' } },
  run: {
    error: {
      ...appError('mapper.runtime', 'Field does not exist: groups'),
      range: { file: 'mapper.jsonnet', line: 2, column: 28, endLine: 2, endColumn: 41 },
    },
  },
})

function start() {
  const text = ref(broken)
  const shown = shallowRef<ShownRun>()
  const replaced: string[] = []
  const scope = effectScope()
  const findings = scope.run(() =>
    useFindings({
      text: () => text.value,
      situation: () => ({ provider: 'google' }),
      shown: () => shown.value,
      runs: () => true,
      replace: (next, verb) => {
        replaced.push(`${verb} ${next}`)
        text.value = next
      },
    }),
  )
  if (!findings) throw new Error('The scope ended')
  return { text, shown, findings, scope, replaced }
}

async function answer(index: number): Promise<void> {
  answers[index]?.answer()
  await vi.advanceTimersByTimeAsync(0)
  await nextTick()
}

it('joins where the run stopped with the rule’s remark on the same place', async () => {
  const { shown, findings, scope } = start()
  await vi.advanceTimersByTimeAsync(120)
  await answer(0)
  expect(findings.problems.value.map(({ message }) => message)).toHaveLength(1)
  shown.value = failed(broken)
  await nextTick()
  const [only, ...rest] = findings.problems.value
  expect(rest).toEqual([])
  expect(only?.message).toBe('Field does not exist: groups')
  expect(only?.finding?.fix?.title).toBe('Read groups from raw_claims')
  scope.stop()
})

it('keeps what is known in sight until run and rules speak of the same text', async () => {
  const { text, shown, findings, scope } = start()
  shown.value = failed(broken)
  await vi.advanceTimersByTimeAsync(120)
  await answer(0)
  expect(findings.problems.value).toHaveLength(1)
  text.value = '{ identity: { traits: {} } }'
  await nextTick()
  expect(findings.isCurrent.value).toBe(false)
  shown.value = { ...failed(text.value), run: {} }
  await nextTick()
  expect(findings.problems.value).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(120)
  await answer(1)
  expect(findings.problems.value).toEqual([])
  scope.stop()
})

it('counts an output near the limit among the errors, beside what the rules say', async () => {
  const { text, shown, findings, scope } = start()
  text.value = "{ identity: { traits: { a: std.trace('x', 'y') } } }"
  await vi.advanceTimersByTimeAsync(120)
  await answer(0)
  expect(findings.problems.value.map(({ severity }) => severity)).toEqual(['warning'])
  const evaluation = { output: '{}', trace: '', traceCut: false, milliseconds: 1 }
  shown.value = {
    ...failed(text.value),
    run: { evaluation: { ...evaluation, large: 'Too large' } },
  }
  await nextTick()
  const [first, second] = findings.problems.value
  expect(first).toMatchObject({ severity: 'error', message: 'Too large', place: 'mapper' })
  expect(first?.finding?.rule).toBe('large-output')
  expect(second?.finding?.rule).toBe('trace')
  shown.value = { ...failed(text.value), run: { evaluation } }
  await nextTick()
  expect(findings.problems.value.map(({ severity }) => severity)).toEqual(['warning'])
  scope.stop()
})

it('repairs the text that the finding was about, and no other', async () => {
  const { text, findings, scope, replaced } = start()
  await vi.advanceTimersByTimeAsync(120)
  await answer(0)
  const [problem] = findings.problems.value
  if (!problem) throw new Error('Nothing was found')
  text.value = `// ${broken}`
  findings.fix(problem)
  expect(replaced).toEqual([])
  text.value = broken
  findings.fix(problem)
  expect(replaced).toHaveLength(1)
  expect(replaced[0]).toContain('claims.raw_claims.groups')
  expect(replaced[0]).toMatch(/^Repaired /)
  scope.stop()
})

it('drops remarks on a text that is no longer there', async () => {
  const { text, findings, scope } = start()
  await vi.advanceTimersByTimeAsync(120)
  text.value = '{ identity: { traits: {} } }'
  await vi.advanceTimersByTimeAsync(120)
  await answer(1)
  await answer(0)
  expect(findings.problems.value).toEqual([])
  scope.stop()
})

async function refuse(index: number, code: ErrorCode): Promise<void> {
  answers[index]?.refuse(code)
  await vi.advanceTimersByTimeAsync(0)
  await nextTick()
}

it('asks once more when the engine was stopped, and then has nothing to say', async () => {
  const { text, shown, findings, scope } = start()
  await vi.advanceTimersByTimeAsync(120)
  await refuse(0, 'mapper.stopped')
  expect(answers).toHaveLength(2)
  await answer(1)
  expect(findings.problems.value).toHaveLength(1)
  text.value = '{ identity: { traits: {} } }'
  shown.value = { ...failed(text.value), run: {} }
  await vi.advanceTimersByTimeAsync(120)
  await refuse(2, 'mapper.stopped')
  await refuse(3, 'mapper.stopped')
  expect(answers).toHaveLength(4)
  // The remarks were about another text.
  expect(findings.problems.value).toEqual([])
  expect(findings.isCurrent.value).toBe(true)
  scope.stop()
})

it('drops old remarks when a text cannot be looked at, and looks again when it is told to', async () => {
  const { text, findings, scope } = start()
  await vi.advanceTimersByTimeAsync(120)
  await answer(0)
  const other = `// More\n${broken}`
  text.value = other
  await vi.advanceTimersByTimeAsync(120)
  await refuse(1, 'mapper.timeout')
  expect(answers).toHaveLength(2)
  expect(findings.problems.value).toEqual([])
  findings.catchUp()
  await answer(2)
  expect(findings.problems.value).toHaveLength(1)
  findings.catchUp()
  expect(answers).toHaveLength(3)
  text.value = broken
  await nextTick()
  findings.catchUp()
  expect(answers.map((each) => each.text)).toEqual([broken, other, other, broken])
  await answer(3)
  await vi.advanceTimersByTimeAsync(200)
  // It does not ask again a moment later.
  expect(answers).toHaveLength(4)
  scope.stop()
})

it('does not repair by a remark that is no longer there', async () => {
  const { text, findings, scope, replaced } = start()
  await vi.advanceTimersByTimeAsync(120)
  await answer(0)
  const [old] = findings.problems.value
  if (!old) throw new Error('Nothing was found')
  text.value = `// More\n${broken}`
  await vi.advanceTimersByTimeAsync(120)
  await answer(1)
  findings.fix(old)
  expect(replaced).toEqual([])
  scope.stop()
})
