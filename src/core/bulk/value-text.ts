import type { Field } from '../fields/field'
import { valueWords } from '../fields/value-words'
import { cutText } from '../model/cut-text'
import type { JsonValue } from '../model/json'
import { t } from '../language/translate'

/** Characters of a value that fit into a row. */
const longest = 300

/** A value of a preview in words: an option as its field calls it, a mapper by its hash. */
export function bulkValueText(field: Field, value: JsonValue | undefined): string {
  if (value === undefined || value === null || value === '') return t('not set')
  if (typeof value === 'boolean') return value ? t('On') : t('Off')
  const option = field.options?.find((known) => known.value === value)
  return cutText(option?.label ?? valueWords(field.name, value, () => undefined) ?? '', longest)
}
