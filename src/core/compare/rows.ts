import { contentFields } from '../fields/fields'
import { contentWords, fieldName, valueWords } from '../fields/value-words'
import { filterWords, hasWords } from '../search/filter-words'
import type { Protocol } from '../model/connection'
import { idField } from '../draft/working-copy'
import { textMember } from '../model/json'
import { isSafeValue } from '../set-up-file/secrets'
import type {
  ComparedEntity,
  ComparedField,
  Comparison,
  ExpectedBecause,
  SideEntity,
} from './compare'
import type { MatchReason } from './match'
import { redirectField, type ComparedKind } from './memory'
import { t } from '../language/translate'

/** Filter states; an expected difference counts as `expected` only. */
export const rowStates = ['differs', 'left', 'right', 'expected', 'same'] as const
export type RowState = (typeof rowStates)[number]

/** A displayed line of a comparison. */
export type CompareRow =
  | {
      readonly type: 'entity'
      readonly id: string
      readonly kind: ComparedKind
      readonly protocol?: Protocol
      readonly label: string
      /** Label on the right side, if different. */
      readonly otherLabel?: string
      readonly organization?: string
      readonly leftKey?: string
      readonly rightKey?: string
      readonly by?: MatchReason
      readonly state: RowState
      readonly expected?: ExpectedBecause
      /** Number of unexpected differences. */
      readonly differences: number
    }
  | {
      readonly type: 'field'
      readonly id: string
      readonly kind: ComparedKind
      readonly label: string
      readonly field: string
      readonly name: string
      readonly state: RowState
      /** State ignoring whether it is expected. */
      readonly raw: ComparedField['state']
      readonly expected?: ExpectedBecause
      readonly left?: string
      readonly right?: string
      readonly leftKey?: string
      readonly rightKey?: string
    }

/** Shown instead of a value that may hold a secret. */
const notShown = t('(not shown: it may hold a secret)')

/** Maximum characters of a value in a row. */
const longestShown = 200
/** Maximum characters of a value shown on its own. */
const longestWhole = 4000

export const rowState = (item: Pick<ComparedField, 'state' | 'expected'>): RowState =>
  item.expected && item.state !== 'same' ? 'expected' : item.state

const ownNames: Readonly<Record<string, string>> = {
  [redirectField]: t('Redirect URL'),
  enabled: t('Switched on'),
}

/** Label of a compared field, including derived ones. */
export function comparedFieldName(kind: ComparedKind, field: string, protocol?: Protocol): string {
  if (field === 'id') return kind === 'organization' ? t('Organization ID') : t('Connection ID')
  if (field === redirectField && protocol === 'saml') return t('ACS URL')
  return ownNames[field] ?? fieldName(field)
}

const methodLabels: Readonly<Record<string, string>> = {
  oidc: t('All OIDC connections'),
  saml: t('All SAML connections'),
}

function labelOf(kind: ComparedKind, entity: SideEntity | undefined): string | undefined {
  if (!entity) return undefined
  if (kind === 'method') return methodLabels[entity.key] ?? entity.key
  const { fields, key } = entity
  return textMember(fields, 'label') || textMember(fields, idField(kind)) || key
}

export function comparedLabel({ kind, left, right }: ComparedEntity): string {
  return labelOf(kind, left) ?? labelOf(kind, right) ?? ''
}

function cut(text: string | undefined, most: number): string | undefined {
  return text !== undefined && text.length > most ? `${text.slice(0, most)}…` : text
}

/** `contentWords` that caches hashes, since many connections share a text. */
function createContentWords(): typeof contentWords {
  const known = new Map<string, string>()
  return (url) => {
    const words = known.get(url) ?? contentWords(url)
    known.set(url, words)
    return words
  }
}

function fieldRow(
  { organizationNames }: Comparison,
  entity: ComparedEntity,
  item: ComparedField,
  { most, wordsOfContent }: { most: number; wordsOfContent: typeof contentWords },
): CompareRow & { readonly type: 'field' } {
  const words = (value: ComparedField['left']) =>
    value !== undefined && !isSafeValue(value)
      ? notShown
      : cut(
          typeof value === 'string' && contentFields.has(item.field)
            ? wordsOfContent(value)
            : valueWords(item.field, value, (key) => organizationNames.get(key)),
          most,
        )
  const [left, right] = [words(item.left), words(item.right)]
  return {
    type: 'field',
    id: entity.id,
    kind: entity.kind,
    label: comparedLabel(entity),
    field: item.field,
    name: comparedFieldName(entity.kind, item.field, entity.protocol),
    state: rowState(item),
    raw: item.state,
    ...(item.expected ? { expected: item.expected } : {}),
    ...(left === undefined ? {} : { left }),
    ...(right === undefined ? {} : { right }),
    ...(entity.left ? { leftKey: entity.left.key } : {}),
    ...(entity.right ? { rightKey: entity.right.key } : {}),
  }
}

