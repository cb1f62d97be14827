import type { OrganizationIds } from '../intents/organization-ids'
import { z } from 'zod'
import { secretFields } from '../fields/fields'
import { isJsonArray, isJsonObject, type JsonValue } from '../model/json'
import { jsonObjectSchema, jsonValueSchema } from '../model/json-schema'
import { impactLineSchema } from '../impact/line'
import { environmentSchema } from '../model/project'
import { draftChanges } from '../publish/changes'
import { referenceMember } from '../intents/secret-places'
import { type Intents, targetSchema } from '../intents/intents'
import { secretStandIn } from '../publish/publish-plan'
import type { Snapshot } from '../model/snapshot'
import { projectIdSchema } from '../model/project-id'
import { keptWhySchema } from '../publish/why'

/** One published change, as shown in the review; secrets only by name. */
export const recordedChangeSchema = z.object({
  target: targetSchema,
  status: z.enum(['new', 'edited', 'deleted']),
  label: z.string(),
  fields: z.array(
    z.object({
      field: z.string(),
      before: jsonValueSchema.optional(),
      after: jsonValueSchema.optional(),
      secret: z.boolean(),
    }),
  ),
})
export type RecordedChange = z.infer<typeof recordedChangeSchema>

const documentSchema = z.object({ key: z.string(), document: jsonObjectSchema })

/** The effect of a publish on one entity: its document before and after, as needed for a revert. */
const recordedEntitySchema = z.object({
  kind: targetSchema.shape.kind,
  /** Absent where the publish created it. */
  before: documentSchema.optional(),
  /** Absent where the publish deleted it; its key differs where the id was changed. */
  after: documentSchema.optional(),
  /** Names of the fields that were sent. */
  fields: z.array(z.string()),
})
export type RecordedEntity = z.infer<typeof recordedEntitySchema>

/** The effects of a publish with those of its next request: an entity that both changed stands there once. */
export function withEntities(
  known: readonly RecordedEntity[],
  added: readonly RecordedEntity[],
): RecordedEntity[] {
  const all = [...known]
  for (const entity of added) {
    const index = all.findIndex(
      ({ kind, after }) =>
        kind === entity.kind && after !== undefined && after.key === entity.before?.key,
    )
    const earlier = all[index]
    if (!earlier) {
      all.push(entity)
      continue
    }
    const { before: _between, ...rest } = entity
    const fields = [...new Set([...earlier.fields, ...entity.fields])]
    all[index] = { ...rest, fields, ...(earlier.before ? { before: earlier.before } : {}) }
  }
  return all
}

/** A write request as sent, with placeholders for secrets, and its answer. */
const recordedRequestSchema = z.object({
  /** ISO 8601 time when its outcome was known. */
  at: z.string(),
  method: z.string(),
  path: z.string(),
  body: jsonValueSchema.optional(),
  answer: z.discriminatedUnion('kind', [
    /** For a project only the revision and the warnings: its entities are in `entities`. */
    z.object({ kind: z.literal('done'), body: jsonValueSchema.optional() }),
    z.object({
      kind: z.literal('failed'),
      code: z.string(),
      message: z.string(),
      status: z.number().optional(),
      requestId: z.string().optional(),
    }),
  ]),
})
export type RecordedRequest = z.infer<typeof recordedRequestSchema>

/**
 * `stopped`: a step failed or the person cancelled. `moved`: the project changed during the publish, and
 * the rest had to be reviewed again. `interrupted`: the app was terminated during the publish.
 */
const publishResultSchema = z.enum(['published', 'stopped', 'moved', 'interrupted'])
export type PublishResult = z.infer<typeof publishResultSchema>

/** One publish, complete or partial, as stored. It contains no secret. */
export const publishRecordSchema = z.object({
  id: z.uuid(),
  projectId: projectIdSchema,
  /** ISO 8601 times. */
  startedAt: z.string(),
  endedAt: z.string(),
  workspace: z.object({ id: z.string(), name: z.string(), keyHint: z.string().optional() }),
  /** Who published, as the app's setting names them, and why; records older than that have neither. */
  by: z.string().optional(),
  why: keptWhySchema.optional(),
  project: z.object({ name: z.string(), slug: z.string(), environment: environmentSchema }),
  result: publishResultSchema,
  /** Number of steps of the plan, and of those done. */
  steps: z.number(),
  done: z.number(),
  revisionBefore: z.string(),
  revisionAfter: z.string(),
  changes: z.array(recordedChangeSchema),
  requests: z.array(recordedRequestSchema),
  warnings: z.array(z.object({ code: z.number().optional(), message: z.string() })),
  dropped: z.array(
    z.object({
      target: targetSchema,
      field: z.string(),
      sent: jsonValueSchema.optional(),
      answered: jsonValueSchema.optional(),
    }),
  ),
  entities: z.array(recordedEntitySchema),
  /** Number of changes of the draft that were left out or held back; records older than that have none. */
  stayed: z.number().optional(),
  /**
   * Texts of mappers and metadata that it replaced or deleted, by their hash, as far as they could be read: a revert
   * can show and run them whatever became of Ory’s storage. Records older than that have none.
   */
  texts: z.record(z.string().regex(/^[0-9a-f]{128}$/), z.string()).optional(),
  /** What it was to do to people, the worst first, at most 1,000; records older than that have none. */
  impact: z.array(impactLineSchema).optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
})
export type PublishRecord = z.infer<typeof publishRecordSchema>

