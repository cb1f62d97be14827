import type { ExpectedBecause } from '../../../core/compare/compare'
import type { MatchReason } from '../../../core/compare/match'
import { kindNames } from '../../composables/publish-words'
import type { CompareRow, RowState } from '../../../core/compare/rows'
import type { CompareSideInfo, CompareSource } from '../../../core/ipc/compare'
import type {
  NamedRule,
  NamedValue,
  NewValue,
  ValuePlace,
} from '../../../core/compare/named-values'
import { kindsOf, type SubstitutionKind } from '../../../core/compare/substitution'
import { t } from '../../../core/language/translate'
import { environments, type ProjectSummary } from '../../../core/model/project'
import { environmentLooks } from '../../components/marks/environments'
import type { CompareList, FieldRow } from './compare-store'

type Tone = 'accent' | 'good' | 'warning' | 'neutral'

/** No state is red, which stands for production. */
export const stateLooks: Readonly<
  Record<RowState, { readonly word: string; readonly tone: Tone }>
> = {
  differs: { word: t('Differs'), tone: 'accent' },
  left: { word: t('Only left'), tone: 'good' },
  right: { word: t('Only right'), tone: 'warning' },
  expected: { word: t('Expected'), tone: 'neutral' },
  same: { word: t('Same'), tone: 'neutral' },
}

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

export function fieldStateWords({
  state,
  raw,
  expected,
}: Extract<CompareRow, { type: 'field' }>): string {
  if (expected) return because[expected]
  return state === 'expected' ? stateLooks[raw].word : stateLooks[state].word
}

/** Such as `OIDC connection of Meadowlark`. */
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

/** Such as `Northwind Staging with its draft`. */
export function sideWords(source: CompareSource, { name }: Pick<CompareSideInfo, 'name'>): string {
  if (source.kind === 'folder') return t('{name} in the team folder', { name })
  if (source.kind === 'file' || source.state === 'server') return name
  return source.state === 'draft'
    ? t('{name} with its draft', { name })
    : t('{name} as it was before the chosen publish', { name })
}

export const ruleKindWords: Readonly<Record<SubstitutionKind, string>> = {
  issuer: t('Issuer and URLs'),
  tenant: t('Microsoft tenant'),
  client: t('Client ID and Apple IDs'),
  label: t('Labels'),
  'domain-suffix': t('End of domains'),
  scope: t('Scopes'),
}

/** Such as `Debug scope: debug → (left out)`. */
export function ruleWords({ name, from, to }: NamedRule): string {
  return `${name}: ${from} → ${to === '' ? t('(left out)') : to}`
}

export function placeName(of: string, projects: readonly ProjectSummary[]): string {
  const project = projects.find(({ id }) => id === of)
  if (project) return project.name
  const slug = of.startsWith('file-') ? of.slice('file-'.length) : undefined
  return slug === undefined ? of : t('Set-up file {name}', { name: slug })
}

export const valuePlaces: readonly ValuePlace[] = environments.map((environment) => ({
  name: '',
  environment,
  label: environmentLooks[environment].word,
}))

/** Such as `preview.okta.example, live.okta.example`. */
export const valueTexts = ({ texts, projects }: NamedValue): string =>
  [
    ...environments.map((environment) => texts[environment] ?? ''),
    ...projects.map(({ text }) => text),
  ]
    .filter((text) => text !== '')
    .join(', ')

export function nameProblem(value: NamedValue, values: readonly NamedValue[]): string | undefined {
  if (value.name.trim() === '') return t('Give the value a name.')
  const isTaken = values.some(
    ({ id, name }) => id !== value.id && name.trim() === value.name.trim(),
  )
  return isTaken ? t('Another value is called {name}.', { name: value.name }) : undefined
}

/** Shortens two URLs that differ only in their hosts to the hosts. */
function shortened(left: string, right: string): readonly [string, string] {
  const [one, other] = [left, right].map((text) => /^https:\/\/([^/]+)(.*)$/.exec(text))
  if (!one?.[1] || !other?.[1] || one[2] !== other[2]) return [left, right]
  return [one[1], other[1]]
}

/** The value that a difference can be named as; none where it is not one of values of environments. */
export function valueOfDifference(
  { field, left, right, name }: FieldRow,
  list: Pick<CompareList, 'left' | 'right'>,
  ids: { readonly left: string | undefined; readonly right: string | undefined },
): NewValue | undefined {
  const kinds = kindsOf(field)
  const [what] = kinds
  const isOne = what !== 'domain-suffix' && what !== 'scope'
  if (what === undefined || !isOne || !left || !right) return undefined
  const [here, there] = what === 'issuer' ? shortened(left, right) : [left, right]
  const common = { name, what }
  if (list.left.environment !== list.right.environment) {
    const texts = { [list.left.environment]: here, [list.right.environment]: there }
    return { ...common, texts, projects: [] }
  }
  if (ids.left === undefined || ids.right === undefined || ids.left === ids.right) return undefined
  const projects = [
    { of: ids.left, text: here },
    { of: ids.right, text: there },
  ]
  return { ...common, texts: {}, projects }
}
