import { mapperHash } from '../model/mapper-text'
import type { JsonValue } from '../model/json'
import { providerName } from '../model/providers'
import { fieldLabel } from './fields'
import { stateOptions } from './oidc-fields'
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

/**
 * A value in words; `undefined` for none.
 *
 * @param organizationName what an organization is called, by its key
 */
export function valueWords(
  field: string,
  value: JsonValue | undefined,
  organizationName: (key: string) => string | undefined,
): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') {
    if (field === 'mapper_url') return contentWords(value)
    if (field === 'state')
      return stateOptions.find((option) => option.value === value)?.label ?? value
    if (field === 'provider') return providerName(value)
    if (field === 'organization_id') return organizationName(value) ?? value
    return value === '' ? t('(empty)') : value
  }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.length === 0 ? t('(none)') : value.join(', ')
  }
  return JSON.stringify(value)
}
