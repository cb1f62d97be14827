import { isTextConflict, type Conflict } from '../../../core/draft/conflicts'
import { openClashes } from '../../../core/draft/merge-text'
import { secretFields } from '../../../core/fields/fields'
import { entityAt, organizationNames } from '../../../core/draft/entity-index'
import { entityLabel, type WorkingCopy } from '../../../core/draft/working-copy'
import { sameField } from '../../../core/intents/field-values'
import type { PendingDecision } from '../../../core/ipc/app-state'
import type { JsonObject, JsonValue } from '../../../core/model/json'
import {
  tagLines,
  textDifference,
  type DifferenceLine,
} from '../../../core/compare/text-difference'
import { fieldName, valueWords } from '../../../core/fields/value-words'
import type { TextMerge } from './use-decisions'
import { t } from '../../../core/language/translate'

export type SideChoice = NonNullable<PendingDecision['choice']>

/** One side of a conflict, with the choice it stands for. */
export interface ConflictSide {
  readonly name: string
  readonly value: string
  readonly choice?: SideChoice
  readonly button?: string
  /** It cannot be chosen yet. */
  readonly disabled?: boolean
  readonly isWords?: boolean
  readonly isText?: boolean
  /** Difference to the former text, where that is known; absent for the former text itself. */
  readonly difference?: readonly DifferenceLine[]
}

export interface ShownConflict {
  readonly id: string
  readonly conflict: Conflict
  readonly title: string
  readonly sides: readonly ConflictSide[]
  /** The merged text, to be shown and edited. */
  readonly mergedText?: string
  /** Why there is no merged text, or not yet; or what else there is to know. */
  readonly note?: string
  readonly copy?: string
}

const names = { was: t('Was'), mine: t('Mine'), theirs: t('Theirs') }

function text(copy: WorkingCopy, field: string, value: JsonValue | undefined): string {
  if (secretFields.has(field)) return value === undefined ? t('not set') : t('set')
  return valueWords(field, value, organizationNames(copy)) ?? t('not set')
}

function labelOf(copy: WorkingCopy, conflict: Conflict): string {
  const { target } = conflict
  const entity = entityAt(copy, target)
  const seen = conflict.kind === 'vanished' ? conflict.seen : undefined
  return entityLabel(entity?.fields ?? seen ?? {}, target)
}

function changedFields(copy: WorkingCopy, was: JsonObject, theirs: JsonObject): string {
  const fields = [...new Set([...Object.keys(was), ...Object.keys(theirs)])]
  return fields
    .filter((field) => !sameField(field, was[field], theirs[field]))
    .map((field) => `${fieldName(field)}: ${text(copy, field, theirs[field])}`)
    .join('; ')
}

function mergedSide(clashes: number, text: string): ConflictSide {
  const open = openClashes(text)
  const value =
    open > 0
      ? t(
          '{count, plural, one {One place was} other {# places were}} changed by you and by ' +
            'someone else: decide in the text below and remove the markers',
          { count: open },
        )
      : clashes === 0
        ? t('Both changes fit together: see the text below')
        : t('Decided in the text below')
  return {
    name: t('Merged'),
    value,
    isWords: true,
    choice: 'merged',
    button: t('Use merged text'),
    disabled: open > 0,
  }
}

function noteOn(merge: TextMerge | undefined): string | undefined {
  if (merge === undefined || merge.kind === 'reading') return t('Reading the texts…')
  if (merge.kind === 'failed' || merge.merged) return undefined
  return merge.was === undefined
    ? t(
        'What it was can no longer be read, so the two cannot be merged. Keep mine, or take ' +
          'theirs.',
      )
    : t('These texts are too long to be merged here. Keep mine, or take theirs.')
}

/** Two texts as they are compared: metadata often comes without any line break. */
function inLines(before: string, after: string): [string, string] {
  const isXml = [before, after].every((text) => text.trimStart().startsWith('<'))
  return isXml ? [tagLines(before), tagLines(after)] : [before, after]
}

/** @param written the merged text as the person left it */
function withTexts(
  shown: ShownConflict,
  merge: TextMerge | undefined,
  written: string | undefined,
): ShownConflict {
  const note = noteOn(merge)
  const noted = note === undefined ? shown : { ...shown, note }
  if (merge?.kind !== 'read') return noted
  const texts: Record<string, string | undefined> = {
    [names.was]: merge.was,
    [names.mine]: merge.mine,
    [names.theirs]: merge.theirs,
  }
  const sides = shown.sides.map((side) => {
    const text = texts[side.name]
    if (text === undefined) return side
    const shown = { ...side, value: text, isText: true }
    return merge.was === undefined
      ? shown
      : { ...shown, difference: textDifference(...inLines(merge.was, text)) }
  })
  if (!merge.merged) return { ...noted, sides }
  const { clashes } = merge.merged
  const mergedText = written ?? merge.merged.text
  const merged = mergedSide(clashes, mergedText)
  return { ...noted, mergedText, sides: clashes === 0 ? [merged, ...sides] : [...sides, merged] }
}

