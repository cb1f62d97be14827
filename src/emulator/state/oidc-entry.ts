import {
  checkChoices,
  checkFlags,
  checkOrganizationId,
  checkRequestedClaims,
  checkTextLists,
  checkTexts,
  checkUrls,
  refuse,
  requireTexts,
} from './field-checks'
import { textOf, type JsonObject } from './json'
import { secretKeys, undocumentedEntryKeys } from './known-keys'

const providerKinds: readonly string[] = (
  'github github-app gitlab generic google microsoft discord salesforce slack facebook auth0 vk ' +
  'yandex apple spotify netid dingtalk patreon line linkedin linkedin_v2 lark x fedcm-test amazon uaepass'
).split(' ')

const appleFields = ['apple_team_id', 'apple_private_key_id', 'apple_private_key'] as const

const texts = [
  'id',
  'label',
  'client_id',
  'client_secret',
  'mapper_url',
  'microsoft_tenant',
  'net_id_token_origin_header',
  ...appleFields,
]
const textLists = ['scope', 'additional_id_token_audiences', 'aal2_acr_values', 'aal2_amr_values']
const flags = ['auto_link', 'front_channel_logout']
const urls = ['issuer_url', 'auth_url', 'token_url', 'fedcm_config_url']
const choices = {
  provider: providerKinds,
  subject_source: ['userinfo', 'me', 'oid'],
  claims_source: ['id_token', 'userinfo'],
  pkce: ['auto', 'never', 'force'],
  account_linking_mode: ['confirm_with_existing_credential', 'automatic'],
  update_identity_on_login: ['never', 'automatic'],
  state: ['enabled', 'disabled'],
}

/** The keys of an OIDC connection that the server knows. */
export const oidcEntryKeys: ReadonlySet<string> = new Set([
  ...texts,
  ...textLists,
  ...flags,
  ...urls,
  ...Object.keys(choices),
  'requested_claims',
  'organization_id',
  ...undocumentedEntryKeys,
])

/** The rules of Kratos' `selfServiceOIDCProvider` and of Ory Network, for an entry with its secrets. */
export function checkOidcEntry(entry: JsonObject, where: string, emptySecrets = false): void {
  checkTexts(entry, texts, where)
  checkTextLists(entry, textLists, where)
  checkFlags(entry, flags, where)
  checkChoices(entry, choices, where)
  checkUrls(entry, urls, where)
  checkRequestedClaims(entry, where)
  checkOrganizationId(entry, where)
  requireTexts(entry, ['id', 'provider', 'client_id', 'mapper_url'], where)

  const provider = textOf(entry['provider'])
  if (provider === 'microsoft') requireTexts(entry, ['microsoft_tenant'], where)
  else if ('microsoft_tenant' in entry)
    refuse(where, `microsoft_tenant is not allowed for ${provider}`)
  if (provider === 'apple') {
    requireSecret(entry, appleFields, where, emptySecrets)
    if (entry['client_secret']) refuse(where, 'client_secret is not allowed for apple')
    return
  }
  requireSecret(entry, ['client_secret'], where, emptySecrets)
  for (const name of appleFields) {
    if (entry[name]) refuse(where, `${name} is not allowed for ${provider}`)
  }
  if (['generic', 'auth0', 'salesforce'].includes(provider))
    requireTexts(entry, ['issuer_url'], where)
}

function requireSecret(
  entry: JsonObject,
  names: readonly string[],
  where: string,
  emptySecrets: boolean,
): void {
  const checked = names.filter((name) => !(emptySecrets && secretKeys.has(name) && name in entry))
  requireTexts(entry, checked, where)
}
