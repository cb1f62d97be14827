import type { TrashItem } from '../../../core/ipc/trash'
import { t } from '../../../core/language/translate'
import { dayText } from '../../../core/model/format'
import { untilText } from '../../composables/time-words'

/** Such as "Draft with 3 changes". */
export function whatText({ kind, changes, projects = 0 }: TrashItem): string {
  if (kind === 'draft') {
    return changes === 0
      ? t('Draft with no changes')
      : t('Draft with {changes, plural, one {# change} other {# changes}}', { changes })
  }
  if (kind === 'workspace') {
    return changes === 0
      ? t('Workspace with {projects, plural, one {# project} other {# projects}}', { projects })
      : t(
          'Workspace with {projects, plural, one {# project} other {# projects}}, ' +
            'drafts with {changes, plural, one {# change} other {# changes}}',
          { projects, changes },
        )
  }
  return changes === 0
    ? t('Project that its workspace no longer lists')
    : t(
        'Project that its workspace no longer lists, ' +
          'drafts with {changes, plural, one {# change} other {# changes}}',
        { changes },
      )
}

/** The same inside of a sentence. */
export function whatTextInside({ kind, changes, projects = 0 }: TrashItem): string {
  if (kind === 'draft') {
    return changes === 0
      ? t('draft with no changes')
      : t('draft with {changes, plural, one {# change} other {# changes}}', { changes })
  }
  if (kind === 'workspace') {
    return changes === 0
      ? t('workspace with {projects, plural, one {# project} other {# projects}}', { projects })
      : t(
          'workspace with {projects, plural, one {# project} other {# projects}}, ' +
            'drafts with {changes, plural, one {# change} other {# changes}}',
          { projects, changes },
        )
  }
  return changes === 0
    ? t('project that its workspace no longer lists')
    : t(
        'project that its workspace no longer lists, ' +
          'drafts with {changes, plural, one {# change} other {# changes}}',
        { changes },
      )
}

/** When it was thrown away, and when it goes for good. */
export function whenText({ deletedAt, goesAt }: TrashItem, now: number): string {
  return t('Removed on {day} · deleted for good {until}', {
    day: dayText(deletedAt),
    until: untilText(goesAt, now),
  })
}

/** What does not come back with it; empty where all does. */
export function lostText({ kind, secrets }: TrashItem): string {
  if (kind === 'workspace') return t('Its API key has to be typed again.')
  if (secrets === 0) return ''
  return t('{count, plural, one {One secret has} other {# secrets have}} to be typed again.', {
    count: secrets,
  })
}
