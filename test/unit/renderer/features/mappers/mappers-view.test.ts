import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { EditedProject } from '../../../../../src/core/ipc/all-mappers'
import { createPlace } from '../../../../../src/renderer/project/place'
import { useDraftsStore } from '../../../../../src/renderer/stores/drafts'
import { useProjectsStore } from '../../../../../src/renderer/stores/projects'
import { useUiStore } from '../../../../../src/renderer/stores/ui'
import {
  asked,
  buttonNamed,
  choose,
  hash,
  hide,
  reports,
  one,
  optionTexts,
  pageText,
  press,
  production,
  show,
  staging,
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
    expect(first).toContain('1 error, 1 warning')
    expect(first).toContain('1 of 2 cases fails')
    expect(first).toContain('1 near')
    expect(second).toContain('Not checked yet')
    expect(third).toContain('Text not read yet')
    expect(pageText()).toContain('3 mappers of 2 projects; 1 project not read yet')
  })

  it('is filtered by words and parts, and the filter is cleared', async () => {
    await show()
    await type('Filter mappers', 'roles')
    expect(optionTexts()).toHaveLength(1)
    await type('Filter mappers', 'nowhere')
    expect(pageText()).toContain('No mapper matches the filter')
    await press('Clear filter')
    expect(optionTexts()).toHaveLength(3)
    await press('Errors 1')
    expect(optionTexts()).toHaveLength(1)
    await press('Errors 1')
    expect(optionTexts()).toHaveLength(3)
  })

  it('is there before the checks end, which are counted and cancelled', async () => {
    let end: (value: ReturnType<typeof success>) => void = () => undefined
    const state = world()
    state.look = new Promise((resolve) => {
      end = resolve as typeof end
    })
    await show(state)
    expect(optionTexts()).toHaveLength(0)
    reports.get('all-mappers.look')?.({ phase: 'gathering', done: 2, of: 2 })
    reports.get('all-mappers.look')?.({ phase: 'checking', done: 0, of: 3 })
    await flushPromises()
    expect(optionTexts()).toHaveLength(3)
    end(success({}))
    await flushPromises()
    expect(buttonNamed('Look again')).toBeDefined()
  })

  it('says what failed and tries again, and what is to be done without any project', async () => {
    const state = world()
    state.fails = { 'all-mappers.look': appError('bug', 'The thread has ended') }
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

  it('begins with the mappers of one project, where another place leads to them', async () => {
    const { wrapper } = await show(world(), { of: { projectId: production } })
    expect(wrapper.emitted('begun')).toHaveLength(1)
    expect(optionTexts()).toHaveLength(1)
    expect(optionTexts()[0]).toContain('Label live and 3 more in 2 projects')
    // What is wrong in the other project alone is not wrong here.
    expect(optionTexts()[0]).toContain('Warning“groups” is a custom claim')
    expect(optionTexts()[0]).not.toMatch(/error/i)
    expect(pageText()).toContain('1 mapper of Live')
    await wrapper.setProps({ of: undefined })
    expect(optionTexts()).toHaveLength(1)
    await wrapper.setProps({ of: { projectId: staging } })
    await flushPromises()
    expect(optionTexts()).toHaveLength(3)
  })

  it('says how far a look came that was cancelled', async () => {
    const state = world()
    let end: (value: unknown) => void = () => undefined
    state.look = new Promise((resolve) => {
      end = resolve as typeof end
    })
    await show(state)
    reports.get('all-mappers.look')?.({ phase: 'checking', done: 1, of: 3 })
    await flushPromises()
    await vi.waitFor(() => expect(buttonNamed('Cancel')).toBeDefined())
    await press('Cancel')
    end(failure(appError('request.cancelled', '')))
    await flushPromises()
    expect(pageText()).toContain('Cancelled after 1 of 3. What was found is shown.')
    expect(document.querySelector('.error-note')).toBeNull()
  })

  it('reads by itself what Ory stores and is not here, where the person lets it', async () => {
    const state = world()
    const fetched = () => asked.filter(({ name }) => name === 'all-mappers.fetch')
    await show(state)
    expect(fetched()).toHaveLength(0)
    hide()
    state.readsByItself = true
    await show(state)
    await flushPromises()
    expect(fetched().map(({ input }) => input)).toEqual([{ which: 'unasked' }])
    // Nobody asked, so that what failed is told in its place alone.
    expect(pageText()).not.toContain('could not be')
  })

  it('reads missing texts when asked, and says which could not be', async () => {
    await show()
    await press('Read 1 missing text')
    expect(pageText()).toContain('1 text was read. 1 could not be read: It is gone.')
    expect(asked.filter(({ name }) => name === 'all-mappers.look')).toHaveLength(2)
  })
})

