import { afterEach, describe, expect, it } from 'vitest'
import type { NewPortalLink, PortalLink } from '../../../../../src/core/ipc/portal-links'
import { demoIds, type FaultRule } from '../../../../emulator'
import { createApiClient } from '../../../../../src/main/api/client'
import { createTransportLoader } from '../../../../../src/main/api/dispatcher'
import { toPortalLink } from '../../../../../src/main/services/portal-links/portal-link-forms'
import { createPortalLinksService } from '../../../../../src/main/services/portal-links/portal-links'
import { startBench, value } from '../../../../support/services/main-services'

const projectId = demoIds.northwindProduction
const slug = 'brave-lovelace-7k2m9x4q1d'
const slugHost = `${slug}.projects.oryapis.com`
const customHost = 'id.northwind.example'
const day = 24 * 3_600_000
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString()

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

async function start() {
  const bench = await startBench()
  const transport = createTransportLoader({})
  endings.push(() => transport.close())
  const sleep = () => Promise.resolve()
  const client = createApiClient({
    transport,
    userAgent: 'test/1',
    sleep,
    timeout: 2000,
    secrets: bench.secrets,
  })
  const copied: string[] = []
  const service = bench.named(
    createPortalLinksService({
      client,
      workspaces: bench.workspaces,
      guards: bench.guards,
      secrets: bench.secrets,
      clipboard: { writeSecret: (text) => Promise.resolve(void copied.push(text)) },
    }),
  )
  const project = () => bench.emulator.state().projects.find(({ id }) => id === projectId)
  const organizationId = String(project()?.organizations[0]?.['id'])
  const stored = () => project()?.portal_links ?? []
  const link = (more: Partial<NewPortalLink> = {}): NewPortalLink => ({
    enableSso: true,
    enableScim: false,
    expiresAt: inDays(7),
    mapperUrls: {},
    ...more,
  })
  const at = { projectId, organizationId, confirmedSlug: slug }
  const posts = () =>
    bench.emulator.requests().filter(({ method, path }) => {
      return method === 'POST' && path.includes('onboarding-portal-links')
    })
  return { ...bench, service, copied, at, link, stored, posts }
}

const secretOf = (url: string) => url.slice(url.lastIndexOf('/') + 1)

describe('portal links', () => {
  it('are made, listed without their secret, extended, copied and deleted', async () => {
    const { service, at, link, stored, copied } = await start()
    const before = value(await service.list(at))
    expect(before.links).toEqual([])
    expect(before.hosts.map(({ hostname }) => hostname)).toEqual([slugHost, customHost])
    expect(before.hosts[0]?.id).toBeUndefined()

    const mapperUrls = { generic_oidc_mapper_url: 'base64://e30=' }
    const made = value(await service.create({ ...at, link: link({ mapperUrls }) }))
    const secret = String(stored()[0]?.['value'])
    expect(made.url).toBe(`https://${slugHost}/onboarding/${secret}`)
    expect(stored()[0]).toMatchObject({ enable_sso: true, enable_scim: false })
    expect(Object.keys(made.link.mapperUrls)).toEqual(['generic_oidc_mapper_url'])

    const listed = value(await service.list(at))
    expect(listed.links).toHaveLength(1)
    expect(JSON.stringify([listed, made.link])).not.toContain(secret)

    const linkId = made.link.id
    const expiresAt = inDays(30)
    const flags = { enableSso: true, enableScim: false }
    const extended = value(await service.update({ ...at, linkId, ...flags, expiresAt }))
    expect(extended.expiresAt).toBe(expiresAt)
    expect(JSON.stringify(extended)).not.toContain(secret)

    value(await service.copy({ ...at, linkId }))
    expect(copied).toEqual([made.url])

    value(await service.delete({ ...at, linkId }))
    expect(stored()).toEqual([])
    const gone = await service.copy({ ...at, linkId })
    expect(gone).toMatchObject({ ok: false, error: { code: 'api.not-found' } })
    expect(copied).toHaveLength(1)
  })

  it('lead to the custom domain that was chosen, and are not made for an unknown one', async () => {
    const { service, at, link, copied, posts } = await start()
    const hosts = value(await service.list(at)).hosts
    const customHostnameId = hosts.find(({ hostname }) => hostname === customHost)?.id ?? ''
    const made = value(await service.create({ ...at, link: link({ customHostnameId }) }))
    expect(made.url).toMatch(new RegExp(`^https://${customHost}/onboarding/.+`))
    expect(made.link.customHostnameId).toBe(customHostnameId)
    value(await service.copy({ ...at, linkId: made.link.id }))
    expect(copied).toEqual([made.url])
    const unknown = link({ customHostnameId: '11111111-1111-4111-8111-111111111111' })
    expect(await service.create({ ...at, link: unknown })).toMatchObject({ ok: false })
    expect(posts()).toHaveLength(1)
  })

  it('have the project’s own host where custom domains cannot be listed', async () => {
    const { service, at, link, emulator } = await start()
    for (const status of [404, 403]) {
      emulator.fault({ operation: 'listCustomDomains', status, times: 1 })
      expect(value(await service.list(at)).hosts).toEqual([{ hostname: slugHost }])
    }
    emulator.fault({ operation: 'listCustomDomains', status: 403, times: 10 })
    expect(value(await service.create({ ...at, link: link() })).url).toContain(slugHost)
  })
})

