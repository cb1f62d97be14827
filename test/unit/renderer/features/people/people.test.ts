import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { AppState } from '../../../../../src/core/ipc/app-state'
import type { KnownPeople } from '../../../../../src/core/ipc/people'
import type { Environment } from '../../../../../src/core/model/project'
import ConnectionPeople from '../../../../../src/renderer/features/people/ConnectionPeople.vue'
import CountFailedNote from '../../../../../src/renderer/features/people/CountFailedNote.vue'
import OrganizationPeople from '../../../../../src/renderer/features/people/OrganizationPeople.vue'
import PeopleDialog from '../../../../../src/renderer/features/people/PeopleDialog.vue'
import PeopleOfAllDialog from '../../../../../src/renderer/features/people/PeopleOfAllDialog.vue'
import PeopleShownDialog from '../../../../../src/renderer/features/people/PeopleShownDialog.vue'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { usePeopleStore } from '../../../../../src/renderer/stores/people'
import { useProjectsStore } from '../../../../../src/renderer/stores/projects'
import { counted, standInForPeople } from '../../../../support/page/people'
import { showProject } from '../../../../support/page/project'
import { someProject } from '../../../../support/states/project-ids'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const organizations = [
  { id: 'o1', label: 'One', domains: ['one.example'] },
  { id: 'o2', label: 'Two', domains: ['two.example'] },
]
const plain = snapshotOf({ organizations, oidc: [connection('a', { organization_id: 'o1' })] })
const projectId = plain.summary.id
const address = 'ada@one.example'

let open: VueWrapper | undefined

function start(begins: Partial<KnownPeople> = {}, environment: Environment = 'staging') {
  const main = standInForPeople(begins)
  const snapshot = { ...plain, summary: { ...plain.summary, environment } }
  useAppStore().state = {
    workspaces: [{ id: 'w', name: 'Workspace', projects: [snapshot.summary] }],
    platform: 'linux',
    settings: { theme: 'system', columns: {} },
    guards: { kind: 'known', locked: [], allowed: {} },
  } as unknown as AppState
  const project = showProject(snapshot)
  async function show(component: Component, props: object = {}) {
    const made = mount(component, { props, attachTo: document.body })
    open = made
    await flushPromises()
    const button = (name: string) =>
      made.findAll('button').find((each) => each.text().replaceAll(/\s+/g, ' ') === name)
    const press = async (name: string) => {
      const found = button(name)
      if (!found) throw new Error(`There is no button ${name}`)
      await found.trigger('click')
      await flushPromises()
    }
    const said = () => made.text().replaceAll(/\s+/g, ' ')
    const type = async (label: string, text: string) => {
      const found = made.findAll('label').find((each) => each.text() === label)
      await made.find(`[id="${found?.attributes('for')}"]`).setValue(text)
    }
    return { made, button, press, said, type }
  }
  const answer = async (name: string, result: Parameters<typeof success>[0]) => {
    main.answers.get(name)?.(success(result))
    await flushPromises()
  }
  const fail = async (name: string, code: Parameters<typeof appError>[0]) => {
    main.answers.get(name)?.(failure(appError(code, 'no')))
    await flushPromises()
  }
  return { main, project, show, answer, fail }
}

const isOff = (button: { attributes(name: string): string | undefined } | undefined) =>
  button?.attributes('disabled') !== undefined

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00.000Z'), toFake: ['Date'] })
})
afterEach(() => {
  open?.unmount()
  open = undefined
})

const place = { isNew: false, origin: 'https://id.customer.example' }

