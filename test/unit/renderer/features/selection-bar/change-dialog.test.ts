import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { mostTableCharacters } from '../../../../../src/core/ipc/bulk'
import type { ProjectId } from '../../../../../src/core/model/project-id'
import { useWindowForms } from '../../../../../src/renderer/composables/use-kept-form'
import ChangeDialog from '../../../../../src/renderer/features/selection-bar/ChangeDialog.vue'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { useDraftsStore } from '../../../../../src/renderer/stores/drafts'
import { useUiStore, type SelectedRow } from '../../../../../src/renderer/stores/ui'
import { setBridge } from '../../../../support/page/bridge'
import { openProject } from '../../../../support/page/project'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { pageText, topButton as button, press, type as fill } from '../../../../support/page/find'

const ids = {
  staging: '00000000-0000-4000-8000-000000000001' as ProjectId,
  production: '00000000-0000-4000-8000-000000000002' as ProjectId,
}
const connections: SelectedRow[] = [
  { projectId: ids.staging, kind: 'connection', key: 'oidc:c1' },
  { projectId: ids.production, kind: 'connection', key: 'oidc:p' },
]
const organizations: SelectedRow[] = [
  { projectId: ids.staging, kind: 'organization', key: 'one' },
  { projectId: ids.production, kind: 'organization', key: 'two' },
]
const rows = [
  {
    id: `${ids.staging} oidc:c1`,
    projectId: ids.staging,
    target: { kind: 'connection', key: 'oidc:c1' },
    name: 'Connection 1',
    before: 'openid',
    after: 'openid, groups',
    warnings: ['A warning'],
  },
  {
    id: `${ids.staging} oidc:c2`,
    projectId: ids.staging,
    target: { kind: 'connection', key: 'oidc:c2' },
    name: 'Connection 2',
    before: 'openid',
    after: 'openid',
    leftOut: { reason: 'draft-edit', why: 'The draft removes “groups”' },
    warnings: [],
  },
]

let asked: { name: string; input: any }[]
let answers: Record<string, (input: any) => unknown>
const inputsOf = (name: string) =>
  asked.filter((item) => item.name === name).map(({ input }) => input)

beforeEach(() => {
  asked = []
  answers = {
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
      success({ projects: [{ projectId: ids.staging, applied: 1, moved: 0, stepId: 'step' }] }),
    'project.read': () => failure(appError('network.offline', 'no route')),
  }
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      return Promise.resolve(answers[name]?.(input) ?? success({}))
    },
  })
})
let dialog: ReturnType<typeof mount> | undefined
afterEach(() => {
  useWindowForms().clear()
})

async function open(selected: readonly SelectedRow[] = connections, isDeletion = false) {
  dialog = mount(ChangeDialog, {
    attachTo: document.body,
    props: { rows: selected, isDeletion },
  })
  await flushPromises()
  return dialog
}
const option = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('[role=option]')].find((item) =>
    item.textContent?.includes(name),
  )
/** Chooses in a combobox, as a person does. */
async function choose(label: string, name: string) {
  await fill(label, name)
  const found = option(name)
  expect(found, name).toBeDefined()
  found?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }))
  found?.click()
  await flushPromises()
}

it('says what is missing before a preview is made, and keeps what failed', async () => {
  await open()
  expect(pageText()).toContain('Change 2 connections in 2 projects')
  expect(pageText()).toContain('Choose what to change')
  expect(button('Preview')?.disabled).toBe(true)
  await choose('What to change', 'Scopes')
  expect(pageText()).toContain('Enter at least one value')
  await fill('Scopes', 'groups,')
  expect(button('Preview')?.disabled).toBe(false)
  answers['bulk.prepare'] = () => failure(appError('draft.corrupt', 'of Staging'))
  await press('Preview')
  expect(document.querySelector('[role=alert]')?.textContent).toContain('of Staging')
  expect(pageText()).toContain('groups')
})

