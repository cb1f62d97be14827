import { oidcFields } from '../fields/oidc-fields'
import { methodFields, organizationFields } from '../fields/other-fields'
import { samlFields } from '../fields/saml-fields'
import { scimFields } from '../fields/scim-fields'
import type { HelpId } from './help'
import type { HelpPage } from './help-page'
import { screenPages } from './screen-pages'
import { taskPages } from './task-pages'

const pages = { ...screenPages, ...taskPages } as const
export type HelpPageName = keyof typeof pages

export const helpPages: Readonly<Record<HelpPageName, HelpPage>> = pages

// An object literal has the keys that its type says.
export const helpPageNames = Object.keys(pages) as readonly HelpPageName[]

const fieldsOf = {
  connection: [...new Set([...oidcFields, ...samlFields].map(({ name }) => name))],
  organization: organizationFields.map(({ name }) => name),
  'scim-client': scimFields.map(({ name }) => name),
  method: methodFields.map(({ name }) => name),
} as const

/** The requested page if it has the field, else the first that does. */
export function pageWith(asked: HelpPageName, field: HelpId | undefined): HelpPageName {
  if (field === undefined) return asked
  const has = (name: HelpPageName) => fieldsOfPage(name).includes(field)
  return has(asked) ? asked : (helpPageNames.find(has) ?? asked)
}

/** In the form's order. */
export function fieldsOfPage(name: HelpPageName): readonly HelpId[] {
  const { tables = [], fields = [] } = helpPages[name]
  return [
    ...fields,
    ...tables.flatMap((table) => fieldsOf[table].map((field): HelpId => `${table}.${field}`)),
  ]
}
