import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { failure, success } from '../../../../../src/core/errors/result'
import { appError } from '../../../../../src/core/errors/app-error'
import HistoryView from '../../../../../src/renderer/features/history/HistoryView.vue'
import { before, buttonNamed, pageText, published, start } from './fixtures'
import { fieldEdit } from '../../../../support/states/field-edit'

const rename = (key: string, value: string) =>
  fieldEdit({ kind: 'connection', key }, 'label', value)

const two = () => {
  const first = published([rename('oidc:a', 'Renamed')], {}, 0)
  const second = published(
    [{ kind: 'delete-organization', key: 'o1', connections: 'detach' }],
    { result: 'stopped', done: 1, error: { code: 'api.rejected', message: 'It has members' } },
    1,
  )
  return { first, second }
}

async function show(...parts: Parameters<typeof start>) {
  const stores = start(...parts)
  const wrapper = mount(HistoryView, { attachTo: document.body })
  await flushPromises()
  return { ...stores, wrapper }
}

const rowTexts = () =>
  [...document.querySelectorAll('[role="option"]')].map((row) =>
    (row.textContent ?? '').replace(/\s+/g, ' ').trim(),
  )

async function search(text: string) {
  const field = document.querySelector<HTMLInputElement>('input[aria-label="Search publishes"]')!
  field.value = text
  field.dispatchEvent(new Event('input'))
  await flushPromises()
}

async function key(element: Element | null, name: string) {
  element?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))
  await flushPromises()
}

describe('the list', () => {
  it('says that nothing was published yet, and how long publishes are kept', async () => {
    await show([], before)
    expect(pageText()).toContain('Nothing was published from here yet')
    expect(pageText()).toContain('Kept for two years, at most 500 for each project')
  })

  it('shows when, who, what and how it ended', async () => {
    const { first, second } = two()
    await show([first.record, second.record], first.today)
    const [one, other] = rowTexts()
    for (const part of ['24 Nov 2026', 'Published', '1 edited', 'key …w2Rk']) {
      expect(one).toContain(part)
    }
    expect(other).toContain('Stopped after 1 of 2')
    expect(other).toContain('Adventure Works')
  })

  it('shows why and who, the name before the key, and finds by them', async () => {
    const { first, second } = two()
    const why = { summary: 'Renamed for the auditors', ticket: 'CHG-4711' }
    const said = { ...first.record, by: 'Kim Weber', why }
    await show([said, second.record], first.today)
    const [one, other] = rowTexts()
    expect(one).toContain('Renamed for the auditors (CHG-4711)')
    expect(one).toContain('by Kim Weber, key …w2Rk of Northwind')
    expect(other).toContain('Northwind, key …w2Rk')
    expect(other).not.toContain('by ')
    expect(pageText()).toContain('Ticket: CHG-4711')
    for (const words of ['auditors', 'chg-4711', 'kim weber']) {
      await search(words)
      expect(rowTexts(), words).toHaveLength(1)
    }
  })

  it('finds by label, field and value, and says where nothing matches', async () => {
    const { first, second } = two()
    await show([first.record, second.record], first.today)
    await search('organization_id')
    expect(rowTexts()).toHaveLength(1)
    expect(rowTexts()[0]).toContain('Adventure Works')
    await search('renamed label')
    expect(rowTexts()).toHaveLength(1)
    await search('nowhere')
    expect(pageText()).toContain('No publish matches the search')
    buttonNamed('Clear search').click()
    await flushPromises()
    expect(rowTexts()).toHaveLength(2)
  })

  it('says why it cannot be read, and tries again', async () => {
    let fails = true
    const { first } = two()
    await show([first.record], first.today, {
      'publish-history.list': () =>
        fails ? failure(appError('draft.corrupt', 'EACCES')) : success([]),
    })
    expect(pageText()).toContain('EACCES')
    fails = false
    buttonNamed('Try again').click()
    await flushPromises()
    expect(pageText()).toContain('Nothing was published from here yet')
  })
})