const edited = (id: typeof staging, written: number): EditedProject => {
  const project = world().source.projects.get(id)
  if (!project) throw new Error('There is no such project')
  return { project, written, skipped: [], skippedCount: 0 }
}
const editOf = () => asked.findLast(({ name }) => name === 'all-mappers.edit')?.input

describe('a finding', () => {
  const isOpen = (words: string) => buttonWith(words).getAttribute('aria-expanded')
  const buttonWith = (words: string) => {
    const found = [...document.querySelectorAll('button')].find((each) =>
      each.textContent?.includes(words),
    )
    if (!found) throw new Error(`There is no button with ${words}`)
    return found
  }

  it('is open where it is the worst, or has the words of the filter', async () => {
    await show()
    await choose('Groups')
    expect(isOpen('A field stands twice')).toBe('true')
    expect(pageText()).toContain('Only in Staging.')
    expect(isOpen('is a custom claim')).toBe('false')
    await type('Filter mappers', 'custom-claim')
    document.querySelector<HTMLElement>('.detail button[aria-label^="Close"]')?.click()
    await flushPromises()
    await choose('Groups')
    await vi.waitFor(() => expect(isOpen('is a custom claim')).toBe('true'))
  })

  it('says why, how it is written and where it stands', async () => {
    await show()
    await choose('Groups')
    buttonWith('is a custom claim').click()
    await flushPromises()
    expect(pageText()).toContain('Ory passes a fixed list of standard claims.')
    expect(document.querySelector('.excerpt mark')?.textContent).toBe('a')
    expect(document.querySelector('.excerpt .line.here .number')?.textContent).toBe('2')
    expect(buttonNamed('Copy message')).toBeDefined()
    buttonWith('is a custom claim').click()
    await flushPromises()
    expect(document.querySelector('.excerpt')).toBeNull()
  })

  it('is fixed for one connection, which leads on to the review of its draft', async () => {
    const state = world()
    state.edited = [edited(staging, 1)]
    const { wrapper } = await show(state)
    await choose('Groups')
    buttonWith('is a custom claim').click()
    await flushPromises()
    await press('Fix: Read it from raw claims')
    expect(editOf()).toEqual({
      id: one.id,
      change: { kind: 'text', text: '// Groups\n{ b: 1 }\n', rule: 'custom-claim' },
      uses: [{ projectId: staging, connectionKey: 'oidc:first', overwrite: false }],
    })
    expect(document.querySelector('.said')?.textContent).toBe('custom-claim is fixed.')
    expect(pageText()).toContain('Staging: 1 connection changed in the draft')
    // Other connections have the text still.
    expect(document.querySelector('[aria-label="Mapper"] h2')?.textContent).toBe('Groups')
    await press('Review')
    expect(wrapper.emitted('over')).toEqual([[staging, { name: 'review' }]])
  })

  it('is fixed for all, which shows the text that it became, and leads on to the drafts', async () => {
    const state = world()
    state.edited = [edited(staging, 1), edited(production, 1)]
    await show(state)
    await choose('Groups')
    buttonWith('is a custom claim').click()
    await flushPromises()
    await press('Fix all 2 connections')
    expect(editOf()).toMatchObject({ uses: { every: true } })
    expect(asked.filter(({ name }) => name === 'all-mappers.look')).toHaveLength(2)
    await vi.waitFor(() =>
      expect(document.querySelector('[aria-label="Mapper"] h2')?.textContent).toBe('Roles'),
    )
    await press('Show in Drafts')
    expect(useUiStore().screen).toEqual({ name: 'drafts' })
    expect(useDraftsStore().put).toHaveLength(2)
  })

  it('is fixed from its row for all, where the worst can be', async () => {
    const state = world()
    state.edited = [edited(production, 1)]
    await show(state)
    // The worst is the one without a fix.
    expect(document.querySelector('[role="option"] .fix')).toBeNull()
    hide()
    await show(state, { of: { projectId: production } })
    document.querySelector<HTMLElement>('[role="option"] .fix')?.click()
    await flushPromises()
    expect(editOf()).toEqual({
      id: one.id,
      change: { kind: 'text', text: '// Groups\n{ b: 1 }\n', rule: 'custom-claim' },
      uses: { every: true, projectId: production },
    })
    expect(document.querySelector('.said')?.textContent).toBe('custom-claim is fixed.')
    expect(document.querySelector('[aria-label="Mapper"]')).toBeNull()
  })

  it('is fixed in the listed project alone', async () => {
    const state = world()
    state.edited = [edited(production, 1)]
    await show(state, { of: { projectId: production } })
    await choose('Groups')
    await press('Fix all 2 connections')
    expect(editOf()).toMatchObject({ uses: { every: true, projectId: production } })
  })

  it('says in its place why it could not be fixed', async () => {
    const state = world()
    state.fails = { 'all-mappers.edit': appError('request.invalid', 'Look again') }
    await show(state)
    await choose('Groups')
    buttonWith('is a custom claim').click()
    await flushPromises()
    await press('Fix all 2 connections')
    expect(pageText()).toContain('Look again')
    expect(buttonNamed('Fix all 2 connections').disabled).toBe(false)
  })
})

