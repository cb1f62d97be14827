import type { VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import type { StoredCase } from '../../../../../src/core/ipc/mapper-lab'
import { lintMapper } from '../../../../../src/core/mapper/lint/lint'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import type { MapperRun } from '../../../../../src/core/mapper/kratos/run'
import { setBridge } from '../../../../support/bridge'
import { showLab } from './show-lab'

const broken =
  "local claims = std.extVar('claims');\n{ identity: { traits: { groups: claims.groups } } }\n"
const goodRun: MapperRun = {
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
const failedRun: MapperRun = {
  error: {
    code: 'mapper.runtime',
    message: 'Field does not exist: groups',
    retry: false,
    range: { file: 'mapper.jsonnet', line: 2, column: 33, endLine: 2, endColumn: 46 },
  },
}

// Loading the whole screen and its samples is slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

let wrapper: VueWrapper | undefined
let asked: { name: string; input: any }[] = []
let run: unknown = success(goodRun)
let cases: StoredCase[] = []

function answer(name: string, input: any): unknown {
  switch (name) {
    case 'mapper.run':
      return run
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
      return success({ cases })
    case 'case.save': {
      cases = [{ id: 'case-1', case: input.case }]
      return success({ id: 'case-1', cases })
    }
    case 'case.run': {
      const result = { pass: false, differences: [{ path: '', actual: 'Field does not exist' }] }
      return success({ outcomes: cases.map(({ id }) => ({ id, result, milliseconds: 1 })) })
    }
    case 'case.cover': {
      const unreached = [{ kind: 'else', start: 0, end: 2, words: 'No case takes this branch' }]
      return success({ coverage: { total: 2, reached: 1, unreached } })
    }
    default:
      return success({})
  }
}

async function settle(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
  await nextTick()
}

async function start(text: string, more: Record<string, string> = {}) {
  const shown = showLab(text, more)
  wrapper = shown.wrapper
  // The samples are a file of their own, which takes real time to load.
  await vi.waitUntil(
    () => document.querySelector<HTMLInputElement>('[role="combobox"]')?.value.startsWith('Google'),
    10_000,
  )
  await settle(1_000)
  return { project: shown.project }
}

const named = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('button, [role="tab"]')].find(
    (item) => (item.getAttribute('aria-label') ?? item.textContent)?.trim() === name,
  )
const region = (name: string) => document.querySelector(`section[aria-label="${name}"]`)
const callsOf = (name: string) => asked.filter((call) => call.name === name)

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  asked = []
  run = success(goodRun)
  cases = []
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return Promise.resolve(answer(name, input))
    },
    cancel: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as Bridge)
})
afterEach(() => {
  wrapper?.unmount()
  document.body.innerHTML = ''
  vi.useRealTimers()
  setBridge(undefined)
})

