import { fieldLabel } from '../../core/fields/fields'
import { entityLabel, type WorkingCopy } from '../../core/draft/working-copy'
import { mapperHash } from '../../core/model/mapper-text'
import type { JsonValue } from '../../core/model/json'
import { providerName } from '../../core/model/providers'

/** The name of a field as a person reads it; a wire name for what has no other. */
export function fieldName(field: string): string {
  const known = fieldLabel(field)
  if (known !== undefined) return known
  const words = field.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function mapperWords(url: string): string {
  const hash = mapperHash(url)
  return hash === undefined ? url : `${hash.slice(0, 4)}…${hash.slice(-4)}`
}

/** A value in words, on what the organizations are called. */
export function valueText(
  copy: WorkingCopy,
  field: string,
  value: JsonValue | undefined,
): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') {
    if (field === 'mapper_url') return mapperWords(value)
    if (field === 'provider') return providerName(value)
    if (field === 'organization_id') {
      const organization = copy.organizations.find(({ target }) => target.key === value)
      return organization ? entityLabel(organization.fields, organization.target) : value
    }
    return value === '' ? '(empty)' : value
  }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.length === 0 ? '(none)' : value.join(', ')
  }
  return JSON.stringify(value)
}
