import type {
  WorkingConnection,
  WorkingCopy,
  WorkingEntity,
} from '../../../core/draft/working-copy'
import type { Field } from '../../../core/fields/field'
import { formRows } from '../../../core/fields/form-rows'
import { organizationFields } from '../../../core/fields/other-fields'
import { t } from '../../../core/language/translate'
import { textMember } from '../../../core/model/json'
import { valueWords } from '../../../core/fields/value-words'
import { organizationNames } from '../../../core/draft/entity-index'

/** A field of the shown organization or connection that a person can go to. */
export interface ShownField {
  readonly name: string
  readonly label: string
  /** Its value in words; what is secret is only said to be there. */
  readonly value: string
  readonly isAdvanced: boolean
}

/** Characters of a value that fit beside the name. */
const longest = 80

function valueOf(
  copy: WorkingCopy,
  { name, secret, control }: Field,
  entity: WorkingEntity,
): string {
  if (secret) return entity.server ? t('A secret') : ''
  if (control === 'metadata') return ''
  const text = valueWords(name, entity.fields[name], organizationNames(copy)) ?? ''
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** The fields in the order of the form. */
export function shownFields(
  copy: WorkingCopy,
  entity: WorkingEntity | WorkingConnection,
): ShownField[] {
  const shown = (isAdvanced: boolean) => (field: Field) => ({
    name: field.name,
    label: field.label,
    value: valueOf(copy, field, entity),
    isAdvanced,
  })
  const isPlain = entity.target.kind === 'organization' || entity.target.kind === 'method'
  if (isPlain) return organizationFields.map(shown(false))
  const table = 'protocol' in entity ? entity.protocol : ('scim-client' as const)
  const provider = textMember(entity.fields, 'provider') ?? ''
  const { main, advanced, native } = formRows(table, provider, entity.fields)
  return [
    ...main.map(({ field }) => shown(false)(field)),
    ...native.map(({ field }) => shown(false)(field)),
    ...advanced.map(({ field }) => shown(true)(field)),
  ]
}
