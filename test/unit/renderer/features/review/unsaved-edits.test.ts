import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import InterruptedPublish from '../../../../../src/renderer/features/history/InterruptedPublish.vue'
import RevertDialog from '../../../../../src/renderer/features/history/RevertDialog.vue'
import PublishNote from '../../../../../src/renderer/features/review/PublishNote.vue'
import { before, buttonNamed, namesAsked, published, start } from '../history/fixtures'
import { useProjectsStore } from '../../../../../src/renderer/stores/projects'
import { shownProject } from '../../../../support/page/project'
import { inReview, seenNow } from '../../../../support/page/review'
import { fieldEdit } from '../../../../support/states/field-edit'
import { draftWith } from '../../../../support/states/draft-with'

const target = { kind: 'connection', key: 'oidc:b' } as const
const setField = (field: string, value: Extract<Edit, { kind: 'set-field' }>['value']): Edit =>
  fieldEdit(target, field, value)
const typed = () => shownProject().copy.connections[1]?.fields['label']

let answers: Record<string, (input: any) => Result<unknown> | Promise<Result<unknown>>>
const full = () => failure(appError('draft.write-failed', 'ENOSPC: no space left on device'))
const mended = () => {
  answers['draft.save'] = () => success({ sequence: 1 })
  answers['draft.append'] = ({ after, entries }) => success({ sequence: after + entries.length })
}

beforeEach(() => {
  vi.useFakeTimers()
  answers = { 'draft.save': full, 'draft.append': full }
})
afterEach(() => {
  useProjectsStore().shown?.end()
})

/** Everything that puts a draft of main's in the place of the window's, and how to begin it. */
const ways = [
  {
    name: 'a revert',
    request: 'publish-history.revert',
    why: 'revert',
    begin() {
      const { record } = published([setField('client_id', 'published')])
      mount(RevertDialog, { props: { record }, attachTo: document.body })
      return flushPromises().then(() => buttonNamed('Create draft').click())
    },
  },
  {
    name: 'the rest of an interrupted publish',
    request: 'interrupted-publish.settle',
    why: 'continue-publish',
    begin() {
      mount(InterruptedPublish, { attachTo: document.body })
      return flushPromises().then(() => buttonNamed('Check and continue').click())
    },
  },
  {
    name: 'discarding',
    request: 'draft.discard',
    why: 'discard',
    begin: () => Promise.resolve(void shownProject().discard()),
  },
] as const

function open() {
  const { today } = published([setField('client_id', 'published')])
  const other = draftWith(today, [setField('scope', ['openid'])])
  const given = { snapshot: today, draft: other, items: [], redirects: [], rest: false }
  answers['publish-history.revert'] = () => success(given)
  answers['interrupted-publish.settle'] = () => success({ ...given, excluded: [] })
  answers['interrupted-publish.read'] = () =>
    success({
      interrupted: { startedAt: before.readAt, steps: 2, done: 1, requests: [], excluded: [] },
    })
  const bench = start([], today, answers as never)
  bench.project.draft.edit(setField('label', 'Last typing'), 'Label of b')
  return bench
}

describe.each(ways)('$name while the last typing cannot be saved', ({ request, why, begin }) => {
  it('asks, naming what is not on disk, and does nothing for who stays', async () => {
    const { asked, project } = open()
    await begin()
    await flushPromises()
    expect(shownProject().leaving.question).toBe(why)
    expect(project.saving.unsaved).toEqual(['Label of b'])
    shownProject().leaving.answer(false)
    await flushPromises()
    expect(namesAsked(asked)).not.toContain(request)
    expect([typed(), project.saving.state]).toEqual(['Last typing', 'failed'])
  })

  it('goes on for who gives the typing up', async () => {
    const { asked } = open()
    await begin()
    await flushPromises()
    shownProject().leaving.answer(true)
    await flushPromises()
    expect(namesAsked(asked)).toContain(request)
    expect(typed()).not.toBe('Last typing')
  })

  it('goes on by itself as soon as it is saved', async () => {
    const { asked, project } = open()
    await begin()
    await flushPromises()
    mended()
    await project.saving.flush()
    await flushPromises()
    expect(shownProject().leaving.question).toBeUndefined()
    const names = namesAsked(asked)
    expect(names.lastIndexOf('draft.save')).toBeLessThan(names.indexOf(request))
    expect(project.saving.unsaved).toEqual([])
  })
})

