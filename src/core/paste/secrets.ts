import type { Confidence, PastedSecret } from './details'
import type { Labelled } from './labels'
import {
  type Cut,
  firstWord,
  isGuid,
  isSecret,
  joined,
  placeOf,
  valueText,
  withoutStop,
} from './values'
import { t } from '../language/translate'

export interface SecretSighting {
  readonly value: string
  readonly alternative?: string
  readonly confidence: Confidence
  /** Where it stands in the text. */
  readonly at: number
  readonly note?: string
}

/** A secret may contain characters that end other values, so only spaces, quotes and bars end it. */
const secretEnd = /[\s"'`|“”„«»‘’‹›]/

export function secretCut(item: Labelled): Cut | undefined {
  const { text, start } = valueText(item)
  return firstWord(text, start, secretEnd)
}

const ambiguous = t('Its last character may belong to the sentence, and not to the secret')

export function secretSighting(item: Labelled): SecretSighting | undefined {
  const cut = secretCut(item)
  if (!cut) return undefined
  // In XML the end tag follows directly.
  const inXml = cut.value.replace(/<\/.*$/, '')
  // In a query string the next name follows.
  const written = item.isFollowed ? inXml.replace(/&$/, '') : inXml
  const { value: whole, cut: first, note: brokenNote } = joined(written)
  if (!isSecret({ ...cut, value: whole }, item.isLoose)) return undefined
  if (item.isSpoken && !/\d/.test(whole)) return undefined
  const at = placeOf(item, cut.start)
  if (brokenNote !== undefined) {
    const other = first === undefined ? {} : { alternative: first }
    return { value: whole, ...other, confidence: 'likely', at, note: brokenNote }
  }
  // Entra's secrets have 32 characters or more; a shorter “Value” may belong to something else.
  const isShortValue = item.kind === 'value' && whole.length < 16
  const surest = item.isLoose ? 'guess' : isShortValue ? 'likely' : 'sure'
  if (cut.isEnclosed) return { value: whole, confidence: surest, at }
  const bare = whole.replace(/[.,;:!?)>*\]}]{1,9}$/, '')
  // In a sentence the full stop ends the sentence; after a colon it is more likely part of the secret.
  const goesOn = (cut.rest.trim() !== '' || item.isFollowed) && /[.,;]$/.test(whole)
  const isSentence = item.isSentence || item.isLoose || goesOn || /[,;>*)]$/.test(whole)
  const value = isSentence ? bare : whole
  const other = isSentence ? whole : bare
  const isUnsure = (other !== value && !item.isSentence) || item.isSpoken
  return {
    value,
    ...(other === value ? {} : { alternative: other }),
    confidence: surest === 'sure' && isUnsure ? 'likely' : surest,
    at,
    ...(isUnsure && other !== value ? { note: ambiguous } : {}),
  }
}

/** How close above “Value” a term for a secret must be. */
const nearby = 400

/** The labels of a secret, and “Value” next to a secret's name or ID. */
export function secretLabels(labels: readonly Labelled[]): Labelled[] {
  const hasId = labels.some(({ kind }) => kind === 'secret-id')
  let last = -nearby
  return labels.filter((item) => {
    if (item.kind === 'secret') {
      last = item.start
      return true
    }
    // After a label of something else, it belongs to that.
    if (item.kind !== 'value' && item.kind !== 'other' && item.kind !== 'secret-id') last = -nearby
    return item.kind === 'value' && !item.isLoose && (hasId || item.start - last < nearby)
  })
}

/** IDs in a text, of secrets and of other things: never a secret, whatever else they are called. */
export function knownIds(labels: readonly Labelled[]): Set<string> {
  const found = new Set<string>()
  for (const item of labels) {
    if (item.kind !== 'secret-id' && item.kind !== 'client' && item.kind !== 'tenant') continue
    const { text, start } = valueText(item)
    const cut = firstWord(text, start)
    const value = withoutStop(joined(cut?.value ?? '').value).toLowerCase()
    if (isGuid(value)) found.add(value)
  }
  return found
}

const order: Readonly<Record<Confidence, number>> = { sure: 0, likely: 1, guess: 2 }
const maximumAlternatives = 8

const guidNote = t(
  'It has the form of an ID. Entra shows a secret’s ID beside its value; the secret is the longer ' +
    'text under “Value”, which is shown only once',
)
const severalNote = t('There are several; compare before you use one')

/**
 * The most certain secret, and other candidates.
 *
 * @param ids values that are not a secret: IDs of secrets and of other things
 * @param isMicrosoft whether it belongs to a Microsoft tenant, whose secrets are not GUIDs
 */
export function secretOf(
  found: readonly (SecretSighting & { readonly isQuoted?: boolean })[],
  ids: ReadonlySet<string>,
  isMicrosoft: boolean,
): PastedSecret | undefined {
  const isAnswered = found.some(
    ({ isQuoted, confidence }) => isQuoted !== true && confidence !== 'guess',
  )
  const rank = ({ confidence, isQuoted }: (typeof found)[number]) =>
    order[confidence] + (isAnswered && isQuoted === true ? 3 : 0)
  const judged = found
    .filter(({ value }) => !ids.has(withoutStop(value).toLowerCase()))
    .map((item): (typeof found)[number] =>
      isMicrosoft && isGuid(withoutStop(item.value))
        ? { ...item, confidence: 'guess', note: guidNote }
        : item,
    )
    .toSorted((left, right) => rank(left) - rank(right))
  const best = judged[0]
  if (!best) return undefined
  const others = judged.flatMap(({ value, alternative }) => [value, alternative ?? value])
  const isContested = judged.some(
    ({ value, alternative, confidence }) =>
      confidence !== 'guess' &&
      value !== best.value &&
      alternative !== best.value &&
      value !== best.alternative,
  )
  const note = best.note ?? (isContested ? severalNote : undefined)
  return {
    value: best.value,
    confidence: isContested && best.confidence === 'sure' ? 'likely' : best.confidence,
    alternatives: [...new Set(others)]
      .filter((value) => value !== best.value)
      .slice(0, maximumAlternatives),
    ...(note === undefined ? {} : { note }),
  }
}
