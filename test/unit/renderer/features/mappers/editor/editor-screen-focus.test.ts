import { describe, expect, it, vi } from 'vitest'
import { success } from '../../../../../../src/core/errors/result'
import { toMapperUrl } from '../../../../../../src/core/model/mapper-text'
import { setBridge } from '../../../../../support/page/bridge'
import { fieldEdit } from '../../../../../support/states/field-edit'

import { answer, named, region, settle, start, useLabBench } from './editor-bench'

useLabBench()

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
    })
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
      fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'mapper_url', toMapperUrl('{ mine: 1 }')),
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