describe('the lab', () => {
  it('has its regions, buttons and tabs by their names', async () => {
    await start('{}')
    for (const name of ['Mapper', 'Sample claims', 'Result', 'Cases']) {
      expect(region(name), name).not.toBeNull()
    }
    const buttons = ['Back', 'Run', 'Save case', 'Run all cases', 'Format', 'Start from a form']
    for (const name of buttons) expect(named(name), name).toBeDefined()
    const tabs = [...document.querySelectorAll('[role="tab"]')]
    expect(tabs.map((tab) => tab.textContent?.trim())).toEqual([
      'Identity',
      'Output',
      'Sign-in',
      'Trace',
    ])
    expect(region('Result')?.textContent).toContain('kim@example.com')
    expect(region('Result')?.textContent).toContain('from email')
    expect(region('Result')?.textContent).toContain('2 ms')
  })

  it('runs what the identity provider of the connection sends, with the default schema', async () => {
    await start('{}')
    const { input } = callsOf('mapper.run').at(-1) ?? {}
    expect(input).toMatchObject({
      text: '{}',
      claims: { mode: 'provider', kind: 'google' },
      updateOnLogin: 'never',
      schema: '{}',
    })
    expect(input.claims.payload.iss).toContain('google')
  })

  it('moves through the tabs by arrow keys', async () => {
    await start('{}')
    const list = document.querySelector('[role="tablist"]')
    const press = async (key: string) => {
      list?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      await nextTick()
      return document.querySelector('[role="tab"][aria-selected="true"]')?.textContent?.trim()
    }
    expect(await press('ArrowRight')).toBe('Output')
    expect(await press('ArrowLeft')).toBe('Identity')
    expect(await press('ArrowLeft')).toBe('Trace')
    expect(region('Result')?.textContent).toContain('hello')
    expect(await press('ArrowLeft')).toBe('Sign-in')
    expect(region('Result')?.textContent).toContain('An identity with these traits is created')
    expect(await press('Home')).toBe('Identity')
  })

  it('moves between the regions by F6, runs by Ctrl+Enter and formats by Shift+Alt+F', async () => {
    await start('{}')
    const press = async (init: KeyboardEventInit) => {
      const target = document.activeElement ?? document.body
      const at = target === document.body ? document.querySelector('.mapper-screen') : target
      at?.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }))
      await nextTick()
      return document.activeElement?.closest('section')?.getAttribute('aria-label')
    }
    named('Back')?.focus()
    const seen = []
    for (let i = 0; i < 4; i += 1) seen.push(await press({ key: 'F6' }))
    expect(seen).toEqual(['Mapper', 'Sample claims', 'Result', 'Cases'])
    expect(await press({ key: 'F6', shiftKey: true })).toBe('Result')
    const before = callsOf('mapper.run').length
    await press({ key: 'Enter', ctrlKey: true })
    expect(callsOf('mapper.run')).toHaveLength(before + 1)
    await press({ key: 'F', code: 'KeyF', altKey: true, shiftKey: true })
    expect(callsOf('mapper.format')).toHaveLength(1)
  })

  it('tells of claims.groups and repairs it in one click, which is one step of undo', async () => {
    run = success(failedRun)
    const { project } = await start(broken)
    const result = region('Result')
    expect(result?.textContent).toContain('Field does not exist: groups')
    expect(result?.textContent).toContain('mapper.jsonnet:2:33-46')
    // It is said once, beside the mapper.
    expect(document.querySelector('[role="alert"]')).toBeNull()
    const said = document.querySelector('[aria-label="Problems of the mapper"] [role="status"]')
    expect(said?.textContent).toContain('Field does not exist: groups')
    expect(region('Mapper')?.textContent).toContain('1 error')
    run = success(goodRun)
    const fix = [...(result?.querySelectorAll('button') ?? [])].find((item) =>
      item.textContent?.includes('Read groups from raw_claims'),
    )
    fix?.click()
    await settle(500)
    expect(project.draft.current?.past).toHaveLength(1)
    const url = project.copy.connections[0]?.fields['mapper_url']
    expect(atob(String(url).replace('base64://', ''))).toContain('claims.raw_claims.groups')
    expect(region('Result')?.textContent).not.toContain('Field does not exist')
    // The place that speaks is there before there is something to say.
    expect(said?.isConnected).toBe(true)
    expect(said?.textContent).toBe('')
    project.draft.undo()
    await settle(500)
    expect(project.copy.connections[0]?.fields['mapper_url']).toBe(toMapperUrl(broken))
  })

  it('says one thing when the engine was stopped, and runs again', async () => {
    run = success({ error: appError('mapper.stopped', 'Gone', { retry: true }) })
    await start('{}')
    expect(document.querySelectorAll('[role="alert"]')).toHaveLength(1)
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('engine stopped')
    run = success(goodRun)
    named('Run again')?.click()
    await settle(10)
    expect(document.querySelector('[role="alert"]')).toBeNull()
  })

  it('shows why a text cannot be read, and has nothing to run', async () => {
    const url = `https://storage.example/${'ab'.repeat(64)}.jsonnet`
    setActivePinia(createPinia())
    const before = answer
    setBridge({
      request: (name: string, input: unknown) => {
        asked.push({ name, input })
        const refused = failure(appError('network.offline', 'No network'))
        return Promise.resolve(name === 'mapper.read' ? refused : before(name, input))
      },
      cancel: () => undefined,
      subscribe: () => () => undefined,
    } as unknown as Bridge)
    await start('{}', { mapper_url: url })
    expect(region('Mapper')?.textContent).toContain('The API cannot be reached')
    expect(named('Run')?.hasAttribute('disabled')).toBe(true)
    expect(callsOf('mapper.run')).toEqual([])
  })
})

