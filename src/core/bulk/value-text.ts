import { mapperHash } from '../model/mapper-text'
import { isJsonArray, type JsonValue } from '../model/json'
import { t } from '../language/translate'

/** Characters of a value that fit into a row. */
const longest = 300

const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text)

/** A value of a preview in words; a mapper by its hash. */
export function bulkValueText(field: string, value: JsonValue | undefined): string {
  if (value === undefined || value === null || value === '') return t('not set')
  if (isJsonArray(value)) {
    const items = value.filter((item) => typeof item === 'string')
    return items.length === 0 ? t('(none)') : cut(items.join(', '))
  }
  if (typeof value !== 'string') return cut(JSON.stringify(value))
  if (field !== 'mapper_url') return cut(value)
  const hash = mapperHash(value)
  return hash === undefined
    ? cut(value)
    : t('mapper {hash}', { hash: `${hash.slice(0, 4)}…${hash.slice(-4)}` })
}
