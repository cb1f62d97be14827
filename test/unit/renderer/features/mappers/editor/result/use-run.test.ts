import { beforeEach, expect, it, vi } from 'vitest'
import { effectScope, shallowRef } from 'vue'
import { appError } from '../../../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../../../src/core/ipc/contract'
import { setBridge } from '../../../../../../support/page/bridge'
import {
  useRun,
  type RunInput,
} from '../../../../../../../src/renderer/features/mappers/editor/result/use-run'

interface Call {
  readonly name: string
  readonly input: RunInput
  readonly id: string
  readonly answer: (value: unknown) => void
}

let calls: Call[] = []
let cancelled: string[] = []

beforeEach(() => {
  vi.useFakeTimers()
  calls = []
  cancelled = []
  setBridge({
    request: (name: string, input: RunInput, id: string) =>
      new Promise((answer) => {
        // Stores of other files, which share the window, may still be saving.
        if (name.startsWith('mapper.')) calls.push({ name, input, id, answer })
      }),
    cancel: (id: string) => cancelled.push(id),
    subscribe: () => () => undefined,
  } as unknown as Bridge)
})

const input = (text: string, more: Partial<RunInput> = {}): RunInput => ({
  text,
  claims: { mode: 'exact', json: '{}' },
  ...more,
})
const good = (name: string) =>
  success({
    evaluation: { output: '{}', trace: '', traceCut: false, milliseconds: 1 },
    mapped: { traits: { name }, verifiedAddresses: [], ignored: [] },
  })

function start(first: RunInput | undefined) {
  const source = shallowRef<RunInput | undefined>(first)
  const scope = effectScope()
  const run = scope.run(() => useRun(() => source.value))
  if (!run) throw new Error('The scope ended')
  return { source, run, scope }
}

it('waits until nothing changed for 60 ms, and then asks once', async () => {
  const { source, scope } = start(input('a'))
  for (const text of ['ab', 'abc', 'abcd']) {
    await vi.advanceTimersByTimeAsync(40)
    source.value = input(text)
  }
  await vi.advanceTimersByTimeAsync(59)
  expect(calls).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(calls.map(({ name, input: { text } }) => [name, text])).toEqual([['mapper.run', 'abcd']])
  scope.stop()
})

it('drops an answer that is late, and cancels its call', async () => {
  const { source, run, scope } = start(input('first'))
  await vi.advanceTimersByTimeAsync(60)
  source.value = input('second')
  await vi.advanceTimersByTimeAsync(60)
  const [first, second] = calls
  expect(cancelled).toEqual([first?.id])
  second?.answer(good('second'))
  await vi.advanceTimersByTimeAsync(0)
  first?.answer(good('first'))
  await vi.advanceTimersByTimeAsync(0)
  expect(run.shown.value?.input.text).toBe('second')
  expect(run.shown.value?.run.mapped?.traits).toEqual({ name: 'second' })
  expect(run.running.value).toBe(false)
  scope.stop()
})

it('keeps the last good result beside a failure, and looks for sources a moment later', async () => {
  const { source, run, scope } = start(input('good'))
  await vi.advanceTimersByTimeAsync(60)
  calls[0]?.answer(good('good'))
  await vi.advanceTimersByTimeAsync(249)
  expect(calls).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  const asked = calls[1]
  expect(asked?.name).toBe('mapper.find-sources')
  const sources = [{ path: ['traits', 'name'], from: ['name'], dependsOn: [] }]
  asked?.answer(success({ sources, complete: true }))
  await vi.advanceTimersByTimeAsync(0)
  expect(run.sources.value).toEqual({ sources, complete: true })

  source.value = input('bad')
  await vi.advanceTimersByTimeAsync(60)
  calls[2]?.answer(success({ error: appError('mapper.runtime', 'No') }))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(run.shown.value?.run.error?.message).toBe('No')
  expect(run.lastGood.value?.input.text).toBe('good')
  expect(calls).toHaveLength(3)
  scope.stop()
})

it('runs a registration beside a sign-in, without the identity', async () => {
  const { run, scope } = start(input('a', { identity: { traits: { email: 'a@b.example' } } }))
  await vi.advanceTimersByTimeAsync(60)
  expect(calls.map((call) => call.input.identity)).toEqual([
    { traits: { email: 'a@b.example' } },
    undefined,
  ])
  calls[0]?.answer(good('again'))
  calls[1]?.answer(good('first time'))
  await vi.advanceTimersByTimeAsync(0)
  expect(run.shown.value?.run.mapped?.traits).toEqual({ name: 'again' })
  expect(run.shown.value?.registration?.mapped?.traits).toEqual({ name: 'first time' })
  scope.stop()
})

it('says when the request itself failed, and asks nothing after its end', async () => {
  const { source, run, scope } = start(input('a'))
  await vi.advanceTimersByTimeAsync(60)
  calls[0]?.answer(failure(appError('bug', 'Broken')))
  await vi.advanceTimersByTimeAsync(0)
  expect(run.failed.value?.code).toBe('bug')
  source.value = input('b')
  scope.stop()
  await vi.advanceTimersByTimeAsync(500)
  expect(calls).toHaveLength(1)
})

it('says no sources of an older text or of other claims', async () => {
  const first = input('good')
  const { source, run, scope } = start(first)
  await vi.advanceTimersByTimeAsync(60)
  calls[0]?.answer(good('good'))
  await vi.advanceTimersByTimeAsync(250)
  const sources = [{ path: ['traits', 'name'], from: ['name'], dependsOn: [] }]
  calls[1]?.answer(success({ sources, complete: true }))
  await vi.advanceTimersByTimeAsync(0)
  expect(run.sources.value.sources).toEqual(sources)
  for (const next of [
    { ...first, text: 'other' },
    { ...first, claims: input('x').claims },
  ]) {
    source.value = next
    await vi.advanceTimersByTimeAsync(60)
    expect(run.sources.value.sources).toEqual(sources)
    calls.at(-1)?.answer(good('other'))
    await vi.advanceTimersByTimeAsync(0)
    expect(run.sources.value).toEqual({ sources: [], complete: false })
    source.value = { ...first, updateOnLogin: 'never' }
    await vi.advanceTimersByTimeAsync(60)
    calls.at(-1)?.answer(good('good'))
    await vi.advanceTimersByTimeAsync(0)
    expect(run.sources.value.sources).toEqual(sources)
  }
  scope.stop()
})

it('says why a registration is not known beside a sign-in that is', async () => {
  const { run, scope } = start(input('a', { identity: { traits: {} } }))
  await vi.advanceTimersByTimeAsync(60)
  calls[0]?.answer(good('again'))
  calls[1]?.answer(failure(appError('mapper.stopped', 'Gone')))
  await vi.advanceTimersByTimeAsync(0)
  expect(run.shown.value?.registration).toBeUndefined()
  expect(run.shown.value?.otherError?.code).toBe('mapper.stopped')
  scope.stop()
})
