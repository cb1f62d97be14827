import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { mostTableCharacters } from '../../../../../src/core/ipc/bulk'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import BulkQuestion from '../../../../../src/renderer/app/dialogs/BulkQuestion.vue'
import BulkView from '../../../../../src/renderer/features/bulk/BulkView.vue'
import { useBulkStore } from '../../../../../src/renderer/features/bulk/bulk-store'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { useUiStore } from '../../../../../src/renderer/stores/ui'
import { setBridge } from '../../../../support/page/bridge'
import { openProject } from '../../../../support/page/project'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { published as publishedRecord } from '../history/fixtures'
import { entities, ids, planOf, projects, published, rows } from './fixtures'

let asked: { name: string; input: any }[]
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
    'bulk.entities': ({ projectIds, offset, limit }) => {
      const all = entities.filter(
        ({ projectId }) => projectIds.length === 0 || projectIds.includes(projectId),
      )
      return success({
        rows: all.slice(offset, offset + limit),
        total: all.length,
        projects: projects.map((project) => {
          const count = entities.filter(({ projectId }) => projectId === project.id).length
          return {
            ...project,
            workspace: 'Northwind',
            readAt: '2026-11-25T12:00:00Z',
            total: count,
            matching: count,
          }
        }),
      })
    },
    'bulk.prepare': () =>
      success({
        planId: 7,
        changes: 1,
        reasons: { 'draft-edit': 1 },
        projects: [{ projectId: ids.staging, changes: 1, leftOut: 1 }],
        remarks: [],
      }),
    'bulk.rows': () => success({ rows, total: rows.length }),
    'bulk.apply': () =>
      success({
        projects: Object.values(ids).map((projectId) => ({ projectId, applied: 1, moved: 0 })),
      }),
    'bulk.publish-plan': ({ projectId }) => success(planOf(projectId)),
    'bulk.publish': (input) =>
      success({ results: input.projects.map((item: any) => published(item.projectId)) }),
    'publish-history.read': () => failure(appError('draft.corrupt', 'not read')),
    'project.read': () => failure(appError('network.offline', 'no route')),
  }
  setActivePinia(createPinia())
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
    cancel: () => void (cancelled += 1),
    subscribe: (name: string, listener: (payload: unknown) => void) => {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
      return () => undefined
    },
  } as unknown as Bridge)
})
afterEach(() => {
  document.body.innerHTML = ''
  setBridge(undefined)
})

let view: { unmount: () => void } | undefined
async function open() {
  view = mount(BulkView, { attachTo: document.body })
  mount(BulkQuestion, { attachTo: document.body })
  await flushPromises()
  return useBulkStore()
}
const text = () => document.body.textContent ?? ''
const button = (name: string) =>
  [...document.querySelectorAll('button')].findLast((item) => item.textContent?.trim() === name)
async function press(name: string) {
  const found = button(name)
  expect(found, name).toBeDefined()
  found?.click()
  await flushPromises()
}
const options = () => [...document.querySelectorAll<HTMLElement>('[role=option]')]
const option = (name: string) => options().find((item) => item.textContent?.includes(name))
async function choose(name: string) {
  option(name)?.click()
  await flushPromises()
}
async function fill(label: string, value: string) {
  const found = [...document.querySelectorAll('label')].find((item) => item.textContent === label)
  const input = document.getElementById(found?.htmlFor ?? '')
  if (!(input instanceof HTMLInputElement)) throw new Error(`There is no field ${label}`)
  input.value = value
  input.dispatchEvent(new Event('input'))
  await flushPromises()
}

/** As far as the drafts have it. */
async function applied() {
  const bulk = await open()
  await choose('Connection 1')
  await press('Next: change')
  bulk.changing.scopes = ['groups']
  await flushPromises()
  await press('Next: preview')
  await press('Apply to drafts')
  return bulk
}

it('chooses rows, whole projects and all that is shown, also what was not scrolled to', async () => {
  const bulk = await open()
  await choose('Connection 3')
  expect(option('Connection 3')?.getAttribute('aria-selected')).toBe('true')
  expect(text()).toContain('1 connection in 1 project chosen')
  await press('Choose all 1,501 shown')
  expect(text()).toContain('1,501 connections in 2 projects chosen')
  const pages = inputsOf('bulk.entities').map(({ limit }) => limit)
  expect(Math.max(...pages)).toBeLessThanOrEqual(1000)
  // The row of a project that is chosen as a whole lets go of it.
  await choose('Northwind · 1,500 connections')
  expect(text()).toContain('1 connection in 1 project chosen')
  await bulk.choosing.setKind('organization')
  expect(bulk.choosing.count).toBe(0)
})