describe('the people of an organization', () => {
  const of = { organizationKey: 'o1', domains: ['one.example'], ...place }

  it('can be sent a link by which people with an account join, once the organization has an ID', async () => {
    const { show } = start()
    const { made, said, button } = await show(OrganizationPeople, of)
    expect(said()).toContain('Join link')
    expect(said()).toContain(
      'https://id.customer.example/self-service/settings/browser?organization=o1',
    )
    expect(said()).toContain('a verified address under one of the domains')
    await made.setProps({ organizationKey: 'new:n', isNew: true })
    expect(said()).toContain('Join linkAvailable after you publish.')
    expect(said()).not.toContain('settings/browser')
    expect(button('Count people…')).toBeUndefined()
  })

  it('are told with their age, and who stands outside, each with a way to see them', async () => {
    const { project, show } = start({ counts: counted })
    const { said, press } = await show(OrganizationPeople, of)
    expect(said()).toContain('214 people · 31 signed in within 7 days · last sign-in 3 h ago')
    expect(said()).toContain('Counted 2 h ago')
    expect(said()).toContain('12 people with one.example in no organization')
    expect(said()).toContain('3 people with none of its domains')
    expect(said()).toContain('Nobody has emergency access.')
    await press('Show People with one.example in no organization')
    const group = { kind: 'outside', domain: 'one.example' }
    expect(project.place.dialog).toEqual({ name: 'people-shown', group })
  })

  it('are not known to have never signed in, and nobody outside is good news', async () => {
    const { show } = start({ counts: counted })
    const { said } = await show(OrganizationPeople, {
      organizationKey: 'o2',
      domains: ['two.example'],
      ...place,
    })
    expect(said()).toContain('2 people · 0 signed in within 7 days · last sign-in unknown')
    expect(said()).toContain('Everyone with one of its domains is in an organization.')
    expect(said()).toContain('2 people with emergency access')
  })

  it('are at least so many where the count stopped early, with no word of what is missing', async () => {
    const { show } = start({ counts: { ...counted, isWhole: false } })
    const { said } = await show(OrganizationPeople, of)
    expect(said()).toContain(
      'at least 214 people · at least 31 signed in within 7 days · last sign-in 3 h ago or later',
    )
    expect(said()).toContain('At least 12 people with one.example in no organization')
    expect(said()).not.toContain('Nobody has emergency access')
    expect(said()).toContain('Counted 2 h ago, in part')
  })

  it('are counted in a dialog, and a count under way can be ended from here', async () => {
    const { project, main, show } = start()
    const { said, press } = await show(OrganizationPeople, of)
    expect(said()).toContain('Who signs in here was not counted yet.')
    await press('Count people…')
    expect(project.place.dialog).toEqual({ name: 'people' })

    void usePeopleStore().count(projectId, { by: 'kept-key' })
    main.report('people.read', { people: 1500, sessions: 0 })
    await flushPromises()
    expect(said()).toContain('1,500 people read…')
    await press('Cancel')
    expect(main.inputs('people.stop')).toEqual([{ projectId }])
  })
})

it('the people of a connection are those with a session, and none is not never', async () => {
  const { show } = start({ counts: counted })
  const { said } = await show(ConnectionPeople, { connectionKey: 'oidc:a' })
  expect(said()).toContain('180 people · last sign-in 3 h ago')
  open?.unmount()
  const other = await show(ConnectionPeople, { connectionKey: 'oidc:b' })
  expect(other.said()).toContain('No kept session: last sign-in unknown')
})

