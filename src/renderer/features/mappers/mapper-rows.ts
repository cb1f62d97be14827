import type { InspectedMapper } from '../../../core/ipc/mapper-editor'
import type { MapperFinding } from '../../../core/mapper/lint/finding'
import {
  entityLabel,
  type WorkingConnection,
  type WorkingCopy,
} from '../../../core/draft/working-copy'
import { filterWords, hasWords } from '../../../core/search/filter-words'
import { textMember } from '../../../core/model/json'
import { allSeverities, severityRank, type Severity } from '../../../core/model/severity'
import { t } from '../../../core/language/translate'
import { wordsOf } from './finding-words'
import type { RowFilter } from './row-filter'

/** A mapper with the connections that the working copy has of those that use it. */
export interface ShownMapper extends InspectedMapper {
  /** Stays when the text changes: it is the first connection's. */
  readonly key: string
  /** "Okta and 2 more". */
  readonly where: string
  readonly connections: readonly WorkingConnection[]
}

export interface RowBase {
  readonly key: string
  /** What typed letters look for. */
  readonly text: string
  /** What the filter looks in, in lower case. */
  readonly haystack: string
  readonly mapper: ShownMapper
}

export type MapperRow = RowBase &
  (
    | { readonly kind: 'mapper' }
    | { readonly kind: 'unread'; readonly error: NonNullable<InspectedMapper['error']> }
    | { readonly kind: 'finding'; readonly finding: MapperFinding; readonly line: number }
  )

export type FindingRow = Extract<MapperRow, { kind: 'finding' }>

interface KnownOfCopy {
  /** Of each connection in the working copy. */
  readonly places: ReadonlyMap<string, number>
  readonly shown: WeakMap<InspectedMapper, ShownMapper>
}
/** Mappers arrive one by one: rows of earlier ones are reused. */
const ofCopies = new WeakMap<WorkingCopy, KnownOfCopy>()
const ofMappers = new WeakMap<ShownMapper, readonly MapperRow[]>()

function knownOf(copy: WorkingCopy): KnownOfCopy {
  const known = ofCopies.get(copy)
  if (known) return known
  const places = new Map(copy.connections.map(({ target }, place) => [target.key, place]))
  const made = { places, shown: new WeakMap<InspectedMapper, ShownMapper>() }
  ofCopies.set(copy, made)
  return made
}

function shownMapper(
  mapper: InspectedMapper,
  copy: WorkingCopy,
  places: ReadonlyMap<string, number>,
): ShownMapper | undefined {
  const connections = mapper.connectionKeys.flatMap((key) => {
    const connection = copy.connections[places.get(key) ?? -1]
    return connection && connection.status !== 'deleted' ? [connection] : []
  })
  const [first] = connections
  if (!first) return undefined
  return { ...mapper, connections, key: first.target.key, where: whereText(connections) }
}

/** What is worst in a mapper; nothing is known of one that was not read, so it may be as bad as a warning. */
function worstRank({ error, findings }: InspectedMapper): number {
  const unread = error ? [severityRank('warning')] : []
  const ranks = findings.map(({ severity }) => severityRank(severity))
  return Math.min(allSeverities.length, ...unread, ...ranks)
}

/**
 * The mappers with the worst first, then in the order of the connections; one whose connections are all
 * gone is left out.
 */
export function shownMappers(
  mappers: readonly InspectedMapper[],
  copy: WorkingCopy,
): ShownMapper[] {
  const { places, shown } = knownOf(copy)
  const all = mappers.flatMap((mapper) => {
    const made = shown.get(mapper) ?? shownMapper(mapper, copy, places)
    if (!made) return []
    shown.set(mapper, made)
    return [made]
  })
  const placeOf = ({ key }: ShownMapper) => places.get(key) ?? 0
  return all
    .map((mapper) => ({ mapper, rank: worstRank(mapper), place: placeOf(mapper) }))
    .toSorted((left, right) => left.rank - right.rank || left.place - right.place)
    .map(({ mapper }) => mapper)
}

/** The first connection's label, and how many more there are. */
export function whereText(connections: readonly WorkingConnection[]): string {
  const [first] = connections
  if (!first) return ''
  const label = entityLabel(first.fields, first.target)
  return connections.length === 1
    ? label
    : t('{name} and {n} more', { name: label, n: connections.length - 1 })
}

/** Every row of the mappers: each mapper's own, then its findings, the worst first, in the order of the text. */
export function rowsOf(mappers: readonly ShownMapper[]): MapperRow[] {
  return mappers.flatMap((mapper) => {
    const rows = ofMappers.get(mapper) ?? rowsOfOne(mapper)
    ofMappers.set(mapper, rows)
    return rows
  })
}

function rowsOfOne(mapper: ShownMapper): MapperRow[] {
  const { key, where, error, findings, lines } = mapper
  const names = mapper.connections.map(
    ({ fields, target }) => `${entityLabel(fields, target)}\n${textMember(fields, 'id') ?? ''}`,
  )
  const own = [...names, mapper.id].join('\n').toLowerCase()
  const rows: MapperRow[] = [
    { kind: 'mapper', key: `${key} mapper`, text: where, haystack: own, mapper },
  ]
  if (error) {
    const haystack = `${own}\n${t('not read')}\n${error.message}`.toLowerCase()
    rows.push({ kind: 'unread', key: `${key} unread`, text: where, haystack, mapper, error })
  }
  const same = new Map<string, number>()
  const worstFirst = [...findings.entries()].toSorted(
    ([, left], [, right]) => severityRank(left.severity) - severityRank(right.severity),
  )
  for (const [index, finding] of worstFirst) {
    const { rule, message, severity } = finding
    const name = `${key} ${rule} ${message}`
    const before = same.get(name) ?? 0
    same.set(name, before + 1)
    rows.push({
      kind: 'finding',
      // Without the place, which every edit above it moves.
      key: `${name} ${before}`,
      text: message,
      haystack: `${own}\n${message}\n${rule}\n${wordsOf(severity).one}`.toLowerCase(),
      mapper,
      finding,
      line: lines[index] ?? 1,
    })
  }
  return rows
}

/** The rows that a filter lets pass. A mapper stands above those of its findings that are shown. */
export function filterRows(rows: readonly MapperRow[], filter: RowFilter): MapperRow[] {
  const words = filterWords(filter.words)
  const matches = ({ haystack }: MapperRow) => hasWords(haystack, words)
  const wanted = (row: MapperRow) =>
    matches(row) && (row.kind === 'unread' || isWanted(row, filter.severities))
  const shown: MapperRow[] = []
  let head: MapperRow | undefined
  for (const row of rows) {
    if (row.kind !== 'mapper') {
      if (!wanted(row)) continue
      if (head) shown.push(head)
      head = undefined
      shown.push(row)
      continue
    }
    const isClean = row.mapper.findings.length === 0 && !row.mapper.error
    if (isClean && filter.clean && matches(row)) shown.push(row)
    head = isClean ? undefined : row
  }
  return shown
}

function isWanted(row: MapperRow, severities: ReadonlySet<Severity>): boolean {
  return row.kind === 'finding' && severities.has(row.finding.severity)
}

/** "used by 3 connections". */
export const usersText = ({ connections }: ShownMapper) =>
  t('used by {count, plural, one {# connection} other {# connections}}', {
    count: connections.length,
  })
