import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { failure, success } from '../../../../../src/core/errors/result'
import { appError } from '../../../../../src/core/errors/app-error'
import { setBridge } from '../../../../support/bridge'
import PublishHistoryView from '../../../../../src/renderer/features/publish-history/PublishHistoryView.vue'
import { before, buttonNamed, pageText, published, start } from './fixtures'

const rename = (key: string, value: string) =>
  ({
    kind: 'set-field',
    target: { kind: 'connection', key },
    field: 'label',
    value,
  }) as const

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
  const wrapper = mount(PublishHistoryView, { attachTo: document.body })
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

afterEach(() => {
  document.body.innerHTML = ''
  setBridge(undefined)
})

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
    for (const part of ['24 November 2026', 'Published', '1 edited', 'key …w2Rk']) {
      expect(one).toContain(part)
    }
    expect(other).toContain('Stopped after 1 of 2')
    expect(other).toContain('Adventure Works')
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
    expect(document.querySelector('dialog h2')?.textContent).toContain('24 November 2026')
    expect(pageText()).toContain('gets its former values back')
  })
})