/** The data of a publish for the list and its search, without the documents. */
export const publishSummarySchema = publishRecordSchema
  .pick({
    id: true,
    projectId: true,
    startedAt: true,
    endedAt: true,
    workspace: true,
    by: true,
    why: true,
    project: true,
    result: true,
    steps: true,
    done: true,
    stayed: true,
  })
  .extend({
    /** Number of changed organizations, connections and methods. */
    count: z.number(),
    /** Their labels, at most five. */
    labels: z.array(z.string()),
    created: z.number(),
    edited: z.number(),
    deleted: z.number(),
    /** Who and why, labels, ids, field names and values in lower case, limited in length. */
    search: z.string(),
    /** Keys that the connections which it created or edited have since; entries older than that have none. */
    connections: z.array(z.string()).optional(),
    /** The same of organizations. */
    organizations: z.array(z.string()).optional(),
    /** The same of SCIM clients. */
    scimClients: z.array(z.string()).optional(),
    /** Entries older than that have none. */
    revisionAfter: z.string().optional(),
  })
export type PublishSummary = z.infer<typeof publishSummarySchema>

/** Only the beginning of long values, such as mappers, can be searched. */
const longestValue = 200
const longestSearch = 4000

function searchText(record: PublishRecord): string {
  const value = (item: JsonValue | undefined) =>
    item === undefined ? '' : JSON.stringify(item).slice(0, longestValue)
  const parts = record.changes.flatMap(({ target, label, fields }) => [
    label,
    target.key,
    ...fields.flatMap(({ field, before, after }) => [field, value(before), value(after)]),
  ])
  const keys = record.entities.flatMap(({ before, after }) => [before?.key ?? '', after?.key ?? ''])
  const { by = '', why, workspace, revisionAfter } = record
  const said = [by, why?.summary ?? '', why?.ticket ?? '']
  const all = [...said, ...parts, ...keys, workspace.keyHint ?? '', revisionAfter]
  return all.join(' ').toLowerCase().slice(0, longestSearch)
}

/** The row of a publish in the list. */
export function summaryOf(record: PublishRecord): PublishSummary {
  const { id, projectId, startedAt, endedAt, workspace, project, result, steps, done } = record
  const { by, why, stayed, revisionAfter } = record
  const counted = (status: RecordedChange['status']) =>
    record.changes.filter((item) => item.status === status).length
  const keysOf = (of: RecordedEntity['kind']) =>
    record.entities.flatMap(({ kind, after }) => (kind === of && after ? [after.key] : []))
  const scimClients = keysOf('scim-client')
  return {
    id,
    projectId,
    startedAt,
    endedAt,
    workspace,
    ...(by === undefined ? {} : { by }),
    ...(why === undefined ? {} : { why }),
    project,
    result,
    steps,
    done,
    ...(stayed === undefined ? {} : { stayed }),
    count: record.changes.length,
    labels: record.changes.slice(0, 5).map(({ label }) => label),
    created: counted('new'),
    edited: counted('edited'),
    deleted: counted('deleted'),
    search: searchText(record),
    connections: keysOf('connection'),
    organizations: keysOf('organization'),
    ...(scimClients.length > 0 ? { scimClients } : {}),
    revisionAfter,
  }
}

/** The changes of a publish, compared with the snapshot they were published on. */
export function recordedChanges(snapshot: Snapshot, sent: Intents): RecordedChange[] {
  return draftChanges(snapshot, sent).map(({ target, status, label, fields }) => ({
    target,
    status,
    label,
    fields: fields.map(({ field, before, after, secret }) => ({
      field,
      ...(before === undefined || secret ? {} : { before }),
      ...(after === undefined || secret ? {} : { after }),
      secret,
    })),
  }))
}

/** A change with the ids of its new organizations in place of their keys. */
export function withOrganizationIds(change: RecordedChange, ids: OrganizationIds): RecordedChange {
  return {
    ...change,
    target: { ...change.target, key: ids[change.target.key] ?? change.target.key },
    fields: change.fields.map((field) =>
      field.field === 'organization_id' && typeof field.after === 'string'
        ? { ...field, after: ids[field.after] ?? field.after }
        : field,
    ),
  }
}

/** The last name in a JSON Pointer, such as the field that an operation changes. */
const lastName = (path: JsonValue | undefined) =>
  typeof path === 'string' ? (path.split('/').at(-1) ?? '') : ''

/**
 * A JSON value with a placeholder for every secret: in a member with a secret name, in an operation on
 * such a member, in place of a reference, and wherever one of the given texts occurs.
 *
 * @param secrets texts that must not be stored, in any place
 */
export function withoutSecrets(value: JsonValue, secrets: readonly string[] = []): JsonValue {
  if (typeof value === 'string') {
    return secrets.reduce(
      (text, secret) => (secret === '' ? text : text.replaceAll(secret, secretStandIn)),
      value,
    )
  }
  if (isJsonObject(value) && Object.hasOwn(value, referenceMember)) return secretStandIn
  if (isJsonArray(value)) {
    return value.map((item) => withoutSecrets(item, secrets))
  }
  if (!isJsonObject(value)) return value
  const operatesOnSecret = secretFields.has(lastName(value['path']))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const hidden = secretFields.has(name) || (operatesOnSecret && name === 'value')
      return [name, hidden ? secretStandIn : withoutSecrets(item, secrets)]
    }),
  )
}
