import type { Edit } from '../../../src/core/draft/edits'
import type { Target } from '../../../src/core/intents/intents'

type FieldEdit = Extract<Edit, { kind: 'set-field' }>

/** An edit of one field; without a value, its removal. */
export const fieldEdit = (
  target: Target,
  field: string,
  value?: FieldEdit['value'],
): FieldEdit => ({ kind: 'set-field', target, field, ...(value === undefined ? {} : { value }) })
