/**
 * The keys that the server knows; any other is dropped silently with 200. The last line of each list of
 * connection keys has keys that are in no public document: stored data may be newer than a client.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

export const oidcEntryKeys = words(`
  id provider label client_id client_secret issuer_url auth_url token_url mapper_url scope
  microsoft_tenant subject_source apple_team_id apple_private_key_id apple_private_key
  requested_claims organization_id additional_id_token_audiences claims_source pkce
  fedcm_config_url net_id_token_origin_header account_linking_mode update_identity_on_login
  aal2_acr_values aal2_amr_values auto_link front_channel_logout state
  x_future_flag x_rollout
`)

export const samlEntryKeys = words(`
  id label organization_id mapper_url raw_idp_metadata_xml audience_override_base_url
  proxy_saml_audience_override proxy_acs_url state update_identity_on_login
  idp_initiated_login_enabled engine idp_metadata_url binding sp_entity_id_override
  sign_authn_requests force_authn require_encrypted_assertion clock_skew_seconds
  allowed_digest_algorithms allowed_signature_algorithms allowed_name_id_formats
  x_future_flag x_rollout
`)

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