it('asks for one value of any field of the form, and for none to remove it', async () => {
  await open()
  await choose('What to change', 'Subject source')
  expect(pageText()).toContain('Without a value, the field is removed')
  await choose('Subject source', 'oid')
  await press('Preview')
  await press('Back')
  await choose('What to change', 'Issuer URL')
  await fill('Issuer URL', 'https://new.example')
  await press('Preview')
  await press('Back')
  await choose('What to change', 'Front-channel logout')
  await choose('Front-channel logout', 'On')
  await press('Preview')
  await press('Back')
  await choose('What to change', 'PKCE')
  await press('Preview')
  expect(inputsOf('bulk.prepare').map(({ operation }) => operation)).toEqual([
    { kind: 'value', field: 'subject_source', value: 'oid' },
    { kind: 'value', field: 'issuer_url', value: 'https://new.example' },
    { kind: 'value', field: 'front_channel_logout', value: true },
    { kind: 'value', field: 'pkce', value: undefined },
  ])
})

it('lets a mapper with a syntax error not go on', async () => {
  answers['mapper.inspect'] = ({ text: mapper }) =>
    success({
      findings:
        mapper === '{ ]'
          ? [{ rule: 'jsonnet', severity: 'error', message: 'Unexpected', start: 2, end: 3 }]
          : [],
    })
  const wrapper = await open()
  await choose('What to change', 'Mapper')
  const editor = wrapper.getComponent({ name: 'JsonnetEditor' })
  editor.vm.$emit('change', '{ ]')
  await vi.waitFor(() => expect(pageText()).toContain('Line 1: Unexpected'))
  expect(button('Preview')?.disabled).toBe(true)
  editor.vm.$emit('change', '{}')
  await vi.waitFor(() => expect(button('Preview')?.disabled).toBe(false))
})

it('refuses a pasted table that is too large in words, and names a long one instead of showing it', async () => {
  await open(organizations)
  await choose('What to change', 'Domains from a table')
  await fill('Table of domains', 'kept, a.example')
  const paste = async (value: string) => {
    const event = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(event, { clipboardData: { getData: () => value } })
    document.querySelector('textarea')?.dispatchEvent(event)
    await flushPromises()
    return event.defaultPrevented
  }
  expect(await paste('x'.repeat(20_000_000))).toBe(true)
  expect(pageText()).toContain('The pasted table has 20,000,000 characters')
  await press('Preview')
  await press('Back')
  expect(await paste('a, a.example')).toBe(false)
  expect(await paste('a, a.example\n'.repeat(20_000))).toBe(true)
  expect(pageText()).toContain('20,001 lines')
  expect(mostTableCharacters).toBeGreaterThan('a, a.example\n'.length * 20_000)
  await press('Remove table')
  await press('Preview')
  const kept = { kind: 'domains', table: 'kept, a.example' }
  expect(inputsOf('bulk.prepare').map(({ operation }) => operation)).toEqual([kept, kept])
})

/** As far as the preview of a new scope. */
async function previewed() {
  const wrapper = await open()
  await choose('What to change', 'Scopes')
  await fill('Scopes', 'groups,')
  await press('Preview')
  return wrapper
}

it('shows before, after and reasons, and applies without the rows that were taken out', async () => {
  await previewed()
  expect(inputsOf('bulk.prepare')).toEqual([
    {
      chosen: [
        { projectId: ids.staging, keys: ['oidc:c1'] },
        { projectId: ids.production, keys: ['oidc:p'] },
      ],
      operation: { kind: 'list', field: 'scope', how: 'add', items: ['groups'] },
    },
  ])
  expect(option('Connection 1')?.textContent).toContain('A warning')
  expect(option('Connection 2')?.textContent).toContain('The draft removes “groups”')
  // What is left out cannot be taken in.
  option('Connection 2')?.click()
  option('Connection 1')?.click()
  await flushPromises()
  expect(pageText()).toContain('Nothing would be changed.')
  expect(button('Apply to drafts')?.disabled).toBe(true)
  option('Connection 1')?.click()
  await flushPromises()
  await press('Apply to drafts')
  expect(inputsOf('bulk.apply')).toEqual([{ planId: 7, takenOut: [] }])
})