describe('a publish that the team folder has', () => {
  const inFolder = {
    at: '2026-11-25T08:00:00.000Z',
    by: 'Robin',
    summary: 'Published in CI',
    ticket: 'CHG-4712',
  }
  const answer = (publish: object) => ({ 'team.published': () => success({ publish }) })

  it('is a row among the others, found by its words, and says what is not known of it', async () => {
    const { first, second } = two()
    const { asked } = await show([first.record, second.record], first.today, answer(inFolder))
    expect(rowTexts()).toHaveLength(3)
    const [newest] = rowTexts()
    for (const part of ['25 Nov 2026', 'Team folder', 'Published in CI (CHG-4712)', 'by Robin']) {
      expect(newest).toContain(part)
    }
    // It is the newest, so it is chosen, and no record is asked for.
    const text = pageText()
    expect(text).toContain('Ticket: CHG-4712')
    expect(text).toContain('cannot be reverted from here')
    expect(asked.filter(({ name }) => name === 'publish-history.read')).toEqual([])
    expect(() => buttonNamed('Revert…')).toThrow('No button')
    await search('robin chg-4712')
    expect(rowTexts()).toHaveLength(1)
    await search('nobody')
    expect(rowTexts()).toHaveLength(0)
    buttonNamed('Clear search').click()
    await flushPromises()
    document.querySelectorAll<HTMLElement>('[role="option"]')[1]?.click()
    await flushPromises()
    expect(pageText()).toContain('Label of a')
    expect(buttonNamed('Revert…').disabled).toBe(false)
  })

  it('stands between those from here by its time, and alone where there are none', async () => {
    const { first, second } = two()
    const between = { at: '2026-11-23T23:00:00.000Z' }
    await show([first.record, second.record], first.today, answer(between))
    expect(rowTexts()[1]).toContain('from the team folder')
    document.body.innerHTML = ''
    await show([], before, answer(between))
    expect(rowTexts()).toHaveLength(1)
    expect(pageText()).not.toContain('Nothing was published from here yet')
  })

  it('is the one from here where that was written into the folder', async () => {
    const { first, second } = two()
    const same = { ...inFolder, at: first.record.endedAt }
    await show([first.record, second.record], first.today, answer(same))
    expect(rowTexts()).toHaveLength(2)
    expect(pageText()).not.toContain('Team folder')
  })
})

describe('a chosen publish', () => {
  async function chosen(answers: Parameters<typeof start>[2] = {}) {
    const { first, second } = two()
    const shown = await show([first.record, second.record], first.today, answers)
    // By keyboard: the search field gives the focus to the list.
    await key(document.querySelector('input[aria-label="Search publishes"]'), 'ArrowDown')
    const list = document.querySelector('[role="listbox"]')
    expect(document.activeElement).toBe(list)
    await key(list, 'Enter')
    return { ...shown, record: first.record }
  }

  it('shows its changes before and after, in words', async () => {
    await chosen()
    const text = pageText()
    for (const part of ['Label of a', 'Renamed', 'Connection edited', 'Everything was published']) {
      expect(text).toContain(part)
    }
    expect(document.querySelector('del')?.textContent).toBe('Label of a')
    expect(document.querySelector('ins')?.textContent).toBe('Renamed')
  })

  it('shows its requests as tabs that arrow keys move', async () => {
    await chosen()
    const tabs = [...document.querySelectorAll<HTMLElement>('[role="tab"]')]
    expect(tabs.map((tab) => tab.textContent?.trim())).toEqual(['1 PATCH', '2 DELETE'])
    expect(pageText()).toContain('"op": "remove"')
    await key(tabs[0] ?? null, 'ArrowRight')
    expect(document.activeElement).toBe(tabs[1])
    expect(tabs.map((tab) => tab.getAttribute('aria-selected'))).toEqual(['false', 'true'])
    expect(pageText()).toContain('It has members')
    expect(pageText()).toContain('No body was sent.')
  })

  it('is exported, and the file’s name is said', async () => {
    const { asked, record } = await chosen({
      'publish-history.export': () => success({ name: 'publish.json' }),
    })
    buttonNamed('Export…').click()
    await flushPromises()
    expect(asked.at(-1)).toEqual({
      name: 'publish-history.export',
      input: { projectId: record.projectId, id: record.id },
    })
    expect(pageText()).toContain('Saved as publish.json')
  })

  it('opens what a revert would do', async () => {
    await chosen()
    buttonNamed('Revert…').click()
    await flushPromises()
    expect(document.querySelector('dialog h2')?.textContent).toContain('24 Nov 2026')
    expect(pageText()).toContain('is set back to its values from before the publish')
  })
})

