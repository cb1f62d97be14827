import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import InterruptedPublish from '../../../../../src/renderer/features/history/InterruptedPublish.vue'
import RevertDialog from '../../../../../src/renderer/features/history/RevertDialog.vue'
import { before, buttonNamed, namesAsked, pageText, published, start } from './fixtures'
import { shownProject } from '../../../../support/page/project'
import { fieldEdit } from '../../../../support/states/field-edit'
import { draftWith } from '../../../../support/states/draft-with'

const deleteOrganization: Edit = {
  kind: 'delete-organization',
  key: 'o1',
  connections: 'delete',
}
const rename: Edit = fieldEdit({ kind: 'connection', key: 'oidc:b' }, 'label', 'Renamed')

/** Another writer's label on the second connection that is left. */
function elsewhere(snapshot: Snapshot, id: string, label: string): Snapshot {
  const project = structuredClone(snapshot.project) as any
  const { providers } = project.services.identity.config.selfservice.methods.oidc.config
  providers.find((item: any) => item.id === id).label = label
  return { ...snapshot, project, revisionId: 'revision-3' }
}

const sectionText = (title: string) => {
  const heading = [...document.querySelectorAll('h3')].find((item) => item.textContent === title)
  return (heading?.parentElement?.textContent ?? '').replace(/\s+/g, ' ')
}

const partText = (name: string) => {
  const part = [...document.querySelectorAll('li')].find(
    (item) => item.querySelector('strong')?.textContent === name,
  )
  return (part?.textContent ?? '').replace(/\s+/g, ' ')
}

describe('before it is made a draft', () => {
  it('names what comes back, what cannot, and the redirect URLs that change', async () => {
    const { record, today } = published([deleteOrganization, rename])
    start([record], today)
    mount(RevertDialog, { props: { record }, attachTo: document.body })
    await flushPromises()
    expect(partText('Organization Adventure Works')).toContain('is created again, with a new ID')
    const again = partText('Connection Label of a')
    // Each field stands in one place: what cannot come back is not among what does.
    expect(again).toContain('Connection Label of a is created again')
    expect(again.match(/Client secret/g)).toHaveLength(1)
    expect(again).toContain('cannot be brought back')
    const edited = partText('Connection Label of b')
    expect(edited).toContain('is set back to its values from before the publish')
    expect(edited).toMatch(/Label\s*Renamed → Label of b/)
    const urls = sectionText('Redirect URLs that change')
    expect(urls).toContain(
      'https://login.customer.example/self-service/methods/oidc/organization/o1/callback/a',
    )
    expect(urls).toContain('becomes another one, known once it is published')
    expect(pageText()).not.toContain('changed since by someone else')
  })

  it('says where somebody changed it since, on the state read just now', async () => {
    const { record, today } = published([rename])
    start([record], today, {
      'project.read': () => success(elsewhere(today, 'b', 'Theirs')),
    })
    mount(RevertDialog, { props: { record }, attachTo: document.body })
    await flushPromises()
    const part = partText('Connection Label of b')
    expect(part).toContain('was changed since by someone else: you decide field by field')
    expect(pageText()).not.toContain('set back to its values')
    expect(buttonNamed('Create draft').disabled).toBe(false)
  })

  it('offers nothing where all of it is as before', async () => {
    const { record } = published([rename])
    start([record], before)
    mount(RevertDialog, { props: { record }, attachTo: document.body })
    await flushPromises()
    expect(pageText()).toContain('There is nothing to revert.')
    expect(pageText()).toContain(
      'stays as it is: it already has the values from before the publish',
    )
    expect(buttonNamed('Create draft').disabled).toBe(true)
  })
})

describe('making a draft', () => {
  it('puts the answer into the stores and says so', async () => {
    const { record, today } = published([rename])
    const draft = draftWith(today, [fieldEdit({ kind: 'connection', key: 'oidc:b' }, 'label', 'x')])
    const { asked, project } = start([record], today, {
      'publish-history.revert': () => success({ snapshot: today, draft, items: [], redirects: [] }),
    })
    const wrapper = mount(RevertDialog, { props: { record }, attachTo: document.body })
    await flushPromises()
    buttonNamed('Create draft').click()
    await flushPromises()
    expect(namesAsked(asked)).toContain('publish-history.revert')
    expect(project.count).toBe(1)
    expect(wrapper.emitted('made')).toHaveLength(1)
  })

  it('tells a failure and stays open', async () => {
    const { record, today } = published([rename])
    start([record], today, {
      'publish-history.revert': () => failure(appError('draft.write-failed', 'No space left')),
    })
    const wrapper = mount(RevertDialog, { props: { record }, attachTo: document.body })
    await flushPromises()
    buttonNamed('Create draft').click()
    await flushPromises()
    expect(pageText()).toContain('No space left')
    expect(wrapper.emitted('made')).toBeUndefined()
  })
})

describe('an interrupted publish', () => {
  const interrupted = {
    startedAt: '2026-11-25T09:00:00.000Z',
    steps: 4,
    done: 2,
    requests: [],
    excluded: [],
  }
  const none = () => success({})

  it('is not spoken of where none was', async () => {
    start([], before, { 'interrupted-publish.read': none })
    mount(InterruptedPublish, { attachTo: document.body })
    await flushPromises()
    expect(pageText()).toBe('')
  })

  it('goes on with a look, and opens the review where something is left', async () => {
    const draft = draftWith(before, [rename])
    const { project } = start([], before, {
      'interrupted-publish.read': () => success({ interrupted }),
      'interrupted-publish.settle': () =>
        success({ snapshot: before, draft, excluded: [], done: 3, steps: 4, rest: true }),
    })
    mount(InterruptedPublish, { attachTo: document.body })
    await flushPromises()
    expect(pageText()).toContain('A publish was interrupted after step 2 of 4.')
    buttonNamed('Check and continue').click()
    await flushPromises()
    expect(project.count).toBe(1)
    expect(shownProject().place.dialog?.name).toBe('review')
    expect(pageText()).toBe('')
  })

  it('is left on demand, and stays in sight where that fails', async () => {
    let fails = true
    start([], before, {
      'interrupted-publish.read': () => success({ interrupted }),
      'interrupted-publish.leave': () =>
        fails ? failure(appError('publish.running', 'Another copy publishes')) : success({}),
    })
    mount(InterruptedPublish, { attachTo: document.body })
    await flushPromises()
    buttonNamed('Ignore').click()
    await flushPromises()
    expect(pageText()).toContain('This project is being published already')
    expect(pageText()).toContain('Another copy publishes')
    fails = false
    buttonNamed('Ignore').click()
    await flushPromises()
    expect(pageText()).toBe('')
  })
})
