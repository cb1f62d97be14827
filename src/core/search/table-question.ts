import { z } from 'zod'
import { environmentSchema, environments } from '../model/project'
import { projectIdSchema } from '../model/project-id'
import { tableColumnNames, tableSortNames } from './table-columns'

const kindSchema = z.enum(['organization', 'oidc', 'saml', 'scim'])
export type TableKind = z.infer<typeof kindSchema>

/** Last signing certificate expired, or expires within that many days. */
const expirySchema = z.enum(['expired', '30', '90'])
export type TableExpiry = z.infer<typeof expirySchema>

export const tableFilterSchema = z.strictObject({
  /** All words must match, in any order. */
  words: z.string().max(500),
  /** An empty list matches everything. */
  kinds: z.array(kindSchema).max(kindSchema.options.length).readonly(),
  projectIds: z.array(projectIdSchema).max(1000).readonly(),
  environments: z.array(environmentSchema).max(environments.length).readonly(),
  expires: expirySchema.optional(),
  pkceOff: z.boolean(),
  disabled: z.boolean(),
  /** Only rows with known problems. */
  problems: z.boolean(),
})
export type TableFilter = z.infer<typeof tableFilterSchema>

export const everyRow: TableFilter = {
  words: '',
  kinds: [],
  projectIds: [],
  environments: [],
  pkceOff: false,
  disabled: false,
  problems: false,
}

export const tableSortSchema = z.strictObject({
  by: z.enum(tableSortNames),
  descending: z.boolean(),
})
export type TableSort = z.infer<typeof tableSortSchema>

export const mostViews = 50

export const tableViewSchema = z.strictObject({
  name: z.string().min(1).max(80),
  filter: tableFilterSchema,
  columns: z.array(z.enum(tableColumnNames)).max(tableColumnNames.length).readonly(),
  /** Absent for the order of the projects. */
  sort: tableSortSchema.optional(),
})
export type TableView = z.infer<typeof tableViewSchema>
