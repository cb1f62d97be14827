import { describe, expect, it } from 'vitest'
import { demoIds, startEmulator } from '../../emulator'
import type { JsonObject } from '../../../src/emulator/state/json'
import { at, base64, production, start, textOf, type Client } from './harness'

const organization = `/projects/${production}/organizations/${demoIds.harborLights}`
const links = `${organization}/onboarding-portal-links`
const hour = 3_600_000
const ahead = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
const both = { enable_sso: true, enable_scim: false }

async function create({ call }: Client, more: JsonObject = {}) {
  return (await call('POST', links, { ...both, ...more })).body as JsonObject
}

describe('onboarding portal links', () => {
  it('live seven days unless told otherwise, and keep their end when only a switch is changed', async () => {
    const client = await start()
    const link = await create(client)
    const end = Date.parse(textOf(link['expires_at'])) - Date.now()
    expect(end / hour).toBeGreaterThan(24 * 7 - 1)
    expect(end / hour).toBeLessThanOrEqual(24 * 7)
    const path = `${links}/${textOf(link['id'])}`
    const { body } = await client.call('POST', path, { enable_sso: true, enable_scim: true })
    expect(body).toEqual({ ...link, enable_scim: true })
  })

  it.each<[string, unknown]>([
    ['no body', undefined],
    ['a switch missing', { enable_sso: true }],
    ['a switch of a wrong type', { ...both, enable_scim: 'yes' }],
    ['an end in less than a day', { ...both, expires_at: ahead(23) }],
    ['an end that is no time', { ...both, expires_at: 'tomorrow' }],
    ['a mapper of a wrong type', { ...both, google_mapper_url: 5 }],
    ['a mapper without prefix', { ...both, google_mapper_url: '{}' }],
    ['a host of another project', { ...both, custom_hostname_id: demoIds.harborLights }],
  ])('are refused with %s, and nothing is left of them', async (_name, body) => {
    const { call, emulator } = await start()
    const before = emulator.state()
    expect((await call('POST', links, body)).status).toBe(400)
    expect(emulator.state()).toEqual(before)
  })

  it('keep mappers like connections do, the host and the proxied values', async () => {
    const client = await start()
    const hosts = (await client.call('GET', `/projects/${production}/cname`)).body
    const host = textOf(at(hosts, 0, 'id'))
    const link = await create(client, {
      saml_mapper_url: base64('{ identity: { traits: {} } }'),
      custom_hostname_id: host,
      proxy_acs_url: 'https://acs.example',
    })
    expect(link).toMatchObject({ custom_hostname_id: host, proxy_acs_url: 'https://acs.example' })
    expect(link['saml_mapper_url']).toContain(client.emulator.storageAddress)
    const stored = await fetch(textOf(link['saml_mapper_url']))
    expect(await stored.text()).toBe('{ identity: { traits: {} } }')
  })

  it('belong to one organization: 404 elsewhere, 400 for a malformed id, 403 for another workspace', async () => {
    const client = await start()
    const { id } = await create(client)
    const other = `/projects/${production}/organizations/${demoIds.oakfield}/onboarding-portal-links`
    expect((await client.call('GET', other)).body).toEqual({ links: [] })
    expect((await client.call('DELETE', `${other}/${textOf(id)}`)).status).toBe(404)
    expect((await client.call('POST', `${links}/abc`, both)).status).toBe(400)
    const unknown = `/projects/${production}/organizations/${production}/onboarding-portal-links`
    expect((await client.call('GET', unknown)).status).toBe(404)
    expect((await client.call('POST', unknown, both)).status).toBe(404)
    const foreign = links.replace(production, demoIds.globexProduction)
    expect((await client.call('GET', foreign)).status).toBe(403)
  })

  it.each(['DELETE', 'PATCH'])('go with their organization: %s', async (way) => {
    const client = await start()
    await create(client)
    if (way === 'DELETE') await client.call('DELETE', organization)
    else await client.patch([{ op: 'remove', path: '/organizations/0' }])
    const [project] = client.emulator.state().projects
    expect(project?.organizations.some((item) => item['id'] === demoIds.harborLights)).toBe(false)
    expect(project?.portal_links).toEqual([])
  })

  it('can be made in a state from before there were links', async () => {
    const client = await start()
    const state = client.emulator.state()
    for (const project of state.projects) {
      delete project.portal_links
      delete project.custom_domains
    }
    const old = await startEmulator({ state })
    const key = Object.values(old.demoApiKeys)[0] ?? ''
    const ask = async (method: string, path: string, body?: object) => {
      const response = await fetch(old.apiAddress + path, {
        method,
        headers: { authorization: `Bearer ${key}` },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      return (await response.json()) as unknown
    }
    expect(await ask('GET', links)).toEqual({ links: [] })
    expect(await ask('GET', `/projects/${production}/cname`)).toEqual([])
    await ask('POST', links, both)
    expect(at(await ask('GET', links), 'links', 'length')).toBe(1)
    await old.close()
  })
})
