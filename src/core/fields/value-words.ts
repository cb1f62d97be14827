import { mapperHash } from '../model/mapper-text'
import type { JsonValue } from '../model/json'
import { providerName } from '../model/providers'
import { contentFields, fieldLabel, optionLabel } from './fields'
import { t } from '../language/translate'

/** The name of a field as a person reads it; a wire name for what has no other. */
export function fieldName(field: string): string {
  const known = fieldLabel(field)
  if (known !== undefined) return known
  const words = field.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A stored or inline text by its hash; any other address as it is. */
export function contentWords(url: string): string {
  const hash = mapperHash(url)
  return hash === undefined ? url : `${hash.slice(0, 4)}…${hash.slice(-4)}`
}

/** Returns the name of an organization by its key; `undefined` for an unknown one. */
export type OrganizationName = (key: string) => string | undefined

/** A value in words; `undefined` for none. */
export function valueWords(
  field: string,
  value: JsonValue | undefined,
  organizationName: OrganizationName,
): string | undefined {
  if (value === undefined || value === null) return undefined
  if (value === '') return t('(empty)')
  if (typeof value === 'boolean') return value ? t('On') : t('Off')
  if (typeof value === 'string') {
    if (contentFields.has(field)) return contentWords(value)
    if (field === 'provider') return providerName(value)
    if (field === 'organization_id') return organizationName(value) ?? value
    return optionLabel(field, value) ?? value
  }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.length === 0 ? t('(none)') : value.join(', ')
  }
  return JSON.stringify(value)
}
