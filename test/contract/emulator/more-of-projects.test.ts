import { describe, expect, it } from 'vitest'
import { demoIds } from '../../emulator'
import type { JsonObject } from '../../../src/emulator/state/json'
import { at, entriesOf, genericEntry, oidcPath, production, start, textOf } from './harness'

const path = `/projects/${production}`

describe('setProject', () => {
  const parts = ['name', 'services', 'organizations', 'cors_public', 'cors_admin']
  const body = (project: JsonObject, more: JsonObject = {}) => ({
    ...Object.fromEntries(parts.map((name) => [name, project[name]])),
    ...more,
  })

  it('removes the organizations that are not in its list, and keeps services it does not name', async () => {
    const { call, emulator } = await start()
    const before = emulator.project(production)
    const identity = at(before, 'services', 'identity') as JsonObject
    const { status } = await call(
      'PUT',
      path,
      body(before, { organizations: [], services: { identity } }),
    )
    expect(status).toBe(200)
    const after = emulator.project(production)
    expect(after['organizations']).toEqual([])
    expect(after['services']).toEqual(before['services'])
  })

  it.each(parts)('is refused without %s', async (name) => {
    const { call, emulator } = await start()
    const before = emulator.project(production)
    const { [name]: _left, ...rest } = body(before) as JsonObject
    expect((await call('PUT', path, rest)).status).toBe(400)
    expect(emulator.project(production)).toEqual(before)
  })

  it('checks connections as a patch does: secrets that were read as absent are missing', async () => {
    const { call, read } = await start()
    expect((await call('PUT', path, body(await read()))).status).toBe(400)
    expect((await call('PUT', path, 'text')).status).toBe(400)
    expect((await call('PUT', `/projects/${demoIds.globexProduction}`, {})).status).toBe(403)
  })
})

describe('custom domains', () => {
  it('are those of the project, and their host is among its hosts', async () => {
    const { call } = await start()
    const { status, body } = await call('GET', `${path}/cname`)
    expect(status).toBe(200)
    expect(at(body, 'length')).toBe(1)
    const hosts = at(
      (await call('GET', `/workspaces/${demoIds.northwind}/projects`)).body,
      'projects',
      0,
      'hosts',
    )
    expect(hosts).toContain(at(body, 0, 'hostname'))
    expect((await call('GET', `/projects/${demoIds.northwindStaging}/cname`)).body).toEqual([])
  })

  it('are not to be had when told so, or by another key', async () => {
    const { call } = await start({ refuseCustomDomains: true })
    expect((await call('GET', `${path}/cname`)).status).toBe(404)
    expect((await call('GET', `/projects/${demoIds.globexProduction}/cname`)).status).toBe(403)
  })
})

describe('the normalized form', () => {
  const normalized = `/normalized${path}`
  const rowsOf = (body: unknown, method: 'oidc' | 'saml') =>
    at(
      body,
      'current_revision',
      `kratos_selfservice_methods_${method}_config_providers`,
    ) as JsonObject[]

  it('has every connection with its state, tenant and a row id', async () => {
    const { call, read } = await start()
    const { body } = await call('GET', normalized)
    const project = await read()
    const revision = at(body, 'current_revision')
    expect(revision).toMatchObject({
      id: project['revision_id'],
      kratos_selfservice_methods_oidc_enabled: true,
      kratos_selfservice_methods_saml_enabled: true,
      kratos_selfservice_methods_oidc_config_base_redirect_uri: '',
    })
    for (const method of ['oidc', 'saml'] as const) {
      const ids = entriesOf(project, method).map((entry) => entry['id'])
      expect(rowsOf(body, method).map((row) => row['provider_id'])).toEqual(ids)
    }
    const rows = rowsOf(body, 'oidc')
    const disabled = rows.filter((row) => row['state'] === 'disabled')
    expect(disabled.map((row) => row['provider_id'])).toEqual(['saltmarsh-ping'])
    const entra = rows.find((row) => row['provider_id'] === 'saltmarsh-entra')
    expect(entra).toMatchObject({
      azure_tenant: 'saltmarsh.onmicrosoft.example',
      state: 'enabled',
      organization_id: demoIds.saltmarsh,
    })
    expect(entra).not.toHaveProperty('microsoft_tenant')
    expect(new Set([...rows, ...rowsOf(body, 'saml')].map((row) => row['id'])).size).toBe(16)
    expect(JSON.stringify(body)).not.toMatch(/demo-secret|PRIVATE KEY|auto_link"/)
    expect(at(revision, 'organizations', 0, 'created_at')).toBe('2024-02-12T09:14:03Z')
  })

  it('has other row ids after every write', async () => {
    const { call, patch } = await start()
    const id = async () => textOf(rowsOf((await call('GET', normalized)).body, 'oidc')[0]?.['id'])
    const before = await id()
    expect(await id()).toBe(before)
    await patch([{ op: 'add', path: `${oidcPath}/-`, value: genericEntry() }])
    expect(await id()).not.toBe(before)
  })

  it('is empty where a project has neither method', async () => {
    const { call } = await start({ apiKeys: { key: demoIds.globex } })
    const { body } = await call('GET', `/normalized/projects/${demoIds.globexDevelopment}`)
    expect([rowsOf(body, 'oidc'), rowsOf(body, 'saml')]).toEqual([[], []])
  })
})
