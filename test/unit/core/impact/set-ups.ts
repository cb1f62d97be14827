import type { SetUp } from '../../../../src/core/model/set-up'
import type { JsonObject } from '../../../../src/core/model/json'

/** A set-up in short. */
export interface Parts {
  readonly organizations: readonly {
    readonly id: string
    readonly label?: string
    readonly domains: readonly string[]
  }[]
  readonly connections: readonly {
    readonly id: string
    readonly label?: string
    readonly protocol: 'oidc' | 'saml'
    readonly organization?: string | undefined
    /** OIDC: without it the connection leads nowhere. */
    readonly issuer: boolean
    readonly more?: JsonObject
  }[]
  readonly oidc: boolean
  readonly saml: boolean
  readonly settings?: JsonObject
}

export function setUpOfParts({ organizations, connections, oidc, saml, settings }: Parts): SetUp {
  return {
    project: { name: 'P', slug: 'calm-turing-1', environment: 'production', hosts: [] },
    organizations: organizations.map(({ id, label, domains }) => ({
      key: id,
      fields: { id, label: label ?? id, domains: [...domains] },
    })),
    connections: connections.map(({ id, label, protocol, organization, issuer, more }) => ({
      key: `${protocol}:${id}`,
      protocol,
      fields: {
        id,
        label: label ?? id,
        ...(organization === undefined ? {} : { organization_id: organization }),
        mapper_url: 'base64://e30=',
        ...(protocol === 'saml'
          ? { raw_idp_metadata_xml: 'https://idp.example/metadata' }
          : {
              provider: 'generic',
              client_id: 'client',
              ...(issuer ? { issuer_url: 'https://idp.example' } : {}),
            }),
        ...more,
      },
    })),
    methods: { oidc: { enabled: oidc }, saml: { enabled: saml } },
    settings: settings ?? {},
  }
}