describe('the identity schema in the lab', () => {
  it('is told as what prevents every registration, on every tab', async () => {
    const message = 'expected array, but got object'
    run = success({ ...goodRun, blocked: [{ path: ['people'], message }] })
    await start('{}')
    for (const tab of ['Identity', 'Output', 'Sign-in', 'Trace']) {
      named(tab)?.click()
      await nextTick()
      const said = region('Result')?.querySelector('[role="alert"]')?.textContent
      expect(said, tab).toContain('The identity schema prevents every registration')
      expect(said, tab).toContain(message)
    }
  })

  it('is not said to be missing while it is read', async () => {
    let answerList = (_answer: unknown) => {}
    setBridge({
      request: (name: string, input: unknown) =>
        name === 'identity-schema.list'
          ? new Promise((resolve) => (answerList = resolve))
          : Promise.resolve(answer(name, input)),
      cancel: () => undefined,
      subscribe: () => () => undefined,
    } as unknown as Bridge)
    await start('{}')
    expect(region('Result')?.textContent).toContain('Reading the identity schema…')
    expect(region('Result')?.textContent).not.toContain('has no identity schema')
    answerList(success({ schemas: [] }))
    await settle(10)
    expect(region('Result')?.textContent).toContain('has no identity schema')
  })

  it('of an opened case is the one that is run with, until another is chosen', async () => {
    const schema = { type: 'object', title: 'Own' }
    const saved = { name: 'With schema', mapper: { file: 'mapper.jsonnet' }, schema }
    const claims = { iss: 'https://accounts.google.com', sub: '1' }
    const identity = { traits: { email: 'a@example.com' } }
    cases = [
      {
        id: 'case-1',
        case: { ...saved, claims, identity, mode: { provider: 'google' }, expect: { output: {} } },
      },
      {
        id: 'case-2',
        case: {
          name: 'Plain',
          mapper: { file: 'mapper.jsonnet' },
          claims,
          mode: { provider: 'google' },
          expect: { output: {} },
        },
      },
    ]
    await start('{}')
    const lastRun = () => callsOf('mapper.run').findLast(({ input }) => input.claims)?.input
    const openCase = async (index: number) => {
      document.querySelectorAll<HTMLElement>('.case-row .line')[index]?.click()
      await nextTick()
      const names = ['Open the claims of With schema', 'Open the claims of Plain']
      named(names[index] ?? '')?.click()
      await settle(100)
    }
    await openCase(0)
    expect(lastRun()).toMatchObject({ schema: JSON.stringify(schema) })
    // Without update on login the sign-in stands beside the registration that runs the mapper.
    expect(callsOf('mapper.run').at(-1)?.input.identity).toEqual(identity)
    expect(region('Result')?.textContent).toContain('stored in the opened case')
    await openCase(1)
    expect(lastRun()).toMatchObject({ schema: '{}' })
    expect(lastRun()).not.toHaveProperty('identity')
    expect(region('Result')?.textContent).not.toContain('stored in the opened case')
  })
})

describe('the focus', () => {
  const url = `https://storage.example/${'ab'.repeat(64)}.jsonnet`

  function readLater() {
    const readings: ((text: string) => void)[] = []
    const before = answer
    setBridge({
      request: (name: string, input: unknown) =>
        name === 'mapper.read'
          ? new Promise((resolve) => readings.push((text) => resolve(success({ text }))))
          : Promise.resolve(before(name, input)),
      cancel: () => undefined,
      subscribe: () => () => undefined,
    } as unknown as Bridge)
    return readings
  }
  const editor = () => region('Mapper')?.querySelector<HTMLElement>('.cm-content')

  it('goes into the mapper when it is opened, and stays where it is when undo brings a text', async () => {
    const readings = readLater()
    const { project } = await start('{}', { mapper_url: url })
    expect(region('Mapper')?.textContent).toContain('Reading the mapper…')
    readings[0]?.('{ stored: 1 }')
    await settle(50)
    await vi.waitUntil(() => editor())
    expect(document.activeElement).toBe(editor())
    const first = editor()
    project.draft.edit(
      {
        kind: 'set-field',
        target: { kind: 'connection', key: 'oidc:a' },
        field: 'mapper_url',
        value: toMapperUrl('{ mine: 1 }'),
      },
      'Edited',
    )
    await settle(50)
    expect(editor()?.textContent).toBe('{ mine: 1 }')
    named('Back')?.focus()
    project.draft.undo()
    await settle(50)
    expect(editor()?.textContent).toBe('{ mine: 1 }')
    expect(editor()?.getAttribute('aria-readonly')).toBe('true')
    expect(region('Mapper')?.textContent).toContain('Reading the mapper…')
    readings[1]?.('{ stored: 1 }')
    await settle(50)
    expect(editor()).toBe(first)
    expect(editor()?.textContent).toBe('{ stored: 1 }')
    expect(editor()?.getAttribute('aria-readonly')).toBeNull()
    expect(document.activeElement).toBe(named('Back'))
  })

  it('stays on the pager of the problems, and goes to the line only when asked', async () => {
    const claims = "local claims = std.extVar('claims');"
    await start(`${claims}\n{ identity: { traits: { a: claims.groups, b: claims.roles } } }\n`)
    const next = named('Next problem')
    expect(next).toBeDefined()
    next?.focus()
    next?.click()
    await settle(10)
    expect(document.activeElement).toBe(next)
    named('line 2')?.click()
    await settle(10)
    expect(document.activeElement).toBe(editor())
  })
})

