import { describe, expect, it } from 'vitest'
import { findProjects } from '../../../../../src/renderer/features/workspaces/use-search'
import { snapshotOf } from '../../../../support/states/snapshots'

const plain = snapshotOf({})

describe('findProjects', () => {
  const project = (name: string) => ({ ...plain.summary, id: name, name })
  const workspace = {
    id: 'w',
    name: 'Northwind',
    kind: 'ory',
    apiAddress: 'https://api.console.ory.com',
    hasKey: true,
    projects: [project('Shop'), project('Portal')],
  } as const

  it('lists all for nothing typed, the matching ones else, with the match apart', () => {
    const list = [{ ...workspace, projects: [...workspace.projects] }]
    expect(findProjects(list as never, '')).toHaveLength(2)
    const found = findProjects(list as never, 'port')
    expect(found[0]?.project.name).toBe('Portal')
    expect(found[0]?.parts).toEqual(['', 'Port', 'al'])
  })

  it('has the one opened last in front, and more than ten', () => {
    const many = Array.from({ length: 20 }, (_, index) => project(`Shop ${index + 10}`))
    const names = (typed: string, recent: string[]) =>
      findProjects([{ ...workspace, projects: many as never }], typed, recent).map(
        (each) => each.project.name,
      )
    expect(names('', ['Shop 17'])[0]).toBe('Shop 17')
    expect(names('shop', ['Shop 17', 'Shop 12']).slice(0, 3)).toEqual([
      'Shop 17',
      'Shop 12',
      'Shop 10',
    ])
    expect(names('shop', [])).toHaveLength(20)
  })
})
