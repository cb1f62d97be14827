import { describe, expect, it } from 'vitest'
import { noIntents } from '../../../../src/core/intents/intents'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { locksOut } from '../../../../src/core/sign-in-ways/sign-in-ways'
import { waysInCopy } from '../../../../src/core/sign-in-ways/ways-in-copy'
import { connectionRows } from '../../../../src/renderer/features/connections-list/connection-rows'
import {
  domainsText,
  organizationRows,
} from '../../../../src/renderer/features/organizations-list/organization-rows'
import { findProjects } from '../../../../src/renderer/features/workspaces/find-projects'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const plain = snapshotOf({ oidc: [{ ...connection('a'), organization_id: 'o1' }, connection('b')] })
const snapshot = {
  ...plain,
  organizations: [
    { id: 'o1', label: 'Acme', domains: ['acme.example'] },
    { id: 'o2', label: 'Lonely', domains: ['lonely.example'] },
  ],
}
const copy = workingCopy(snapshot, noIntents)

describe('rows', () => {
  it('counts connections and tells who is locked out', () => {
    const rows = organizationRows(copy, [])
    const wayOf = waysInCopy(snapshot, copy)
    const shown = rows.map((row) => [row.label, row.connections, locksOut(wayOf, row.entity)])
    expect(shown).toEqual([
      ['Acme', 1, false],
      ['Lonely', 0, true],
    ])
  })

  it('names the organization of a connection, and marks social ones', () => {
    const rows = connectionRows(copy, [])
    expect(rows[0]?.owner?.target.key).toBe('o1')
    expect(rows[0]?.organization).toBe('Acme')
    expect(rows[1]?.organizationKey).toBeUndefined()
  })

  it('shortens a long list of domains', () => {
    expect(domainsText(['a.example', 'b.example', 'c.example'])).toBe('a.example and 2 more')
  })
})

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
