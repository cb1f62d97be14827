import type { TeamLoaded, TeamRow, TeamWritten } from '../../../core/ipc/team-folder'
import { counted } from '../../../core/model/counted'

type Kind = TeamRow['item']['kind']
type Tone = 'accent' | 'good' | 'warning' | 'danger' | 'neutral'

export const groupTitles: Readonly<Record<Kind, string>> = {
  project: 'Projects',
  pair: 'Expected differences and substitutions',
  mapper: 'Names, notes and cases of mappers',
}

/** How an item stands, in a word or two. */
export function standingWords({ standing, item }: TeamRow): { text: string; tone: Tone } {
  const own = item.kind === 'project' ? 'Server' : 'App'
  switch (standing) {
    case 'same':
      return { text: 'Same', tone: 'good' }
    case 'app-newer':
      return { text: `${own} newer`, tone: 'accent' }
    case 'folder-newer':
      return { text: 'Folder newer', tone: 'warning' }
    case 'both':
      return { text: 'Both differ', tone: 'danger' }
    case 'only-app':
      return { text: 'Not in the folder', tone: 'accent' }
    case 'only-folder':
      return { text: 'Only in the folder', tone: 'warning' }
    case 'unknown':
      return { text: 'Not compared', tone: 'neutral' }
  }
}

/** The same in a sentence, for who has to decide. */
export function standingSentence({ standing, item }: TeamRow): string {
  const own = item.kind === 'project' ? 'the server' : 'this app'
  switch (standing) {
    case 'same':
      return `The folder and ${own} have the same.`
    case 'app-newer':
      return `Changed on the side of ${own} since both had the same.`
    case 'folder-newer':
      return 'Changed in the folder since both had the same.'
    case 'both':
      return `The folder and ${own} differ, and either may have changed.`
    case 'only-app':
      return `Only ${own} has it.`
    case 'only-folder':
      return 'Only the folder has it.'
    case 'unknown':
      return 'It cannot be compared now.'
  }
}

export const canWrite = ({ standing }: TeamRow) =>
  ['app-newer', 'folder-newer', 'both', 'only-app'].includes(standing)
/** Whether writing replaces what somebody else may have changed. */
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

export function writtenWords({ written, removed, unchanged }: TeamWritten): string {
  const parts = [
    written.length > 0 ? `${counted(written.length, 'file')} written` : '',
    removed.length > 0 ? `${counted(removed.length, 'file')} removed` : '',
    written.length + removed.length === 0 && unchanged > 0 ? 'the files have it already' : '',
  ].filter(Boolean)
  return parts.length === 0 ? 'nothing written' : parts.join(', ')
}

export function loadedWords({ changes, toType }: TeamLoaded): string {
  if (changes === 0) return 'the draft has it already'
  const secrets = toType.length > 0 ? `; to type before publishing: ${toType.join(', ')}` : ''
  return `${counted(changes, 'change')} in the draft${secrets}`
}
