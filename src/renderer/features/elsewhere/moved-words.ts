import type { Moved } from '../../../core/draft/rebase'
import { fieldLabel } from '../../../core/fields/fields'
import { listed } from '../../../core/language/listed'
import { t } from '../../../core/language/translate'

const howWords: Readonly<Record<Moved['how'], string>> = {
  added: t('added'),
  changed: t('changed'),
  removed: t('removed'),
}

/** How many of each moved, such as `3 organizations and 1 connection changed elsewhere`. */
export function movedSummary(moved: readonly Moved[]): string {
  const countOf = (kind: Moved['target']['kind']) =>
    moved.filter(({ target }) => target.kind === kind).length
  const organizations = countOf('organization')
  const connections = countOf('connection')
  const scimClients = countOf('scim-client')
  const methods = countOf('method')
  if (organizations + connections + scimClients === 0 && methods > 0) {
    return methods === 1
      ? t('Settings of a sign-in method changed elsewhere')
      : t('Settings of sign-in methods changed elsewhere')
  }
  const parts = [
    organizations > 0
      ? t('{count, plural, one {# organization} other {# organizations}}', { count: organizations })
      : '',
    connections > 0
      ? t('{count, plural, one {# connection} other {# connections}}', { count: connections })
      : '',
    scimClients > 0
      ? t('{count, plural, one {# SCIM client} other {# SCIM clients}}', { count: scimClients })
      : '',
    methods === 1 ? t('settings of a sign-in method') : '',
    methods > 1 ? t('settings of sign-in methods') : '',
  ].filter(Boolean)
  return t('{what} changed elsewhere', { what: listed(parts) })
}

/** What became of one, such as `changed: Label, Domains`. Members without a name stay unnamed. */
export function movedWords({ how, fields }: Moved): string {
  const names = how === 'changed' ? fields.flatMap((field) => fieldLabel(field) ?? []) : []
  return names.length > 0 ? t('changed: {fields}', { fields: names.join(', ') }) : howWords[how]
}
