import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { demoIds, demoState, oidcProviders, samlProviders } from '../../emulator'
import { orySpecDir, undeclaredFields, validateKratos } from '../../support/texts/ory-spec'
import { start } from './harness'

const { projects, content } = demoState()

describe('demo data', () => {
  it('is the same every time, plain JSON, and not shared between copies', () => {
    const first = demoState()
    expect(JSON.parse(JSON.stringify(first))).toEqual(first)
    first.projects[0]?.organizations.pop()
    expect(demoState()).not.toEqual(first)
    expect(demoState()).toEqual(demoState())
  })

  it('has the organizations and connections its comment promises', () => {
    const counts = projects.map((project) => [
      project.name,
      project.organizations.length,
      oidcProviders(project).length,
      samlProviders(project).length,
      project.scim_clients?.length ?? 0,
    ])
    expect(counts).toEqual([
      ['Northwind Production', 14, 13, 3, 4],
      ['Northwind Staging', 4, 5, 1, 1],
      ['Northwind Development', 0, 2, 0, 0],
      ['Globex Portal', 4, 8, 1, 0],
      ['Globex Portal Staging', 2, 7, 0, 0],
      ['Globex Portal Development', 0, 0, 0, 0],
    ])
  })

  it('has ids that are unique and keys of texts that are their hashes', () => {
    const ids = projects.flatMap((item) => [
      item.id,
      item.revision_id,
      ...item.organizations.map((organization) => organization['id']),
    ])
    expect(new Set(ids).size).toBe(ids.length)
    for (const [hash, text] of Object.entries(content)) {
      expect(createHash('sha512').update(text).digest('hex')).toBe(hash)
    }
  })

  it.skipIf(orySpecDir() === undefined)('has OIDC entries that Kratos accepts', () => {
    const networkOnly = [...undeclaredFields.oidc, 'state', 'x_future_flag', 'x_rollout']
    for (const entry of projects.flatMap(oidcProviders)) {
      const kept = Object.entries(entry).filter(([name]) => !networkOnly.includes(name))
      const problems = validateKratos('selfServiceOIDCProvider', Object.fromEntries(kept))
      expect({ id: entry['id'], problems }).toEqual({ id: entry['id'], problems: [] })
    }
  })

  it.each(projects.map(({ id, name }) => [name, id]))(
    'of %s passes the checks of a write unchanged',
    async (_name, id) => {
      const { emulator, call } = await start({
        apiKeys: { key: [demoIds.northwind, demoIds.globex] },
      })
      const before = emulator.project(id)
      const { status } = await call('PATCH', `/projects/${id}`, [])
      expect(status).toBe(200)
      const revision = String(emulator.project(id)['revision_id'])
      const asRevision = `/normalized/projects/${id}/revision/${revision}`
      expect((await call('PATCH', asRevision, [])).status).toBe(200)
      const { revision_id: old, ...rest } = before
      const { revision_id: now, ...after } = emulator.project(id)
      expect(after).toEqual(rest)
      expect(now).not.toBe(old)
    },
  )
})
