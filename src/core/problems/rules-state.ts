import { fieldLabel } from '../fields/fields'
import { t } from '../language/translate'
import { daysBetween, milliseconds } from '../model/times'
import { connectionLabel, findingsOf, type ProjectRule } from './radar-project'

/** Days without an edit after which a draft counts as left behind. */
export const staleDays = 14

/** A draft that nobody went on with. */
export const staleDraft: ProjectRule = ({ summary, draft, now, revisionId }) => {
  const { around } = findingsOf(summary.id, 'stale-draft')
  if (!draft || draft.changes === 0) return []
  const age = milliseconds(now) - milliseconds(draft.editedAt)
  if (!(age >= staleDays * 24 * 60 * 60 * 1000)) return []
  const days = daysBetween(draft.editedAt, now)
  const hasMoved = draft.baseRevisionId !== revisionId
  const values = { count: draft.changes, days }
  const message = hasMoved
    ? t(
        'The draft with {count, plural, one {# change} other {# changes}} was last edited {days, plural, one {# day} other {# days}} ago, and the project has changed since',
        values,
      )
    : t(
        'The draft with {count, plural, one {# change} other {# changes}} was last edited {days, plural, one {# day} other {# days}} ago',
        values,
      )
  const when = draft.editedAt
  return [around(hasMoved ? 'warning' : 'info', message, draft.editedAt, { when })]
}

const how = {
  added: t('It was added outside of this app'),
  removed: t('It was removed outside of this app'),
  changed: t('It was changed outside of this app'),
} as const

/** What somebody else changed since this app last looked. */
export const changedElsewhere: ProjectRule = ({ summary, drift }) => {
  const { around } = findingsOf(summary.id, 'changed-elsewhere')
  if (!drift) return []
  const found = drift.moved.map((moved) => {
    const fields = moved.fields.flatMap((name) => fieldLabel(name) ?? [])
    const names = fields.length > 0 ? `: ${fields.join(', ')}` : ''
    const message = `${how[moved.how]}${names}`
    return around('info', message, drift.until, {
      target: moved.target,
      name: moved.label,
      when: drift.until,
    })
  })
  if (drift.more === 0) return found
  const rest = t(
    '{count, plural, one {# more entity was} other {# more entities were}} changed outside of this app',
    { count: drift.more },
  )
  return [...found, around('info', rest, drift.until, { when: drift.until })]
}

const signs = {
  secrets: t('Client secrets that the server listed are no longer listed'),
  order: t('Connections stand in another order'),
  returned: t('Connections that were gone are back'),
  members: t('Connections have fewer fields than before'),
  unseen: t('The project has a new revision, and nothing that can be read is different'),
} as const

/** Somebody may have written all connections as a whole. */
export const wholeWrite: ProjectRule = ({ summary, setUp, wholeWrites }) => {
  const { around } = findingsOf(summary.id, 'whole-write')
  return wholeWrites.map(({ sign, until, connections }) => {
    const names = setUp.connections
      .filter(({ key }) => connections.includes(key))
      .slice(0, 3)
      .map((connection) => t('“{text}”', { text: connectionLabel(connection) }))
    const where = names.length > 0 ? ` (${names.join(', ')})` : ''
    return around('warning', `${signs[sign]}${where}`, `${sign} ${until}`, { when: until })
  })
}