describe('counting', () => {
  it('keeps a key once the project takes it, counts with it, and forgets it', async () => {
    const { main, show, answer, fail } = start()
    const { said, press, type, button, made } = await show(PeopleDialog)
    await made.find('input[type=radio][value=kept-key]').setValue(true)
    expect(isOff(button('Count people'))).toBe(true)
    await press('Keep key')
    expect(said()).toContain('Enter the project API key')
    await type('Project API key', ' ory_pat_secret ')
    await press('Keep key')
    expect(main.inputs('people.change-key')).toEqual([{ projectId, apiKey: 'ory_pat_secret' }])
    await fail('people.change-key', 'people.key-refused')
    expect(said()).toContain('The project does not take this key')
    await press('Keep key')
    main.known = { ...main.known, key: 'kept' }
    ;(made.find('input[type=password]').element as HTMLElement).focus()
    await answer('people.change-key', {})
    expect(said()).toContain('The keychain has a key of this project.')
    expect(document.activeElement?.textContent).toContain('Forget key')
    expect(document.body.innerHTML).not.toContain('ory_pat_secret')
    await press('Count people')
    expect(main.inputs('people.read')).toEqual([{ projectId, by: 'kept-key' }])
    const until = new Date(Date.now() + 30_000).toISOString()
    main.tell('request.waiting', { projectId, code: 'api.rate-limited', attempt: 1, of: 3, until })
    await flushPromises()
    expect(said()).toMatch(/Ory asks for a pause: attempt 2 of 4 in \d+ s/)
    main.known = { ...main.known, counts: counted }
    await answer('people.read', { kind: 'read', counts: counted, ended: 'whole', left: [] })
    expect(said()).toContain('Everybody was counted.')
    expect(said()).toContain('216 of 1,234')
    await press('Forget key')
    expect(main.inputs('people.change-key').slice(-1)).toEqual([{ projectId }])
    expect(said()).toContain('Project API key')
  })

  it('with a key that is made asks for the slug in production, and says where it could not be deleted', async () => {
    const { main, show, answer } = start({}, 'production')
    const { said, press, type, button } = await show(PeopleDialog)
    expect(isOff(button('Count people'))).toBe(true)
    await type('Project slug', plain.summary.slug)
    await press('Count people')
    expect(main.inputs('people.read')).toEqual([
      { projectId, by: 'made-key', confirmedSlug: plain.summary.slug },
    ])
    await answer('people.read', { kind: 'read', counts: counted, ended: 'whole', left: ['key'] })
    expect(said()).toContain('The key that was made could not be deleted.')
  })

  it('makes no key for a project that may not be written', async () => {
    const { show } = start()
    useAppStore().state = {
      ...useAppStore().state,
      guards: { kind: 'known', locked: [projectId], allowed: {} },
    } as unknown as AppState
    const { said, button, made } = await show(PeopleDialog)
    await made.find('input[type=radio][value=made-key]').setValue(true)
    expect(said()).toContain('Making a key changes something at Ory.')
    expect(isOff(button('Count people'))).toBe(true)
  })

  it.each([
    ['declined', { kind: 'declined' }, 'Nothing was done.'],
    ['stopped', { kind: 'read', ended: 'stopped' }, 'the count can go on'],
    ['repeated', { kind: 'read', ended: 'repeated' }, 'sent the same people again'],
    ['expired', { kind: 'read', ended: 'expired' }, 'no longer knew where the count was'],
    ['too-many', { kind: 'read', ended: 'too-many' }, 'longer than the app counts'],
    ['no-next', { kind: 'read', ended: 'no-next' }, 'did not say how the list goes on'],
  ])('that ended as %s says so', async (_name, outcome, words) => {
    const { main, show, answer } = start({ key: 'kept' })
    const { said, press, button } = await show(PeopleDialog)
    await press('Count people')
    main.known = { ...main.known, counts: { ...counted, isWhole: false }, goesOn: true }
    await answer('people.read', { counts: counted, left: [], ...outcome })
    expect(said()).toContain(words)
    expect(said()).toContain('at least 1,234 people')
    expect(button('Go on')).toBeDefined()
  })

  it('says what is safe where it failed, and waits for another window', async () => {
    const { main, show, fail } = start({ key: 'kept', counts: counted })
    const { said, press, button } = await show(PeopleDialog)
    await press('Count again')
    await fail('people.read', 'network.offline')
    expect(said()).toContain('The API cannot be reached')
    expect(said()).toContain('What was counted before is kept.')
    const known = { ...main.known, isReading: true }
    main.tell('people.changed', { projectId, known })
    await flushPromises()
    expect(said()).toContain('People are being counted in another window.')
    expect(isOff(button('Count again'))).toBe(true)
  })

  it('waits until the person is online again, and shows what was counted', async () => {
    const { show } = start({ key: 'kept', counts: counted })
    const app = useAppStore()
    app.state = {
      ...app.state,
      settings: { theme: 'system', columns: {}, workOffline: true },
    } as unknown as AppState
    const { said, button } = await show(PeopleDialog)
    expect(said()).toContain('1,234 people')
    expect(said()).toContain('2 h ago (')
    expect(said()).toContain('You work offline')
    expect(isOff(button('Count again'))).toBe(true)
  })
})