it('says what was done, also project by project, and shows the drafts', async () => {
  const app = useAppStore()
  // Only what is read of the state here.
  app.state = {
    ...app.state,
    settings: { theme: 'system', columns: {} },
    workspaces: [
      {
        id: 'w',
        projects: [
          { id: ids.staging, name: 'Staging', environment: 'staging', workspaceId: 'w' },
          { id: ids.production, name: 'Production', environment: 'production', workspaceId: 'w' },
        ],
      },
    ],
  } as never
  const applied = [
    { projectId: ids.staging, applied: 3, moved: 1, stepId: 'a' },
    { projectId: ids.production, applied: 2, moved: 0, stepId: 'b' },
  ]
  answers['bulk.apply'] = () => success({ projects: applied })
  await previewed()
  await press('Apply to drafts')
  expect(pageText()).toContain('5 connections changed in 2 drafts. Nothing was sent yet.')
  expect(pageText()).toContain('Staging3 connections; 1 connection was left out')
  expect(pageText()).toContain('Production2 connections')
  expect(button('Undo')).toBeUndefined()
  await press('Show in Drafts')
  const drafts = useDraftsStore()
  expect([...drafts.ticked]).toEqual([ids.staging, ids.production])
  expect(drafts.put.map(({ name }) => name)).toEqual(['Staging', 'Production'])
  expect(useUiStore().screen).toEqual({ name: 'drafts' })
})

it('takes the step of one project back, unless its draft was changed since', async () => {
  const snapshot = snapshotOf({ oidc: [connection('c1')] })
  const summary = { ...snapshot.summary, id: ids.staging }
  answers['project.open'] = () => success({ snapshot: { ...snapshot, summary } })
  const project = await openProject(ids.staging)
  const target = { kind: 'connection', key: 'oidc:c1' } as const
  const edit = (value: string) =>
    project.draft.edit({ kind: 'set-field', target, field: 'pkce', value }, 'PKCE')
  edit('never')
  const stepId = project.draft.current?.past.at(-1)?.id
  answers['bulk.apply'] = () =>
    success({ projects: [{ projectId: ids.staging, applied: 1, moved: 0, stepId }] })
  await previewed()
  await press('Apply to drafts')
  await press('Undo')
  expect(pageText()).toContain('Undone: the draft is as it was.')
  expect(project.draft.canUndo).toBe(false)
  expect(button('Undo')).toBeUndefined()
  dialog?.unmount()

  edit('force')
  await previewed()
  await press('Apply to drafts')
  await press('Undo')
  expect(pageText()).toContain('The draft was changed since.')
  expect(project.draft.canUndo).toBe(true)
})

it('does nothing while the last edits are not on disk', async () => {
  const snapshot = snapshotOf({ oidc: [connection('c1')] })
  const summary = { ...snapshot.summary, id: ids.staging }
  answers['project.open'] = () => success({ snapshot: { ...snapshot, summary } })
  answers['draft.save'] = () => failure(appError('draft.write-failed', 'ENOSPC'))
  answers['draft.append'] = () => failure(appError('draft.write-failed', 'ENOSPC'))
  const project = await openProject(ids.staging)
  await previewed()
  const target = { kind: 'connection', key: 'oidc:c1' } as const
  project.draft.edit({ kind: 'set-field', target, field: 'label', value: 'Not saved' }, 'Label')
  await press('Apply to drafts')
  expect(pageText()).toContain('could not be saved, so nothing was done')
  expect(inputsOf('bulk.apply')).toEqual([])
})

it('shows what a deletion takes along before it is in the drafts, and asks about connections first', async () => {
  await open(connections, true)
  expect(inputsOf('bulk.prepare').map(({ operation }) => operation)).toEqual([
    { kind: 'delete', of: 'connection', connections: 'delete' },
  ])
  await press('Delete in drafts')
  expect(pageText()).toContain('1 connection deleted in 1 draft.')
  dialog?.unmount()
  asked = []
  await open(organizations, true)
  expect(inputsOf('bulk.prepare')).toEqual([])
  const detach = [...document.querySelectorAll('label')].find((item) =>
    item.textContent?.includes('Detach them'),
  )
  detach?.querySelector('input')?.click()
  await flushPromises()
  await press('Preview')
  expect(inputsOf('bulk.prepare').map(({ operation }) => operation)).toEqual([
    { kind: 'delete', of: 'organization', connections: 'detach' },
  ])
})
