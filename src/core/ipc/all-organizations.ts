import { z } from 'zod'
import { mostAddresses } from '../sign-in-ways/pasted'
import type { AddressLine } from '../sign-in-ways/address-lines'
import type { FoundBy } from '../search/filter-texts'
import { tableColumnNames } from '../search/table-columns'
import { tableFilterSchema, tableSortSchema } from '../search/table-question'
import { tableRowSchema, tableTargetSchema } from '../search/table-row'
import { entityKeySchema, projectIdSchema } from './ids'
import type { SearchRow } from '../search/search'
import { offset } from './common'

export const mostTableRows = 500
export const mostTableTargets = 50_000

const count = z.number()
const limit = z.number().int().min(1).max(mostTableRows)
const texts = z.array(z.string().min(1).max(320)).min(1).max(mostAddresses)

/** `foundBy`: what matched the filter, if the row does not show it. */
const listedRowSchema = tableRowSchema.extend({ foundBy: z.custom<FoundBy>().optional() })
export type ListedRow = z.infer<typeof listedRowSchema>

const countsSchema = z.object({
  kinds: z.object({ organization: count, oidc: count, saml: count, scim: count }),
  expires: z.object({ expired: count, '30': count, '90': count }),
  pkceOff: count,
  disabled: count,
  /** Absent before the problems were counted. */
  problems: count.optional(),
})

const listSchema = z.object({
  rows: z.array(listedRowSchema).max(mostTableRows),
  total: count,
  all: count,
  counts: countsSchema,
  /** Changes whenever the underlying data does. */
  state: z.number(),
  /** Projects that were never read or only partly, at most 1,000. */
  unread: z.array(projectIdSchema).max(1000),
})
export type AllOrganizations = z.infer<typeof listSchema>

/** Organizations, connections and SCIM clients of all projects, from disk with the drafts. */
export const allOrganizationsRequests = {
  'all-organizations.list': {
    input: z.object({
      filter: tableFilterSchema,
      sort: tableSortSchema.optional(),
      offset,
      limit,
    }),
    output: listSchema,
  },
  /**
   * Finds the organizations of addresses or domains: hits first, then one line for each without a hit. `everywhere`
   * lists each address once per project.
   */
  'all-organizations.addresses': {
    input: z.object({ texts, everywhere: z.boolean().optional(), offset, limit }),
    output: z.object({
      // Comes from main and is trusted, so it is not validated.
      rows: z.custom<readonly AddressLine[]>(),
      total: count,
      hits: count,
      unread: z.array(projectIdSchema).max(1000),
    }),
  },
  /** Copies a tab-separated table with a header. */
  'all-organizations.copy': {
    input: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('rows'),
        filter: tableFilterSchema,
        sort: tableSortSchema.optional(),
        columns: z.array(z.enum(tableColumnNames)).max(tableColumnNames.length),
        /** Only these rows; absent for all. */
        chosen: z
          .array(
            z.object({
              projectId: projectIdSchema,
              kind: tableTargetSchema.shape.kind,
              key: entityKeySchema,
            }),
          )
          .max(mostTableTargets)
          .optional(),
      }),
      z.object({ kind: z.literal('addresses'), texts }),
    ]),
    output: z.object({ rows: count }),
  },
} as const

export const searchRequests = {
  /**
   * Searches the last known state of one project or all; returns at most 100 rows, best first. Cancels the window's
   * previous search (`request.cancelled`). Empty input only builds the index.
   */
  'search.find': {
    input: z.object({ typed: z.string().max(200), projectId: projectIdSchema.optional() }),
    output: z.object({
      rows: z.custom<readonly SearchRow[]>(),
      /** Number of projects searched. */
      projects: z.number(),
    }),
  },
} as const
