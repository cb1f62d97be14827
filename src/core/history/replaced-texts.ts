import { type ContentField, contentFieldSchema } from '../model/content-field'
import {
  type EntityIntent,
  type FieldIntent,
  type IntentChange,
  intentOf,
  type Intents,
  targetsOf,
} from '../intents/intents'
import { hasMapper } from '../mapper/owners/owners'
import { type JsonObject, textMember } from '../model/json'
import { contentHash, inlineMapperBytes, mapperHash, toMapperUrl } from '../model/mapper-text'
import { clientsGoneWith } from '../draft/cascades'
import { serverEntity } from '../draft/working-copy'
import type { Snapshot } from '../model/snapshot'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { PublishRecord } from './publish-history'

type Kept = Pick<PublishRecord, 'texts'>

function withText<Field extends FieldIntent | undefined>(kept: Kept, field: Field): Field {
  const text = typeof field?.to === 'string' ? keptText(kept, field.to) : undefined
  return text === undefined ? field : { ...field, to: toMapperUrl(text) }
}

function withTexts(kept: Kept, entity: EntityIntent): EntityIntent {
  const fields = contentFieldSchema.options.flatMap((name) => {
    const field = entity.fields[name]
    return field ? [[name, withText(kept, field)] as const] : []
  })
  return { ...entity, fields: { ...entity.fields, ...Object.fromEntries(fields) } }
}

/** Replaces addresses by the texts that the publish kept, so that a revert does not depend on Ory's storage. */
export function withKeptTexts(changes: readonly IntentChange[], kept: Kept): IntentChange[] {
  return changes.map((change): IntentChange => {
    if (change.field === undefined) {
      return change.after ? { ...change, after: withTexts(kept, change.after) } : change
    }
    if (!contentFieldSchema.safeParse(change.field).success || !change.after) return change
    return { ...change, after: withText(kept, change.after) }
  })
}

/** A stored text: its address, its hash and what it is. */
export interface StoredText {
  readonly address: string
  readonly hash: string
  readonly kind: 'mapper' | 'metadata'
}

const kindOf = { mapper_url: 'mapper', raw_idp_metadata_xml: 'metadata' } as const
const contentFields: readonly ContentField[] = contentFieldSchema.options

/** Hash of a text in Ory's storage; `undefined` for inline texts and other addresses. */
export function storedHash(address: string): string | undefined {
  return inlineMapperBytes(address) ? undefined : mapperHash(address)
}

/** Distinct stored texts that intents replace or delete, including SCIM clients of deleted organizations. */
export function replacedTexts(snapshot: Snapshot, intents: Intents): StoredText[] {
  const found = new Map<string, StoredText>()
  const add = (entity: JsonObject, field: ContentField) => {
    const address = textMember(entity, field) ?? ''
    const hash = storedHash(address)
    if (hash !== undefined) found.set(hash, { address, hash, kind: kindOf[field] })
  }
  for (const target of targetsOf(intents)) {
    const [intent, entity] = [intentOf(intents, target), serverEntity(snapshot, target)]
    if (!hasMapper(target.kind) || !intent || !entity) continue
    for (const field of contentFields) {
      if (intent.kind === 'delete' || intent.fields[field]) add(entity, field)
    }
  }
  for (const { entry } of clientsGoneWith(snapshot, intents)) add(entry, 'mapper_url')
  return [...found.values()]
}

/** The text of an address that a record kept; `undefined` if it has none, or one that does not match its hash. */
export function keptText(
  { texts }: Pick<PublishRecord, 'texts'>,
  address: string,
): string | undefined {
  const hash = storedHash(address)
  const text = hash === undefined ? undefined : texts?.[hash]
  return text !== undefined && contentHash(utf8ToBytes(text)) === hash ? text : undefined
}

/** The addresses that a publish found, or left, in fields of connections and SCIM clients. */
export function namedAddresses({
  entities,
}: Pick<PublishRecord, 'entities'>): Pick<StoredText, 'address' | 'kind'>[] {
  return entities.flatMap(({ before, after }) =>
    [before, after].flatMap((side) =>
      contentFields.flatMap((field) => {
        const address = textMember(side?.document ?? {}, field) ?? ''
        return address === '' ? [] : [{ address, kind: kindOf[field] }]
      }),
    ),
  )
}
