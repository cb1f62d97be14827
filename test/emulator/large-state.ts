import { createHash } from 'node:crypto'
import type { JsonObject } from '../../src/emulator/state/json'
import type { EmulatorState, StoredProject } from '../../src/emulator/state/types'
import {
  createDemoTexts,
  oidc,
  organization,
  scimClient,
  type DemoTexts,
} from '../../src/emulator/demo/builders'
import { identityConfig, otherServices } from '../../src/emulator/demo/identity-config'
import * as mappers from '../../src/emulator/demo/mappers'
import { certificates } from '../../src/emulator/demo/saml-metadata'

export const largeIds = {
  workspace: '0b7d6a52-2a64-4e35-9c3b-5e1d40f8a001',
  project: '5c9f2e18-7f3a-4c0d-8b46-1d2a90e7b002',
} as const

const slug = 'large-kepler-0000000000'
const host = `${slug}.projects.oryapis.com`
const appUrl = 'https://app.large.example'

const first = 'Amber Birch Cedar Delta Ember Fjord Grove Haven Indigo Jade Krill Lumen'.split(' ')
const second = 'Freight Health Energy Legal Hotels Foods Optics Textiles Rail Labs Media'.split(' ')

/**
 * One workspace with one project of this size, deterministic. Connections are assigned to organizations in
 * turn, so all of them have one if there are enough; every ninth is SAML. SCIM clients are too.
 */
export function largeState(size: {
  organizations: number
  connections: number
  scimClients?: number
}): EmulatorState {
  const content: Record<string, string> = {}
  const texts = createDemoTexts(content)
  const organizations = Array.from({ length: size.organizations }, (_, index) => company(index))
  const entries: Record<'oidc' | 'saml', JsonObject[]> = { oidc: [], saml: [] }
  for (let index = 0; index < size.connections; index += 1) {
    const owner = organizations[index % Math.max(1, organizations.length)]
    const link: JsonObject = owner ? { organization_id: owner['id'] ?? '' } : {}
    if (index % 9 === 8) entries.saml.push(samlEntry(index, texts, link))
    else entries.oidc.push(oidcEntry(index, texts, link))
  }
  const person = texts.mapper(mappers.scimPerson)
  const scimClients = Array.from({ length: size.scimClients ?? 0 }, (_, index) => {
    const tail = String(index + 1).padStart(5, '0')
    const owner = String(organizations[index % organizations.length]?.['id'])
    return scimClient(`scim-${tail}`, `Provisioning ${tail}`, owner, person)
  })
  return {
    version: 1,
    workspaces: [
      {
        id: largeIds.workspace,
        name: 'Large',
        subscription_plan: 'enterprise',
        created_at: '2024-01-01T00:00:00Z',
        updated_at: '2026-01-01T00:00:00Z',
      },
    ],
    projects: [{ ...largeProject(organizations, entries), scim_clients: scimClients }],
    content,
  }
}

function company(index: number): JsonObject {
  const name = `${first[index % first.length]} ${second[index % second.length]} ${index + 1}`
  const domain = `${name.toLowerCase().replaceAll(' ', '-')}.example`
  const domains = index % 5 === 0 ? [domain, `mail.${domain}`] : [domain]
  const created = new Date(Date.UTC(2024, 0, 1) + index * 3_600_000).toISOString()
  const more: JsonObject = index % 7 === 0 ? { session_lifespan: `${1 + (index % 48)}h` } : {}
  return organization(uuidOf(`organization/${index}`), name, domains, created, more)
}

const kinds = ['microsoft', 'generic', 'google', 'auth0', 'generic', 'gitlab', 'microsoft']

function oidcEntry(index: number, texts: DemoTexts, link: JsonObject): JsonObject {
  const provider = kinds[index % kinds.length] ?? 'generic'
  const tail = String(index + 1).padStart(5, '0')
  const more: Record<string, JsonObject> = {
    microsoft: { microsoft_tenant: uuidOf(`tenant/${index}`), subject_source: 'oid' },
    generic: { issuer_url: `https://sso-${tail}.example/realms/staff`, pkce: 'auto' },
    auth0: { issuer_url: `https://tenant-${tail}.auth0.example` },
    gitlab: { issuer_url: `https://gitlab-${tail}.example` },
  }
  const mapper = provider === 'microsoft' ? mappers.microsoftEmail : mappers.verifiedEmail
  return oidc(`${provider}-${tail}`, provider, `Sign-in ${tail}`, texts.mapper(mapper), {
    ...more[provider],
    ...link,
  })
}

function samlEntry(index: number, texts: DemoTexts, link: JsonObject): JsonObject {
  const tail = String(index + 1).padStart(5, '0')
  return {
    id: `saml-${tail}`,
    label: `SAML ${tail}`,
    ...link,
    mapper_url: texts.mapper(mappers.samlAttributes),
    raw_idp_metadata_xml: texts.metadata({
      entityId: `https://idp-${tail}.example/metadata`,
      signOnUrl: `https://idp-${tail}.example/sso`,
      certificate: certificates.tidewater,
    }),
  }
}

function largeProject(
  organizations: JsonObject[],
  entries: Record<'oidc' | 'saml', JsonObject[]>,
): StoredProject {
  const config = identityConfig({
    host,
    appUrl,
    sessionLifespan: '168h0m0s',
    oidc: { enabled: true, config: { providers: entries.oidc } },
    saml: { enabled: entries.saml.length > 0, config: { providers: entries.saml } },
  })
  return {
    id: largeIds.project,
    workspace_id: largeIds.workspace,
    name: 'Large Production',
    slug,
    state: 'running',
    environment: 'prod',
    home_region: 'eu-central',
    revision_id: '2d81b6f0-95d4-4b7e-a0c3-6f5e8d9ac003',
    created_at: '2024-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    hosts: [host],
    organizations,
    services: { identity: { config }, ...otherServices(host, appUrl) },
    cors_public: { enabled: true, origins: [appUrl] },
    cors_admin: { enabled: false, origins: [] },
  }
}

/** A version 4 id that only depends on the name. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(`large/${name}`).digest('hex')
  const head = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}`
  return `${head}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
