import { fieldLabel } from '../fields/fields'
import { t } from '../language/translate'
import { daysBetween, milliseconds } from '../model/times'
import { connectionLabel } from './known-project'
import { rule, type Found } from './rule'

/** Days without an edit after which a draft counts as left behind. */
const staleDays = 14

/** A draft that nobody went on with. */
export const staleDraft = rule({
  id: 'stale-draft',
  title: t('Forgotten draft'),
  badge: t('Forgotten draft'),
  why: t(
    'After {count, plural, one {# day} other {# days}} without an edit it is likely that nobody remembers what the draft is for.',
    { count: staleDays },
  ),
  remedy: t('Publish the draft or discard it.'),
  act: 'review',
  inProject({ draft, now, revisionId }) {
    if (!draft || draft.changes === 0) return []
    const age = milliseconds(now) - milliseconds(draft.editedAt)
    if (!(age >= staleDays * 24 * 60 * 60 * 1000)) return []
    const hasMoved = draft.baseRevisionId !== revisionId
    const values = { count: draft.changes, days: daysBetween(draft.editedAt, now) }
    const message = hasMoved
      ? t(
          'The draft with {count, plural, one {# change} other {# changes}} was last edited {days, plural, one {# day} other {# days}} ago, and the project has changed since',
          values,
        )
      : t(
          'The draft with {count, plural, one {# change} other {# changes}} was last edited {days, plural, one {# day} other {# days}} ago',
          values,
        )
    const severity = hasMoved ? 'warning' : 'info'
    return [{ severity, message, detail: draft.editedAt, when: draft.editedAt }]
  },
})

const how = {
  added: t('It was added outside of this app'),
  removed: t('It was removed outside of this app'),
  changed: t('It was changed outside of this app'),
} as const

/** What somebody else changed since this app last looked. */
export const changedElsewhere = rule({
  id: 'changed-elsewhere',
  title: t('Changed outside of this app'),
  badge: t('Changed outside'),
  why: t('Another person or tool changed the project since it was last opened here.'),
  remedy: t('Look at the change and mark the project as seen.'),
  inProject({ drift }) {
    if (!drift) return []
    const at = { severity: 'info', detail: drift.until, when: drift.until } as const
    const found = drift.moved.map((moved): Found => {
      const fields = moved.fields.flatMap((name) => fieldLabel(name) ?? [])
      const names = fields.length > 0 ? `: ${fields.join(', ')}` : ''
      const message = `${how[moved.how]}${names}`
      return { ...at, target: moved.target, name: moved.label, message }
    })
    if (drift.more === 0) return found
    const message = t(
      '{count, plural, one {# more was} other {# more were}} changed outside of this app',
      { count: drift.more },
    )
    return [...found, { ...at, message }]
  },
})

const signs = {
  secrets: t('Client secrets that the server listed are no longer listed'),
  order: t('Connections are in another order'),
  returned: t('Connections that were gone are back'),
  members: t('Connections have fewer fields than before'),
  unseen: t('The project has a new revision, and nothing that can be read is different'),
} as const

/** Somebody may have written all connections as a whole. */
export const wholeWrite = rule({
  id: 'whole-write',
  title: t('All connections replaced at once'),
  badge: t('Replaced at once'),
  why: t(
    'Somebody may have replaced all connections at once, which can lose client secrets and states without notice.',
  ),
  remedy: t('Try a sign-in with the connections, and enter client secrets again where it fails.'),
  inProject: ({ setUp, wholeWrites }) =>
    wholeWrites.map(({ sign, until, connections }) => {
      const names = setUp.connections
        .filter(({ key }) => connections.includes(key))
        .slice(0, 3)
        .map((connection) => t('“{text}”', { text: connectionLabel(connection) }))
      const where = names.length > 0 ? ` (${names.join(', ')})` : ''
      const message = `${signs[sign]}${where}`
      return { severity: 'warning', message, detail: `${sign} ${until}`, when: until }
    }),
})
