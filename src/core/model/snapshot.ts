import { z } from 'zod'
import { isJsonArray, isJsonObject, type JsonObject } from './json'
import { jsonObjectSchema } from './json-schema'
import { projectSummarySchema } from './project'

/** An entity that no longer exists, as last seen. */
const formerEntitySchema = z.object({
  kind: z.enum(['organization', 'connection', 'scim-client']),
  key: z.string(),
  entity: jsonObjectSchema,
})
export type FormerEntity = z.infer<typeof formerEntitySchema>

/** A sign that somebody replaced connections as a whole, which can lose secrets and states unnoticed. */
const wholeWriteSchema = z.object({
  /**
   * `secrets`: the server no longer shows that it has their secrets; `order`: connections changed
   * position; `returned`: they were deleted and are back; `members`: they have fewer members than before;
   * `unseen`: a new revision without any visible difference.
   */
  sign: z.enum(['secrets', 'order', 'returned', 'members', 'unseen']),
  /** ISO 8601 times of the two reads between which it happened. */
  since: z.string(),
  until: z.string(),
  /** Keys of the affected connections. */
  connections: z.array(z.string()),
})
export type WholeWrite = z.infer<typeof wholeWriteSchema>

/**
 * The SCIM clients of a project as they were last read, and why they were not read with the rest the last time:
 * `missing`, the server does not show them; `forbidden`, it does not let this key see them; `failed`, something else.
 */
export const readScimSchema = z.object({
  clients: z.array(jsonObjectSchema),
  /** ISO 8601 time at which they were read; absent where they never were. */
  readAt: z.string().optional(),
  unread: z.enum(['missing', 'forbidden', 'failed']).optional(),
  /** As `cut` of a snapshot, by key of a client. */
  cut: z.record(z.string(), z.array(z.string())).optional(),
})
export type ReadScim = z.infer<typeof readScimSchema>

const connectionRowsSchema = z.array(z.object({ id: z.string(), state: z.string().optional() }))

/**
 * The connections of the normalized form, the only place that says whether they are enabled, at the positions that a
 * patch of the form addresses. `id` is the connection's ID in the document.
 */
export const readRowsSchema = z.object({ oidc: connectionRowsSchema, saml: connectionRowsSchema })
export type ReadRows = z.infer<typeof readRowsSchema>

/**
 * The server's state of one project at one revision, as far as the app uses it. `project` is the
 * document of getProject, reduced by `kept-document`: the members that are kept are unchanged and at
 * their positions, including unknown ones. `organizations` are those of the document, each once, or of all pages of
 * listOrganizations where the document says less.
 */
export const snapshotSchema = z.object({
  summary: projectSummarySchema,
  revisionId: z.string(),
  /** ISO 8601 time when the answer was read. */
  readAt: z.string(),
  project: jsonObjectSchema,
  /** Hash of the removed part of the document: shows that something else changed. */
  restHash: z.string().optional(),
  /** Keys of the connections whose secret the server has, according to a mask in its answer. */
  shownSecrets: z.array(z.string()).optional(),
  /**
   * By key of a connection or `organization ID`: members that the app does not know and of which it left a
   * part out, since that looks like a secret.
   */
  cut: z.record(z.string(), z.array(z.string())).optional(),
  organizations: z.array(jsonObjectSchema),
  /**
   * From the normalized form of the project, not from its document; without what the server makes anew with each
   * revision. Absent where they were never asked for.
   */
  scim: readScimSchema.optional(),
  /** Absent where the server never returned the normalized form. */
  rows: readRowsSchema.optional(),
  /**
   * `requests`: the server takes no organizations in the project's patch, or has some that the document has not.
   * Absent means `patch`.
   */
  organizationRoute: z.enum(['requests', 'patch']).optional(),
  /** What becomes of the id that the app proposes for a new organization; absent where that is not known yet. */
  organizationIds: z.enum(['kept', 'assigned']).optional(),
  /** Reading the organizations stopped before the last page. */
  incomplete: z.boolean().optional(),
  /** Deleted entities, the latest last: a draft that edits one can create it again after a restart. */
  former: z.array(formerEntitySchema).optional(),
  /** Signs of whole writes, until a person acknowledges them. */
  wholeWrites: z.array(wholeWriteSchema).optional(),
})
export type Snapshot = z.infer<typeof snapshotSchema>
export type OrganizationRoute = NonNullable<Snapshot['organizationRoute']>

/**
 * How organizations are written: through `/organizations` in the guarded patch, or by requests of their own, which
 * Ory's documentation calls deprecated and which have no guard.
 */
export function organizationRoute(snapshot: Snapshot): OrganizationRoute {
  return snapshot.organizationRoute ?? 'patch'
}

/** The organizations of the project document, in its order, which a patch addresses. */
export function documentOrganizations(snapshot: Pick<Snapshot, 'project'>): JsonObject[] {
  const { organizations } = snapshot.project
  return isJsonArray(organizations) ? organizations.filter(isJsonObject) : []
}

/** Ids that several organizations of the document have: a patch could not tell them apart. */
export function ambiguousOrganizations(snapshot: Pick<Snapshot, 'project'>): ReadonlySet<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { id } of documentOrganizations(snapshot)) {
    if (typeof id !== 'string') continue
    if (seen.has(id)) twice.add(id)
    seen.add(id)
  }
  return twice
}
