import { redirectField, type ComparedKind } from '../compare/memory'
import { fieldNamed, fieldsIn, secretFields, tableOf, writeOnlyFields } from '../fields/fields'
import { isSecretName } from '../fields/secret-names'
import { idField } from '../draft/working-copy'
import type { Protocol } from '../model/connection'
import { serverMade } from '../set-up-file/form'

/** What is worked out anew in the target, or belongs to it alone. */
const never: ReadonlySet<string> = new Set(['id', redirectField, 'enabled', 'acs_url'])

/** Whether a member stays where it is by its name, such as an ID or a secret, or is never shown and so never differs. */
export const staysBehind = (kind: ComparedKind, field: string): boolean =>
  never.has(field) ||
  field === idField(kind) ||
  serverMade.has(field) ||
  writeOnlyFields.has(field) ||
  isSecretName(field)

/** What differs between environments because they are two: a name such as `Okta (preview)`, a tenant, a client. */
const environmentFields: ReadonlySet<string> = new Set([
  'label',
  'issuer_url',
  'auth_url',
  'token_url',
  'fedcm_config_url',
  'microsoft_tenant',
  'client_id',
  'apple_team_id',
  'apple_private_key_id',
  'raw_idp_metadata_xml',
  'idp_metadata_url',
  'sp_entity_id',
  'additional_acs_urls',
  'proxy_scim_server_url',
])

/**
 * Whether a value belongs to its environment. It goes to another one where a substitution makes that one's value of
 * it, or where somebody chooses just this field, and never with all.
 */
export const isOfEnvironment = (field: string): boolean => environmentFields.has(field)

/** Whether the app does not know this member of an entity, which therefore goes whole or not at all. */
export function isUnknownMember(
  kind: ComparedKind,
  field: string,
  protocol: Protocol = 'oidc',
): boolean {
  return !staysBehind(kind, field) && !isInTable(kind, field, protocol)
}

const isInTable = (kind: ComparedKind, field: string, protocol?: Protocol) =>
  fieldNamed(fieldsIn(tableOf(kind, protocol)), field) !== undefined

/** Whether it is known where a member that the app does not know is set: in the one entry that is written whole. */
export const takesUnknown = (kind: ComparedKind): boolean =>
  kind === 'connection' || kind === 'scim-client'

/** Whether a field is sent and never shown, and no secret: it can be told to differ from nothing, and goes along. */
export const isOnlySent = (field: string): boolean =>
  writeOnlyFields.has(field) && !secretFields.has(field)

/** Whether a difference in a field can become an edit of another project. */
export const isTakeable = (kind: ComparedKind, field: string): boolean =>
  !staysBehind(kind, field) && (takesUnknown(kind) || isInTable(kind, field))
