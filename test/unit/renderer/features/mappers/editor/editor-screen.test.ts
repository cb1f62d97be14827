import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { appError } from '../../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../../src/core/errors/result'
import { toMapperUrl } from '../../../../../../src/core/model/mapper-text'
import { setBridge } from '../../../../../support/page/bridge'

import {
  answer,
  broken,
  callsOf,
  failedRun,
  goodRun,
  main,
  named,
  region,
  settle,
  start,
  useLabBench,
} from './editor-bench'

useLabBench()

describe('the mapperEditor', () => {
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
    main.run = success(failedRun)
    const { project } = await start(broken)
    const result = region('Result')
    expect(result?.textContent).toContain('Field does not exist: groups')
    expect(result?.textContent).toContain('mapper.jsonnet:2:33-46')
    // It is said once, beside the mapper.
    expect(document.querySelector('[role="alert"]')).toBeNull()
    const said = document.querySelector('[aria-label="Problems of the mapper"] [role="status"]')
    expect(said?.textContent).toContain('Field does not exist: groups')
    expect(region('Mapper')?.textContent).toContain('1 error')
    main.run = success(goodRun)
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
    main.run = success({ error: appError('mapper.stopped', 'Gone', { retry: true }) })
    await start('{}')
    expect(document.querySelectorAll('[role="alert"]')).toHaveLength(1)
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('engine stopped')
    main.run = success(goodRun)
    named('Run again')?.click()
    await settle(10)
    expect(document.querySelector('[role="alert"]')).toBeNull()
  })

  it('shows why a text cannot be read, and has nothing to run', async () => {
    const url = `https://storage.example/${'ab'.repeat(64)}.jsonnet`
    const before = answer
    setBridge({
      request: (name: string, input: unknown) => {
        main.asked.push({ name, input })
        const refused = failure(appError('network.offline', 'No network'))
        return Promise.resolve(name === 'mapper.read' ? refused : before(name, input))
      },
    })
    await start('{}', { mapper_url: url })
    expect(region('Mapper')?.textContent).toContain('The API cannot be reached')
    expect(named('Run')?.hasAttribute('disabled')).toBe(true)
    expect(callsOf('mapper.run')).toEqual([])
  })
})

describe('the identity schema in the mapperEditor', () => {
  it('is told as what prevents every registration, on every tab', async () => {
    const message = 'expected array, but got object'
    main.run = success({ ...goodRun, blocked: [{ path: ['people'], message }] })
    await start('{}')
    for (const tab of ['Identity', 'Output', 'Sign-in', 'Trace']) {
      named(tab)?.click()
      await nextTick()
      const said = region('Result')?.querySelector('[role="alert"]')?.textContent
      expect(said, tab).toContain('The identity schema lets nobody register')
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
    })
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
    main.cases = [
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
      const names = ['Open the sample of With schema', 'Open the sample of Plain']
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