describe('a count after a refresh', () => {
  it('that failed is told where the refresh was asked for, with what to do', async () => {
    const { main, project, show, fail, answer } = start({ key: 'kept', counts: counted })
    const { said, press } = await show(CountFailedNote)
    expect(said()).toBe('')
    void usePeopleStore().countByKept(projectId)
    await flushPromises()
    await fail('people.read', 'people.key-refused')
    expect(said()).toContain('People could not be counted')
    expect(said()).toContain('The project does not take this key')
    expect(said()).toContain('The project was read. What was counted before is kept.')
    await press('Count people…')
    expect(project.place.dialog).toEqual({ name: 'people' })
    await press('Count again')
    expect(said()).toBe('')
    expect(main.inputs('people.read')).toHaveLength(2)
    await answer('people.read', { kind: 'read', counts: counted, ended: 'expired', left: [] })
    expect(said()).toContain('no longer knew where the count was')
    await press('Dismiss')
    expect(said()).toBe('')
  })

  it('that counted everybody, was cancelled, or was begun in the dialog says nothing there', async () => {
    const { show, fail, answer } = start({ key: 'kept', counts: counted })
    const { said } = await show(CountFailedNote)
    const people = usePeopleStore()
    for (const ended of ['whole', 'stopped'] as const) {
      void people.countByKept(projectId)
      await flushPromises()
      await answer('people.read', { kind: 'read', counts: counted, ended, left: [] })
      expect(said()).toBe('')
    }
    void people.count(projectId, { by: 'kept-key' })
    await flushPromises()
    await fail('people.read', 'network.offline')
    expect(said()).toBe('')
  })
})

describe('an organization that came after the count', () => {
  it('is not said to have nobody, nor is everyone of its domains said to be inside', async () => {
    const { show } = start({ counts: counted })
    const later = await show(OrganizationPeople, {
      organizationKey: 'o3',
      domains: ['three.example'],
      ...place,
    })
    expect(later.said()).toContain('was not counted yet')
    expect(later.said()).not.toContain('Nobody')
    later.made.unmount()
    const { said } = await show(OrganizationPeople, {
      organizationKey: 'o2',
      domains: ['two.example', 'added.example'],
      ...place,
    })
    expect(said()).not.toContain('Everyone with one of its domains')
  })
})

