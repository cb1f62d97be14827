/** The keys that the server knows, beside those of connections; any other is dropped silently with 200. */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Keys of connections that are in no public document: stored data may be newer than a client. */
export const undocumentedEntryKeys = words('x_future_flag x_rollout')

export const organizationKeys = words('id label domains session_lifespan default_region')

export const oidcMethodKeys = words('enabled enable_auto_link_policy config')
export const oidcConfigKeys = words('base_redirect_uri providers')
export const samlMethodKeys = words('enabled config')
export const samlConfigKeys = words('providers')

export const methodNames = words(`
  b2b captcha code link lookup_secret oidc passkey password profile saml totp webauthn
`)

export const selfserviceKeys = words('allowed_return_urls default_browser_return_url flows methods')

export const identityConfigKeys = words(`
  ciphers clients cookies courier database feature_flags hashers identity log oauth2_provider
  organizations preview secrets security selfservice session sqa version
`)

export const serviceNames = words('identity oauth2 permission account_experience talos')

/** Stored but never returned. `auto_link` is not secret, but Ory does not return it either. */
export const writeOnlyKeys = words('client_secret apple_private_key auto_link')

export const secretKeys = words('client_secret apple_private_key')
