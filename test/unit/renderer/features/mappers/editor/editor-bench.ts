import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, vi } from 'vitest'
import { nextTick } from 'vue'
import { success } from '../../../../../../src/core/errors/result'
import type { StoredCase } from '../../../../../../src/core/ipc/mapper-editor'
import { lintMapper } from '../../../../../../src/core/mapper/lint/lint'
import type { MapperRun } from '../../../../../../src/core/mapper/kratos/run'
import { setBridge } from '../../../../../support/page/bridge'
import { showEditor } from './show-editor'

/** Uses a claim that Google does not send. */
export const broken =
  "local claims = std.extVar('claims');\n{ identity: { traits: { groups: claims.groups } } }\n"
export const goodRun: MapperRun = {
  evaluation: {
    output: '{\n   "identity": {\n      "traits": { "email": "kim@example.com" }\n   }\n}\n',
    trace: 'TRACE: mapper.jsonnet:2 hello\n',
    traceCut: false,
    milliseconds: 2,
  },
  mapped: { traits: { email: 'kim@example.com' }, verifiedAddresses: [], ignored: [] },
  schemaProblems: [],
  addresses: [],
  consequences: [],
}
export const failedRun: MapperRun = {
  error: {
    code: 'mapper.runtime',
    message: 'Field does not exist: groups',
    retry: false,
    range: { file: 'mapper.jsonnet', line: 2, column: 33, endLine: 2, endColumn: 46 },
  },
}

let wrapper: VueWrapper | undefined
/** What stands in for main: what it was asked, and what it answers. */
export const main = {
  asked: [] as { name: string; input: any }[],
  run: success(goodRun) as unknown,
  cases: [] as StoredCase[],
}

/** What main answers when it is asked by a name. */
export function answer(name: string, input: any): unknown {
  switch (name) {
    case 'mapper.run':
      return main.run
    case 'mapper.inspect':
      return success({ findings: lintMapper(input.text, input.situation) })
    case 'mapper.format':
      return success({ text: '{ }' })
    case 'mapper.find-sources':
      return success({
        sources: [{ path: ['traits', 'email'], from: ['email'], dependsOn: [] }],
        complete: true,
      })
    case 'identity-schema.list':
      return success({
        schemas: [{ id: 'base', url: 'preset://email', isDefault: true, from: 'preset' }],
      })
    case 'identity-schema.read':
      return success({ text: '{}' })
    case 'case.list':
      return success({ cases: main.cases })
    case 'case.save': {
      main.cases = [{ id: 'case-1', case: input.case }]
      return success({ id: 'case-1', cases: main.cases })
    }
    case 'case.run': {
      const result = { pass: false, differences: [{ path: '', actual: 'Field does not exist' }] }
      return success({ outcomes: main.cases.map(({ id }) => ({ id, result, milliseconds: 1 })) })
    }
    case 'case.cover': {
      const unreached = [{ kind: 'else', start: 0, end: 2, words: 'No case goes this way' }]
      return success({ coverage: { total: 2, reached: 1, unreached } })
    }
    default:
      return success({})
  }
}

/** Lets time pass and the screen follow. @param milliseconds of the fake clock */
export async function settle(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
  await nextTick()
}

/** Shows the mapper editor on a mapper, with its samples. */
export async function start(text: string, more: Record<string, string> = {}) {
  const shown = showEditor(text, more)
  wrapper = shown.wrapper
  // The samples are a file of their own, which takes real time to load.
  await vi.waitUntil(
    () => document.querySelector<HTMLInputElement>('[role="combobox"]')?.value.startsWith('Google'),
    10_000,
  )
  await settle(1_000)
  return { project: shown.project }
}

/** A button or tab by its name. */
export const named = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('button, [role="tab"]')].find(
    (item) => (item.getAttribute('aria-label') ?? item.textContent)?.trim() === name,
  )
/** A region by its name. */
export const region = (name: string) => document.querySelector(`section[aria-label="${name}"]`)
/** What main was asked by this name, in order. */
export const callsOf = (name: string) => main.asked.filter((call) => call.name === name)

/** Has main stand in for each test of a file, and takes the mapper editor away after it. */
export function useLabBench(): void {
  // Loading the whole screen and its samples is slow on a busy machine.
  vi.setConfig({ testTimeout: 30_000 })
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    main.asked = []
    main.run = success(goodRun)
    main.cases = []
    setBridge({
      request: (name: string, input: unknown) => {
        main.asked.push({ name, input })
        return Promise.resolve(answer(name, input))
      },
    })
  })
  afterEach(() => {
    wrapper?.unmount()
  })
}