it('says what is missing before a preview is made, and keeps what failed', async () => {
  const bulk = await open()
  await choose('Connection 1')
  await press('Next: change')
  expect(button('Next: preview')?.disabled).toBe(true)
  expect(text()).toContain('Enter at least one scope')
  bulk.changing.scopes = ['groups']
  answers['bulk.prepare'] = () => failure(appError('draft.corrupt', 'of Staging'))
  await flushPromises()
  await press('Next: preview')
  expect(document.querySelector('[role=alert]')?.textContent).toContain('of Staging')
  expect(bulk.step).toBe('change')
  expect(bulk.choosing.count).toBe(1)
})

it('lets a mapper with a syntax error not go on', async () => {
  const bulk = await open()
  await choose('Connection 1')
  await press('Next: change')
  const finding = { rule: 'jsonnet', severity: 'error', message: 'Unexpected', start: 2, end: 3 }
  bulk.changing.kind = 'mapper'
  bulk.changing.mapper = '{ ]'
  await flushPromises()
  expect(button('Next: preview')?.disabled).toBe(false)
  bulk.changing.findings = { text: '{ ]', findings: [finding as never] }
  await flushPromises()
  expect(text()).toContain('Line 1: Unexpected')
  expect(button('Next: preview')?.disabled).toBe(true)
  bulk.changing.mapper = '{}'
  await flushPromises()
  expect(button('Next: preview')?.disabled).toBe(false)
})

it('refuses a pasted table that is too large in words, and names a long one instead of showing it', async () => {
  const bulk = await open()
  await bulk.choosing.setKind('organization')
  bulk.goTo('change')
  bulk.changing.kind = 'domains'
  bulk.changing.table = 'kept, a.example'
  await flushPromises()
  const paste = async (value: string) => {
    const event = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(event, { clipboardData: { getData: () => value } })
    document.querySelector('textarea')?.dispatchEvent(event)
    await flushPromises()
    return event.defaultPrevented
  }
  expect(await paste('x'.repeat(20_000_000))).toBe(true)
  expect(text()).toContain('The pasted table has 20,000,000 characters')
  expect(bulk.changing.operation).toEqual({ kind: 'domains', table: 'kept, a.example' })
  expect(await paste('a, a.example')).toBe(false)
  expect(await paste('a, a.example\n'.repeat(20_000))).toBe(true)
  expect(text()).toContain('20,001 lines')
  expect(mostTableCharacters).toBeGreaterThan('a, a.example\n'.length * 20_000)
  await press('Remove table')
  expect(bulk.changing.operation).toEqual({ kind: 'domains', table: 'kept, a.example' })
})

it('shows before, after and reasons, and applies without the rows that were taken out', async () => {
  const bulk = await open()
  await choose('Connection 1')
  await press('Next: change')
  bulk.changing.scopes = ['groups']
  await flushPromises()
  await press('Next: preview')
  expect(inputsOf('bulk.prepare')).toEqual([
    {
      chosen: [{ projectId: ids.staging, keys: ['oidc:c1'] }],
      operation: { kind: 'scope', how: 'add', scopes: ['groups'] },
    },
  ])
  expect(option('Connection 1')?.textContent).toContain('A warning')
  expect(option('Connection 2')?.textContent).toContain('The draft removes “groups”')
  // What is left out cannot be taken in.
  await choose('Connection 2')
  await choose('Connection 1')
  expect(text()).toContain('Nothing would be changed.')
  expect(button('Apply to drafts')?.disabled).toBe(true)
  bulk.previewing.toggle({ ...rows[0], id: 'another' } as never)
  await bulk.apply()
  expect(inputsOf('bulk.apply')).toEqual([
    { planId: 7, takenOut: [`${ids.staging} oidc:c1`, 'another'] },
  ])
})

const question = () => document.querySelector('dialog')
async function pressAndConfirm(name: string): Promise<void> {
  await press(name)
  await press('Publish to production')
}
const confirmButton = () => button('Publish to production')

