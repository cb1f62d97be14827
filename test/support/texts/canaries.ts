import { demoState, type EmulatorState } from '../../emulator'

/** Secrets in places where a server may show them; none is a secret field of a connection's form. */
export const canaries = {
  smtp: 'canary-smtp-password-3f1c',
  webhook: 'canary-webhook-token-77aa',
  besideProviders: 'canary-beside-providers-0b52',
  besideConfig: 'canary-beside-config-91de',
  inProvider: 'canary-in-provider-5c0f',
  deepInProvider: 'canary-deep-in-provider-8e21',
  inSamlProvider: 'canary-in-saml-provider-d6c4',
  inOrganization: 'canary-in-organization-42b7',
  inSchema: 'canary-in-identity-schema-1a9b',
  cipher: 'canary-cipher-secret-6d3e',
  oauth2: 'canary-oauth2-system-secret-e508',
} as const

/** The ones that the emulator drops on a write, because it does not know the member. */
const dropped: readonly string[] = [
  canaries.besideProviders,
  canaries.besideConfig,
  canaries.inOrganization,
]

/** The ones of a project that remain after a write. */
export function lastingCanaries(state: EmulatorState, projectId: string): string[] {
  const text = JSON.stringify(state.projects.find(({ id }) => id === projectId))
  return Object.values(canaries).filter((item) => text.includes(item) && !dropped.includes(item))
}

/** The demo with them in each of these projects. */
export function plantedState(...projectIds: readonly string[]): EmulatorState {
  const state = demoState()
  for (const projectId of projectIds) plantCanaries(state, projectId)
  return state
}

/** Adds them to a project of an emulator's state. */
export function plantCanaries(state: EmulatorState, projectId: string): void {
  const project = state.projects.find(({ id }) => id === projectId) as any
  const { config } = project.services.identity
  const { oidc, saml } = config.selfservice.methods
  config.courier ??= {}
  config.courier.smtp = { connection_uri: `smtps://mailer:${canaries.smtp}@mail.example:465/` }
  config.selfservice.flows.login.after.hooks = [
    {
      hook: 'web_hook',
      config: {
        url: 'https://hooks.example/after-login',
        auth: { type: 'api_key', config: { name: 'X-Token', value: canaries.webhook } },
      },
    },
  ]
  config.secrets = { cipher: [canaries.cipher] }
  oidc.x_shared = { any: canaries.besideConfig }
  oidc.config.x_defaults = { any: canaries.besideProviders }
  oidc.config.providers[0].x_rollout = { introspection_token: canaries.inProvider }
  oidc.config.providers[0].x_future_flag = {
    kept: 'harmless',
    deeper: [{ credentials: [canaries.deepInProvider] }],
  }
  if (saml?.config?.providers?.[0]) {
    saml.config.providers[0].x_rollout = { signingKey: canaries.inSamlProvider }
  }
  config.identity.schemas[0].x_access_token = canaries.inSchema
  project.organizations[0].scim_token = canaries.inOrganization
  project.services.oauth2 ??= {}
  project.services.oauth2.config = {
    ...project.services.oauth2.config,
    secrets: { system: [canaries.oauth2] },
  }
}
