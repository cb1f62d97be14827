import { redirectField, type ComparedKind } from '../compare/memory'
import { fieldNamed, fieldsIn, secretFields, tableOf, writeOnlyFields } from '../fields/fields'
import { isSecretName } from '../fields/secret-names'
import { idField } from '../draft/working-copy'
import type { Protocol } from '../model/connection'
import { serverMade } from '../set-up-file/form'

/** Derived in the target, or specific to it. */
const never: ReadonlySet<string> = new Set(['id', redirectField, 'enabled', 'acs_url'])

/** Whether a member is never transferred: IDs, secrets and write-only fields. */
export const staysBehind = (kind: ComparedKind, field: string): boolean =>
  never.has(field) ||
  field === idField(kind) ||
  serverMade.has(field) ||
  writeOnlyFields.has(field) ||
  isSecretName(field)

/** Fields that normally differ between environments, such as names, tenants and clients. */
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

/** Whether a field belongs to an environment: transferred only if substituted or chosen explicitly. */
export const isOfEnvironment = (field: string): boolean => environmentFields.has(field)

/** Whether the app does not know this member; it is then transferred as a whole or not at all. */
export function isUnknownMember(
  kind: ComparedKind,
  field: string,
  protocol: Protocol = 'oidc',
): boolean {
  return !staysBehind(kind, field) && !isInTable(kind, field, protocol)
}

const isInTable = (kind: ComparedKind, field: string, protocol?: Protocol) =>
  fieldNamed(fieldsIn(tableOf(kind, protocol)), field) !== undefined

/** Whether unknown members can be set: only in entries that are written whole. */
export const takesUnknown = (kind: ComparedKind): boolean =>
  kind === 'connection' || kind === 'scim-client'

/** Whether a field is write-only but not secret: it cannot be compared, but is transferred. */
export const isOnlySent = (field: string): boolean =>
  writeOnlyFields.has(field) && !secretFields.has(field)

/** Whether a difference in a field can become an edit of another project. */
export const isTakeable = (kind: ComparedKind, field: string): boolean =>
  !staysBehind(kind, field) && (takesUnknown(kind) || isInTable(kind, field))
