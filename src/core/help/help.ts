import type { FieldHelp } from './field-help'
import { formHelp } from './form-help'
import { oidcHelp } from './oidc-help'
import { methodHelp, organizationHelp, samlHelp } from './other-help'

/** Names the help of a field: one of `core/fields` by table and wire name, or one of `formHelp`. */
export type HelpId =
  `connection.${string}` | `organization.${string}` | `method.${string}` | keyof typeof formHelp

const tables: Readonly<Record<string, FieldHelp>> = Object.fromEntries([
  ...Object.entries({ ...oidcHelp, ...samlHelp }).map(([name, help]) => [
    `connection.${name}`,
    help,
  ]),
  ...Object.entries(organizationHelp).map(([name, help]) => [`organization.${name}`, help]),
  ...Object.entries(methodHelp).map(([name, help]) => [`method.${name}`, help]),
  ...Object.entries(formHelp),
])

/** What help says about a field; `undefined` for one that this version does not know. */
export function helpOf(id: HelpId): FieldHelp | undefined {
  return tables[id]
}
