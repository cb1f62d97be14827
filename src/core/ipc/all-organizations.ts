import { z } from 'zod'
import { mostAddresses } from '../sign-in-ways/pasted'
import type { AddressLine } from '../sign-in-ways/address-lines'
import type { FoundBy } from '../search/filter-texts'
import { tableColumnNames } from '../search/table-columns'
import { tableFilterSchema, tableSortSchema } from '../search/table-question'
import { tableRowSchema, tableTargetSchema } from '../search/table-row'
import { entityKeySchema, projectIdSchema } from './ids'
import type { SearchRow } from '../search/search'

/** Largest answer of a list; the window asks for more as it is scrolled. */
export const mostTableRows = 500
/** So many rows can be selected and copied at once. */
export const mostTableTargets = 50_000

const count = z.number()
const offset = z.number().int().nonnegative()
const limit = z.number().int().min(1).max(mostTableRows)
const texts = z.array(z.string().min(1).max(320)).min(1).max(mostAddresses)

/** A row with what it was found by, where it does not show that by itself. */
const listedRowSchema = tableRowSchema.extend({ foundBy: z.custom<FoundBy>().optional() })
export type ListedRow = z.infer<typeof listedRowSchema>

const countsSchema = z.object({
  kinds: z.object({ organization: count, oidc: count, saml: count, scim: count }),
  expires: z.object({ expired: count, '30': count, '90': count }),
  pkceOff: count,
  disabled: count,
  /** Absent before they were looked for. */
  problems: count.optional(),
})

const listSchema = z.object({
  rows: z.array(listedRowSchema).max(mostTableRows),
  total: count,
  /** How many rows there are without a filter. */
  all: count,
  counts: countsSchema,
  /** Another number once what the rows are made of has changed. */
  state: z.number(),
  /** Projects that were never read on this computer, or only in part; at most 1,000. */
  unread: z.array(projectIdSchema).max(1000),
})
export type AllOrganizations = z.infer<typeof listSchema>

/** All organizations, connections and SCIM clients of all projects, as they are on this computer with the drafts. */
export const allOrganizationsRequests = {
  'all-organizations.list': {
    input: z.object({
      filter: tableFilterSchema,
      /** Absent for the order of the projects. */
      sort: tableSortSchema.optional(),
      offset,
      limit,
    }),
    output: listSchema,
  },
  /**
   * Who takes each of some addresses or domains: hits first, then one line for each that nobody takes. `everywhere` has
   * each address in each project that was read, whether an organization takes it there or not.
   */
  'all-organizations.addresses': {
    input: z.object({ texts, everywhere: z.boolean().optional(), offset, limit }),
    output: z.object({
      // Made by main and trusted: its type is that of the core.
      rows: z.custom<readonly AddressLine[]>(),
      total: count,
      /** How many of the lines are hits. */
      hits: count,
      unread: z.array(projectIdSchema).max(1000),
    }),
  },
  /** Copies a table to the clipboard, tab separated with a head. */
  'all-organizations.copy': {
    input: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('rows'),
        filter: tableFilterSchema,
        sort: tableSortSchema.optional(),
        columns: z.array(z.enum(tableColumnNames)).max(tableColumnNames.length),
        /** Only these rows of them; all without it. */
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
   * Looks through the last known states of all projects of connected workspaces, or of one. At most 100
   * rows, the best first. A search of the same window that is under way ends with `request.cancelled`.
   * For nothing typed it makes ready what is to be searched, and answers no rows.
   */
  'search.find': {
    input: z.object({ typed: z.string().max(200), projectId: projectIdSchema.optional() }),
    output: z.object({
      rows: z.custom<readonly SearchRow[]>(),
      /** How many projects were looked through: those that were read on this computer. */
      projects: z.number(),
    }),
  },
} as const