describe('cases in the lab', () => {
  it('are said to be not run once the text is another, and lead to what none reaches', async () => {
    const claims = { iss: 'https://accounts.google.com', sub: '1' }
    const saved = { name: 'Old', mapper: { file: 'mapper.jsonnet' }, claims }
    const whole = { ...saved, mode: { provider: 'google' }, expect: { output: {} } } as const
    cases = [
      { id: 'case-1', case: whole },
      { id: 'case-2', case: { ...whole, name: 'Other' } },
    ]
    const { project } = await start('{\n}\n')
    expect(region('Cases')?.textContent).toContain('0 of 2 pass')
    expect(document.querySelector('.case-row')?.textContent).toContain('fail')
    const words = () => region('Cases')?.querySelector('.place')?.textContent
    expect(words()).toBe('')
    named('1 part not covered by a case')?.click()
    await nextTick()
    expect(words()).toBe('Line 1: No case takes this branch')
    const target = { kind: 'connection', key: 'oidc:a' } as const
    const value = toMapperUrl('{ a: 1 }')
    project.draft.edit({ kind: 'set-field', target, field: 'mapper_url', value }, 'Mapper')
    await settle(50)
    expect(region('Cases')?.textContent).toContain('2 cases, not run since the last edit')
    expect(region('Cases')?.textContent).not.toContain('of 2 pass')
    const rows = [...document.querySelectorAll('.case-row .state')]
    expect(rows.map((row) => row.textContent?.trim())).toEqual(['not run', 'not run'])
    await settle(1_000)
    expect(region('Cases')?.textContent).toContain('0 of 2 pass')
    expect(words()).toBe('')
  })

  it('are saved with the claims that were run and what is expected', async () => {
    await start('{}')
    named('Save case')?.click()
    await settle(10)
    const dialog = document.querySelector('dialog')
    expect(dialog?.textContent).toContain('Save case')
    const input = dialog?.querySelector<HTMLInputElement>('input[type="text"]')
    expect(input?.value).toContain('Google')
    const parts = [...(dialog?.querySelectorAll<HTMLInputElement>('input[type="radio"]') ?? [])][1]
    parts?.click()
    parts?.dispatchEvent(new Event('change'))
    await settle(10)
    expect(dialog?.querySelectorAll('input[type="checkbox"]')).toHaveLength(1)
    ;[...(dialog?.querySelectorAll('button') ?? [])]
      .find((item) => item.textContent?.trim() === 'Save')
      ?.click()
    await settle(10)
    const [saved] = callsOf('case.save')
    expect(saved?.input).toMatchObject({
      connectionKey: 'oidc:a',
      text: '{}',
      case: {
        mode: { provider: 'google' },
        expect: { partial: { identity: { traits: { email: 'kim@example.com' } } } },
      },
    })
    expect(saved?.input.case.claims).toEqual(callsOf('mapper.run').at(-1)?.input.claims.payload)
    expect(document.querySelector('dialog')).toBeNull()
    // They run by themselves, and what they do not reach is looked for.
    await settle(1_000)
    expect(callsOf('case.run')).toHaveLength(1)
    expect(region('Cases')?.textContent).toContain('0 of 1 pass')
    expect(region('Cases')?.textContent).toContain('1 part not covered by a case')
  })

  it('are of the newest claims, also where their run is not answered yet', async () => {
    await start('{}')
    const before = callsOf('mapper.run').length
    const exact = document.querySelector<HTMLInputElement>('input[value="exact"]')
    exact?.dispatchEvent(new Event('change'))
    await nextTick()
    named('Save case')?.click()
    await settle(10)
    const newer = callsOf('mapper.run').slice(before)
    expect(newer.map(({ input }) => input.claims.mode)).toContain('exact')
    const dialog = document.querySelector('dialog')
    ;[...(dialog?.querySelectorAll('button') ?? [])]
      .find((item) => item.textContent?.trim() === 'Save')
      ?.click()
    await settle(10)
    expect(callsOf('case.save')[0]?.input.case.mode).toBe('exact')
  })

  it('show the difference, and take the result of now as what is expected', async () => {
    const claims = { iss: 'https://accounts.google.com', sub: '1' }
    const expected = { output: { old: true } }
    const saved = { name: 'Old', mapper: { file: 'mapper.jsonnet' }, claims, expect: expected }
    cases = [
      { id: 'case-1', case: { ...saved, mode: { provider: 'google' } } },
      { id: 'case-2', problem: 'Not JSON' },
    ]
    await start('{}')
    expect(region('Cases')?.textContent).toContain('Not JSON')
    const row = [...document.querySelectorAll<HTMLElement>('.case-row .line')][0]
    row?.click()
    await nextTick()
    expect(region('Cases')?.textContent).toContain('Expected')
    named('Accept this result')?.click()
    await settle(10)
    expect(callsOf('case.save')[0]?.input).toMatchObject({
      id: 'case-1',
      case: { name: 'Old', expect: { output: { identity: {} } } },
    })
  })
})
