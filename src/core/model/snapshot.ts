import { z } from 'zod'
import { isJsonArray, isJsonObject, jsonObjectSchema, type JsonObject } from './json'
import { projectSummarySchema } from './project'

/** An entity that was there and is no more, as it was last seen. */
const formerEntitySchema = z.object({
  kind: z.enum(['organization', 'connection']),
  key: z.string(),
  entity: jsonObjectSchema,
})
export type FormerEntity = z.infer<typeof formerEntitySchema>

/** A sign that somebody wrote connections as a whole: secrets and states may be lost, and nothing shows it. */
const wholeWriteSchema = z.object({
  /**
   * `secrets`: the server showed that it has their secrets, and shows it no more; `order`: connections
   * stand elsewhere; `returned`: they were gone; `members`: they have less than before; `unseen`: a new
   * revision, and nothing that can be read is different.
   */
  sign: z.enum(['secrets', 'order', 'returned', 'members', 'unseen']),
  /** ISO 8601 times of the looks between which it happened. */
  since: z.string(),
  until: z.string(),
  /** Keys of the connections that show it. */
  connections: z.array(z.string()),
})
export type WholeWrite = z.infer<typeof wholeWriteSchema>

/**
 * The server's truth of one project at one revision, as far as the app has use for it. `project` is the
 * document of getProject, reduced by `kept-document`: what is left is verbatim and in its place, entries
 * with their unknown keys. `organizations` comes from listOrganizations over all its pages.
 */
export const snapshotSchema = z.object({
  summary: projectSummarySchema,
  revisionId: z.string(),
  /** ISO 8601 time at which the answer was read. */
  readAt: z.string(),
  project: jsonObjectSchema,
  /** Hash of what was left out of the document: tells that something else changed. */
  restHash: z.string().optional(),
  /** Keys of the connections for which the server shows that it has a secret, by a mask or the like. */
  shownSecrets: z.array(z.string()).optional(),
  organizations: z.array(jsonObjectSchema),
  /** `patch`: the server refused the requests for organizations, or says that they are gone. */
  organizationRoute: z.enum(['requests', 'patch']).optional(),
  /** In the patch, the server refused an id chosen here for a new organization. */
  organizationIdsRefused: z.boolean().optional(),
  /** Reading the organizations was ended before the last page. */
  incomplete: z.boolean().optional(),
  /** What went away, the last gone last: a draft that edits it can make it anew after any restart. */
  former: z.array(formerEntitySchema).optional(),
  /** Signs of whole writes, until a person has taken note of them. */
  wholeWrites: z.array(wholeWriteSchema).optional(),
})
export type Snapshot = z.infer<typeof snapshotSchema>
export type OrganizationRoute = NonNullable<Snapshot['organizationRoute']>

/**
 * How organizations are written: by requests of their own (deprecated in Ory's documentation, and
 * what everybody uses), or through `/organizations` in the guarded patch. The one place that decides.
 */
export function organizationRoute(snapshot: Snapshot): OrganizationRoute {
  return snapshot.organizationRoute ?? 'requests'
}

/** The organizations of the project document itself, in its order: what a patch addresses. */
export function documentOrganizations(snapshot: Pick<Snapshot, 'project'>): JsonObject[] {
  const { organizations } = snapshot.project
  return isJsonArray(organizations) ? organizations.filter(isJsonObject) : []
}
