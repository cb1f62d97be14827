import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { success } from '../../../../../src/core/errors/result'
import {
  asked,
  buttonNamed,
  choose,
  hash,
  hide,
  listeners,
  one,
  optionTexts,
  pageText,
  press,
  show,
  world,
} from './fixtures'

afterEach(hide)

async function type(label: string, text: string): Promise<void> {
  const field = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].find(
    (each) =>
      each.getAttribute('aria-label') === label ||
      document.querySelector(`label[for="${each.id}"]`)?.textContent?.trim() === label,
  )
  if (!field) throw new Error(`There is no field ${label}`)
  field.value = text
  field.dispatchEvent(new Event('input'))
  field.dispatchEvent(new FocusEvent('blur'))
  await flushPromises()
}

describe('the list', () => {
  it('shows each mapper with where it is, what is wrong with it, and how many are close', async () => {
    await show()
    const [first, second, third] = optionTexts()
    expect(first).toContain('Groups')
    expect(first).toContain('Label first and 3 more in 2 projects')
    expect(first).toContain('1 error')
    expect(first).toContain('1 of 2 cases fails')
    expect(first).toContain('1 near')
    expect(second).toContain('Not checked yet')
    expect(third).toContain('Text not read yet')
    expect(pageText()).toContain('3 mappers of 2 projects; 1 project not read yet')
  })

  it('is filtered by words and parts, and the filter is cleared', async () => {
    await show()
    await type('Filter mappers of all projects', 'roles')
    expect(optionTexts()).toHaveLength(1)
    await type('Filter mappers of all projects', 'nowhere')
    expect(pageText()).toContain('No mapper matches the filter')
    await press('Clear filter')
    expect(optionTexts()).toHaveLength(3)
    await press('With findings 1')
    expect(optionTexts()).toHaveLength(1)
  })

  it('is there before the checks end, which are counted and cancelled', async () => {
    let end: (value: ReturnType<typeof success>) => void = () => undefined
    const state = world()
    state.look = new Promise((resolve) => {
      end = resolve as typeof end
    })
    await show(state)
    expect(optionTexts()).toHaveLength(0)
    listeners.get('mapper-library.progress')?.({ phase: 'gathering', done: 2, of: 2 })
    listeners.get('mapper-library.progress')?.({ phase: 'checking', done: 0, of: 3 })
    await flushPromises()
    expect(optionTexts()).toHaveLength(3)
    end(success({}))
    await flushPromises()
    expect(buttonNamed('Look again')).toBeDefined()
  })

  it('says what failed and tries again, and what is to be done without any project', async () => {
    const state = world()
    state.fails = { 'mapper-library.look': appError('bug', 'The thread has ended') }
    await show(state)
    expect(pageText()).toContain('The thread has ended')
    state.fails = {}
    await press('Try again')
    expect(pageText()).not.toContain('The thread has ended')

    document.body.innerHTML = ''
    const empty = world()
    empty.source = { ...empty.source, entries: [] }
    empty.looked = 0
    await show(empty)
    expect(pageText()).toContain('No project has been read on this computer yet')
  })

  it('reads missing texts when asked, and says which could not be', async () => {
    await show()
    await press('Read 1 missing text')
    expect(pageText()).toContain('1 text was read. 1 could not be: It is gone.')
    expect(asked.filter(({ name }) => name === 'mapper-library.look')).toHaveLength(2)
  })
})

describe('a mapper', () => {
  it('is named, and its name is in the list', async () => {
    await show()
    await choose('Groups')
    await type('Name', ' Okta groups ')
    expect(asked.filter(({ name }) => name === 'mapper-library.note').at(-1)?.input).toEqual({
      hash: hash('a'),
      name: 'Okta groups',
      notes: '',
    })
    expect(optionTexts()[0]).toContain('Okta groups')
    expect(pageText()).toContain('Kept on this computer.')
  })

  it('says so where a name cannot be kept, and keeps what was typed', async () => {
    const state = world()
    state.fails = { 'mapper-library.note': appError('draft.write-failed', 'The disk is full') }
    await show(state)
    await choose('Groups')
    await type('Notes', 'By Ann')
    expect(pageText()).toContain('It could not be kept: what you typed is still here.')
    expect(pageText()).toContain('The disk is full')
    expect([...document.querySelectorAll('textarea')].map(({ value }) => value)).toContain('By Ann')
  })

  it('shows its uses, with what drafts do to them', async () => {
    await show()
    await choose('Groups')
    const uses = document.querySelector('[aria-label="Uses of the mapper"]')?.textContent
    expect(uses).toContain('Label live')
    expect(uses).toContain('The draft has another mapper')
    expect(uses).toContain('Its ID is used twice')
    expect(pageText()).toContain('Last change: not known on this computer.')
  })

  it('is shown beside one that is close to it', async () => {
    await show()
    await choose('Groups')
    await press('Compare with Roles')
    const sides = document.querySelector('[aria-label="Both mappers side by side"]')?.textContent
    expect(sides).toContain('{ a: 1 }')
    expect(sides).toContain('{ a: 2 }')
    await press('Show the right one')
    await vi.waitFor(() =>
      expect(document.querySelector('[aria-label="Mapper"] h2')?.textContent).toBe('Roles'),
    )
  })

  it('says why its text cannot be shown, and is not edited then', async () => {
    await show()
    await choose('Text not read yet')
    expect(pageText()).toContain('It was not read yet.')
    expect(buttonNamed('Read missing texts')).toBeDefined()
    expect(pageText()).not.toContain('Edit everywhere')
    expect(one.text).toBeDefined()
  })
})
