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
  /** Absent after a deletion; its key differs if the ID changed. */
  after: documentSchema.optional(),
  /** Names of the fields that were sent. */
  fields: z.array(z.string()),
})
export type RecordedEntity = z.infer<typeof recordedEntitySchema>

/** Merges effects, one entry per entity. */
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
    /** A project response keeps only revision and warnings; its entities are in `entities`. */
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

/** `stopped`: failed or canceled; `moved`: the project changed; `interrupted`: the app terminated. */
const publishResultSchema = z.enum(['published', 'stopped', 'moved', 'interrupted'])
export type PublishResult = z.infer<typeof publishResultSchema>

/** A complete or partial publish as stored, without secrets. */
export const publishRecordSchema = z.object({
  id: z.uuid(),
  projectId: projectIdSchema,
  /** ISO 8601 times. */
  startedAt: z.string(),
  endedAt: z.string(),
  workspace: z.object({ id: z.string(), name: z.string(), keyHint: z.string().optional() }),
  /** Absent in earlier versions' records. */
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
  /** Excluded or incomplete changes; absent in earlier versions' records. */
  stayed: z.number().optional(),
  /**
   * Replaced or deleted mapper and metadata texts by hash, so that a revert does not depend on Ory's storage. Absent
   * in earlier versions' records.
   */
  texts: z.record(z.string().regex(/^[0-9a-f]{128}$/), z.string()).optional(),
  /** Worst first, at most 1,000; absent in earlier versions' records. */
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
    count: z.number(),
    labels: z.array(z.string()),
    created: z.number(),
    edited: z.number(),
    deleted: z.number(),
    /** Who and why, labels, ids, field names and values in lower case, limited in length. */
    search: z.string(),
    /** Current keys of created or edited connections; absent in earlier entries. */
    connections: z.array(z.string()).optional(),
    /** Organizations likewise. */
    organizations: z.array(z.string()).optional(),
    /** SCIM clients likewise. */
    scimClients: z.array(z.string()).optional(),
    /** Absent in earlier entries. */
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
 * Replaces secrets by placeholders: in members with secret names, operations on them, references, and wherever a text
 * of `secrets` occurs.
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
