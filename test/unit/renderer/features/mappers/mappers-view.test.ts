import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import { textMember } from '../../../../../src/core/model/json'
import { setBridge } from '../../../../support/page/bridge'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import {
  asked,
  buttonNamed,
  choose,
  fine,
  hasButton,
  inspected,
  lastRun,
  pageText,
  press,
  project,
  rowTexts,
  runs,
  show,
  unread,
  wrong,
} from './fixtures'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  document.body.innerHTML = ''
  vi.useRealTimers()
  setBridge(undefined)
})

const both = () => [inspected(wrong, ['oidc:a', 'oidc:c']), inspected(fine, ['oidc:b'])] as const

async function settle(milliseconds = 700): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
  await flushPromises()
}

/** The view with both mappers of the project looked at. */
async function checked() {
  const shown = await show()
  lastRun().emit(...both())
  await lastRun().end()
  return shown
}

async function key(element: Element | null, name: string): Promise<void> {
  element?.dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }),
  )
  await flushPromises()
}

const mapperOf = (session: Awaited<ReturnType<typeof show>>['session'], key: string) =>
  textMember(
    session.copy.connections.find(({ target }) => target.key === key)?.fields ?? {},
    'mapper_url',
  )

describe('the table', () => {
  it('has a row for each mapper and each finding, with where and which line', async () => {
    await checked()
    const rows = rowTexts()
    expect(rows[0]).toMatch(/^Label of a and 1 more .{4}….{4} \d+ bytes used by 2 connections/)
    expect(rows[1]).toContain('Error “groups” is a custom claim')
    expect(rows[1]).toContain('custom-claim Label of a and 1 more, line 3 Fix')
    expect(rows).toHaveLength(2)
    expect(pageText()).toContain('2 mappers, 1 error')
    const id = document.querySelector('[data-list="mappers"]')?.getAttribute('aria-labelledby')
    expect(document.getElementById(id ?? '')?.textContent).toBe('Mappers')
  })

  it('shows mappers without findings when they are wanted', async () => {
    await checked()
    await press('Without findings 1')
    expect(rowTexts().at(-1)).toContain('Label of b')
    expect(rowTexts().at(-1)).toContain('no findings')
  })

  it('is filtered by words and by severity', async () => {
    await checked()
    const field = document.querySelector<HTMLInputElement>('input[aria-label="Filter findings"]')!
    const type = async (text: string) => {
      field.value = text
      field.dispatchEvent(new Event('input'))
      await flushPromises()
    }
    await type('custom-claim')
    expect(rowTexts()).toHaveLength(2)
    await type('label of c')
    expect(rowTexts()).toHaveLength(2)
    await type('nowhere')
    expect(pageText()).toContain('No finding matches the filter.')
    await press('Clear filter')
    expect(rowTexts()).toHaveLength(2)
    await press('Errors 1')
    expect(buttonNamed('Errors 1').getAttribute('aria-pressed')).toBe('false')
    expect(rowTexts()).toHaveLength(0)
  })

  it('is moved in by arrows and opened by Enter', async () => {
    await checked()
    const field = document.querySelector('input[aria-label="Filter findings"]')
    await key(field, 'ArrowDown')
    const list = document.querySelector('[role="listbox"]')
    expect(document.activeElement).toBe(list)
    await key(list, 'ArrowDown')
    await key(list, 'Enter')
    expect(document.querySelector('h2')?.textContent).toContain('is a custom claim')
  })

  it('says what could not be read and what to do, and tries again', async () => {
    const address = 'https://files.example/m.jsonnet'
    await show(snapshotOf({ oidc: [connection('a', { mapper_url: address })] }), 1)
    lastRun().emit(unread(['oidc:a'], address))
    await lastRun().end()
    expect(pageText()).toContain('1 mapper, 1 not read')
    expect(rowTexts()[1]).toBe('Not read You work offline Label of a')
    await choose('Not read')
    expect(pageText()).toContain('Go online in the status bar')
    await press('Try again')
    expect(runs).toHaveLength(2)
  })

  it('offers the right form for an address whose form is wrong', async () => {
    const { session } = await show(
      snapshotOf({ oidc: [connection('a', { mapper_url: 'base64://e30' })] }),
      1,
    )
    const error = { code: 'mapper.address-refused', message: 'Without its padding' }
    lastRun().emit({ ...unread(['oidc:a'], 'base64://e30'), error })
    await lastRun().end()
    await choose('Not read')
    expect(pageText()).toContain('Without its padding')
    await press('Fix: write it in the form Ory expects')
    expect(mapperOf(session, 'oidc:a')).toBe('base64://e30=')
  })
})

