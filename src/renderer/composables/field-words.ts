import { t } from '../../core/language/translate'
import type { ComparedKind } from '../../core/compare/memory'
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

/** What each kind of thing in a set-up is called. */
export const kindNames: Readonly<Record<ComparedKind, string>> = {
  organization: t('Organization'),
  connection: t('Connection'),
  'scim-client': t('SCIM client'),
  method: t('Settings'),
}