describe('a mapper', () => {
  it('is named, and its name is in the list', async () => {
    await show()
    await choose('Groups')
    await type('Name', ' Okta groups ')
    expect(asked.filter(({ name }) => name === 'all-mappers.note').at(-1)?.input).toEqual({
      hash: hash('a'),
      name: 'Okta groups',
      notes: '',
    })
    expect(optionTexts()[0]).toContain('Okta groups')
    expect(pageText()).toContain('Kept on this computer.')
  })

  it('says so where a name cannot be kept, and keeps what was typed', async () => {
    const state = world()
    state.fails = { 'all-mappers.note': appError('draft.write-failed', 'The disk is full') }
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

  it('says why its text cannot be shown, and tries again', async () => {
    await show()
    await choose('Text not read yet')
    expect(pageText()).toContain('It was not read yet.')
    await press('Try again')
    expect(asked.some(({ name }) => name === 'all-mappers.fetch')).toBe(true)
  })

  it('has its address written in the form that Ory takes', async () => {
    const state = world()
    const problem = { kind: 'unusable', message: 'Without its padding', fixed: 'base64://e30=' }
    const [first, ...others] = state.source.entries
    if (!first) throw new Error('There is no mapper')
    const { text: _text, hash: _hash, ...rest } = first
    state.source = { ...state.source, entries: [{ ...rest, problem } as never, ...others] }
    state.edited = [edited(staging, 2)]
    await show(state)
    await choose('Not readable')
    expect(pageText()).toContain('Without its padding')
    await press('Fix: write it in the form Ory expects')
    expect(editOf()).toEqual({ id: one.id, change: { kind: 'address' }, uses: { every: true } })
  })

  it('opens the editor of the chosen connection, and the connection itself', async () => {
    await show()
    const went: { projectId: string; screen: string; key: string | undefined }[] = []
    const projects = useProjectsStore()
    const place = createPlace()
    vi.spyOn(projects, 'goTo').mockImplementation((projectId, arrive) => {
      arrive({ place } as never)
      const { screen } = place
      const key = screen.name === 'mapper' ? screen.connectionKey : place.selection.key
      went.push({ projectId, screen: screen.name, key })
      return Promise.resolve(true)
    })
    await choose('Groups')
    await press('Edit mapper')
    expect(place.mapperEditor).toMatchObject({ ofAll: true })
    await choose('Label live')
    await press('Edit mapper of Label live')
    await press('Open Label live')
    expect(went).toEqual([
      { projectId: staging, screen: 'mapper', key: 'oidc:first' },
      { projectId: production, screen: 'mapper', key: 'oidc:live' },
      { projectId: production, screen: 'main', key: 'oidc:live' },
    ])
  })
})
