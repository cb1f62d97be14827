import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import PublishQuestion from '../../../../../src/renderer/app/dialogs/PublishQuestion.vue'
import DraftsView from '../../../../../src/renderer/features/drafts/DraftsView.vue'
import { usePublishingStore } from '../../../../../src/renderer/features/drafts/publishing-store'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { useDraftsStore } from '../../../../../src/renderer/stores/drafts'
import { useUiStore } from '../../../../../src/renderer/stores/ui'
import { setBridge } from '../../../../support/page/bridge'
import { openProject } from '../../../../support/page/project'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { published as publishedRecord } from '../history/fixtures'
import { ids, planOf, projects, published } from './fixtures'
import { pageText } from '../../../../support/page/find'

let asked: { name: string; input: any }[]
/** Reports the progress of the last request that listens to it. */
let report: (progress: unknown) => void
let cancelled: number
let answers: Record<string, (input: any) => unknown>
let listeners: Map<string, ((payload: unknown) => void)[]>

const tell = (name: string, payload: unknown) =>
  listeners.get(name)?.forEach((listener) => listener(payload))
const inputsOf = (name: string) =>
  asked.filter((item) => item.name === name).map(({ input }) => input)

beforeEach(() => {
  asked = []
  cancelled = 0
  listeners = new Map()
  answers = {
    'drafts.plan': ({ projectId }) => success(planOf(projectId)),
    'drafts.publish': (input) =>
      success({ results: input.projects.map((item: any) => published(item.projectId)) }),
    'publish-history.read': () => failure(appError('draft.corrupt', 'not read')),
    'project.read': () => failure(appError('network.offline', 'no route')),
  }
  setBridge({
    request: (
      name: string,
      input: unknown,
      _callId: string,
      onProgress?: (progress: unknown) => void,
    ) => {
      asked.push({ name, input })
      if (onProgress) report = onProgress
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
    cancel: () => void (cancelled += 1),
    subscribe: (name: string, listener: (payload: unknown) => void) => {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
      return () => undefined
    },
  })
})

/** Two projects of one workspace, each with a change in its draft. @param part in place of that */
function setState(part: object = {}): void {
  // Only what is read of the state here.
  useAppStore().state = {
    settings: { theme: 'system', columns: {} },
    workspaces: [
      {
        id: 'w',
        name: 'Northwind',
        projects: projects.map((each) => ({ ...each, workspaceId: 'w', state: 'running' })),
      },
    ],
    draftCounts: { [ids.staging]: 1, [ids.production]: 1 },
    ...part,
  } as never
}

let view: { unmount: () => void } | undefined
/** Shows the drafts after something was put into both of them. */
/** The question, and what is told of a publish, are loaded when they are first needed. */
async function settled(): Promise<void> {
  await flushPromises()
  await vi.dynamicImportSettled()
  await flushPromises()
}

async function open() {
  setState()
  useDraftsStore().show(
    Object.values(ids).map((projectId) => ({
      projectId: projectId as never,
      name: projects.find(({ id }) => id === projectId)?.name ?? '',
      words: '1 connection changed',
    })),
  )
  view = mount(DraftsView, { attachTo: document.body })
  mount(PublishQuestion, { attachTo: document.body })
  await settled()
  return usePublishingStore().publishing
}
const button = (name: string) =>
  [...document.querySelectorAll('button')].findLast((item) => item.textContent?.trim() === name)
async function press(name: string) {
  const found = button(name)
  expect(found, name).toBeDefined()
  found?.click()
  await settled()
}
async function fill(label: string, value: string) {
  const found = [...document.querySelectorAll('label')].find((item) => item.textContent === label)
  const input = document.getElementById(found?.htmlFor ?? '')
  if (!(input instanceof HTMLInputElement)) throw new Error(`There is no field ${label}`)
  input.value = value
  input.dispatchEvent(new Event('input'))
  await settled()
}
const box = (name: string) =>
  document.querySelector<HTMLInputElement>(`input[aria-label="Publish ${name}"]`)

const question = () => document.querySelector('dialog')
async function pressAndConfirm(name: string): Promise<void> {
  await press(name)
  await press('Publish to production')
}
const confirmButton = () => button('Publish to production')

it('asks once about all projects, each with its own list, and sends nothing before', async () => {
  answers['drafts.plan'] = ({ projectId }) =>
    success(planOf(projectId, projectId === ids.production ? ['a.example'] : []))
  await open()
  expect(pageText()).toContain('2 projects to publish, 1 of them is production, which goes last')
  await press('Publish chosen')
  expect(inputsOf('drafts.publish')).toEqual([])
  const sections = [...(question()?.querySelectorAll('section') ?? [])]
  expect(sections.map((section) => section.querySelector('h3')?.textContent)).toEqual([
    'Staging',
    'Production',
  ])
  expect(sections[0]?.textContent).toContain('Nobody’s sign-in changes.')
  expect(sections[0]?.querySelector('input')).toBeNull()
  expect(sections[1]?.textContent).toContain('a.example: locked out')
  expect(confirmButton()?.disabled).toBe(true)
  await fill('Locked out', 'a.example')
  await press('Publish to production')
  expect(inputsOf('drafts.publish')).toEqual([
    {
      projects: [
        {
          projectId: ids.staging,
          shown: 'plan of calm-one',
          told: 'told of calm-one',
          confirmed: { harmed: [] },
        },
        {
          projectId: ids.production,
          shown: 'plan of brave-two',
          told: 'told of brave-two',
          confirmed: { harmed: ['a.example'], typed: 'a.example' },
        },
      ],
      onFailure: 'stop',
    },
  ])
  expect(pageText()).toContain('2 projects published.')
})

it('ends in one list of what is to be handed over, project by project, with a text of all of it', async () => {
  const { record, today } = publishedRecord([
    {
      kind: 'create-connection',
      key: 'new:1',
      protocol: 'oidc',
      fields: { id: 'made', label: 'Made', provider: 'generic' },
    },
  ])
  let isLost = true
  answers['publish-history.read'] = ({ projectId }) =>
    projectId === ids.production && isLost
      ? failure(appError('draft.corrupt', 'EACCES'))
      : success({ ...record, id: projectId })
  answers['project.open'] = () => success({ snapshot: today })
  const publishing = await open()
  await pressAndConfirm('Publish chosen')
  // Main took what was published out of both drafts, and told so.
  for (const projectId of Object.values(ids)) tell('draft.replaced', { projectId, changes: 0 })
  await settled()
  expect(pageText()).toContain('No draft has changes.')
  expect(pageText()).toContain('2 projects published.')
  const list = () => [...document.querySelectorAll('[aria-label="Published projects"] > li')]
  expect(list()).toHaveLength(2)
  expect(list()[0]?.textContent).toContain('Only its record cannot be read')
  expect(list()[1]?.textContent).toContain('callback/made')
  // Nothing is left to publish, so nothing asks about it either.
  expect(button('Publish chosen')).toBeUndefined()
  expect(pageText()).not.toContain('After a failure')
  isLost = false
  await press('Try again')
  expect(list()[0]?.textContent).toContain('callback/made')
  expect(document.querySelectorAll('[aria-label="Copy all that was published"]')).toHaveLength(1)
  // One that is published from its review stands with them, and all stays while other places are shown.
  publishing.ended(ids.staging as never, 'published', {
    publishId: 'another',
    requests: 1,
    warnings: [{ message: 'Ignored something' }],
    dropped: [],
  })
  await settled()
  expect(list()).toHaveLength(3)
  expect(list()[0]?.textContent).toContain('Warning: Ignored something')
  view?.unmount()
  mount(DraftsView, { attachTo: document.body })
  await settled()
  expect(list()).toHaveLength(3)
  document.querySelector<HTMLElement>('[aria-label="Close the list to hand over"]')?.click()
  await settled()
  expect(list()).toHaveLength(0)
})

it('has a textbox for each project that harms people, with its name, and publishes nothing when closed', async () => {
  answers['drafts.plan'] = ({ projectId }) =>
    success(
      planOf(projectId, projectId === ids.production ? ['a.example', 'b.example'] : ['c.example']),
    )
  await open()
  await press('Publish chosen')
  await fill('Locked out in Staging', 'c.example')
  expect(confirmButton()?.disabled).toBe(true)
  await fill('Locked out in Production', '2 domains')
  expect(confirmButton()?.disabled).toBe(false)
  await press('Cancel')
  expect(question()).toBeNull()
  expect(inputsOf('drafts.publish')).toEqual([])
  expect(pageText()).toContain('2 projects to publish')
})

it('asks nothing where no project is production and nobody is harmed', async () => {
  await open()
  useDraftsStore().tick([ids.production as never], false)
  await press('Publish chosen')
  expect(question()).toBeNull()
  const [input] = inputsOf('drafts.publish')
  expect(input.projects).toEqual([
    { projectId: ids.staging, shown: 'plan of calm-one', told: 'told of calm-one' },
  ])
})

/** Both projects publish a mapper, of which saved cases fail in one of them. */
function withCases(check: (projectId: string) => unknown) {
  answers['drafts.plan'] = ({ projectId }) =>
    success({ ...planOf(projectId), mappers: [{ key: 'oidc:c1', name: 'Acme Okta' }] })
  answers['case.check-draft'] = ({ projectId }) => check(projectId)
}
const failsIn = (...failing: string[]) =>
  withCases((projectId) => {
    const failed = failing.includes(projectId) ? ['Guest', 'No e-mail'] : []
    const others = { connectionKey: 'oidc:held-back', cases: 1, failed: ['Held back'] }
    return success({ mappers: [{ connectionKey: 'oidc:c1', cases: 6, failed }, others] })
  })
const sections = () => [...(question()?.querySelectorAll('section') ?? [])]

it('tells project by project which saved cases fail, of mappers that are published', async () => {
  failsIn(ids.production)
  await open()
  await press('Publish chosen')
  expect(sections()[0]?.textContent).not.toContain('Saved cases')
  const production = sections()[1]?.textContent?.replace(/\s+/g, ' ')
  expect(production).toContain('Saved cases of these mappers fail:')
  expect(production).toContain('Acme Okta: 2 of 6 cases fail')
  expect(production).toContain('Guest, No e-mail')
  expect(question()?.textContent).not.toContain('Held back')
  await press('Publish to production')
  expect(inputsOf('drafts.publish')).toHaveLength(1)
})

it('asks for failing cases alone where nothing else speaks against it, and not where all pass', async () => {
  failsIn(ids.staging)
  await open()
  useDraftsStore().tick([ids.production as never], false)
  await press('Publish chosen')
  expect(question()?.textContent).toContain('Cases fail')
  expect(inputsOf('drafts.publish')).toEqual([])
  await press('Cancel')
  expect(inputsOf('drafts.publish')).toEqual([])
  failsIn()
  await press('Publish chosen')
  expect(question()).toBeNull()
  expect(inputsOf('drafts.publish')).toHaveLength(1)
  // One project alone was to be published.
  expect(inputsOf('case.check-draft').every(({ projectId }) => projectId === ids.staging)).toBe(
    true,
  )
})

it('keeps the button back until the cases were run, and sends nothing after a cancel', async () => {
  let answer: (value: unknown) => void = () => undefined
  withCases(() => new Promise((resolve) => (answer = resolve)))
  const publishing = await open()
  await press('Publish chosen')
  expect(question()?.textContent).toContain('Running the saved cases…')
  expect(confirmButton()?.disabled).toBe(true)
  for (const _project of [1, 2]) {
    answer(success({ mappers: [] }))
    await settled()
  }
  expect(confirmButton()?.disabled).toBe(false)
  await press('Cancel')
  useDraftsStore().tick([ids.production as never], false)
  await press('Publish chosen')
  publishing.cancel()
  answer(failure(appError('request.cancelled', 'Cancelled')))
  await settled()
  expect(inputsOf('drafts.publish')).toEqual([])
})

it('says where cases were not run, which keeps nothing back', async () => {
  withCases(() => failure(appError('mapper.stopped', 'It was killed')))
  await open()
  await press('Publish chosen')
  expect(sections()[0]?.textContent).toContain('The cases of the changed mappers were not run.')
  await press('Publish to production')
  expect(inputsOf('drafts.publish')).toHaveLength(1)
})

it('sends one summary and ticket with all, suggested until one is typed', async () => {
  const summaries = {
    [ids.staging]: 'Scopes of one changed',
    [ids.production]: 'Scopes of one changed',
  }
  answers['drafts.plan'] = ({ projectId }) =>
    success({ ...planOf(projectId), summary: summaries[projectId] })
  const publishing = await open()
  const field = (label: string) => {
    const found = [...document.querySelectorAll('label')].find((item) => item.textContent === label)
    return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement
  }
  expect(field('Summary').value).toBe('Scopes of one changed')
  summaries[ids.production] = 'Scopes of another changed'
  await publishing.reload()
  await settled()
  expect(field('Summary').value).toMatch(/^\d+ changes in 2 projects$/)
  await fill('Summary', 'Groups for everybody')
  await fill('Ticket', 'CHG-7')
  await press('Publish chosen')
  await press('Publish to production')
  const why = { summary: 'Groups for everybody', ticket: 'CHG-7' }
  expect(inputsOf('drafts.publish').flatMap(({ projects: all }) => all)).toMatchObject([
    { projectId: ids.staging, why },
    { projectId: ids.production, why },
  ])
})

it('publishes nothing without a summary where one of the workspaces asks for one', async () => {
  await open()
  const [staging, production] = projects.map((each) => ({ ...each, state: 'running' }))
  setState({
    workspaces: [
      { id: 'w', name: 'W', projects: [{ ...staging, workspaceId: 'w' }], asksForSummary: true },
      { id: 'v', name: 'V', projects: [{ ...production, workspaceId: 'v' }] },
    ],
  })
  await settled()
  expect(button('Publish chosen')?.disabled).toBe(true)
  expect(pageText()).toContain('A workspace asks for a summary: write what this publish is for')
  await fill('Summary', 'Groups')
  expect(button('Publish chosen')?.disabled).toBe(false)
  await fill('Summary', '')
  useDraftsStore().tick([ids.staging as never], false)
  await settled()
  expect(button('Publish chosen')?.disabled).toBe(false)
})

it('asks wherever the person is, once no other dialog stands', async () => {
  const publishing = await open()
  view?.unmount()
  const ui = useUiStore()
  ui.open({ name: 'trash' })
  void publishing.publish()
  await settled()
  expect(publishing.question?.plans).toHaveLength(2)
  expect(pageText()).not.toContain('Confirm production change')
  ui.close()
  await settled()
  expect(question()?.textContent).toContain('Confirm production change')
  await press('Publish to production')
  expect(inputsOf('drafts.publish')).toHaveLength(1)
  expect(question()).toBeNull()
})

it('takes the newest plan alone, and says that it is worked out', async () => {
  const waiting: ((plan: unknown) => void)[] = []
  const publishing = await open()
  answers['drafts.plan'] = () => new Promise((resolve) => waiting.push(resolve))
  const staging = ids.staging as never
  void publishing.reload([staging])
  await settled()
  // The draft moves while main works out what it was.
  void publishing.reload([staging])
  expect(publishing.reading).toBe(true)
  waiting[0]?.(success({ ...planOf(ids.staging), shown: 'old' }))
  await settled()
  expect(publishing.plans.get(staging)?.shown).toBe('plan of calm-one')
  waiting[1]?.(success({ ...planOf(ids.staging), shown: 'new' }))
  await settled()
  expect(publishing.plans.get(staging)?.shown).toBe('new')
  expect(publishing.reading).toBe(false)
})

it('asks about the drafts of now, where they are still being read', async () => {
  const waiting: ((plan: unknown) => void)[] = []
  const publishing = await open()
  useDraftsStore().tick([ids.staging as never], false)
  answers['drafts.plan'] = () => new Promise((resolve) => waiting.push(resolve))
  void publishing.reload([ids.production as never])
  await press('Publish chosen')
  expect(question()).toBeNull()
  expect(inputsOf('drafts.publish')).toEqual([])
  waiting[0]?.(success({ ...planOf(ids.production), changes: 7 }))
  await settled()
  expect(question()?.textContent).toContain('7')
  publishing.cancel()
  await settled()
})

it('says what main skipped after a failure, and hands on whether it goes on', async () => {
  answers['drafts.publish'] = ({ projects: some }) =>
    success({
      results: some.map((item: any, at: number) =>
        published(item.projectId, at === 0 ? 'failed' : 'skipped'),
      ),
    })
  const publishing = await open()
  await pressAndConfirm('Publish chosen')
  expect(pageText()).toContain('0 projects published, 1 failed, 1 not published.')
  expect(pageText()).toContain('still in its draft')
  expect(pageText()).toContain('Try later')
  publishing.onFailure = 'go-on'
  await pressAndConfirm('Publish chosen')
  expect(inputsOf('drafts.publish').map(({ onFailure }) => onFailure)).toEqual(['stop', 'go-on'])
})

it('says of a failure once what is wrong, with the values that it names beneath', async () => {
  const error = appError('api.rejected', 'domains.0: "x y" is no host name.', { requestId: 'r-1' })
  answers['drafts.publish'] = ({ projects: some }) =>
    success({
      results: some.map((item: any) => ({ ...published(item.projectId, 'failed'), error })),
    })
  await open()
  await pressAndConfirm('Publish chosen')
  expect(pageText()).toContain(
    'Correct the values named below and try again. Your draft is safe on this computer.' +
      'domains.0: "x y" is no host name.request r-1',
  )
  expect(pageText()).not.toMatch(/\.\s*\./)
})

it('says Published of what is, when the others are published once more', async () => {
  answers['drafts.publish'] = ({ projects: some }) =>
    success({
      results: some.map((item: any) =>
        published(item.projectId, item.projectId === ids.staging ? 'published' : 'failed'),
      ),
    })
  const publishing = await open()
  const again = async () => {
    void publishing.publish()
    await settled()
    await press('Publish to production')
  }
  await again()
  expect(pageText()).toContain('1 project published, 1 failed.')
  answers['drafts.plan'] = ({ projectId }: any) =>
    success({ ...planOf(projectId), ...(projectId === ids.staging ? { requests: 0 } : {}) })
  await publishing.reload()
  answers['drafts.publish'] = ({ projects: some }) =>
    success({ results: some.map((item: any) => published(item.projectId, 'published')) })
  await again()
  expect(pageText()).toContain('1 project published.')
})

it('says how far it is, and a cancel ends it before the next project', async () => {
  let end: (value: unknown) => void = () => undefined
  answers['drafts.publish'] = () => new Promise((resolve) => (end = resolve))
  const publishing = await open()
  await pressAndConfirm('Publish chosen')
  report({ projectId: ids.staging })
  report({ projectId: ids.staging, step: 1, of: 3, request: 'PATCH' })
  await settled()
  expect(pageText()).toContain('request 1 of 3')
  await press('Cancel')
  expect(cancelled).toBe(1)
  end(success({ results: [published(ids.staging), published(ids.production, 'skipped')] }))
  await settled()
  expect(pageText()).toContain('1 project published, 1 not published.')
  expect(publishing.running).toBeUndefined()
})

it('keeps a project back that was unticked, and sends nothing while edits are not on disk', async () => {
  const snapshot = snapshotOf({ oidc: [connection('a')] })
  const summary = { ...snapshot.summary, id: ids.staging }
  answers['project.open'] = () => success({ snapshot: { ...snapshot, summary } })
  answers['draft.save'] = () => failure(appError('draft.write-failed', 'ENOSPC'))
  await open()
  const project = await openProject(ids.staging)
  const target = { kind: 'connection', key: 'oidc:a' } as const
  project.draft.edit({ kind: 'set-field', target, field: 'label', value: 'Not saved' }, 'Label')
  await settled()
  // The project was opened without its change, so that it was another draft for a moment.
  useDraftsStore().tick([ids.staging as never], true)
  await settled()
  await press('Publish chosen')
  expect(pageText()).toContain('could not be saved, so nothing was done')
  expect(inputsOf('drafts.publish')).toEqual([])
  useDraftsStore().tick([ids.staging as never], false)
  await press('Publish chosen')
  expect(inputsOf('drafts.publish')).toEqual([])
  expect(document.querySelector('dialog')?.textContent).toContain('Confirm production change')
})

it('ticks nothing by itself, and says of each draft what stands in its way', async () => {
  setState({ draftCounts: { [ids.staging]: 3 } })
  answers['drafts.plan'] = ({ projectId }) =>
    success({
      ...planOf(projectId),
      changes: 2,
      heldBack: 1,
      errors: 1,
      warnings: 2,
      conflicts: 1,
      missingSecrets: 1,
    })
  mount(DraftsView, { attachTo: document.body })
  // The lines are there before main answered.
  expect(pageText()).toContain('3 changes · Working out what would be sent…')
  await settled()
  expect(box('Staging')?.checked).toBe(false)
  expect(box('Production')).toBeNull()
  for (const words of [
    '2 changes, 1 held back, 1 request',
    '1 conflict',
    '1 error',
    '1 secret is missing',
    '2 warnings',
    'Nobody’s sign-in changes.',
    '1 draft with changes',
    'Choose the drafts to publish',
  ]) {
    expect(pageText()).toContain(words)
  }
  expect(button('Publish chosen')?.disabled).toBe(true)
  box('Staging')?.click()
  await settled()
  expect(pageText()).toContain('1 project to publish')
  expect(button('Publish chosen')?.disabled).toBe(false)
})

it('names what a feature put into the drafts, and why it could not put something into one', async () => {
  setState({ draftCounts: { [ids.staging]: 1 } })
  useDraftsStore().show([
    {
      projectId: ids.staging as never,
      name: 'Staging',
      words: '1 connection changed',
      more: ['B: left out'],
    },
    {
      projectId: ids.production as never,
      name: 'Production',
      words: 'It is read-only',
      isFailed: true,
    },
  ])
  mount(DraftsView, { attachTo: document.body })
  await settled()
  expect(pageText()).toContain('The change is in the draft of Staging.')
  expect(pageText()).toContain('Production: It is read-only')
  expect(document.querySelector('[aria-label="Drafts"]')?.textContent).toContain('B: left out')
  expect(box('Staging')?.checked).toBe(true)
  document
    .querySelector<HTMLElement>('[aria-label="Close the note on what was put into drafts"]')
    ?.click()
  await settled()
  expect(pageText()).not.toContain('read-only')
  expect(box('Staging')?.checked).toBe(true)
})

it('follows edits of other windows and of the app, each draft on its own', async () => {
  await open()
  const before = inputsOf('drafts.plan').length
  tell('draft.appended', { projectId: ids.staging, changes: 2 })
  tell('project.changed', { projectId: 'of no draft' })
  await settled()
  expect(inputsOf('drafts.plan').slice(before)).toEqual([{ projectId: ids.staging }])
  tell('draft.replaced', { projectId: ids.staging, changes: 0 })
  await settled()
  expect(box('Staging')).toBeNull()
  // It is another draft then, which nobody chose.
  tell('draft.appended', { projectId: ids.staging, changes: 1 })
  await settled()
  expect(box('Staging')?.checked).toBe(false)
  expect(box('Production')?.checked).toBe(true)
})

it('says which drafts go with their workspace, and leaves the others', async () => {
  await open()
  tell('workspaces.changed', { changed: [], removed: ['w'] })
  await settled()
  expect(pageText()).toContain('The drafts of Staging and Production are not listed any more')
  expect(pageText()).toContain('No draft has changes.')
})

it('publishes nothing offline and says why; all else stays', async () => {
  await open()
  setState({ settings: { theme: 'system', columns: {}, workOffline: true } })
  await settled()
  expect(button('Publish chosen')?.disabled).toBe(true)
  expect(pageText()).toContain('You work offline. Go online to publish; the drafts are kept.')
  expect(button('Review Staging')?.disabled).toBe(false)
})

it('chooses all that can be published with one box, and nothing else', async () => {
  answers['drafts.plan'] = ({ projectId }) =>
    success({
      ...planOf(projectId),
      ...(projectId === ids.production ? { refusal: 'The project is locked' } : {}),
    })
  await open()
  expect(document.querySelector('.all')).toBeNull()
  expect(box('Production')?.disabled).toBe(true)
  expect(pageText()).toContain('The project is locked')
  expect(pageText()).toContain('1 project to publish')
  answers['drafts.plan'] = ({ projectId }) => success(planOf(projectId))
  await usePublishingStore().publishing.reload()
  await settled()
  const all = document.querySelector<HTMLInputElement>('.all input')
  expect(all?.checked).toBe(true)
  all?.click()
  await settled()
  expect([box('Staging')?.checked, box('Production')?.checked]).toEqual([false, false])
  all?.click()
  await settled()
  expect([box('Staging')?.checked, box('Production')?.checked]).toEqual([true, true])
})
