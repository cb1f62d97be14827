import type { EntityIntent, FieldIntent, IntentChange } from '../intents/intents'
import { contentFieldSchema } from '../model/content-field'
import { toMapperUrl } from '../model/mapper-text'
import type { PublishRecord } from './publish-history'
import { keptText } from './replaced-texts'

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

/**
 * The changes of a revert with the texts that the publish kept, in place of their addresses: they can then be shown,
 * run and published whatever became of Ory’s storage.
 */
export function withKeptTexts(changes: readonly IntentChange[], kept: Kept): IntentChange[] {
  return changes.map((change): IntentChange => {
    if (change.field === undefined) {
      return change.after ? { ...change, after: withTexts(kept, change.after) } : change
    }
    if (!contentFieldSchema.safeParse(change.field).success || !change.after) return change
    return { ...change, after: withText(kept, change.after) }
  })
}
