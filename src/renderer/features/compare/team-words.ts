import type { TeamLoaded, TeamRow, TeamWritten } from '../../../core/ipc/team-folder'
import { t } from '../../../core/language/translate'
import { timeText } from '../../../core/model/format'
import type { PutIntoDraft } from '../../stores/drafts'

type Kind = TeamRow['item']['kind']
type Tone = 'accent' | 'good' | 'warning' | 'danger' | 'neutral'

export const groupTitles: Readonly<Record<Kind, string>> = {
  project: t('Projects'),
  pair: t('Expected differences and named values'),
  mapper: t('Names, notes and cases of mappers'),
}

export function standingWords({ standing, item }: TeamRow): { text: string; tone: Tone } {
  const isProject = item.kind === 'project'
  switch (standing) {
    case 'same':
      return { text: t('Same'), tone: 'good' }
    case 'app-newer':
      return { text: isProject ? t('Server newer') : t('App newer'), tone: 'accent' }
    case 'folder-newer':
      return { text: t('Folder newer'), tone: 'warning' }
    case 'both':
      return { text: t('Both differ'), tone: 'danger' }
    case 'only-app':
      return { text: t('Not in the folder'), tone: 'accent' }
    case 'only-folder':
      return { text: t('Only in the folder'), tone: 'warning' }
    case 'unknown':
      return { text: t('Not compared'), tone: 'neutral' }
  }
}

export function standingSentence({ standing, item }: TeamRow): string {
  const isProject = item.kind === 'project'
  switch (standing) {
    case 'same':
      return isProject
        ? t('The folder and the server are the same.')
        : t('The folder and this app have the same.')
    case 'app-newer':
      return isProject
        ? t('Changed on the server since both were the same.')
        : t('Changed in this app since both were the same.')
    case 'folder-newer':
      return t('Changed in the folder since both were the same.')
    case 'both':
      return isProject
        ? t('The folder and the server differ, and either may have changed.')
        : t('The folder and this app differ, and either may have changed.')
    case 'only-app':
      return isProject ? t('Only the server has it.') : t('Only this app has it.')
    case 'only-folder':
      return t('Only the folder has it.')
    case 'unknown':
      return t('It cannot be compared now.')
  }
}

export function publishedWords({ at, by }: NonNullable<TeamRow['published']>): string {
  const time = timeText(at)
  return by === undefined ? time : t('by {name}, {time}', { name: by, time })
}

export const canWrite = ({ standing }: TeamRow) =>
  ['app-newer', 'folder-newer', 'both', 'only-app'].includes(standing)
export const replaces = ({ standing }: TeamRow) =>
  standing === 'folder-newer' || standing === 'both'
export const canTake = ({ standing }: TeamRow) =>
  ['app-newer', 'folder-newer', 'both', 'only-folder'].includes(standing)
/** What is taken or loaded when all is: what is newer in the folder, or may be. */
export const isTakenWithAll = ({ standing }: TeamRow) =>
  ['folder-newer', 'both', 'only-folder'].includes(standing)
/** What is written when all is: what nobody else changed in the folder. */
export const isWrittenWithAll = ({ standing }: TeamRow) =>
  standing === 'app-newer' || standing === 'only-app'

/** Empty if no file was written or removed. */
export function filesWords(written: number, removed: number): string {
  const counts = { written, removed }
  if (written > 0 && removed > 0) {
    return t(
      '{written, plural, one {# file} other {# files}} written, ' +
        '{removed, plural, one {# file} other {# files}} removed',
      counts,
    )
  }
  if (written > 0) return t('{written, plural, one {# file} other {# files}} written', counts)
  if (removed > 0) return t('{removed, plural, one {# file} other {# files}} removed', counts)
  return ''
}

export function writtenWords({ written, removed, unchanged }: TeamWritten): string {
  const words = filesWords(written.length, removed.length)
  if (words !== '') return words
  return unchanged > 0 ? t('the files have it already') : t('nothing written')
}

export function loadedWords({ changes, toType }: TeamLoaded): string {
  if (changes === 0) return t('the draft has it already')
  if (toType.length === 0) {
    return t('{count, plural, one {# change} other {# changes}} in the draft', { count: changes })
  }
  return t(
    '{count, plural, one {# change} other {# changes}} in the draft; ' +
      'to type before publishing: {secrets}',
    { count: changes, secrets: toType.join(', ') },
  )
}

export function putWords(loaded: TeamLoaded): PutIntoDraft {
  const { projectId, label, problem, changes, skipped } = loaded
  return {
    projectId,
    name: label,
    words: problem ?? loadedWords(loaded),
    more: skipped.map((words) => `${words}.`),
    isFailed: changes === 0,
  }
}