it('asks once about all projects, each with its own list, and sends nothing before', async () => {
  answers['bulk.publish-plan'] = ({ projectId }) =>
    success(planOf(projectId, projectId === ids.production ? ['a.example'] : []))
  await applied()
  expect(text()).toContain('2 projects to publish, 1 of them is production, which goes last')
  await press('Publish all')
  expect(inputsOf('bulk.publish')).toEqual([])
  const sections = [...(question()?.querySelectorAll('section') ?? [])]
  expect(sections.map((section) => section.querySelector('h3')?.textContent)).toEqual([
    ids.staging,
    ids.production,
  ])
  expect(sections[0]?.textContent).toContain('Nobody’s sign-in changes.')
  expect(sections[0]?.querySelector('input')).toBeNull()
  expect(sections[1]?.textContent).toContain('a.example: locked out')
  expect(confirmButton()?.disabled).toBe(true)
  await fill('Locked out', 'a.example')
  await press('Publish to production')
  expect(inputsOf('bulk.publish')).toEqual([
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
  expect(text()).toContain('2 projects published.')
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
  const bulk = await applied()
  answers['bulk.publish-plan'] = ({ projectId }) =>
    success({ ...planOf(projectId), changes: 0, requests: 0 })
  await pressAndConfirm('Publish all')
  const rowsShown = [...document.querySelectorAll('.rows > li')]
  expect(rowsShown).toHaveLength(2)
  expect(rowsShown[0]?.textContent).toContain('To hand over')
  expect(rowsShown[0]?.textContent).toContain('callback/made')
  expect(rowsShown[1]?.textContent).toContain('Only its record cannot be read')
  // Nothing is left to publish, so nothing asks about it either.
  expect(button('Publish all')).toBeUndefined()
  expect(text()).not.toContain('After a failure')
  isLost = false
  await press('Try again')
  expect(rowsShown[1]?.textContent).toContain('callback/made')
  expect(document.querySelectorAll('[aria-label="Copy all that was published"]')).toHaveLength(1)
  // One that is published again from its review is told of anew.
  bulk.publishing.ended(ids.staging as never, 'published', {
    publishId: 'another',
    requests: 1,
    warnings: [{ message: 'Ignored something' }],
    dropped: [],
  })
  await flushPromises()
  expect(rowsShown[0]?.textContent).toContain('Warning: Ignored something')
})

it('has a textbox for each project that harms people, with its name, and publishes nothing when closed', async () => {
  answers['bulk.publish-plan'] = ({ projectId }) =>
    success(
      planOf(projectId, projectId === ids.production ? ['a.example', 'b.example'] : ['c.example']),
    )
  await applied()
  await press('Publish all')
  await fill(`Locked out in ${ids.staging}`, 'c.example')
  expect(confirmButton()?.disabled).toBe(true)
  await fill(`Locked out in ${ids.production}`, '2 domains')
  expect(confirmButton()?.disabled).toBe(false)
  await press('Cancel')
  expect(question()).toBeNull()
  expect(inputsOf('bulk.publish')).toEqual([])
  expect(text()).toContain('2 projects to publish')
})

it('asks nothing where no project is production and nobody is harmed', async () => {
  const bulk = await applied()
  bulk.publishing.keepBack(ids.production as never, true)
  await press('Publish all')
  expect(question()).toBeNull()
  const [input] = inputsOf('bulk.publish')
  expect(input.projects).toEqual([
    { projectId: ids.staging, shown: 'plan of calm-one', told: 'told of calm-one' },
  ])
})

/** Both projects publish a mapper, of which saved cases fail in one of them. */
function withCases(check: (projectId: string) => unknown) {
  answers['bulk.publish-plan'] = ({ projectId }) =>
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
  await applied()
  await press('Publish all')
  expect(sections()[0]?.textContent).not.toContain('Saved cases')
  const production = sections()[1]?.textContent?.replace(/\s+/g, ' ')
  expect(production).toContain('Saved cases of these mappers fail:')
  expect(production).toContain('Acme Okta: 2 of 6 cases fail')
  expect(production).toContain('Guest, No e-mail')
  expect(question()?.textContent).not.toContain('Held back')
  await press('Publish to production')
  expect(inputsOf('bulk.publish')).toHaveLength(1)
})

it('asks for failing cases alone where nothing else speaks against it, and not where all pass', async () => {
  failsIn(ids.staging)
  const bulk = await applied()
  bulk.publishing.keepBack(ids.production as never, true)
  await press('Publish all')
  expect(question()?.textContent).toContain('Cases fail')
  expect(inputsOf('bulk.publish')).toEqual([])
  await press('Cancel')
  expect(inputsOf('bulk.publish')).toEqual([])
  failsIn()
  await press('Publish all')
  expect(question()).toBeNull()
  expect(inputsOf('bulk.publish')).toHaveLength(1)
  // One project alone was to be published.
  expect(inputsOf('case.check-draft').every(({ projectId }) => projectId === ids.staging)).toBe(
    true,
  )
})

it('keeps the button back until the cases were run, and sends nothing after a cancel', async () => {
  let answer: (value: unknown) => void = () => undefined
  withCases(() => new Promise((resolve) => (answer = resolve)))
  const bulk = await applied()
  await press('Publish all')
  expect(question()?.textContent).toContain('Running the saved cases…')
  expect(confirmButton()?.disabled).toBe(true)
  for (const _project of [1, 2]) {
    answer(success({ mappers: [] }))
    await flushPromises()
  }
  expect(confirmButton()?.disabled).toBe(false)
  await press('Cancel')
  bulk.publishing.keepBack(ids.production as never, true)
  await press('Publish all')
  bulk.publishing.cancel()
  answer(failure(appError('request.cancelled', 'Cancelled')))
  await flushPromises()
  expect(inputsOf('bulk.publish')).toEqual([])
})

it('says where cases were not run, which keeps nothing back', async () => {
  withCases(() => failure(appError('mapper.stopped', 'It was killed')))
  await applied()
  await press('Publish all')
  expect(sections()[0]?.textContent).toContain('The cases of the changed mappers were not run.')
  await press('Publish to production')
  expect(inputsOf('bulk.publish')).toHaveLength(1)
})

it('sends one summary and ticket with all, suggested until one is typed', async () => {
  const summaries = {
    [ids.staging]: 'Scopes of one changed',
    [ids.production]: 'Scopes of one changed',
  }
  answers['bulk.publish-plan'] = ({ projectId }) =>
    success({ ...planOf(projectId), summary: summaries[projectId] })
  const bulk = await applied()
  const field = (label: string) => {
    const found = [...document.querySelectorAll('label')].find((item) => item.textContent === label)
    return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement
  }
  expect(field('Summary').value).toBe('Scopes of one changed')
  summaries[ids.production] = 'Scopes of another changed'
  await bulk.publishing.reload()
  await flushPromises()
  expect(field('Summary').value).toMatch(/^\d+ changes in 2 projects$/)
  await fill('Summary', 'Groups for everybody')
  await fill('Ticket', 'CHG-7')
  await press('Publish all')
  await press('Publish to production')
  const why = { summary: 'Groups for everybody', ticket: 'CHG-7' }
  expect(inputsOf('bulk.publish').flatMap(({ projects: all }) => all)).toMatchObject([
    { projectId: ids.staging, why },
    { projectId: ids.production, why },
  ])
})

it('publishes nothing without a summary where one of the workspaces asks for one', async () => {
  const bulk = await applied()
  const own = projects.find(({ id }) => id === ids.staging)
  const app = useAppStore()
  // Only what is read of the state here.
  app.state = {
    ...app.state,
    settings: { theme: 'system', columns: {} },
    workspaces: [{ id: 'w', projects: [{ ...own, workspaceId: 'w' }], asksForSummary: true }],
  } as never
  await flushPromises()
  expect(button('Publish all')?.disabled).toBe(true)
  expect(text()).toContain('A workspace asks for a summary: write what this publish is for')
  await fill('Summary', 'Groups')
  expect(button('Publish all')?.disabled).toBe(false)
  await fill('Summary', '')
  bulk.publishing.keepBack(ids.staging as never, true)
  await flushPromises()
  expect(button('Publish all')?.disabled).toBe(false)
})

it('asks wherever the person is, once no other dialog stands', async () => {
  const bulk = await applied()
  view?.unmount()
  const ui = useUiStore()
  ui.open({ name: 'trash' })
  void bulk.publishing.publish()
  await flushPromises()
  expect(bulk.publishing.question?.plans).toHaveLength(2)
  expect(text()).not.toContain('Confirm production change')
  ui.close()
  await flushPromises()
  expect(question()?.textContent).toContain('Confirm production change')
  await press('Publish to production')
  expect(inputsOf('bulk.publish')).toHaveLength(1)
  expect(question()).toBeNull()
})

it('takes the newest plan alone, and says that it is worked out', async () => {
  const waiting: ((plan: unknown) => void)[] = []
  const bulk = await applied()
  answers['bulk.publish-plan'] = () => new Promise((resolve) => waiting.push(resolve))
  const [earlier, later] = [bulk.publishing.reload(), bulk.publishing.reload()]
  await flushPromises()
  expect(bulk.publishing.reading).toBe(true)
  const answer = (at: number, shown: string) =>
    waiting[at]?.(success({ ...planOf(ids.staging), shown }))
  for (const at of [0, 1]) answer(at, at === 0 ? 'old' : 'new')
  await flushPromises()
  // Each reads the second project after the first.
  for (const at of [3, 2]) answer(at, at === 2 ? 'old' : 'new')
  await Promise.all([earlier, later])
  expect(bulk.publishing.plans.map(({ shown }) => shown)).not.toContain('old')
  expect(bulk.publishing.reading).toBe(false)
})

it('says what main skipped after a failure, and hands on whether it goes on', async () => {
  answers['bulk.publish'] = ({ projects: some }) =>
    success({
      results: some.map((item: any, at: number) =>
        published(item.projectId, at === 0 ? 'failed' : 'skipped'),
      ),
    })
  const bulk = await applied()
  await pressAndConfirm('Publish all')
  expect(text()).toContain('0 projects published, 1 failed, 1 not published.')
  expect(text()).toContain('still in its draft')
  expect(text()).toContain('Try later')
  bulk.publishing.onFailure = 'go-on'
  await pressAndConfirm('Publish all')
  expect(inputsOf('bulk.publish').map(({ onFailure }) => onFailure)).toEqual(['stop', 'go-on'])
})

it('says of a failure once what is wrong, with the values that it names beneath', async () => {
  const error = appError('api.rejected', 'domains.0: "x y" is no host name.', { requestId: 'r-1' })
  answers['bulk.publish'] = ({ projects: some }) =>
    success({
      results: some.map((item: any) => ({ ...published(item.projectId, 'failed'), error })),
    })
  await applied()
  await pressAndConfirm('Publish all')
  expect(text()).toContain(
    'Correct the values named below and try again. Your draft is safe on this computer.' +
      'domains.0: "x y" is no host name.request r-1',
  )
  expect(text()).not.toMatch(/\.\s*\./)
})

it('says Published of what is, when the others are published once more', async () => {
  answers['bulk.publish'] = ({ projects: some }) =>
    success({
      results: some.map((item: any) =>
        published(item.projectId, item.projectId === ids.staging ? 'published' : 'failed'),
      ),
    })
  const bulk = await applied()
  const again = async () => {
    void bulk.publishing.publish()
    await flushPromises()
    await press('Publish to production')
  }
  await again()
  expect(text()).toContain('1 project published, 1 failed.')
  answers['bulk.publish-plan'] = ({ projectId }: any) =>
    success({ ...planOf(projectId), ...(projectId === ids.staging ? { requests: 0 } : {}) })
  await bulk.publishing.reload()
  answers['bulk.publish'] = ({ projects: some }) =>
    success({ results: some.map((item: any) => published(item.projectId, 'published')) })
  await again()
  expect(text()).toContain('2 projects published.')
})

it('says how far it is, and a cancel ends it before the next project', async () => {
  let end: (value: unknown) => void = () => undefined
  answers['bulk.publish'] = () => new Promise((resolve) => (end = resolve))
  const bulk = await applied()
  await pressAndConfirm('Publish all')
  tell('bulk.publishing', { projectId: ids.staging })
  tell('publish.progress', { projectId: ids.staging, step: 1, of: 3, request: 'PATCH' })
  await flushPromises()
  expect(text()).toContain('request 1 of 3')
  await press('Cancel')
  expect(cancelled).toBe(1)
  end(success({ results: [published(ids.staging), published(ids.production, 'skipped')] }))
  await flushPromises()
  expect(text()).toContain('1 project published, 1 not published.')
  expect(bulk.publishing.running).toBeUndefined()
})

it('keeps a project back that was unticked, and sends nothing while edits are not on disk', async () => {
  const snapshot = snapshotOf({ oidc: [connection('a')] })
  const summary = { ...snapshot.summary, id: ids.staging }
  answers['project.open'] = () => success({ snapshot: { ...snapshot, summary } })
  answers['draft.save'] = () => failure(appError('draft.write-failed', 'ENOSPC'))
  const bulk = await applied()
  const project = await openProject(ids.staging)
  const target = { kind: 'connection', key: 'oidc:a' } as const
  project.draft.edit({ kind: 'set-field', target, field: 'label', value: 'Not saved' }, 'Label')
  await press('Publish all')
  expect(text()).toContain('could not be saved, so nothing was done')
  expect(inputsOf('bulk.publish')).toEqual([])
  bulk.publishing.keepBack(ids.staging as never, true)
  await press('Publish all')
  expect(inputsOf('bulk.publish')).toEqual([])
  expect(document.querySelector('dialog')?.textContent).toContain('Confirm production change')
})