describe('a publish', () => {
  it('sends nothing while the last typing cannot be saved, says so, and keeps it', async () => {
    const { asked, project } = open()
    const publishing = inReview()
    const end = await publishing.publish(seenNow(), [], undefined)
    expect(end).toMatchObject({ kind: 'unsaved', steps: ['Label of b'] })
    expect(namesAsked(asked)).not.toContain('draft.publish')
    expect([typed(), project.saving.state]).toEqual(['Last typing', 'failed'])
    const note = mount(PublishNote, { props: { state: end, copy: project.copy } })
    for (const words of ['could not be saved', 'Nothing was sent.', 'Not saved: Label of b.']) {
      expect(note.text()).toContain(words)
    }
    mended()
    answers['draft.publish'] = () => failure(appError('network.offline', 'no route'))
    expect((await publishing.publish(seenNow(), [], undefined)).kind).toBe('failed')
    expect(namesAsked(asked)).toContain('draft.publish')
  })

  it('takes what was edited meanwhile over into the draft that comes back', async () => {
    const { asked, project } = open()
    mended()
    const { today } = published([setField('label', 'Last typing')])
    let finish: (result: Result<unknown>) => void = () => undefined
    answers['draft.publish'] = () => new Promise((resolve) => (finish = resolve))
    const publishing = inReview()
    const ended = publishing.publish(seenNow(), [], undefined)
    await flushPromises()
    const reference = '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001'
    project.draft.edit(setField('client_secret', { $secret: reference }), 'Client secret of b')
    // It waits: the draft is the publish's now, and a save would be refused.
    const flushed = project.saving.flush()
    await flushPromises()
    const sent = asked.length
    expect(namesAsked(asked).at(-1)).toBe('draft.publish')
    const draft = draftWith(today, [])
    finish(
      success({
        kind: 'published',
        snapshot: today,
        draft,
        ids: {},
        publishId: '4d0c1d7e-0000-4000-8000-000000000001',
        requests: 1,
        warnings: [],
        dropped: [],
      }),
    )
    expect((await ended).kind).toBe('published')
    await flushed
    await project.saving.flush()
    expect(project.draft.current?.intents.connection).toEqual({
      'oidc:b': { kind: 'edit', fields: { client_secret: { to: { $secret: reference } } } },
    })
    expect([project.draft.undoLabel, project.saving.state]).toEqual(['Client secret of b', 'saved'])
    const saved = asked.slice(sent).filter(({ name }) => name === 'draft.save')
    expect(JSON.stringify(saved.at(-1)?.input)).toContain(reference)
    expect(project.snapshot).toBe(today)
  })

  it('takes nothing for an edit that a reading settled meanwhile', async () => {
    const { project } = open()
    mended()
    // A colleague has typed the very same, and the reading that was on its way tells so.
    const { today } = published([setField('label', 'Last typing')])
    let finish: (result: Result<unknown>) => void = () => undefined
    answers['draft.publish'] = () => new Promise((resolve) => (finish = resolve))
    const ended = inReview().publish(seenNow(), [], undefined)
    await flushPromises()
    project.moveTo(today)
    expect(project.count).toBe(0)
    project.draft.edit(setField('client_id', 'meanwhile'), 'Client ID of b')
    const draft = draftWith(today, [])
    finish(success({ kind: 'review-again', snapshot: today, draft, ids: {} }))
    await ended
    expect(typed()).toBe('Last typing')
    const fields = project.draft.current?.intents.connection['oidc:b']?.fields
    expect(Object.keys(fields ?? {})).toEqual(['client_id'])
  })

  it('is not overtaken by an older reading that a slow disk held up', async () => {
    const { project } = open()
    mended()
    const early = { ...before, revisionId: 'revision-1', readAt: '2026-11-25T10:00:00.000Z' }
    let arrive: (result: Result<unknown>) => void = () => undefined
    answers['project.read'] = () => new Promise((resolve) => (arrive = resolve))
    const reading = project.refresh()
    const { today } = published([setField('label', 'Last typing')])
    const after = { ...today, readAt: '2026-11-25T10:00:05.000Z' }
    const draft = draftWith(after, [])
    answers['draft.publish'] = () =>
      success({ kind: 'review-again', snapshot: after, draft, ids: {} })
    await inReview().publish(seenNow(), [], undefined)
    arrive(success(early))
    await reading
    expect(project.snapshot?.revisionId).toBe('revision-2')
    // A reading that is newer than the publish counts.
    answers['project.read'] = () => success({ ...early, readAt: '2026-11-25T10:00:09.000Z' })
    await project.refresh()
    expect(project.snapshot?.revisionId).toBe('revision-1')
  })

  it('is not overtaken by one of the same revision, as where only organizations were made', async () => {
    const { project } = open()
    mended()
    const early = { ...before, readAt: '2026-11-25T10:00:00.000Z' }
    let arrive: (result: Result<unknown>) => void = () => undefined
    answers['project.read'] = () => new Promise((resolve) => (arrive = resolve))
    const reading = project.refresh()
    const made = { id: '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0002', label: 'Made', domains: [] }
    const after = {
      ...early,
      readAt: '2026-11-25T10:00:05.000Z',
      organizations: [...before.organizations, made],
    }
    answers['draft.publish'] = () =>
      success({ kind: 'review-again', snapshot: after, draft: draftWith(after, []), ids: {} })
    await inReview().publish(seenNow(), [], undefined)
    arrive(success(early))
    await reading
    expect(project.snapshot?.organizations).toContainEqual(made)
  })

  it('leaves another project alone that took the place meanwhile', async () => {
    const { project } = open()
    mended()
    let finish: (result: Result<unknown>) => void = () => undefined
    answers['draft.publish'] = () => new Promise((resolve) => (finish = resolve))
    const ended = inReview().publish(seenNow(), [], undefined)
    await flushPromises()
    useProjectsStore().shown?.end()
    const draft = draftWith(before, [])
    finish(success({ kind: 'review-again', snapshot: before, draft, ids: {} }))
    await ended
    expect([project.draft.current, project.snapshot]).toEqual([undefined, undefined])
  })
})
