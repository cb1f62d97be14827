import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { appError } from '../../../../src/core/errors/app-error'
import { failure, success } from '../../../../src/core/errors/result'
import type { ProjectId } from '../../../../src/core/model/project-id'
import type { AppState } from '../../../../src/core/ipc/app-state'
import { setBridge } from '../../../support/page/bridge'
import { useAppStore } from '../../../../src/renderer/stores/app'
import type { Place } from '../../../../src/renderer/project/place'
import { useProjectsStore } from '../../../../src/renderer/stores/projects'
import type { ProjectSession } from '../../../../src/renderer/project/project-session'
import { useTrailStore } from '../../../../src/renderer/stores/trail'
import { useUiStore } from '../../../../src/renderer/stores/ui'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const ids = [1, 2, 3].map((digit) => `${digit}1111111-1111-4111-8111-111111111111`)
const [one, two, three] = ids as unknown as readonly [ProjectId, ProjectId, ProjectId]
const asked: string[] = []
/** What reading a project from disk waits for. */
let held: Promise<void>
/** The disk takes no edits. */
let isFull: boolean

function snapshotFor(id: string) {
  const snapshot = snapshotOf({ oidc: [connection('a')] })
  const summary = { ...snapshot.summary, id, name: `Project ${id[0]}` }
  return { ...snapshot, summary, readAt: new Date().toISOString() }
}

beforeEach(() => {
  asked.length = 0
  isFull = false
  held = Promise.resolve()
  setBridge({
    request: (name: string, input: any) => {
      asked.push(`${name} ${input.projectId ?? ''}`)
      if (name === 'project.open') {
        return held.then(() => success({ snapshot: snapshotFor(input.projectId) }))
      }
      if (name === 'project.read') return Promise.resolve(failure(appError('network.offline', '')))
      if (isFull && /^draft\.(?:save|append)$/.test(name)) {
        return Promise.resolve(failure(appError('draft.write-failed', 'ENOSPC')))
      }
      return Promise.resolve(success({ missing: [], sequence: 1 }))
    },
  })
  const projects = ids.map((id) => snapshotFor(id).summary)
  const workspaces = [{ id: 'w', name: 'W', hasKey: true, projects }]
  const state = { settings: { theme: 'system', columns: {} }, workspaces, notices: [] }
  useAppStore().state = { ...state, draftCounts: {} } as unknown as AppState
})

const tabs = () => useProjectsStore().tabs.map(({ projectId }) => projectId[0])
const shown = () => useProjectsStore().shown?.projectId[0]
const edit = (projectId: string) =>
  useProjectsStore()
    .sessions.get(projectId as never)
    ?.draft.edit(fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'label', 'Edited'), 'Label')

describe('a project that is read from disk', () => {
  const left = { screen: 'history', organizationsFilter: '', connectionsFilter: '' }

  it('comes back on its screen', async () => {
    const projects = useProjectsStore()
    projects.rememberPlaces([{ projectId: one, place: left }])
    await projects.open(one)
    expect(projects.current?.place.screen.name).toBe('history')
  })

  it.each([
    ['mapper', (place: Place) => place.openMapper('oidc:a')],
    ['main', (place: Place) => place.show({ name: 'main' })],
  ] as const)('stays on %s, which the person chose meanwhile', async (name, choose) => {
    const projects = useProjectsStore()
    projects.rememberPlaces([{ projectId: one, place: left }])
    let release = (): void => undefined
    held = new Promise((resolve) => (release = resolve))
    const opening = projects.open(one)
    await flushPromises()
    expect([shown(), projects.current?.place.screen.name]).toEqual(['1', 'main'])
    if (projects.current) choose(projects.current.place)
    release()
    await opening
    expect(projects.current?.place.screen.name).toBe(name)
  })
})

