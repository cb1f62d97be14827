import type { JsonObject } from '../../../src/emulator/state/json'
import type { EmulatorState } from '../../../src/emulator/state/types'
import {
  createDemoTexts,
  oidc,
  organization,
  scimClient,
} from '../../../src/emulator/demo/builders'
import * as mappers from '../../../src/emulator/demo/mappers'
import { certificates } from '../../../src/emulator/demo/saml-metadata'
import { demoState } from '../../emulator'
import { plantCanaries } from '../texts/canaries'
import { demo } from './workbench'

const companies = ['amber', 'birch', 'cedar'] as const
const ids = {
  amber: 'aaaaaaaa-0000-4000-8000-000000000001',
  birch: 'bbbbbbbb-0000-4000-8000-000000000002',
  cedar: 'cccccccc-0000-4000-8000-000000000003',
} as const
const labels = { amber: 'Amber Freight', birch: 'Birch Legal', cedar: 'Cedar Hotels' } as const

/**
 * Northwind with a staging that has three organizations, five connections and a SCIM client which
 * production lacks, and one social connection in both that differs in two fields; both show secrets.
 */
export function promoteState(): EmulatorState {
  const state = demoState()
  const texts = createDemoTexts(state.content)
  const groups = texts.mapper(mappers.emailAndGroups)
  const verified = texts.mapper(mappers.verifiedEmail)
  const link = (company: keyof typeof ids) => ({ organization_id: ids[company] })
  const preview = (name: string) => ({ issuer_url: `https://${name}.preview.example` })
  const saml = (id: string, label: string, company: keyof typeof ids): JsonObject => ({
    id,
    label,
    ...link(company),
    mapper_url: texts.mapper(mappers.samlAttributes),
    raw_idp_metadata_xml: texts.metadata({
      entityId: `http://sso.${id}.example/services/trust`,
      signOnUrl: `https://sso.${id}.example/ls/`,
      certificate: certificates.tidewater,
    }),
  })
  const google = (label: string, client: string) =>
    oidc('google', 'google', label, verified, { client_id: client })
  const put = (
    projectId: string,
    organizations: JsonObject[],
    providers: { oidc: JsonObject[]; saml: JsonObject[] },
    clients: JsonObject[] = [],
  ) => {
    const project = state.projects.find(({ id }) => id === projectId) as any
    const { methods } = project.services.identity.config.selfservice
    project.organizations = organizations
    project.scim_clients = clients
    methods.oidc.config.providers = providers.oidc
    delete methods.oidc.enable_auto_link_policy
    methods.saml = { enabled: true, config: { providers: providers.saml } }
    plantCanaries(state, projectId)
  }
  const other = organization(
    'dddddddd-0000-4000-8000-000000000004',
    'Wrenhall Partners',
    [],
    '2024-02-09T10:00:00Z',
  )
  put(
    demo.staging.id,
    [
      ...companies.map((name) =>
        organization(
          ids[name],
          labels[name],
          [`${name}.staging.example`, `${name}-mail.example`],
          '2024-02-09T10:00:00Z',
        ),
      ),
      { ...other, id: 'eeeeeeee-0000-4000-8000-000000000005' },
    ],
    {
      oidc: [
        google('Google (staging)', 'client-of-staging'),
        oidc('amber-okta', 'generic', 'Amber Okta', groups, {
          ...link('amber'),
          ...preview('amber'),
        }),
        oidc('birch-okta', 'generic', 'Birch Okta', groups, {
          ...link('birch'),
          ...preview('birch'),
        }),
        oidc('cedar-okta', 'generic', 'Cedar Okta', verified, {
          ...link('cedar'),
          ...preview('cedar'),
          pkce: 'force',
        }),
      ],
      saml: [saml('birch-adfs', 'Birch ADFS', 'birch'), saml('cedar-adfs', 'Cedar ADFS', 'cedar')],
    },
    [scimClient('amber-people', 'Amber people', ids.amber, texts.mapper(mappers.scimPerson))],
  )
  put(demo.production.id, [other], { oidc: [google('Google', 'client-of-production')], saml: [] })
  return state
}