function entityRow(
  { organizationNames }: Comparison,
  entity: ComparedEntity,
): CompareRow & { readonly type: 'entity' } {
  const { kind, left, right } = entity
  const link = textMember((left ?? right)?.fields ?? {}, 'organization_id')
  const organization = link ? organizationNames.get(link) : undefined
  const label = comparedLabel(entity)
  const other = labelOf(kind, right)
  const isOne = !left || !right
  const differences = entity.fields.filter((item) => !isOne && isOpen(item)).length
  return {
    type: 'entity',
    id: entity.id,
    kind,
    ...(entity.protocol ? { protocol: entity.protocol } : {}),
    label,
    ...(other === undefined || other === label ? {} : { otherLabel: other }),
    ...(organization === undefined ? {} : { organization }),
    ...(left ? { leftKey: left.key } : {}),
    ...(right ? { rightKey: right.key } : {}),
    ...(entity.by ? { by: entity.by } : {}),
    state: isOne
      ? rowState(entity)
      : differences > 0
        ? 'differs'
        : entity.state === 'same'
          ? 'same'
          : 'expected',
    ...(entity.expected ? { expected: entity.expected } : {}),
    differences,
  }
}

/** Whether a difference is unexpected. */
export function isOpen({ state, expected }: Pick<ComparedField, 'state' | 'expected'>): boolean {
  return state !== 'same' && expected === undefined
}

export interface CompareFilter {
  readonly words: string
  /** States to show. */
  readonly states: readonly RowState[]
}

export interface FilteredRows {
  readonly rows: readonly CompareRow[]
  /** Rows per state that match the search, shown or not. */
  readonly counts: Readonly<Record<RowState, number>>
}

/** Searchable text, lowercase. */
function searchText(row: CompareRow): string {
  const texts =
    row.type === 'entity'
      ? [row.label, row.otherLabel, row.organization, row.leftKey, row.rightKey]
      : [row.name, row.field, row.left, row.right]
  return texts.filter(Boolean).join('\n').toLowerCase()
}

/** Filters the rows of a comparison, entities before their fields. A match in an entity counts for all its fields. */
export function compareRows(comparison: Comparison, filter: CompareFilter): FilteredRows {
  const words = filterWords(filter.words)
  const has = (text: string) => hasWords(text, words)
  const shown = new Set(filter.states)
  const counts: Record<RowState, number> = { differs: 0, left: 0, right: 0, expected: 0, same: 0 }
  const rows: CompareRow[] = []
  const how = { most: longestShown, wordsOfContent: createContentWords() }
  for (const entity of comparison.entities) {
    if (entity.unread) continue
    const head = entityRow(comparison, entity)
    const headText = words.length === 0 ? '' : searchText(head)
    const isWhole = words.length === 0 || has(headText)
    if (!entity.left || !entity.right) {
      if (!isWhole) continue
      counts[head.state] += 1
      if (shown.has(head.state)) rows.push(head)
      continue
    }
    const fields: CompareRow[] = []
    for (const item of entity.fields) {
      const state = rowState(item)
      const isShown = shown.has(state)
      // Build texts only for rows that are shown or searched.
      if (isWhole && !isShown) {
        counts[state] += 1
        continue
      }
      const row = fieldRow(comparison, entity, item, how)
      if (!isWhole && !has(`${headText}\n${searchText(row)}`)) continue
      counts[state] += 1
      if (isShown) fields.push(row)
    }
    if (fields.length > 0) rows.push(head, ...fields)
  }
  return { rows, counts }
}

/** One entity with all fields and longer values; `undefined` if not in the comparison. */
export function wholeEntity(comparison: Comparison, id: string) {
  const entity = comparison.entities.find((item) => item.id === id)
  if (!entity) return undefined
  return {
    entity: entityRow(comparison, entity),
    fields: entity.fields.map((item) =>
      fieldRow(comparison, entity, item, { most: longestWhole, wordsOfContent: contentWords }),
    ),
  }
}
