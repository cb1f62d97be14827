import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure } from '../../../../../src/core/errors/result'
import PublishedNote from '../../../../../src/renderer/features/history/PublishedNote.vue'
import StatusBar from '../../../../../src/renderer/app/shell/StatusBar.vue'
import type { PublishEnd } from '../../../../../src/core/ipc/publish'
import { shownProject } from '../../../../support/page/project'
import { fieldEdit } from '../../../../support/states/field-edit'
import { buttonNamed, pageText, published, start } from './fixtures'

const deletion = { kind: 'delete-organization', key: 'o1', connections: 'detach' } as const
const creation = {
  kind: 'create-connection',
  key: 'new:1',
  protocol: 'oidc',
  fields: { id: 'made', label: 'Made', provider: 'generic' },
} as const
const said = { requests: 2, warnings: [], dropped: [] } satisfies Partial<PublishEnd>

async function show(
  more: Partial<PublishEnd> = {},
  answers: Parameters<typeof start>[2] = {},
  edits: readonly Edit[] = [creation, deletion],
) {
  const { record, today } = published(edits)
  const { project } = start([record], today, answers)
  const here = { ...said, ...more, publishId: record.id }
  project.place.publishedHere = here
  const wrapper = mount(PublishedNote, { props: { published: here }, attachTo: document.body })
  await flushPromises()
  return { project, record, wrapper }
}

describe('the confirmation', () => {
  it('says what was done by entity, the address of new connections and what Ory answered', async () => {
    const { project } = await show()
    for (const part of ['1 created, 1 edited, 1 deleted', 'Adventure Works', 'callback/made']) {
      expect(pageText()).toContain(part)
    }
    expect(pageText()).toContain('2 requests accepted, without a warning.')
    // The status bar announces it; what is announced twice is heard twice.
    expect(document.querySelector('.published [role=alert]')).toBeNull()
    buttonNamed('Hand-over sheet of Made').click()
    // Over what is shown: the next sheet is opened from the same list.
    expect(project.place.dialog).toEqual({ name: 'handover', ownerKey: 'oidc:made' })
    expect(project.place.selection).toEqual({ kind: 'none' })
  })

  it('leads to the question of the revert, and goes when it is closed', async () => {
    const { project, record } = await show()
    buttonNamed('Revert…').click()
    expect(project.place.screen).toMatchObject({ revert: { publishId: record.id } })
    buttonNamed('Close confirmation').click()
    expect(project.place.publishedHere).toBeUndefined()
  })

  it('keeps saying what Ory did not keep or warned of', async () => {
    const target = { kind: 'connection', key: 'oidc:b' } as const
    await show({
      warnings: [{ message: 'Ignored something' }],
      dropped: [{ target, field: 'label', sent: 'Wanted', answered: 'Label of b' }],
    })
    expect(pageText()).toContain('Label was not kept: sent Wanted, answered Label of b.')
    expect(pageText()).toContain('Warning: Ignored something')
    expect(pageText()).not.toContain('without a warning')
  })

  it('says that its record cannot be read, and tries again', async () => {
    let fails = true
    const { record, today } = published([deletion])
    await show(
      {},
      {
        'publish-history.read': () =>
          fails ? failure(appError('draft.corrupt', 'EACCES')) : { ok: true, value: record },
        'project.read': () => ({ ok: true, value: today }),
      },
    )
    expect(pageText()).toContain('It is published. Only its record cannot be read')
    expect(buttonNamed('Revert…').disabled).toBe(true)
    fails = false
    buttonNamed('Try again').click()
    await flushPromises()
    expect(pageText()).toContain('Adventure Works')
  })
})

describe('the status bar after a publish', () => {
  it('says one thing at a time', async () => {
    const { project } = await show()
    const wrapper = mount(StatusBar)
    const status = () => wrapper.findAll('[role=status]').map((item) => item.text().trim())
    project.place.justPublished = true
    await flushPromises()
    expect(status().filter((text) => text !== '')).toEqual(['Published'])
    project.place.saveAsked = true
    await flushPromises()
    expect(status()[0]).toContain('All edits are saved')
    expect(wrapper.text()).not.toContain('Published')
  })
})

describe('the confirmation leaves', () => {
  const renamed = fieldEdit({ kind: 'connection', key: 'oidc:b' }, 'label', 'Another')
  const note = () => document.querySelector<HTMLElement>('.published')
  const isThere = () => shownProject().place.publishedHere !== undefined
  beforeEach(() => void vi.useFakeTimers())

  it('by itself, unless the pointer or a person’s focus is on it', async () => {
    await show({}, {}, [renamed])
    note()?.focus()
    note()?.dispatchEvent(new MouseEvent('mouseenter'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(isThere()).toBe(true)
    note()?.dispatchEvent(new MouseEvent('mouseleave'))
    buttonNamed('Hide details').focus()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(isThere()).toBe(true)
    buttonNamed('Hide details').blur()
    await vi.advanceTimersByTimeAsync(19_000)
    expect(isThere()).toBe(true)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(isThere()).toBe(false)
  })

  it('when something else is done', async () => {
    await show({}, {}, [renamed])
    shownProject().place.show({ name: 'history' })
    await flushPromises()
    expect(isThere()).toBe(false)
  })

  it('not while something is to be handed over that nobody took', async () => {
    await show()
    shownProject().place.show({ name: 'history' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(isThere()).toBe(true)
    buttonNamed('Hand-over sheet of Made').click()
    await vi.advanceTimersByTimeAsync(21_000)
    // The organization of another one was deleted, which gives it another address.
    expect(isThere()).toBe(true)
    buttonNamed('Hand-over sheet of Label of a').click()
    await vi.advanceTimersByTimeAsync(21_000)
    expect(isThere()).toBe(false)
  })

  it('not while it warns', async () => {
    await show({ warnings: [{ message: 'Ignored something' }] }, {}, [renamed])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(isThere()).toBe(true)
  })
})
