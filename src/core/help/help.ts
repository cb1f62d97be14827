import type { Field } from '../fields/field'
import { oidcFields } from '../fields/oidc-fields'
import { methodFields, organizationFields } from '../fields/other-fields'
import { samlFields } from '../fields/saml-fields'
import { scimFields } from '../fields/scim-fields'
import type { FieldHelp, FieldText } from './field-help'
import { formHelp } from './form-help'
import { oidcHelp } from './oidc-help'
import { methodHelp, organizationHelp, samlHelp, scimHelp } from './other-help'

/** A field of `core/fields` by table and wire name, or one of `formHelp`. */
export type HelpId =
  | `connection.${string}`
  | `organization.${string}`
  | `scim-client.${string}`
  | `method.${string}`
  | keyof typeof formHelp

/** Help of a table's fields with their labels. */
const helpIn = (
  table: string,
  fields: readonly Field[],
  texts: Readonly<Record<string, FieldText>>,
) =>
  fields.flatMap(({ name, label }): [string, FieldHelp][] => {
    const text = texts[name]
    return text ? [[`${table}.${name}`, { label, ...text }]] : []
  })

const connectionTexts = { ...oidcHelp, ...samlHelp }
const tables: Readonly<Record<string, FieldHelp>> = {
  ...Object.fromEntries([
    ...helpIn('connection', oidcFields, connectionTexts),
    ...helpIn('connection', samlFields, connectionTexts),
    ...helpIn('organization', organizationFields, organizationHelp),
    ...helpIn('scim-client', scimFields, scimHelp),
    ...helpIn('method', methodFields, methodHelp),
  ]),
  ...formHelp,
}

/** `undefined` for an unknown field. */
export function helpOf(id: HelpId): FieldHelp | undefined {
  return tables[id]
}