describe('the people of a group', () => {
  const group = { kind: 'outside', domain: 'one.example' } as const
  const people = [{ id: 'id-1', addresses: [address] }]

  it('are read at once with a kept key, and gone with the dialog', async () => {
    const { main, show, answer } = start({ key: 'kept' })
    // The window knows of the key, as it does where the organization was shown.

    usePeopleStore().look(projectId)
    await flushPromises()
    const { said, press, made } = await show(PeopleShownDialog, { group })
    expect(main.inputs('people.show')).toEqual([{ projectId, by: 'kept-key', group }])
    expect(document.body.innerHTML).not.toContain(address)
    await answer('people.show', { kind: 'read', people, total: 1, isWhole: true, left: [] })
    expect(said()).toContain('1 person with one.example in no organization')
    expect(made.find('[role=listbox]').text()).toContain(address)
    await press('Export IDs…')
    expect(main.inputs('people.export')).toEqual([{ projectId, by: 'kept-key', group }])
    await answer('people.export', {
      kind: 'saved',
      name: 'ids.csv',
      people: 1,
      isWhole: true,
      left: [],
    })
    expect(said()).toContain('1 ID saved as ids.csv.')
    made.unmount()
    expect(document.body.innerHTML).not.toContain(address)
  })

  it('are asked for by a button where a key has to be chosen, and not shown after a no', async () => {
    const { show, answer, main } = start()
    const { said, press } = await show(PeopleShownDialog, { group })
    expect(main.inputs('people.show')).toEqual([])
    await press('Show')
    expect(main.inputs('people.show')).toEqual([{ projectId, by: 'made-key', group }])
    await answer('people.show', { kind: 'declined' })
    expect(said()).toContain('Nothing was read.')
    await press('Show')
    await answer('people.show', { kind: 'read', people, total: 2000, isWhole: false, left: [] })
    expect(said()).toContain(
      'At least 2,000 people with one.example in no organization. The first 1',
    )
  })

  it('keep the focus in the dialog when a kept key begins to read them', async () => {
    const { main, show, answer } = start()
    const { press, type, made } = await show(PeopleShownDialog, { group })
    await made.find('input[type=radio][value=kept-key]').setValue(true)
    await type('Project API key', 'ory_pat_secret')
    ;(made.find('input[type=password]').element as HTMLElement).focus()
    await press('Keep key')
    main.known = { ...main.known, key: 'kept' }
    await answer('people.change-key', {})
    // The form of the key is gone, and with it what had the focus.
    expect(main.inputs('people.show')).toEqual([{ projectId, by: 'kept-key', group }])
    expect(made.find('input[type=password]').exists()).toBe(false)
    expect(made.find('dialog').element.contains(document.activeElement)).toBe(true)
    expect(document.activeElement?.tagName).toBe('BUTTON')
  })

  it('end to be read with the dialog', async () => {
    const { show, main } = start()
    const { press, made } = await show(PeopleShownDialog, { group })
    await press('Show')
    made.unmount()
    expect(main.cancelled).toBe(1)
  })
})

describe('the people of all projects', () => {
  it('are counted where a key is kept; another project is opened for it', async () => {
    const { main, show, answer } = start({ key: 'kept' })

    usePeopleStore().look(projectId)
    await flushPromises()
    const { said, press, button } = await show(PeopleOfAllDialog)
    expect(said()).toContain('Not counted yet')
    await press('Count 1 project')
    expect(main.inputs('people.read')).toEqual([{ projectId, by: 'kept-key' }])
    main.report('people.read', { people: 7, sessions: 0 })
    await flushPromises()
    expect(said()).toContain('7 people read…')
    const wait = { code: 'api.rate-limited', attempt: 1, of: 4, until: '2026-11-25T12:00:30.000Z' }
    main.tell('request.waiting', { projectId: someProject(9), ...wait })
    await flushPromises()
    expect(said()).toContain('7 people read…')
    main.tell('request.waiting', { projectId, ...wait })
    await flushPromises()
    expect(said()).toContain('Ory asks for a pause: attempt 2 of 5 in 30 s')
    main.known = { ...main.known, counts: counted }
    await answer('people.read', { kind: 'read', counts: counted, ended: 'whole', left: [] })
    expect(said()).toContain('1,234 people · Counted 2 h ago')
    main.tell('people.changed', { projectId, known: { ...main.known, key: 'none' } })
    await flushPromises()
    expect(button('Count 1 project')).toBeUndefined()
    await press('Open Project')
    expect(useProjectsStore().shown?.place.dialog).toEqual({ name: 'people' })
  })
})

it('a late answer about all projects overwrites no newer count', async () => {
  const main = standInForPeople()
  const people = usePeopleStore()
  main.all = undefined
  const late = people.lookAtAll()
  main.tell('people.changed', { projectId, known: { ...main.known, counts: counted } })
  main.answers.get('people.known-all')?.(success([{ projectId, ...main.known }]))
  await late
  expect(people.countsOf(projectId)).toEqual(counted)
})
