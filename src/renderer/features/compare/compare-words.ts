import type { ExpectedBecause } from '../../../core/compare/compare'
import type { MatchReason } from '../../../core/compare/match'
import { kindNames } from '../../composables/publish-words'
import type { CompareRow, RowState } from '../../../core/compare/rows'
import type { CompareSideInfo, CompareSource } from '../../../core/ipc/compare'
import type { NamedRule } from '../../../core/compare/named-values'
import type { SubstitutionKind } from '../../../core/compare/substitution'
import { t } from '../../../core/language/translate'

type Tone = 'accent' | 'good' | 'warning' | 'neutral'

/** How each state is called and coloured; nothing here is red, which stands for production. */
export const stateLooks: Readonly<
  Record<RowState, { readonly word: string; readonly tone: Tone }>
> = {
  differs: { word: t('Differs'), tone: 'accent' },
  left: { word: t('Only left'), tone: 'good' },
  right: { word: t('Only right'), tone: 'warning' },
  expected: { word: t('Expected'), tone: 'neutral' },
  same: { word: t('Same'), tone: 'neutral' },
}

/** Why two entities are taken for the same. */
const reasons: Readonly<Record<MatchReason, string>> = {
  hand: t('matched by hand'),
  id: t('matched by ID'),
  label: t('matched by label'),
  domain: t('matched by domain'),
  issuer: t('matched by issuer and client ID'),
  organization: t('matched as the only one of its organization'),
}

export const reasonWords = (by: MatchReason): string => reasons[by]

const because: Readonly<Record<ExpectedBecause, string>> = {
  marked: t('expected here'),
  everywhere: t('expected everywhere'),
  rule: t('expected by a value'),
}

/** What a field row says at its end. */
export function fieldStateWords({
  state,
  raw,
  expected,
}: Extract<CompareRow, { type: 'field' }>): string {
  if (expected) return because[expected]
  return state === 'expected' ? stateLooks[raw].word : stateLooks[state].word
}

/** What an entity is, in words: `OIDC connection of Meadowlark`. */
export function kindWords({
  kind,
  protocol,
  organization,
}: Extract<CompareRow, { type: 'entity' }>): string {
  if (kind === 'scim-client' && organization !== undefined) {
    return t('SCIM client of {organization}', { organization })
  }
  if (kind !== 'connection') return kindNames[kind]
  const named = (protocol ?? 'oidc').toUpperCase()
  return organization === undefined
    ? t('{protocol} connection', { protocol: named })
    : t('{protocol} connection of {organization}', { protocol: named, organization })
}

/** What stands on a side, in words: `Northwind Staging with its draft`. */
export function sideWords(source: CompareSource, { name }: Pick<CompareSideInfo, 'name'>): string {
  if (source.kind === 'folder') return t('{name} in the team folder', { name })
  if (source.kind === 'file' || source.state === 'server') return name
  return source.state === 'draft'
    ? t('{name} with its draft', { name })
    : t('{name} as it was before the chosen publish', { name })
}

/** In what a value replaces something. */
export const ruleKindWords: Readonly<Record<SubstitutionKind, string>> = {
  issuer: t('Issuer and URLs'),
  tenant: t('Microsoft tenant'),
  client: t('Client ID and Apple IDs'),
  label: t('Labels'),
  'domain-suffix': t('End of domains'),
  scope: t('Scopes'),
}

/** What a value makes of what, in words: `Debug scope: debug → (left out)`. */
export function ruleWords({ name, from, to }: NamedRule): string {
  return `${name}: ${from} → ${to === '' ? t('(left out)') : to}`
}