describe('in production', () => {
  it.each([undefined, '', 'Northwind Production', `${slug} `, slug.toUpperCase()])(
    'nothing is written with %j for the project’s slug',
    async (confirmedSlug) => {
      const { service, at, link, stored, emulator } = await start()
      const { id: linkId } = value(await service.create({ ...at, link: link() })).link
      const before = JSON.stringify(stored())
      emulator.clearRequests()
      const given = { ...at, confirmedSlug, linkId }
      const flags = { enableSso: true, enableScim: true, expiresAt: inDays(30) }
      for (const result of [
        await service.create({ ...given, link: link() }),
        await service.update({ ...given, ...flags }),
        await service.delete(given),
      ]) {
        expect(result).toMatchObject({ error: { code: 'guard.slug', subject: slug } })
      }
      // The server is asked which project it is, and is sent nothing.
      expect(emulator.requests().map(({ operation }) => operation)).toEqual(
        Array.from({ length: 3 }, () => 'getProject'),
      )
      expect(JSON.stringify(stored())).toBe(before)
    },
  )

  it('only what writes is asked about, and elsewhere nothing is', async () => {
    const { service, at, link, emulator } = await start()
    const made = value(await service.create({ ...at, link: link() }))
    const { confirmedSlug: _typed, ...place } = at
    expect(value(await service.list(place)).links).toHaveLength(1)
    value(await service.copy({ ...place, linkId: made.link.id }))
    const staging = emulator.state().projects.find(({ id }) => id === demoIds.northwindStaging)
    const organizationId = String(staging?.organizations[0]?.['id'])
    const there = { projectId: demoIds.northwindStaging, organizationId }
    value(await service.create({ ...there, link: link() }))
  })
})

describe('what the server says of the project counts, and not the list that was read once', () => {
  const staging = demoIds.northwindStaging

  it('a project that became production needs its slug', async () => {
    const { service, at, link, emulator } = await start()
    const own = () => emulator.state().projects.find(({ id }) => id === staging)
    emulator.edit(({ projects }) => {
      for (const project of projects) if (project.id === staging) project.environment = 'prod'
    })
    const organizationId = String(own()?.organizations[0]?.['id'])
    const { confirmedSlug: _other, ...rest } = { ...at, projectId: staging, organizationId }
    const refused = await service.create({ ...rest, link: link() })
    const { slug: ownSlug } = own() ?? { slug: '' }
    expect(refused).toMatchObject({ error: { code: 'guard.slug', subject: ownSlug } })
    expect(own()?.portal_links ?? []).toEqual([])
    value(await service.create({ ...rest, confirmedSlug: ownSlug, link: link() }))
    expect(own()?.portal_links).toHaveLength(1)
  })

  it('one that has another slug is confirmed by that, and its links lead there', async () => {
    const { service, at, link, emulator, stored } = await start()
    emulator.edit(({ projects }) => {
      for (const project of projects) if (project.id === projectId) project.slug = 'new-slug-1'
    })
    expect(await service.create({ ...at, link: link() })).toMatchObject({ ok: false })
    expect(stored()).toEqual([])
    const made = await service.create({ ...at, confirmedSlug: 'new-slug-1', link: link() })
    expect(value(made).url).toContain('https://new-slug-1.projects.oryapis.com/')
  })

  it('one that was deleted, or cannot be read, gets nothing', async () => {
    const { service, at, link, emulator, stored } = await start()
    emulator.fault({ operation: 'getProject', status: 403, times: 1 })
    expect(await service.create({ ...at, link: link() })).toMatchObject({ error: { status: 403 } })
    emulator.edit(({ projects }) => {
      for (const project of projects) if (project.id === projectId) project.state = 'deleted'
    })
    const deleted = await service.create({ ...at, link: link() })
    expect(deleted).toMatchObject({ error: { code: 'project.deleted' } })
    expect(stored()).toEqual([])
  })
})

