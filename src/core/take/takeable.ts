import { redirectField, type ComparedKind } from '../compare/memory'
import { connectionFields, fieldNamed, secretFields, writeOnlyFields } from '../fields/fields'
import { methodFields, organizationFields } from '../fields/other-fields'
import { isSecretName } from '../fields/secret-names'
import type { Protocol } from '../model/connection'
import { serverMade } from '../set-up-file/form'

const namesOf = (fields: readonly { readonly name: string }[]) =>
  new Set(fields.map(({ name }) => name))
const ownFields: Readonly<Record<Exclude<ComparedKind, 'connection'>, ReadonlySet<string>>> = {
  organization: namesOf(organizationFields),
  method: namesOf(methodFields),
}
/** What is worked out anew in the target, or belongs to it alone. */
const never: ReadonlySet<string> = new Set(['id', redirectField, 'enabled'])

/** Whether a member stays where it is by its name, such as a secret, or is never shown and so never differs. */
export const staysBehind = (field: string): boolean =>
  never.has(field) || serverMade.has(field) || writeOnlyFields.has(field) || isSecretName(field)

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
  if (staysBehind(field)) return false
  if (kind !== 'connection') return !ownFields[kind].has(field)
  return fieldNamed(connectionFields(protocol), field) === undefined
}

/** Whether a field is sent and never shown, and no secret: it can be told to differ from nothing, and goes along. */
export const isOnlySent = (field: string): boolean =>
  writeOnlyFields.has(field) && !secretFields.has(field)

/** Whether a difference in a field can become an edit of another project. */
export const isTakeable = (kind: ComparedKind, field: string): boolean =>
  !staysBehind(field) && (kind === 'connection' || ownFields[kind].has(field))