/** @param written the merged text as the person left it */
export function shownConflict(
  copy: WorkingCopy,
  conflict: Conflict,
  merge?: TextMerge,
  written?: string,
): ShownConflict {
  const shown = inWords(copy, conflict)
  return isTextConflict(conflict) ? withTexts(shown, merge, written) : shown
}

/** Connections whose redirect URL would change with an organization's ID, in words; `undefined` for none. */
function movedRedirects(copy: WorkingCopy, organization: string): string | undefined {
  const labels = copy.connections
    .filter(
      ({ fields, protocol, status }) =>
        fields['organization_id'] === organization && protocol === 'oidc' && status !== 'deleted',
    )
    .map(({ fields, target }) => entityLabel(fields, target))
  const [first, second, third] = labels
  if (first === undefined) return undefined
  if (second === undefined) {
    return t(
      'If it is recreated, the redirect URL of {name} changes: ' +
        'enter the new one at its identity provider.',
      { name: first },
    )
  }
  return third === undefined
    ? t(
        'If it is recreated, the redirect URLs of {first} and {second} change: ' +
          'enter the new one at each identity provider.',
        { first, second },
      )
    : t(
        'If it is recreated, the redirect URLs of {name} and {count} others change: ' +
          'enter the new one at each identity provider.',
        { name: first, count: labels.length - 1 },
      )
}

/** The edited entity was deleted and its former fields are unknown, so that it cannot be recreated. */
function unknownBefore(
  copy: WorkingCopy,
  conflict: Extract<Conflict, { kind: 'vanished' }>,
  label: string,
): ShownConflict {
  const edits = Object.entries(conflict.edits ?? {}).map(
    ([field, value]) => `${fieldName(field)}: ${copied(copy, field, value)}`,
  )
  return {
    id: conflict.id,
    conflict,
    title: label,
    copy: edits.join('\n'),
    note: t(
      'This app has no copy of what it was, so it cannot be recreated. Copy your edits before ' +
        'you drop them, to enter them again.',
    ),
    sides: [
      { name: names.was, value: t('no longer known'), isWords: true },
      { name: names.mine, value: edits.join('; ') || t('edited'), isWords: true },
      { name: names.theirs, value: t('deleted'), isWords: true, choice: 'drop', button: t('Drop') },
    ],
  }
}

/** A value as it can be entered again; of a secret only that there is one. */
function copied(copy: WorkingCopy, field: string, value: JsonValue | undefined): string {
  const isWhole = typeof value === 'string' && !secretFields.has(field) && value !== ''
  return isWhole ? value : text(copy, field, value)
}

function inWords(copy: WorkingCopy, conflict: Conflict): ShownConflict {
  const label = labelOf(copy, conflict)
  const base = { id: conflict.id, conflict }
  switch (conflict.kind) {
    case 'field': {
      const side = (value: JsonValue | undefined) => text(copy, conflict.field, value)
      return {
        ...base,
        title: `${label}, ${fieldName(conflict.field)}`,
        sides: [
          { name: names.was, value: side(conflict.was) },
          { name: names.mine, value: side(conflict.mine), choice: 'mine', button: t('Keep mine') },
          {
            name: names.theirs,
            value: side(conflict.theirs),
            choice: 'theirs',
            button: t('Take theirs'),
          },
        ],
      }
    }
    case 'vanished': {
      if (!conflict.seen) return unknownBefore(copy, conflict, label)
      const isOrganization = conflict.target.kind === 'organization'
      const note = isOrganization ? movedRedirects(copy, conflict.target.key) : undefined
      return {
        ...base,
        ...(note === undefined ? {} : { note }),
        title: label,
        sides: [
          { name: names.was, value: t('there'), isWords: true },
          {
            name: names.mine,
            value: isOrganization
              ? t('edited; it is created again with your edits and a new ID')
              : t('edited; it is created again with your edits'),
            isWords: true,
            choice: 'recreate',
            button: t('Recreate'),
          },
          {
            name: names.theirs,
            value: t('deleted'),
            isWords: true,
            choice: 'drop',
            button: t('Drop'),
          },
        ],
      }
    }
    case 'changed-after-delete':
      return {
        ...base,
        title: label,
        sides: [
          { name: names.was, value: t('there'), isWords: true },
          {
            name: names.mine,
            value: t('deleted'),
            isWords: true,
            choice: 'mine',
            button: t('Keep mine'),
          },
          {
            name: names.theirs,
            value: changedFields(copy, conflict.was, conflict.theirs) || t('changed'),
            choice: 'theirs',
            button: t('Take theirs'),
          },
        ],
      }
  }
}