describe('how it goes', () => {
  it('shows progress only when it takes long, and what is found at once', async () => {
    await show(project, 340)
    lastRun().emit(both()[0])
    await settle(100)
    expect(rowTexts()).toHaveLength(2)
    expect(pageText()).not.toContain('1 of 340')
    await settle(500)
    expect(pageText()).toContain('1 of 340')
    expect(document.querySelector('progress')?.getAttribute('aria-label')).toBe('Mappers checked')
    lastRun().emit(both()[1])
    await lastRun().end()
    expect(hasButton('Cancel')).toBe(false)
    expect(hasButton('Check again')).toBe(true)
  })

  it('keeps what was found when it is cancelled, and says how far it came', async () => {
    await show(project, 340)
    lastRun().emit(both()[0])
    await settle()
    await press('Cancel')
    expect(lastRun().cancelled).toBe(true)
    expect(pageText()).toContain('Cancelled after 1 of 340')
    expect(rowTexts()).toHaveLength(2)
    expect(document.querySelector('.error-note')).toBeNull()
    await press('Check again')
    expect(runs).toHaveLength(2)
    expect(pageText()).not.toContain('Cancelled')
  })

  it('keeps the findings in sight while it looks again, and takes off what is gone', async () => {
    await checked()
    await press('Check again')
    expect(rowTexts()).toHaveLength(2)
    lastRun().emit(inspected(fine, ['oidc:b']))
    await settle(100)
    expect(rowTexts()).toHaveLength(2)
    lastRun().emit(inspected(`${fine}\n`, ['oidc:a', 'oidc:c']))
    await lastRun().end()
    expect(pageText()).toContain('No findings in 2 mappers.')
  })

  it('waits for what an answer overtook, and heeds nothing that comes late from a run before', async () => {
    await checked()
    await press('Check again')
    const [late] = runs
    late?.emit(inspected(`// old\n${wrong}`, ['oidc:a', 'oidc:c']))
    await lastRun().end(undefined, 2)
    lastRun().emit(inspected(`${fine}\n`, ['oidc:a', 'oidc:c']))
    lastRun().emit(inspected(wrong, ['oidc:b']))
    await settle(100)
    expect(pageText()).toContain('2 mappers, 1 ')
    expect(rowTexts()).toHaveLength(2)
  })

  it('says what went wrong, and keeps what was there', async () => {
    await checked()
    await press('Check again')
    await lastRun().end(['draft.corrupt', 'EACCES'])
    expect(pageText()).toContain('EACCES')
    expect(rowTexts()).toHaveLength(2)
    await press('Try again')
    expect(runs).toHaveLength(3)
  })

  it('says that nothing was found, and shows the mappers when asked', async () => {
    await show(project, 1)
    lastRun().emit(inspected(fine, ['oidc:a', 'oidc:b', 'oidc:c']))
    await lastRun().end()
    expect(pageText()).toContain('No findings in 1 mapper.')
    await press('Show them')
    expect(rowTexts()).toHaveLength(1)
  })

  it('says that there is no mapper', async () => {
    await show(snapshotOf({}), 0)
    await lastRun().end()
    expect(pageText()).toContain('No connection of this project has a mapper.')
  })

  it('looks at nothing before the project has been read', async () => {
    const { session } = await show(null)
    expect(runs).toHaveLength(0)
    expect(pageText()).toContain('once it has been read')
    session.moveTo(project)
    await flushPromises()
    expect(runs).toHaveLength(1)
  })
})

