import { z } from 'zod'
import { isJsonArray, isJsonObject, type JsonObject } from './json'
import { jsonObjectSchema } from './json-schema'
import { projectSummarySchema } from './project'

const formerEntitySchema = z.object({
  kind: z.enum(['organization', 'connection', 'scim-client']),
  key: z.string(),
  entity: jsonObjectSchema,
})
export type FormerEntity = z.infer<typeof formerEntitySchema>

/** A sign that someone replaced connections as a whole, which can lose secrets and states. */
const wholeWriteSchema = z.object({
  /**
   * `secrets`: the server no longer shows their secrets; `order`: positions changed; `returned`: deleted and back;
   * `members`: fewer members; `unseen`: a new revision without visible changes.
   */
  sign: z.enum(['secrets', 'order', 'returned', 'members', 'unseen']),
  /** ISO 8601 times of the reads before and after. */
  since: z.string(),
  until: z.string(),
  connections: z.array(z.string()),
})
export type WholeWrite = z.infer<typeof wholeWriteSchema>

/**
 * SCIM clients as last read, and why the last read failed: `missing`: the server does not return them; `forbidden`
 * for this key; `failed`: other errors.
 */
export const readScimSchema = z.object({
  clients: z.array(jsonObjectSchema),
  readAt: z.string().optional(),
  unread: z.enum(['missing', 'forbidden', 'failed']).optional(),
  /** By client key; see a snapshot's `cut`. */
  cut: z.record(z.string(), z.array(z.string())).optional(),
})
export type ReadScim = z.infer<typeof readScimSchema>

const connectionRowsSchema = z.array(z.object({ id: z.string(), state: z.string().optional() }))

/**
 * Connections of the normalized form, which alone has their state, at the positions that a patch addresses. `id` is
 * the connection's ID in the document.
 */
export const readRowsSchema = z.object({ oidc: connectionRowsSchema, saml: connectionRowsSchema })
export type ReadRows = z.infer<typeof readRowsSchema>

/**
 * A project's state at one revision. `project` is getProject's document reduced by `kept-document`, with kept members
 * unchanged. `organizations` come from the document, or from listOrganizations if that returns more.
 */
export const snapshotSchema = z.object({
  summary: projectSummarySchema,
  revisionId: z.string(),
  /** ISO 8601. */
  readAt: z.string(),
  project: jsonObjectSchema,
  /** Hash of the removed members, to detect other changes. */
  restHash: z.string().optional(),
  /** Connections whose secret the server has, according to a mask in its response. */
  shownSecrets: z.array(z.string()).optional(),
  /** By connection key or `organization ID`: unknown members with a removed part that looks like a secret. */
  cut: z.record(z.string(), z.array(z.string())).optional(),
  organizations: z.array(jsonObjectSchema),
  /** From the normalized form, without per-revision members; absent if never requested. */
  scim: readScimSchema.optional(),
  /** Absent where the server never returned the normalized form. */
  rows: readRowsSchema.optional(),
  /** `requests`: organizations cannot be written with the project's patch; absent means `patch`. */
  organizationRoute: z.enum(['requests', 'patch']).optional(),
  /** Whether the server keeps proposed organization IDs; absent if unknown. */
  organizationIds: z.enum(['kept', 'assigned']).optional(),
  /** Reading organizations stopped before the last page. */
  incomplete: z.boolean().optional(),
  /** Deleted entities, latest last, so that a draft can recreate one after a restart. */
  former: z.array(formerEntitySchema).optional(),
  /** Not yet acknowledged. */
  wholeWrites: z.array(wholeWriteSchema).optional(),
})
export type Snapshot = z.infer<typeof snapshotSchema>
export type OrganizationRoute = NonNullable<Snapshot['organizationRoute']>

/**
 * How to write organizations: in the guarded patch, or with separate requests, which Ory deprecates and does not
 * guard.
 */
export function organizationRoute(snapshot: Snapshot): OrganizationRoute {
  return snapshot.organizationRoute ?? 'patch'
}

/** Organizations of the document, at the positions that a patch addresses. */
export function documentOrganizations(snapshot: Pick<Snapshot, 'project'>): JsonObject[] {
  const { organizations } = snapshot.project
  return isJsonArray(organizations) ? organizations.filter(isJsonObject) : []
}

/** IDs of several organizations, which a patch could not tell apart. */
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
