import { t } from '../../../../../core/language/translate'
import type { SourceOffer } from '../../../../../core/mapper/template/sources-for'
import type { TraitSource } from '../../../../../core/mapper/template/template'
import type { Choice } from '../../../../components/controls/ChoiceField.vue'
import { shownValue } from '../result/result-rows'
import { pathText, draftOf, type SourceDraft } from './source-draft'

/** Maximum length of a shown value. */
const longest = 60

/** Claims that may have an `@`. */
const addresses = new Set(['email', 'preferred_username'])

const keyOf = (source: TraitSource): string => JSON.stringify(source)

const special = {
  custom: { label: t('Custom claim…'), detail: t('a member of raw_claims') },
  fixed: { label: t('Fixed value'), detail: t('the same for everyone') },
  joined: { label: t('Joined'), detail: t('several claims in one text') },
  'local-part': { label: t('Part before @'), detail: t('of an address') },
}

/** Possible sources of a trait: the sample's claims, computed values, then claims that the sample lacks. */
export function sourceChoices(
  draft: SourceDraft,
  offers: readonly SourceOffer[],
  wanted: { readonly hasRaw: boolean; readonly mayBeNone: boolean },
): Choice[] {
  const choices = offers.map(({ source, name, sample }) => ({
    there: sample !== undefined,
    choice: {
      value: keyOf(source),
      label: name,
      detail: sample === undefined ? t('not in this sample') : shortValue(shownValue(sample)),
    },
  }))
  const chosen = chosenSource(draft, offers)
  const own = ownChoice(draft, chosen, choices)
  const ways = Object.entries(special)
    .filter(([value]) => value !== 'custom' || wanted.hasRaw || chosen === 'custom')
    .map(([value, words]) => ({ value, ...words }))
  return [
    ...(wanted.mayBeNone ? [{ value: 'none', label: t('Not mapped') }] : []),
    ...own,
    ...choices.filter(({ there }) => there).map(({ choice }) => choice),
    ...ways,
    ...choices.filter(({ there }) => !there).map(({ choice }) => choice),
  ]
}

/** A chosen claim that is not offered. */
function ownChoice(
  draft: SourceDraft,
  chosen: string,
  choices: readonly { readonly choice: Choice }[],
): Choice[] {
  if (draft.kind === 'all') return [{ value: chosen, label: t('All of raw_claims') }]
  const isOffered = choices.some(({ choice }) => choice.value === chosen)
  if (draft.kind !== 'claim' || isOffered) return []
  return [{ value: chosen, label: draft.claim, detail: t('not passed on from this provider') }]
}

/** The choice of a draft. */
export function chosenSource(draft: SourceDraft, offers: readonly SourceOffer[]): string {
  switch (draft.kind) {
    case 'claim':
      return keyOf({ kind: 'claim', name: draft.claim })
    case 'raw': {
      const offer = draft.custom ? undefined : offeredPath(draft.path, offers)
      return offer ? keyOf(offer.source) : 'custom'
    }
    case 'none':
    case 'all':
    case 'fixed':
    case 'joined':
    case 'local-part':
      return draft.kind
  }
}

/** The offer that a typed path names. */
export const offeredPath = (path: string, offers: readonly SourceOffer[]) =>
  offers.find(({ source }) => source.kind === 'raw' && pathText(source.path) === path)

/** The draft after a choice; an offered path can be extended. */
export function withChoice(
  draft: SourceDraft,
  value: string,
  offers: readonly SourceOffer[],
): SourceDraft {
  const offer = offers.find(({ source }) => keyOf(source) === value)
  if (offer) {
    const { kind, claim, path } = draftOf(offer.source)
    return { ...draft, kind, claim, path: path === '' ? draft.path : path, custom: false }
  }
  switch (value) {
    case 'custom':
      return { ...draft, kind: 'raw', custom: true }
    case 'none':
    case 'all':
    case 'fixed':
    case 'joined':
      return { ...draft, kind: value }
    case 'local-part':
      return { ...draft, kind: value, claim: addresses.has(draft.claim) ? draft.claim : 'email' }
    default:
      return draft
  }
}

const shortValue = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text
