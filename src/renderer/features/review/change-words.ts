import type { Change, FieldChange } from '../../../core/editing/changes'
import { setFields } from '../../../core/fields/fields'
import { isNewKey } from '../../../core/editing/intents'
import type { WorkingCopy } from '../../../core/editing/working-copy'
import { textMember, type JsonValue } from '../../../core/model/json'
import { fieldName, valueText } from '../../composables/field-words'

/** One line of a change in words: what was and what will be; either may be missing. */
export interface ChangeLine {
  readonly name: string
  readonly before?: string
  readonly after?: string
}

function listLine(change: FieldChange): ChangeLine | undefined {
  const texts = (value: JsonValue | undefined) =>
    Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
  const before = texts(change.before)
  const after = texts(change.after)
  const gone = before.filter((item) => !after.includes(item)).map((item) => `− ${item}`)
  const fresh = after.filter((item) => !before.includes(item)).map((item) => `+ ${item}`)
  if (gone.length + fresh.length === 0) return undefined
  return {
    name: fieldName(change.field),
    ...(gone.length > 0 ? { before: gone.join(' ') } : {}),
    ...(fresh.length > 0 ? { after: fresh.join(' ') } : {}),
  }
}

function secretLine(change: FieldChange, isNew: boolean): ChangeLine {
  const name = fieldName(change.field)
  if (change.after === undefined) return { name, before: 'will be taken away' }
  return { name, after: isNew ? 'will be set' : 'will be changed' }
}

function deletedLine(copy: WorkingCopy, change: Change): ChangeLine {
  if (change.target.kind === 'connection') {
    return { name: 'Nobody can sign in with it any more' }
  }
  const organization = copy.organizations.find(({ target }) => target.key === change.target.key)
  const domains = organization ? valueText(copy, 'domains', organization.fields['domains']) : ''
  return domains ? { name: 'Organization with', before: domains } : { name: 'Organization' }
}

/** A change line by line. Of a secret only what happens to it is told. */
export function changeLines(copy: WorkingCopy, change: Change): ChangeLine[] {
  if (change.status === 'deleted') return [deletedLine(copy, change)]
  return change.fields.flatMap((field): ChangeLine[] => {
    if (field.secret) return [secretLine(field, change.status === 'new')]
    if (change.status === 'new' && field.field === 'label') return []
    if (change.status === 'edited' && setFields.has(field.field)) {
      const line = listLine(field)
      if (line) return [line]
    }
    const before = valueText(copy, field.field, field.before)
    const after = valueText(copy, field.field, field.after)
    return [
      {
        name: fieldName(field.field),
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? { after: 'not set' } : { after }),
      },
    ]
  })
}

/** What kind of thing a change is about, such as `Connection, Adventure Works`. */
export function changeKind(copy: WorkingCopy, change: Change): string {
  if (change.target.kind === 'organization') return 'Organization'
  const connection = copy.connections.find(({ target }) => target.key === change.target.key)
  const key = connection ? textMember(connection.fields, 'organization_id') : undefined
  if (key === undefined) return 'Connection'
  const owner = valueText(copy, 'organization_id', key)
  const waits = isNewKey(key) ? ' (new)' : ''
  return `Connection for ${owner ?? key}${waits}`
}
