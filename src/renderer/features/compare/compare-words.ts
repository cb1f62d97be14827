import type { ExpectedBecause } from '../../../core/compare/compare'
import type { MatchReason } from '../../../core/compare/match'
import type { CompareRow, RowState } from '../../../core/compare/rows'
import type { CompareSideInfo, CompareSource } from '../../../core/ipc/compare'
import type { Substitution, SubstitutionKind } from '../../../core/compare/substitution'

type Tone = 'accent' | 'good' | 'warning' | 'neutral'

/** How each state is called and coloured; nothing here is red, which stands for production. */
export const stateLooks: Readonly<
  Record<RowState, { readonly word: string; readonly tone: Tone }>
> = {
  differs: { word: 'Differs', tone: 'accent' },
  left: { word: 'Only left', tone: 'good' },
  right: { word: 'Only right', tone: 'warning' },
  expected: { word: 'Expected', tone: 'neutral' },
  same: { word: 'Same', tone: 'neutral' },
}

/** Why two entities are taken for the same. */
const reasons: Readonly<Record<MatchReason, string>> = {
  hand: 'matched by hand',
  id: 'matched by ID',
  label: 'matched by label',
  domain: 'matched by domain',
  issuer: 'matched by issuer and client ID',
  organization: 'matched as the only one of its organization',
}

export const reasonWords = (by: MatchReason): string => reasons[by]

const because: Readonly<Record<ExpectedBecause, string>> = {
  marked: 'expected here',
  everywhere: 'expected everywhere',
  rule: 'expected by a rule',
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

const kinds = { organization: 'Organization', connection: 'Connection', method: 'Settings' }

/** What an entity is, in words: `OIDC connection of Meadowlark`. */
export function kindWords({
  kind,
  protocol,
  organization,
}: Extract<CompareRow, { type: 'entity' }>): string {
  if (kind !== 'connection') return kinds[kind]
  const own = `${(protocol ?? 'oidc').toUpperCase()} connection`
  return organization === undefined ? own : `${own} of ${organization}`
}

/** What stands on a side, in words: `Northwind Staging with its draft`. */
export function sideWords(source: CompareSource, { name }: Pick<CompareSideInfo, 'name'>): string {
  if (source.kind === 'file' || source.state === 'server') return name
  return source.state === 'draft'
    ? `${name} with its draft`
    : `${name} as it was before the chosen publish`
}

/** In what a rule replaces something. */
export const ruleKindWords: Readonly<Record<SubstitutionKind, string>> = {
  issuer: 'Issuer and URLs',
  tenant: 'Microsoft tenant',
  'domain-suffix': 'End of domains',
  scope: 'Scopes',
}

/** A rule in words: `Scopes: debug → (left out)`. */
export function ruleWords({ what, from, to }: Substitution): string {
  return `${ruleKindWords[what]}: ${from} → ${to === '' ? '(left out)' : to}`
}