describe('both lists as one', () => {
  const title = () => document.querySelector('article h2')?.textContent ?? ''
  const focused = () => document.activeElement

  async function withSteps(...labels: string[]) {
    const { first, second } = two()
    const shown = await show([first.record, second.record], first.today)
    for (const label of labels) shown.project.draft.edit(rename('oidc:b', label), `Typed ${label}`)
    await flushPromises()
    return shown
  }
  const press = async (name: string) => {
    await key(focused(), name)
    await flushPromises()
  }

  it('shows what was done last: the step that the draft is at, else the newest publish', async () => {
    const { project } = await withSteps()
    expect(title()).toContain('24 Nov 2026')
    project.draft.edit(rename('oidc:b', 'One'), 'Typed One')
    await flushPromises()
    expect(title()).toBe('Typed One')
    expect(pageText()).toContain('The draft is here.')
  })

  it('leads by the arrow keys from the last step to the newest publish and back', async () => {
    const { project } = await withSteps('One', 'Two')
    document.querySelector<HTMLElement>('[aria-current="step"]')?.focus()
    await press('ArrowUp')
    expect(title()).toBe('Typed One')
    await press('ArrowDown')
    await press('ArrowDown')
    expect(focused()?.getAttribute('role')).toBe('listbox')
    expect(title()).toContain('24 Nov 2026')
    await press('ArrowDown')
    expect(title()).toContain('23 Nov 2026')
    await press('ArrowUp')
    await press('ArrowUp')
    expect(focused()?.textContent).toContain('Typed Two')
    expect(title()).toBe('Typed Two')
    // Nothing of it was undone.
    expect(project.draft.current?.past).toHaveLength(2)
  })

  it('says what a step changed, and goes back to it from there', async () => {
    const { project } = await withSteps('One', 'Two')
    document.querySelector<HTMLElement>('[aria-current="step"]')?.focus()
    await press('ArrowUp')
    const detail = document.querySelector('article')?.textContent ?? ''
    for (const part of ['Label of b', 'One', 'OIDC connection', 'edited']) {
      expect(detail).toContain(part)
    }
    buttonNamed('Go back to here').click()
    await flushPromises()
    expect(project.draft.current?.past).toHaveLength(1)
    // The button is gone with it: its row has the focus.
    expect(focused()?.textContent).toContain('Typed One')
    project.draft.redo()
    await flushPromises()
    expect(title()).toBe('Typed Two')
  })

  it('is as it was left when a person comes back to it', async () => {
    const { wrapper, project } = await withSteps('One')
    await key(document.querySelector('input[aria-label="Search publishes"]'), 'ArrowDown')
    await press('ArrowDown')
    expect(title()).toContain('23 Nov 2026')
    wrapper.unmount()
    expect(project.place.historyChoice).toMatchObject({ kind: 'publish' })
    mount(HistoryView, { attachTo: document.body })
    await flushPromises()
    expect(title()).toContain('23 Nov 2026')
  })

  it('asks about the revert of a publish that another screen named, once it is read', async () => {
    const { first, second } = two()
    start([first.record, second.record], first.today)
    mount(HistoryView, {
      attachTo: document.body,
      props: { revert: { publishId: second.record.id } },
    })
    await flushPromises()
    expect(document.querySelector('dialog h2')?.textContent).toContain('23 Nov 2026')
  })
})

it('a publish lists the steps that led to it, and what is to be handed over', async () => {
  const create = {
    kind: 'create-connection',
    key: 'new:n',
    protocol: 'oidc',
    fields: { id: 'n', label: 'New one', provider: 'generic' },
  } as const
  const { record, today } = published([create])
  const { project } = await show([record], today)
  const steps = [{ id: 'step-1', label: 'New connection New one', at: record.startedAt }]
  const draft = project.draft.current!
  project.draft.current = {
    ...draft,
    earlier: [{ publishId: record.id, at: record.endedAt, steps }],
  }
  await flushPromises()
  const detail = (document.querySelector('article')?.textContent ?? '').replace(/\s+/g, ' ')
  expect(detail).toContain('To hand overNew oneHand-over sheet')
  expect(detail).toContain('Steps of the draft')
  expect(detail).toContain('New connection New one')
})
