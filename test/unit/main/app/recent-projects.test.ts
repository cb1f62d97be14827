import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StoredWorkspace } from '../../../../src/core/model/project'
import { recentProjects, showRecentInSystem } from '../../../../src/main/app/recent-projects'
import { playElectron } from '../../../support/services/electron'
import { someProject } from '../../../support/states/project-ids'
import { uuidOf, type ProjectId } from '../../../../src/core/model/project-id'

const electron = {
  app: {
    isPackaged: true,
    setJumpList: vi.fn<(list: unknown) => void>(),
    dock: { setMenu: vi.fn<(menu: any) => void>() },
  },
}
playElectron({
  app: electron.app,
  Menu: { buildFromTemplate: (items: unknown) => items },
})

const [one, two, three] = [1, 2, 3].map(someProject)

function project(id: ProjectId | undefined, state = 'running') {
  return {
    id: id ?? someProject(0),
    workspaceId: 'ws',
    name: `Project ${id?.at(-1)}`,
    slug: 's',
    environment: 'production' as const,
    state,
    hosts: [],
  }
}

const workspace: StoredWorkspace = {
  id: 'ws',
  name: 'Northwind',
  kind: 'ory',
  apiAddress: 'https://api.example',
  projects: [project(one), project(two, 'deleted'), project(three)],
}

describe('the projects that were opened last', () => {
  it('are those that are still there, in the order in which they were opened', () => {
    const ids = [three, 'gone', two, one].map((id) => id ?? '')
    expect(recentProjects(ids, [workspace])).toEqual([
      { projectId: three, title: 'Project 3 (Northwind)' },
      { projectId: one, title: 'Project 1 (Northwind)' },
    ])
    expect(recentProjects(ids, [{ ...workspace, ownName: 'Ours' }])[0]?.title).toBe(
      'Project 3 (Ours)',
    )
  })

  it('are ten at most', () => {
    const many = Array.from({ length: 12 }, (_, at) => project(someProject(at)))
    const ids = many.map(({ id }) => id)
    expect(recentProjects(ids, [{ ...workspace, projects: many }])).toHaveLength(10)
  })
})

describe('the list of the system', () => {
  const { platform } = process
  const on = (name: string) => Object.defineProperty(process, 'platform', { value: name })
  beforeEach(() => {
    electron.app.setJumpList.mockReset()
    electron.app.dock.setMenu.mockReset()
  })
  afterEach(() => on(platform))
  const recent = [{ projectId: someProject(1), title: 'Project 1 (Northwind)' }]

  it('has links that start the app on Windows', () => {
    on('win32')
    showRecentInSystem(recent, () => undefined)
    const item = {
      title: 'Project 1 (Northwind)',
      args: `sso-workbench://project/https+api.console.ory.com/${uuidOf(someProject(1))}`,
    }
    expect(electron.app.setJumpList).toHaveBeenCalledWith([
      expect.objectContaining({ items: [expect.objectContaining(item)] }),
    ])
    showRecentInSystem([], () => undefined)
    expect(electron.app.setJumpList).toHaveBeenLastCalledWith([])
  })

  it('is the menu at the icon on macOS', () => {
    on('darwin')
    const opened: string[] = []
    showRecentInSystem(recent, (id) => opened.push(id))
    const [items] = electron.app.dock.setMenu.mock.calls[0] ?? []
    items[0].click()
    expect(opened).toEqual([one])
  })

  it('is none on Linux', () => {
    on('linux')
    showRecentInSystem(recent, () => undefined)
    expect(electron.app.setJumpList).not.toHaveBeenCalled()
    expect(electron.app.dock.setMenu).not.toHaveBeenCalled()
  })
})
