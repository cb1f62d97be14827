import fc from 'fast-check'
import { connectionsOf } from '../../../src/core/model/connection'
import { textMember, type JsonObject } from '../../../src/core/model/json'
import type { Snapshot } from '../../../src/core/model/snapshot'
import { atOry } from './project-ids'

/** A snapshot with the given entries, and other members that must not be changed. */
export function snapshotOf(parts: {
  oidc?: readonly JsonObject[]
  saml?: readonly JsonObject[]
  organizations?: readonly JsonObject[]
  /** Without them, SCIM clients were never read. */
  scimClients?: readonly JsonObject[]
  revisionId?: string
  /** False where they are not in the project document, and are written by requests of their own. */
  viaPatch?: boolean
}): Snapshot {
  const { revisionId = 'revision-1', viaPatch = true } = parts
  return {
    summary: {
      id: atOry('b1f6a2b4-0000-4000-8000-000000000001'),
      workspaceId: 'w',
      name: 'Project',
      slug: 'calm-turing-abcdefghij',
      environment: 'staging',
      state: 'running',
      hosts: [],
    },
    revisionId,
    readAt: '2026-11-25T12:00:00.000Z',
    project: {
      ...(viaPatch ? { organizations: [...(parts.organizations ?? [])] } : {}),
      revision_id: revisionId,
      services: {
        identity: {
          config: {
            selfservice: {
              methods: {
                oidc: {
                  enabled: true,
                  enable_auto_link_policy: false,
                  config: {
                    base_redirect_uri: 'https://login.customer.example',
                    providers: [...(parts.oidc ?? [])],
                  },
                },
                saml: {
                  enabled: (parts.saml ?? []).length > 0,
                  config: { providers: [...(parts.saml ?? [])] },
                },
                password: { enabled: true },
              },
            },
          },
        },
        oauth2: { config: { future: [1, 2, { three: null }] } },
      },
    },
    organizations: [...(parts.organizations ?? [])],
    ...(parts.scimClients
      ? { scim: { clients: [...parts.scimClients], readAt: '2026-11-25T12:00:00.000Z' } }
      : {}),
    ...(viaPatch ? {} : { organizationRoute: 'requests' as const }),
  }
}

/** States of connections by their key. */
export type States = Readonly<Record<string, 'enabled' | 'disabled' | undefined>>

/** A snapshot with the normalized form's rows of all its connections. */
export function withStates(snapshot: Snapshot, states: States): Snapshot {
  const rowsOf = (protocol: 'oidc' | 'saml') =>
    connectionsOf(snapshot)
      .filter((item) => item.protocol === protocol)
      .map(({ key, entry }) => {
        const state = states[key]
        return { id: textMember(entry, 'id') ?? '', ...(state === undefined ? {} : { state }) }
      })
  return { ...snapshot, rows: { oidc: rowsOf('oidc'), saml: rowsOf('saml') } }
}

export function connection(id: string, more: JsonObject = {}): JsonObject {
  return {
    id,
    provider: 'generic',
    label: `Label of ${id}`,
    client_id: `client-${id}`,
    issuer_url: `https://${id}.example`,
    mapper_url: 'base64://e30=',
    scope: ['openid'],
    x_unknown: { kept: [id] },
    ...more,
  }
}

const id = fc.stringMatching(/^[a-z]{1,8}$/)

/** A project of up to 12 OIDC and 4 SAML connections and 6 organizations, ids unique. */
export const arbitrarySnapshot: fc.Arbitrary<Snapshot> = fc
  .record({
    oidc: fc.uniqueArray(id, { maxLength: 12 }),
    saml: fc.uniqueArray(id, { maxLength: 4 }),
    organizations: fc.uniqueArray(id, { maxLength: 6 }),
    viaPatch: fc.boolean(),
  })
  .map(({ oidc, saml, organizations, viaPatch }) =>
    snapshotOf({
      oidc: oidc.map((item, i) =>
        connection(item, i % 2 && organizations[0] ? { organization_id: organizations[0] } : {}),
      ),
      saml: saml.map((item) => ({
        id: item,
        label: item,
        raw_idp_metadata_xml: 'https://x.example',
      })),
      organizations: organizations.map((item) => ({
        id: item,
        label: item,
        domains: [`${item}.example`],
      })),
      viaPatch,
    }),
  )

/** The same with up to 4 SCIM clients in each organization's reach, or never asked for any. */
export const arbitraryProvisioned: fc.Arbitrary<Snapshot> = fc
  .record({
    snapshot: arbitrarySnapshot,
    clients: fc.option(
      fc.uniqueArray(fc.record({ id, at: fc.nat(5), isOn: fc.boolean() }), {
        maxLength: 4,
        selector: (client) => client.id,
      }),
    ),
  })
  .map(({ snapshot, clients }) => {
    if (!clients) return snapshot
    const { organizations, readAt } = snapshot
    const read = clients.flatMap(({ id: clientId, at, isOn }): JsonObject[] => {
      const organization = organizations[at]?.['id']
      if (typeof organization !== 'string') return []
      return [
        {
          client_id: clientId,
          label: `Label of ${clientId}`,
          organization_id: organization,
          mapper_url: 'base64://e30=',
          authorization_header_secret: '',
          state: isOn ? 'enabled' : 'disabled',
        },
      ]
    })
    return { ...snapshot, scim: { clients: read, readAt } }
  })
