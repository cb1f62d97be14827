import { fieldLabel } from '../fields/fields'
import { counted } from '../model/counted'
import { milliseconds } from '../model/times'
import { connectionLabel, findingsOf, type ProjectRule } from './project'

const day = 24 * 60 * 60 * 1000
/** Days without an edit after which a draft counts as left behind. */
export const staleDays = 14

/** A draft that nobody went on with. */
export const staleDraft: ProjectRule = ({ summary, draft, now, revisionId }) => {
  const { around } = findingsOf(summary.id, 'stale-draft')
  if (!draft || draft.changes === 0) return []
  const days = Math.floor((milliseconds(now) - milliseconds(draft.editedAt)) / day)
  if (!(days >= staleDays)) return []
  const moved = draft.baseRevisionId === revisionId ? '' : ', and the project has changed since'
  const message = `The draft with ${counted(draft.changes, 'change')} was last edited ${counted(days, 'day')} ago${moved}`
  const when = draft.editedAt
  return [around(moved === '' ? 'info' : 'warning', message, draft.editedAt, { when })]
}

const how = { added: 'was added', removed: 'was removed', changed: 'was changed' } as const

/** What somebody else changed since this app last looked. */
export const changedElsewhere: ProjectRule = ({ summary, drift }) => {
  const { around } = findingsOf(summary.id, 'changed-elsewhere')
  if (!drift) return []
  const found = drift.moved.map((moved) => {
    const fields = moved.fields.flatMap((name) => fieldLabel(name) ?? [])
    const names = fields.length > 0 ? `: ${fields.join(', ')}` : ''
    const message = `It ${how[moved.how]} outside of this app${names}`
    return around('info', message, drift.until, {
      target: moved.target,
      name: moved.label,
      when: drift.until,
    })
  })
  if (drift.more === 0) return found
  const rest = `${counted(drift.more, 'more entity was', 'more entities were')} changed outside of this app`
  return [...found, around('info', rest, drift.until, { when: drift.until })]
}

const signs = {
  secrets: 'Client secrets that the server listed are no longer listed',
  order: 'Connections stand in another order',
  returned: 'Connections that were gone are back',
  members: 'Connections have fewer fields than before',
  unseen: 'The project has a new revision, and nothing that can be read is different',
} as const

/** Somebody may have written all connections as a whole. */
export const wholeWrite: ProjectRule = ({ summary, setUp, wholeWrites }) => {
  const { around } = findingsOf(summary.id, 'whole-write')
  return wholeWrites.map(({ sign, until, connections }) => {
    const names = setUp.connections
      .filter(({ key }) => connections.includes(key))
      .slice(0, 3)
      .map((connection) => `“${connectionLabel(connection)}”`)
    const where = names.length > 0 ? ` (${names.join(', ')})` : ''
    return around('warning', `${signs[sign]}${where}`, `${sign} ${until}`, { when: until })
  })
}