it('is read behind a place of all projects, where the person may go on meanwhile', async () => {
  const projects = useProjectsStore()
  const ui = useUiStore()
  let release = (): void => undefined
  held = new Promise((resolve) => (release = resolve))
  const opening = projects.open(one, { behind: { name: 'home' } })
  await flushPromises()
  expect([ui.screen?.name, projects.shown, projects.current?.projectId]).toEqual([
    'home',
    undefined,
    one,
  ])
  ui.show({ name: 'drafts' })
  release()
  await opening
  expect(ui.screen?.name).toBe('drafts')
})

describe('tabs', () => {
  it('are one for each project, and a project shown again is the same', async () => {
    const projects = useProjectsStore()
    await projects.open(one as never)
    const first = projects.shown
    edit(one)
    await projects.open(two as never)
    await projects.open(one as never)
    expect([tabs(), shown(), projects.shown === first, projects.countOf(one as never)]).toEqual([
      ['1', '2'],
      '1',
      true,
      1,
    ])
  })

  it('go round, move, close and open again', async () => {
    const projects = useProjectsStore()
    for (const id of ids) await projects.open(id as never)
    await projects.step(1)
    expect(shown()).toBe('1')
    await projects.step(-1)
    expect(shown()).toBe('3')
    projects.move(three as never, 0)
    expect([tabs(), shown()]).toEqual([['3', '1', '2'], '3'])
    expect(await projects.closeTab(three as never)).toBe(true)
    expect([tabs(), shown()]).toEqual([['1', '2'], '1'])
    await projects.closeTab(two as never)
    expect(shown()).toBe('1')
    await projects.reopen()
    await projects.reopen()
    expect([tabs(), shown()]).toEqual([['1', '2', '3'], '3'])
  })

  it('make room where a project opened by itself and nothing was done in it', async () => {
    const projects = useProjectsStore()
    await projects.open(one as never, { byItself: true })
    await projects.open(two as never)
    expect(tabs()).toEqual(['2'])
    await projects.closeTab(two as never)
    await projects.open(one as never, { byItself: true })
    edit(one)
    await projects.open(two as never)
    expect(tabs()).toEqual(['1', '2'])
  })

  it('that come from before a restart are read from disk when they are shown first', async () => {
    const projects = useProjectsStore()
    const told: string[] = []
    for (const id of [one, two]) projects.prepare(id as never, () => told.push(id))
    expect(asked.filter((each) => each.startsWith('project.'))).toEqual([])
    await projects.open(two as never)
    await projects.open(two as never)
    expect([tabs(), told]).toEqual([['1', '2'], [two]])
    expect(asked.filter((each) => each.startsWith('project.open'))).toEqual([`project.open ${two}`])
    // Going online reads those that are there, and does not begin the others.
    await projects.setWorkOffline(false)
    expect(asked).not.toContain(`project.read ${one}`)
  })

  it('that were never shown are read when the tab beside them is closed', async () => {
    const projects = useProjectsStore()
    for (const id of [one, two]) projects.prepare(id as never, () => undefined)
    await projects.open(one as never)
    await projects.closeTab(one as never)
    await flushPromises()
    expect(shown()).toBe('2')
    expect(asked).toContain(`project.open ${two}`)
  })

  it('of a workspace that is gone are gone with it', async () => {
    const projects = useProjectsStore()
    const app = useAppStore()
    await projects.open(one as never)
    await projects.open(two as never)
    app.state = { ...app.state, workspaces: [] } as unknown as AppState
    projects.closeGone()
    expect([tabs(), shown()]).toEqual([[], undefined])
  })
})

