/**
 * The fields of an OIDC connection that the panel edits, as data. What is in no row here and in no
 * part of its own is shown as it is and kept. Source: Kratos' `selfServiceOIDCProvider` and Ory's
 * project document.
 */
export interface FieldRow {
  readonly field: string
  readonly label: string
  readonly control: 'text' | 'tags' | 'choice' | 'json' | 'switch' | 'long-text'
  /** Kinds of provider that take it; absent for all of them. */
  readonly providers?: readonly string[]
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly hint?: string
  readonly mono?: boolean
}

const unset = (meaning: string) => ({ value: '', label: `Not set (${meaning})` })

export const mainRows: readonly FieldRow[] = [
  { field: 'client_id', label: 'Client ID', control: 'text', mono: true },
]

/** What one kind of provider cannot do without: in sight, not under `Advanced`. */
export const kindRows: readonly FieldRow[] = [
  {
    field: 'microsoft_tenant',
    label: 'Microsoft tenant',
    control: 'text',
    mono: true,
    providers: ['microsoft'],
    hint: 'A tenant ID, a domain, “organizations”, “common” or “consumers”',
  },
  {
    field: 'apple_team_id',
    label: 'Apple team ID',
    control: 'text',
    mono: true,
    providers: ['apple'],
  },
  {
    field: 'apple_private_key_id',
    label: 'Apple private key ID',
    control: 'text',
    mono: true,
    providers: ['apple'],
  },
]

export const scopeRow: FieldRow = {
  field: 'scope',
  label: 'Scopes',
  control: 'tags',
  mono: true,
}

export const advancedRows: readonly FieldRow[] = [
  {
    field: 'auth_url',
    label: 'Authorization URL',
    control: 'text',
    mono: true,
    providers: ['generic'],
    hint: 'Only for an identity provider without discovery',
  },
  {
    field: 'token_url',
    label: 'Token URL',
    control: 'text',
    mono: true,
    providers: ['generic'],
    hint: 'Only for an identity provider without discovery',
  },
  {
    field: 'subject_source',
    label: 'Subject source',
    control: 'choice',
    providers: ['microsoft'],
    options: [
      unset('userinfo'),
      { value: 'userinfo', label: 'userinfo' },
      { value: 'me', label: 'me' },
      { value: 'oid', label: 'oid' },
    ],
  },
  {
    field: 'requested_claims',
    label: 'Requested claims',
    control: 'json',
    hint: 'A JSON object with the members “userinfo” and “id_token”',
  },
  {
    field: 'claims_source',
    label: 'Claims source',
    control: 'choice',
    providers: ['generic'],
    options: [
      unset('ID token'),
      { value: 'id_token', label: 'ID token' },
      { value: 'userinfo', label: 'User info endpoint' },
    ],
  },
  {
    field: 'additional_id_token_audiences',
    label: 'Additional ID token audiences',
    control: 'tags',
    mono: true,
    hint: 'Client IDs whose ID tokens native apps may hand in',
  },
  {
    field: 'pkce',
    label: 'PKCE',
    control: 'choice',
    options: [
      unset('automatic'),
      { value: 'auto', label: 'Automatic' },
      { value: 'never', label: 'Never' },
      { value: 'force', label: 'Force (changes the redirect URL)' },
    ],
    hint: '“Force” changes the redirect URL: the identity provider has to know the new one',
  },
  {
    field: 'account_linking_mode',
    label: 'Account linking',
    control: 'choice',
    options: [
      unset('confirm with existing credential'),
      { value: 'confirm_with_existing_credential', label: 'Confirm with existing credential' },
      { value: 'automatic', label: 'Automatic' },
    ],
    hint: 'Ory documents “Automatic” for Apple and Google only',
  },
  {
    field: 'auto_link',
    label: 'Auto-link policy',
    control: 'switch',
    hint: 'Ory takes this and never gives it back, so its present value cannot be shown',
  },
  {
    field: 'update_identity_on_login',
    label: 'Update identity on sign-in',
    control: 'choice',
    options: [
      unset('never'),
      { value: 'never', label: 'Never' },
      { value: 'automatic', label: 'Automatic' },
    ],
    hint: '“Automatic” runs the mapper again at every sign-in',
  },
  {
    field: 'aal2_acr_values',
    label: 'ACR values that count as second factor',
    control: 'tags',
    mono: true,
  },
  {
    field: 'aal2_amr_values',
    label: 'AMR values that count as second factor',
    control: 'tags',
    mono: true,
  },
  {
    field: 'front_channel_logout',
    label: 'Front-channel logout',
    control: 'switch',
    hint: 'Needs the claim “sid” from the identity provider',
  },
  {
    field: 'net_id_token_origin_header',
    label: 'netID token origin header',
    control: 'text',
    mono: true,
    providers: ['netid'],
  },
  { field: 'fedcm_config_url', label: 'FedCM configuration URL', control: 'text', mono: true },
]

/** Fields with a part of their own in the panel. */
const ownParts = [
  'id',
  'provider',
  'label',
  'organization_id',
  'client_secret',
  'apple_private_key',
  'issuer_url',
  'mapper_url',
]

/** Whether a row belongs to a kind of provider, or holds a value all the same. */
export function rowApplies(row: FieldRow, provider: string, hasValue: boolean): boolean {
  return hasValue || row.providers === undefined || row.providers.includes(provider)
}

/** Names of the members that the panel only shows. */
export function otherFieldNames(fields: Readonly<Record<string, unknown>>): string[] {
  const rows = [...mainRows, ...kindRows, scopeRow, ...advancedRows]
  const known = new Set([...ownParts, ...rows.map(({ field }) => field)])
  return Object.keys(fields).filter((name) => !known.has(name))
}
