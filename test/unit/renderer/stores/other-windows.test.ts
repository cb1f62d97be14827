import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import { runNote, type AppState } from '../../../../src/core/ipc/app-state'
import type { Workspace } from '../../../../src/core/model/project'
import { setBridge } from '../../../support/page/bridge'
import { useAppStore } from '../../../../src/renderer/stores/app'
import { useProjectsStore } from '../../../../src/renderer/stores/projects'
import { openProject } from '../../../support/page/project'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const snapshot = snapshotOf({ oidc: [connection('a')] })
const { id: projectId } = snapshot.summary
const workspace = (name: string, projects: Workspace['projects'] = [snapshot.summary]) =>
  ({
    id: snapshot.summary.workspaceId,
    name,
    kind: 'ory',
    apiAddress: 'https://api.example',
    keyHint: 'abcd',
    hasKey: true,
    projects,
  }) satisfies Workspace

let listeners: Map<string, Set<(payload: any) => void>>
let asked: string[]
let save: () => unknown
/** What another window made of it. */
const hear = (name: string, payload: unknown) =>
  listeners.get(name)?.forEach((listener) => listener(payload))

beforeEach(() => {
  listeners = new Map()
  asked = []
  save = () => success({ sequence: 1 })
  setBridge({
    request: (name: string) => {
      asked.push(name)
      const answers: Record<string, () => unknown> = {
        'project.open': () => success({ snapshot }),
        'project.read': () => success(snapshot),
        'draft.save': save,
      }
      return Promise.resolve(answers[name]?.() ?? success({}))
    },
    subscribe: (name: string, listener: (payload: unknown) => void) => {
      const own = listeners.get(name) ?? new Set()
      listeners.set(name, own.add(listener))
      return () => void own.delete(listener)
    },
  })
  const settings = { theme: 'system', columns: {} }
  const state = { settings, workspaces: [workspace('Northwind')], notices: [], draftCounts: {} }
  useAppStore().state = state as unknown as AppState
})
afterEach(() => {
  useProjectsStore().shown?.end()
})

it('shows what another window connected, renamed and removed', () => {
  const app = useAppStore()
  const other = { ...workspace('Globex', []), id: 'g' }
  const renamed = { ...snapshot.summary, name: 'Renamed' }
  hear('workspaces.changed', { changed: [other, workspace('Northwind', [renamed])], removed: [] })
  expect(app.workspaces.map(({ name }) => name)).toEqual(['Northwind', 'Globex'])
  expect(app.projectById(projectId)?.name).toBe('Renamed')
  hear('workspaces.changed', { changed: [], removed: ['g'] })
  expect(app.workspaces.map(({ name }) => name)).toEqual(['Northwind'])
})

it('counts the changes of projects that other windows edit', () => {
  const projects = useProjectsStore()
  const told = { projectId: 'elsewhere', sequence: 1 }
  hear('draft.replaced', { ...told, changes: 1 })
  expect(projects.countOf('elsewhere' as never)).toBe(1)
  hear('draft.appended', { ...told, after: 1, entries: [], changes: 2 })
  expect(projects.countOf('elsewhere' as never)).toBe(2)
  hear('draft.replaced', { projectId: 'elsewhere', changes: 0 })
  expect(projects.countOf('elsewhere' as never)).toBe(0)
})

async function openAndType() {
  const session = await openProject(projectId)
  await flushPromises()
  const target = { kind: 'connection', key: 'oidc:a' } as const
  session.draft.edit({ kind: 'set-field', target, field: 'label', value: 'Typed' }, 'Label')
  return session
}

it('closes a project whose workspace another window removed, with its last edit written', async () => {
  await openAndType()
  hear('workspaces.changed', { changed: [], removed: [snapshot.summary.workspaceId] })
  await flushPromises()
  expect(asked).toContain('draft.save')
  expect(useProjectsStore().shown).toBeUndefined()
  expect(useAppStore().notices).toMatchObject([{ title: 'Project is closed here.' }])
})

it('keeps it open where its last edit cannot be written', async () => {
  const session = await openAndType()
  save = () => failure(appError('draft.write-failed', 'ENOSPC: no space left'))
  hear('workspaces.changed', { changed: [], removed: [snapshot.summary.workspaceId] })
  await flushPromises()
  expect(useProjectsStore().shown?.projectId).toBe(session.projectId)
  expect(session.copy.connections[0]?.fields['label']).toBe('Typed')
})

it('what was closed for good stays closed in another window and after a restart', async () => {
  const app = useAppStore()
  await app.closeNote('old-electron 30.0.0')
  expect(app.isNoteClosed('old-electron 30.0.0')).toBe(true)
  // The next one is told again.
  expect(app.isNoteClosed('old-electron 31.0.0')).toBe(false)
  hear('settings.changed', { settings: { ...app.settings, closedNotes: ['update ready 2.0.0'] } })
  expect(app.isNoteClosed('update ready 2.0.0')).toBe(true)
})

it('remembers the last notes that were closed, and forgets the oldest', async () => {
  const app = useAppStore()
  for (let at = 0; at < 101; at += 1) await app.closeNote(`note ${at}`)
  expect(app.settings.closedNotes).toHaveLength(100)
  expect([app.isNoteClosed('note 0'), app.isNoteClosed('note 100')]).toEqual([false, true])
})

it('a notice of this run that was dismissed goes in every window, and one of this window may come again', async () => {
  const app = useAppStore()
  const [torn, own] = [
    { id: 'torn draft 3', title: 'A draft', text: 'was torn' },
    { id: 'unsaved p', title: 'Edits', text: 'are not saved' },
  ]
  hear('notice.add', torn)
  app.addNotice(own)
  expect(app.notices).toEqual([torn, own])
  hear('settings.changed', { settings: { ...app.settings, closedNotes: [runNote(torn.id)] } })
  expect(app.notices).toEqual([own])
  await app.dismissNotice(own.id)
  expect(app.notices).toEqual([])
  app.addNotice(own)
  expect(app.notices).toEqual([own])
})
