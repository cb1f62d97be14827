import type { JsonObject } from '../state/json'

export interface IdentityConfigParts {
  host: string
  appUrl: string
  sessionLifespan: string
  oidc: JsonObject
  /** Absent: the project has no such node, as some older projects. */
  saml?: JsonObject
  /** A custom schema, which is then the default one. */
  schema?: { id: string; url: string }
}

/** The rest of a project's identity configuration, which the app does not edit. */
export function identityConfig(parts: IdentityConfigParts): JsonObject {
  const { host, appUrl, sessionLifespan } = parts
  const page = (name: string) => `https://${host}/ui/${name}`
  return {
    cookies: { domain: host, path: '/', same_site: 'Lax' },
    courier: {
      delivery_strategy: 'smtp',
      message_retries: 5,
      smtp: { from_address: `no-reply@${host}`, from_name: 'Account', headers: {} },
      templates: {
        recovery_code: { valid: { email: { subject: 'Your recovery code' } } },
        verification_code: { valid: { email: { subject: 'Verify your address' } } },
      },
    },
    feature_flags: { cacheable_sessions: false, use_continue_with_transitions: true },
    hashers: { algorithm: 'bcrypt', bcrypt: { cost: 12 } },
    identity: {
      default_schema_id: parts.schema?.id ?? 'preset://basic',
      schemas: [
        ...(parts.schema ? [parts.schema] : []),
        { id: 'preset://basic', url: 'preset://basic' },
        { id: 'preset://username', url: 'preset://username' },
      ],
    },
    oauth2_provider: { override_return_to: true },
    selfservice: {
      allowed_return_urls: [appUrl, `${appUrl}/welcome`, `https://${host}`],
      default_browser_return_url: `${appUrl}/`,
      flows: {
        error: { ui_url: page('error') },
        login: {
          after: { hooks: [], password: { hooks: [{ hook: 'require_verified_address' }] } },
          before: { hooks: [] },
          lifespan: '30m0s',
          style: 'identifier_first',
          ui_url: page('login'),
        },
        logout: { after: { default_browser_return_url: page('login') } },
        recovery: {
          after: { hooks: [] },
          before: { hooks: [] },
          enabled: true,
          lifespan: '30m0s',
          notify_unknown_recipients: false,
          ui_url: page('recovery'),
          use: 'code',
        },
        registration: {
          after: {
            hooks: [],
            oidc: { hooks: [{ hook: 'session' }] },
            password: { hooks: [{ hook: 'session' }, { hook: 'show_verification_ui' }] },
          },
          before: { hooks: [] },
          enabled: true,
          lifespan: '30m0s',
          login_hints: true,
          style: 'profile_first',
          ui_url: page('registration'),
        },
        settings: {
          lifespan: '30m0s',
          privileged_session_max_age: '15m0s',
          required_aal: 'highest_available',
          ui_url: page('settings'),
        },
        verification: {
          after: { default_browser_return_url: appUrl, hooks: [] },
          enabled: true,
          lifespan: '30m0s',
          notify_unknown_recipients: false,
          ui_url: page('verification'),
          use: 'code',
        },
      },
      methods: {
        code: { config: { lifespan: '15m0s' }, enabled: true, passwordless_enabled: false },
        link: { config: { base_url: '', lifespan: '15m0s' }, enabled: true },
        lookup_secret: { enabled: true },
        oidc: parts.oidc,
        passkey: {
          config: { rp: { display_name: 'Account', id: host, origins: [`https://${host}`] } },
          enabled: true,
        },
        password: {
          config: {
            haveibeenpwned_enabled: true,
            identifier_similarity_check_enabled: true,
            ignore_network_errors: true,
            max_breaches: 1,
            min_password_length: 10,
          },
          enabled: true,
        },
        profile: { enabled: true },
        ...(parts.saml ? { saml: parts.saml } : {}),
        totp: { config: { issuer: 'Account' }, enabled: true },
        webauthn: {
          config: {
            passwordless: false,
            rp: { display_name: 'Account', id: host, origins: [`https://${host}`] },
          },
          enabled: false,
        },
      },
    },
    session: {
      cookie: {
        domain: host,
        name: 'ory_session_demo',
        path: '/',
        persistent: true,
        same_site: 'Lax',
      },
      earliest_possible_extend: '24h0m0s',
      lifespan: sessionLifespan,
      whoami: { required_aal: 'highest_available', tokenizer: { templates: {} } },
    },
  }
}

export function otherServices(host: string, appUrl: string): JsonObject {
  return {
    oauth2: {
      config: {
        oauth2: {
          client_credentials: { default_grant_allowed_scope: false },
          expose_internal_errors: false,
          grant: { jwt: { iat_optional: false, jti_optional: false, max_ttl: '720h0m0s' } },
          hashers: { algorithm: 'pbkdf2', pbkdf2: { iterations: 10000 } },
          pkce: { enforced: false, enforced_for_public_clients: true },
        },
        strategies: { access_token: 'opaque', scope: 'wildcard' },
        ttl: {
          access_token: '1h0m0s',
          auth_code: '10m0s',
          id_token: '1h0m0s',
          refresh_token: '720h0m0s',
        },
        urls: {
          consent: `https://${host}/ui/consent`,
          login: `https://${host}/ui/login`,
          logout: `https://${host}/ui/logout`,
          post_logout_redirect: appUrl,
          self: { issuer: `https://${host}` },
        },
        webfinger: {
          oidc_discovery: {
            supported_claims: ['email', 'email_verified'],
            supported_scope: ['email', 'profile'],
          },
        },
      },
    },
    permission: {
      config: {
        limit: { max_read_depth: 8, max_read_width: 100 },
        namespaces: [
          { id: 0, name: 'documents' },
          { id: 1, name: 'folders' },
        ],
      },
    },
    account_experience: {
      config: {
        default_locale: 'en',
        enabled_locales: ['en', 'de', 'fr'],
        locale_behavior: 'respect_accept_language',
        name: 'Account',
        theme_variables_light: { 'brand-500': '#1f6feb' },
      },
    },
  }
}
