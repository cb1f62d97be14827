import { describe, expect, it } from 'vitest'
import { largeIds, largeState, oidcProviders, samlProviders } from '../../emulator'
import type { JsonObject } from '../../../src/emulator/state/json'
import { at, start } from './harness'

const size = { organizations: 300, connections: 450 }

describe('a large state', () => {
  it('is the same for the same size, with ids, labels, domains and connections of its own', () => {
    expect(largeState(size)).toEqual(largeState(size))
    const [project] = largeState(size).projects
    if (!project) throw new Error('no project')
    const organizations = project.organizations
    const connections = [...oidcProviders(project), ...samlProviders(project)]
    expect([organizations.length, connections.length]).toEqual([300, 450])
    const different = (list: readonly JsonObject[], name: string) =>
      new Set(list.map((item) => item[name])).size
    expect([different(organizations, 'id'), different(organizations, 'label')]).toEqual([300, 300])
    expect(different(connections, 'id')).toBe(450)
    const domains = organizations.flatMap((item) => item['domains'] as string[])
    expect(new Set(domains).size).toBe(domains.length)
    const ids = new Set(organizations.map((item) => item['id']))
    expect(connections.every((item) => ids.has(item['organization_id'] ?? ''))).toBe(true)
    // All organizations have one.
    expect(different(connections, 'organization_id')).toBe(300)
    expect(new Set(oidcProviders(project).map((item) => item['provider']))).toEqual(
      new Set(['microsoft', 'generic', 'google', 'auth0', 'gitlab']),
    )
    expect(samlProviders(project).length).toBe(50)
  })

  it('can be without organizations, or without anything', () => {
    const [project] = largeState({ organizations: 0, connections: 2 }).projects
    expect(oidcProviders(project ?? { services: {} })).toHaveLength(2)
    expect(JSON.stringify(project)).not.toContain('organization_id')
    expect(largeState({ organizations: 0, connections: 0 }).projects[0]?.organizations).toEqual([])
  })

  it('passes the checks of a write, in pages and by domain', async () => {
    const { call, emulator } = await start({ state: largeState(size) })
    const path = `/projects/${largeIds.project}`
    const before = emulator.project(largeIds.project)
    const { status, body } = await call('PATCH', path, [])
    expect([status, at(body, 'error', 'reason')]).toEqual([200, undefined])
    expect({ ...emulator.project(largeIds.project), revision_id: before['revision_id'] }).toEqual(
      before,
    )
    const page = await call('GET', `${path}/organizations?page_size=200`)
    expect(at(page.body, 'has_next_page')).toBe(true)
    const token = String(at(page.body, 'next_page_token'))
    const rest = await call('GET', `${path}/organizations?page_size=200&page_token=${token}`)
    expect(at(rest.body, 'organizations', 'length')).toBe(100)
    expect(at(rest.body, 'has_next_page')).toBe(false)
    const wanted = at(rest.body, 'organizations', 7)
    const domain = String(at(wanted, 'domains', 0))
    const found = await call('GET', `${path}/organizations?domain=${domain.toUpperCase()}`)
    expect(at(found.body, 'organizations')).toEqual([wanted])
  })
})
