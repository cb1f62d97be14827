import { describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { toMapperUrl } from '../../../../../../src/core/model/mapper-text'

import { callsOf, main, named, region, settle, start, useLabBench } from './editor-bench'

useLabBench()

describe('cases in the mapperEditor', () => {
  it('are one line with its button while there are none, which unfolds', async () => {
    await start('{}')
    const empty = () => region('Cases')?.textContent?.includes('A case stores a sample')
    expect(region('Cases')?.textContent).toContain('None yet')
    expect([empty(), named('Save case') !== undefined]).toEqual([false, true])
    named('Show the cases')?.click()
    await nextTick()
    expect(empty()).toBe(true)
    named('Hide the cases')?.click()
    await nextTick()
    expect(empty()).toBe(false)
  })

  it('are said to be not run once the text is another, and lead to what none reaches', async () => {
    const claims = { iss: 'https://accounts.google.com', sub: '1' }
    const saved = { name: 'Old', mapper: { file: 'mapper.jsonnet' }, claims }
    const whole = { ...saved, mode: { provider: 'google' }, expect: { output: {} } } as const
    main.cases = [
      { id: 'case-1', case: whole },
      { id: 'case-2', case: { ...whole, name: 'Other' } },
    ]
    const { project } = await start('{\n}\n')
    expect(region('Cases')?.textContent).toContain('0 of 2 pass')
    expect(document.querySelector('.case-row')?.textContent).toContain('fail')
    const words = () => region('Cases')?.querySelector('.place')?.textContent
    expect(words()).toBe('')
    // The editor, to which the click leads, is a file of its own, which takes real time to load.
    await vi.waitFor(() => {
      named('1 part not covered by a case')?.click()
      expect(words()).toBe('Line 1: No case goes this way')
    })
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
    main.cases = [
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
