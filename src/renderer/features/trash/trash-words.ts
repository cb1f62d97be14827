import type { TrashItem } from '../../../core/ipc/trash'
import { ownDayText } from '../../../core/model/format'
import { untilText } from '../../composables/time-words'
import { counted } from '../../../core/model/counted'

/** What a thing in the trash is, such as "Draft with 3 changes". */
export function whatText({ kind, changes, projects }: TrashItem): string {
  const edits = changes === 0 ? 'no changes' : counted(changes, 'change')
  if (kind === 'draft') return `Draft with ${edits}`
  const drafts = changes === 0 ? '' : `, drafts with ${edits}`
  if (kind === 'workspace') return `Workspace with ${counted(projects ?? 0, 'project')}${drafts}`
  return `Project that its workspace no longer lists${drafts}`
}

/** When it was thrown away, and when it goes for good. */
export function whenText({ deletedAt, goesAt }: TrashItem, now: number): string {
  return `Removed on ${ownDayText(deletedAt)} · deleted for good ${untilText(goesAt, now)}`
}

/** What does not come back with it; empty where all does. */
export function lostText({ kind, secrets }: TrashItem): string {
  if (kind === 'workspace') return 'Its API key has to be typed again.'
  if (secrets === 0) return ''
  return secrets === 1
    ? 'One secret has to be typed again.'
    : `${secrets} secrets have to be typed again.`
}