describe('a project that is visited without a tab', () => {
  const label = { kind: 'connection', key: 'oidc:a' } as const
  const editIn = ({ draft }: ProjectSession) =>
    draft.edit({ kind: 'set-field', target: label, field: 'label', value: 'Visited' }, 'Label')

  it('ends with its visit, once its edits are on disk', async () => {
    const projects = useProjectsStore()
    const { session, end } = await projects.visit(one)
    editIn(session)
    expect(projects.visited).toEqual([session])
    await end()
    expect(asked.filter((text) => text.startsWith('draft.save'))).toHaveLength(1)
    expect([session.ended, tabs(), projects.visited]).toEqual([true, [], []])
  })

  it('stays in a tab where its last edits could not be saved, and that is told', async () => {
    const projects = useProjectsStore()
    const { session, end } = await projects.visit(one)
    isFull = true
    editIn(session)
    await end()
    expect([session.ended, tabs(), projects.visited]).toEqual([false, ['1'], []])
    expect(projects.sessions.get(one)?.count).toBe(1)
    expect(useAppStore().notices).toMatchObject([
      { title: 'The last edits of Project 1 are not saved.' },
    ])
    isFull = false
    await projects.open(one)
    expect(projects.shown).toBe(session)
    expect(await projects.closeTab(one)).toBe(true)
    expect(asked.filter((text) => text.startsWith('draft.save')).length).toBeGreaterThan(1)
  })

  it('is one for two visits at once, which ends with the last of them', async () => {
    const projects = useProjectsStore()
    const [first, second] = await Promise.all([projects.visit(one), projects.visit(one)])
    expect(first.session).toBe(second.session)
    expect(asked.filter((text) => text.startsWith('project.open'))).toHaveLength(1)
    await first.end()
    await first.end()
    expect(first.session.ended).toBe(false)
    await second.end()
    expect(first.session.ended).toBe(true)
  })

  it('is the one of its tab where that is opened meanwhile', async () => {
    const projects = useProjectsStore()
    const { session, end } = await projects.visit(one)
    await projects.open(one)
    expect(projects.shown).toBe(session)
    await end()
    expect([session.ended, tabs()]).toEqual([false, ['1']])
  })
})

describe('back and forward', () => {
  it('lead through the places of all projects, and open a closed tab again', async () => {
    const projects = useProjectsStore()
    const trail = useTrailStore()
    await projects.open(one as never)
    projects.shown?.place.chooseConnection('oidc:a', undefined)
    await flushPromises()
    await projects.open(two as never)
    projects.shown?.place.show({ name: 'history' })
    await flushPromises()
    expect([trail.canGoBack, trail.canGoForward]).toEqual([true, false])
    await trail.back()
    expect([shown(), projects.current?.place.screen.name]).toEqual(['2', 'main'])
    await projects.closeTab(one as never)
    await trail.back()
    expect([shown(), projects.current?.place.selection]).toEqual([
      '1',
      { kind: 'connection', key: 'oidc:a' },
    ])
    await trail.forward()
    await trail.forward()
    expect([shown(), projects.current?.place.screen.name]).toEqual(['2', 'history'])
    expect(trail.canGoForward).toBe(false)
  })

  it('lead through the places of all projects too', async () => {
    const projects = useProjectsStore()
    const ui = useUiStore()
    const trail = useTrailStore()
    await projects.open(one)
    await flushPromises()
    ui.show({ name: 'home' })
    await flushPromises()
    expect([projects.shown, projects.current?.projectId]).toEqual([undefined, one])
    await projects.open(two)
    await flushPromises()
    expect([ui.screen, shown()]).toEqual([undefined, '2'])
    await trail.back()
    expect(ui.screen).toEqual({ name: 'home' })
    await trail.back()
    await flushPromises()
    expect([ui.screen, shown()]).toEqual([undefined, '1'])
    await trail.forward()
    expect(ui.screen).toEqual({ name: 'home' })
  })

  it('lead from a place that was gone to in another project straight back, and stay where it is not gone to', async () => {
    const projects = useProjectsStore()
    const trail = useTrailStore()
    await projects.open(one)
    projects.shown?.place.show({ name: 'history' })
    await flushPromises()
    const went = await projects.goTo(two, ({ place }) => {
      place.chooseConnection('oidc:a', undefined)
    })
    await flushPromises()
    expect([went, shown(), projects.current?.place.selection.key]).toEqual([true, '2', 'oidc:a'])
    await trail.back()
    await flushPromises()
    expect([shown(), projects.current?.place.screen.name]).toEqual(['1', 'history'])
    await trail.forward()
    await flushPromises()
    expect([shown(), projects.current?.place.selection.key]).toEqual(['2', 'oidc:a'])
  })
})
