import type { PublishSummary } from '../../../core/history/publish-history'
import { t } from '../../../core/language/translate'
import type { TeamPublish } from '../../../core/team-folder/publish-file'
import { filterWords, hasWords } from '../../../core/search/filter-words'
import { whatText, whoText, whyText } from '../../composables/publish-words'
import { timeText } from '../../composables/time-words'
import { labelsText, matchesSearch, resultText } from './history-words'

/** The only publish that a team folder has of a project, which was not made from here. */
export interface FolderPublish extends Pick<PublishSummary, 'by' | 'why'> {
  readonly id: 'in-folder'
  /** ISO 8601 */
  readonly startedAt: string
}
/** A row of the list: a publish from here, or that of the team folder. */
export type PublishRow = PublishSummary | FolderPublish

export const isOfFolder = (row: PublishRow): row is FolderPublish => row.id === 'in-folder'

/**
 * The publishes from here with that of the team folder, the newest first. One that was made from here and written into
 * the folder is one.
 */
export function publishRows(
  own: readonly PublishSummary[],
  inFolder: TeamPublish | undefined,
): readonly PublishRow[] {
  if (!inFolder || own.some(({ endedAt }) => endedAt === inFolder.at)) return own
  const { at: startedAt, by, summary = '', ticket } = inFolder
  const row: FolderPublish = {
    id: 'in-folder',
    startedAt,
    ...(by === undefined ? {} : { by }),
    why: { summary, ...(ticket === undefined ? {} : { ticket }) },
  }
  return [...own, row].toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1))
}

/** Who made the publish of the folder, as far as it says so. */
export const folderWhoText = ({ by }: Pick<FolderPublish, 'by'>): string =>
  by === undefined ? t('from the team folder') : t('by {name}, from the team folder', { name: by })

/** What a row says: how the publish ended, what it did, by whom. */
export function rowWords(row: PublishRow) {
  if (isOfFolder(row)) {
    const tone = 'neutral' as const
    return { result: t('Team folder'), tone, what: '', who: folderWhoText(row) }
  }
  return {
    result: resultText(row),
    tone: row.result === 'published' ? ('good' as const) : ('warning' as const),
    what: `${whatText(row)}: ${labelsText(row)}`,
    who: whoText(row),
  }
}

/** What a row is called by. */
export const rowName = (row: PublishRow): string =>
  whyText(row) || (isOfFolder(row) ? folderWhoText(row) : labelsText(row))

/** Whether a row has every word that was typed. */
export function rowMatches(row: PublishRow, typed: string): boolean {
  if (!isOfFolder(row)) return matchesSearch(row, typed)
  const { startedAt } = row
  const text = [whyText(row), folderWhoText(row), timeText(startedAt), startedAt].join(' ')
  return hasWords(text.toLowerCase(), filterWords(typed))
}