describe('a chosen finding', () => {
  it('says why, how it is written and where it stands', async () => {
    await checked()
    await choose('custom claim')
    const text = pageText()
    expect(text).toContain('Ory passes a fixed list of standard claims.')
    expect(text).toContain("std.get(claims.raw_claims, 'groups')")
    expect(document.querySelector('.excerpt mark')?.textContent).toBe('claims.groups')
    expect(document.querySelector('.excerpt .line.here .number')?.textContent).toBe('3')
    expect(hasButton('Copy message')).toBe(true)
  })

  it('opens the mapper at its place, and the way back leads here', async () => {
    const { place } = (await checked()).session
    await choose('custom claim')
    await press('Edit mapper')
    expect(place.screen.name).toBe('mapper')
    expect(place.mapperEditor?.connectionKey).toBe('oidc:a')
    expect(place.mapperEditor?.at).toBe(wrong.indexOf('claims.groups'))
    place.closeMapper()
    expect(place.screen.name).toBe('mappers')
    expect(place.mapperEditor?.at).toBeUndefined()
  })

  it('is mended for one connection as one step, which undo takes back', async () => {
    const { session } = await checked()
    await choose('custom claim')
    await press(/^Fix: Read groups/)
    expect(atob((mapperOf(session, 'oidc:a') ?? '').slice(9))).toContain('raw_claims.groups')
    expect(mapperOf(session, 'oidc:c')).toBe(toMapperUrl(wrong))
    expect(session.draft.current?.past.map(({ label }) => label)).toEqual([
      'Fixed custom-claim in the mapper of Label of a',
    ])
    expect(document.querySelector('.said')?.textContent).toContain('Fixed custom-claim')
    session.draft.undo()
    expect(mapperOf(session, 'oidc:a')).toBe(toMapperUrl(wrong))
  })

  it('is mended for all connections that use the text as one step', async () => {
    const { session } = await checked()
    await choose('custom claim')
    await press('Fix all 2 connections')
    expect(mapperOf(session, 'oidc:a')).toContain('base64://')
    expect(mapperOf(session, 'oidc:a')).not.toBe(toMapperUrl(wrong))
    expect(mapperOf(session, 'oidc:c')).toBe(mapperOf(session, 'oidc:a'))
    expect(mapperOf(session, 'oidc:b')).toBe(toMapperUrl(fine))
    expect(session.draft.current?.past.map(({ label }) => label)).toEqual([
      'Fixed custom-claim in the mapper of Label of a and 1 more',
    ])
    session.draft.undo()
    expect(mapperOf(session, 'oidc:c')).toBe(toMapperUrl(wrong))
  })

  it('is mended from its row, for all that use the text, as one step', async () => {
    const { session } = await checked()
    document.querySelector<HTMLElement>('[role="option"] .fix')?.click()
    await flushPromises()
    expect(mapperOf(session, 'oidc:a')).not.toBe(toMapperUrl(wrong))
    expect(mapperOf(session, 'oidc:c')).toBe(mapperOf(session, 'oidc:a'))
    expect(document.querySelector('.said')?.textContent).toContain('Fixed custom-claim')
    session.draft.undo()
    expect(mapperOf(session, 'oidc:a')).toBe(toMapperUrl(wrong))
    expect(mapperOf(session, 'oidc:c')).toBe(toMapperUrl(wrong))
  })

  it('cannot be mended twice: its places are those of the text that was looked at', async () => {
    await checked()
    await choose('custom claim')
    await press('Fix all 2 connections')
    expect(hasButton(/^Fix/)).toBe(false)
    expect(pageText()).toContain('The text has changed. It is being checked again.')
  })

  it('is looked at again after the draft is saved, and the next finding takes its place', async () => {
    const two = `${wrong.replace('}\n', '')}\n// client_secret = "0a1b2c3d4e5f6071829304a5b6c7d8e9"\n}\n`
    const broken = inspected(two, ['oidc:b'])
    await show(project, 2)
    lastRun().emit(inspected(wrong, ['oidc:a', 'oidc:c']), broken)
    await lastRun().end()
    expect(broken.findings.length).toBeGreaterThan(0)
    await choose('custom claim')
    await press('Fix all 2 connections')
    await settle()
    expect(runs).toHaveLength(2)
    const names = asked.map(({ name }) => name)
    expect(names.lastIndexOf('mapper.inspect-project')).toBeGreaterThan(
      Math.max(names.lastIndexOf('draft.save'), names.lastIndexOf('draft.append')),
    )
    lastRun().emit(inspected(fine, ['oidc:a', 'oidc:c']), broken)
    await lastRun().end()
    const selected = document.querySelector('[role="option"][aria-selected="true"]')
    expect(selected?.textContent).toContain('Label of b')
    expect(document.querySelector('h2')?.textContent).toContain(broken.findings[0]?.message)
  })

  it('is read from its storage only when it is opened', async () => {
    const address = `https://storage.example/${inspected(wrong, []).id}.jsonnet`
    const stored = snapshotOf({ oidc: [connection('a', { mapper_url: address })] })
    const { session } = await show(stored, 1)
    lastRun().emit(inspected(wrong, ['oidc:a']))
    await lastRun().end()
    expect(asked.map(({ name }) => name)).not.toContain('mapper.read')
    await choose('custom claim')
    expect(asked.at(-1)).toMatchObject({ name: 'mapper.read', input: { mapperUrl: address } })
    expect(document.querySelector('.excerpt mark')?.textContent).toBe('claims.groups')
    await press(/^Fix: Read groups/)
    expect(mapperOf(session, 'oidc:a')).toContain('base64://')
  })
})

it('looks again once after several edits, and ends what is on its way', async () => {
  const { session } = await show()
  const first = lastRun()
  const rename = (value: string) =>
    session.draft.edit(
      {
        kind: 'set-field',
        target: { kind: 'connection', key: 'oidc:a' },
        field: 'label',
        value,
      },
      'Label',
    )
  rename('One')
  await settle(100)
  rename('Two')
  await settle(600)
  expect(first.cancelled).toBe(true)
  expect(runs).toHaveLength(2)
  expect(pageText()).not.toContain('Cancelled')
})
