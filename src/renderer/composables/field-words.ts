import { valueWords } from '../../core/fields/value-words'
import { organizationAt } from '../../core/draft/entity-index'
import { entityLabel, type WorkingCopy } from '../../core/draft/working-copy'
import type { JsonValue } from '../../core/model/json'

export { fieldName } from '../../core/fields/value-words'

/**
 * A value in words, on what the organizations are called.
 *
 * @param copy without one, organizations have their keys
 */
export function valueText(
  copy: WorkingCopy | undefined,
  field: string,
  value: JsonValue | undefined,
): string | undefined {
  return valueWords(field, value, (key) => {
    const organization = copy && organizationAt(copy, key)
    return organization && entityLabel(organization.fields, organization.target)
  })
}
