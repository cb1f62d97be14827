import type { HistoryRow } from '../../../core/draft/history'
import type { WorkingCopy } from '../../../core/draft/working-copy'
import type { StepChange } from '../../../core/publish/step-changes'
import {
  changeKind,
  changeLines,
  lineText,
  type ChangeLine,
  type ChangeText,
} from '../../../core/publish/change-words'
import { timeText } from '../../composables/time-words'
import { t } from '../../../core/language/translate'

/** What a step did to one organization, connection or setting, in words. */
export interface StepPart {
  readonly key: string
  readonly label: string
  /** What it is, such as `OIDC connection`. */
  readonly kind: string
  /** What became of it, such as `edited`. */
  readonly what: string
  readonly tone: 'good' | 'accent' | 'danger' | 'neutral'
  readonly lines: readonly ChangeLine<ChangeText>[]
}

const looks = {
  new: { tone: 'good', what: t('created') },
  edited: { tone: 'accent', what: t('edited') },
  deleted: { tone: 'danger', what: t('deleted') },
} as const
const backLooks = {
  creation: { tone: 'neutral', what: t('no longer created') },
  deletion: { tone: 'neutral', what: t('no longer deleted') },
} as const

export function stepParts(copy: WorkingCopy, changes: readonly StepChange[]): StepPart[] {
  return changes.map((change) => ({
    key: `${change.target.kind} ${change.target.key}`,
    label: change.label,
    kind: changeKind(copy, change),
    ...(change.takenBack ? backLooks[change.takenBack] : looks[change.status]),
    lines: changeLines(copy, change),
  }))
}

/** Where a step stands to the draft, as a sentence. */
export function stepStanding({ current, state }: HistoryRow): string {
  if (current) return t('The draft is here.')
  switch (state) {
    case 'done':
      return t('Done, with other steps after it.')
    case 'undone':
      return t('Undone. Redo leads to it.')
    case 'abandoned':
      return t('Abandoned: after going back, another edit was made.')
  }
}

/** A step as a text to paste, as into a ticket. */
export function stepText({ label, at }: HistoryRow, parts: readonly StepPart[]): string {
  const title = at === undefined || at === '' ? label : `${label}, ${timeText(at)}`
  return [
    title,
    ...parts.flatMap((part) => [
      '',
      `${part.label} (${part.kind}): ${part.what}`,
      ...part.lines.map((line) => `- ${lineText(line)}`),
    ]),
  ].join('\n')
}