describe('a creation whose answer is lost', () => {
  const operation = 'createOrganizationOnboardingPortalLink'
  const after: [string, FaultRule][] = [
    ['by a closed socket', { drop: 'after' }],
    ['behind a proxy’s page', { html: true, afterEffect: true }],
    ['in half a body', { truncate: 'ended' }],
  ]

  it.each(after)('%s is found in the list, and sent once', async (_name, rule) => {
    const { service, at, link, emulator, stored, posts } = await start()
    value(await service.create({ ...at, link: link({ expiresAt: inDays(14) }) }))
    emulator.fault({ operation, times: 9, ...rule })
    const made = value(await service.create({ ...at, link: link() }))
    expect(stored()).toHaveLength(2)
    expect(secretOf(made.url)).toBe(stored()[1]?.['value'])
    expect(posts()).toHaveLength(2)
  })

  it('is a failure where the list cannot tell, and is not sent again', async () => {
    const { service, at, link, emulator, stored, posts } = await start()
    const list = 'getOrganizationOnboardingPortalLinks'
    emulator.fault({
      operation,
      drop: 'after',
      times: 9,
      // The list before is read; the one after is not.
      otherWriter: () => void emulator.fault({ operation: list, status: 500, times: 99 }),
    })
    const result = await service.create({ ...at, link: link() })
    expect(result.ok).toBe(false)
    expect(stored()).toHaveLength(1)
    expect(posts()).toHaveLength(1)
  })

  it('and that never took effect is a failure, with nothing made', async () => {
    const { service, at, link, emulator, stored } = await start()
    emulator.fault({ operation, status: 503, times: 9 })
    const result = await service.create({ ...at, link: link() })
    expect(result.ok).toBe(false)
    expect(stored()).toEqual([])
  })
})

it('tells a plan’s refusal with the name of the feature', async () => {
  const { service, at, emulator } = await start()
  const body = { error: { id: 'feature_not_available', details: { feature: 'onboarding_portal' } } }
  emulator.fault({ operation: 'getOrganizationOnboardingPortalLinks', status: 403, body })
  expect(await service.list(at)).toMatchObject({
    error: { code: 'api.feature-not-available', subject: 'onboarding_portal' },
  })
})

it('answers what was sent about a project that is not connected without asking anyone', async () => {
  const { service, at, emulator, id } = await start()
  emulator.clearRequests()
  const elsewhere = { ...at, projectId: id('99999999-9999-4999-8999-999999999999') }
  expect(await service.list(elsewhere)).toMatchObject({ ok: false })
  expect(emulator.requests()).toEqual([])
})

it('shows every member of a link but those that hold its secret', () => {
  const wire = {
    id: 'l',
    value: 'canary',
    enable_sso: false,
    enable_scim: true,
    expires_at: '2026-12-01T00:00:00Z',
    project_id: 'p',
    organization_id: 'o',
    custom_hostname_id: '00000000-0000-0000-0000-000000000000',
    saml_mapper_url: 'base64://e30=',
    google_mapper_url: '',
    proxy_acs_url: 'https://acs.customer.example',
    future: { a: [1] },
    future_url: 'https://x.example/onboarding/canary',
  }
  expect(toPortalLink(wire)).toEqual({
    id: 'l',
    enableSso: false,
    enableScim: true,
    expiresAt: '2026-12-01T00:00:00Z',
    mapperUrls: { saml_mapper_url: 'base64://e30=' },
    proxies: { proxy_acs_url: 'https://acs.customer.example' },
    others: { future: '{"a":[1]}' },
  } satisfies PortalLink)
})
