import type { ComparedEntity, Comparison } from '../compare/compare'
import { compareRows, type CompareRow } from '../compare/rows'
import type { PairMemory } from '../compare/memory'
import { reportedDifference, type DifferenceLine } from '../compare/text-difference'
import { contentFields } from '../fields/fields'
import { sameCase } from '../mapper/cases/merge'
import { fieldName } from '../fields/value-words'
import { textMember } from '../model/json'
import type { SetUpFile } from '../set-up-file/form'
import { inlineText } from '../set-up-file/inline-text'
import { sharedMemory } from './pair-file'
import { sharedNotes } from './mapper-files'
import type { TeamNotes } from './team'
import { t } from '../language/translate'

/** A difference between app and folder; a side without a value is absent. */
export interface TeamDifference {
  /** Such as a connection's label. */
  readonly about: string
  /** Absent for the whole. */
  readonly field?: string
  readonly app?: string
  readonly folder?: string
  /** From the app to the folder, for a mapper or metadata. */
  readonly lines?: readonly DifferenceLine[]
}

const has = t('has it')

function projectLines(app: SetUpFile, folder: SetUpFile): TeamDifference[] {
  const facts = ({ project }: SetUpFile) => [
    [t('Name'), project?.name ?? ''],
    [t('Environment'), project?.environment ?? ''],
    [t('Hosts'), project?.hosts.toSorted().join(', ') ?? ''],
  ]
  const theirs = new Map(facts(folder).map(([name = '', value = '']) => [name, value]))
  return facts(app).flatMap(([name = '', value = '']) => {
    const other = theirs.get(name) ?? ''
    if (other === value) return []
    return [{ about: t('The project'), field: name, app: value, folder: other }]
  })
}

/** Line differences of a mapper or metadata; empty if a side's text is missing. */
function contentLines({ fields }: ComparedEntity, field: string): DifferenceLine[] {
  const compared = contentFields.has(field)
    ? fields.find((each) => each.field === field)
    : undefined
  const [app, folder] = [compared?.left, compared?.right].map((value) =>
    typeof value === 'string' ? inlineText(value) : undefined,
  )
  return app === undefined || folder === undefined ? [] : reportedDifference(field, app, folder)
}

/** `shown`: hashes of texts already listed, because connections share mappers. */
function lineOf(
  row: CompareRow,
  entity: ComparedEntity | undefined,
  shown: Set<string>,
): TeamDifference[] {
  if (row.type === 'field') {
    const { label, name, field, left, right } = row
    const hashes = `${field} ${left} ${right}`
    const lines = entity && !shown.has(hashes) ? contentLines(entity, field) : []
    if (lines.length > 0) shown.add(hashes)
    return [
      {
        about: label,
        field: name,
        ...(left === undefined ? {} : { app: left }),
        ...(right === undefined ? {} : { folder: right }),
        ...(lines.length > 0 ? { lines } : {}),
      },
    ]
  }
  // An entity on both sides is followed by its fields.
  if (row.leftKey !== undefined && row.rightKey !== undefined) return []
  return [{ about: row.label, ...(row.leftKey === undefined ? { folder: has } : { app: has }) }]
}

/** Earlier versions' files have no SCIM clients, so there is nothing to compare. */
function unsaidClients({ scimClients = [] }: SetUpFile, folder: SetUpFile): TeamDifference[] {
  if (folder.scimClients) return []
  return scimClients.map(({ id, fields }) => ({
    about: textMember(fields, 'label') || id,
    app: has,
  }))
}

/** Differences between the server's setup (left) and the folder's. */
export function projectDifferences(
  comparison: Comparison,
  app: SetUpFile,
  folder: SetUpFile,
): TeamDifference[] {
  const { rows } = compareRows(comparison, { words: '', states: ['differs', 'left', 'right'] })
  const byId = new Map(comparison.entities.map((entity) => [entity.id, entity]))
  const shown = new Set<string>()
  const lines = rows.flatMap((row) => lineOf(row, byId.get(row.id), shown))
  return [...projectLines(app, folder), ...lines, ...unsaidClients(app, folder)]
}

type Expected = PairMemory['expected'][number]

function expectedOfAll(kind: Expected['kind'], name: string): string {
  const field = fieldName(name)
  switch (kind) {
    case 'organization':
      return name === ''
        ? t('The whole of all organizations')
        : t('{field} of all organizations', { field })
    case 'connection':
      return name === ''
        ? t('The whole of all connections')
        : t('{field} of all connections', { field })
    case 'scim-client':
      return name === ''
        ? t('The whole of all SCIM clients')
        : t('{field} of all SCIM clients', { field })
    case 'method':
      return name === ''
        ? t('The whole of all settings of a method')
        : t('{field} of all settings of a method', { field })
  }
}

function expectedWords({ kind, field, left, right }: Expected): string {
  if (left === undefined && right === undefined) return expectedOfAll(kind, field)
  const values = { left: left ?? '', right: right ?? '', field: fieldName(field) }
  const isWhole = field === ''
  if (!values.left) {
    return isWhole
      ? t('The whole of none and {right}', values)
      : t('{field} of none and {right}', values)
  }
  if (!values.right) {
    return isWhole
      ? t('The whole of {left} and none', values)
      : t('{field} of {left} and none', values)
  }
  return isWhole
    ? t('The whole of {left} and {right}', values)
    : t('{field} of {left} and {right}', values)
}

type List = keyof PairMemory
const listWords: Readonly<Record<List, string>> = {
  expected: t('Expected difference'),
  matched: t('Match by hand'),
  apart: t('Not a match'),
  forward: t('Named value, left to right'),
  backward: t('Named value, right to left'),
}

/** A pair's notes in words. */
function pairWords(memory: PairMemory): Record<List, string[]> {
  const pairs = (items: PairMemory['matched']) =>
    items.map(({ left, right }) => t('{left} and {right}', { left, right }))
  const rules = (items: PairMemory['forward']) =>
    items.map(({ what, from, to }) => t('{what}: “{from}” to “{to}”', { what, from, to }))
  return {
    expected: memory.expected.map(expectedWords),
    matched: pairs(memory.matched),
    apart: pairs(memory.apart),
    forward: rules(memory.forward),
    backward: rules(memory.backward),
  }
}

const lists = ['expected', 'matched', 'apart', 'forward', 'backward'] as const

/** Pair notes known only to the app or only to the folder. */
export function pairDifferences(
  app: PairMemory | undefined,
  folder: PairMemory | undefined,
): TeamDifference[] {
  const nothing = { expected: [], matched: [], apart: [], forward: [], backward: [] }
  const mine = pairWords(app ? sharedMemory(app) : nothing)
  const theirs = pairWords(folder ? sharedMemory(folder) : nothing)
  return lists.flatMap((list) => {
    const about = listWords[list]
    const [own, others] = [new Set(mine[list]), new Set(theirs[list])]
    const lines = [
      ...[...own].filter((item) => !others.has(item)).map((item) => ({ about, app: item })),
      ...[...others].filter((item) => !own.has(item)).map((item) => ({ about, folder: item })),
    ]
    const isTurned = lines.length === 0 && mine[list].join('\n') !== theirs[list].join('\n')
    const turned = t('in another order')
    return isTurned ? [{ about, app: turned, folder: turned }] : lines
  })
}

/** Mapper notes known only to the app or only to the folder. */
export function mapperDifferences(app: TeamNotes, folder: TeamNotes): TeamDifference[] {
  const [mine, theirs] = [sharedNotes(app).shared, sharedNotes(folder).shared]
  const texts = (['name', 'notes'] as const).flatMap((part) => {
    if (mine[part] === theirs[part]) return []
    return [
      {
        about: part === 'name' ? t('Name') : t('Notes'),
        ...(mine[part] === '' ? {} : { app: mine[part] }),
        ...(theirs[part] === '' ? {} : { folder: theirs[part] }),
      },
    ]
  })
  const missingIn = (others: TeamNotes['cases'], own: TeamNotes['cases']) =>
    own.filter((item) => !others.some((other) => sameCase(item.case, other.case)))
  const line = (side: 'app' | 'folder') => (item: TeamNotes['cases'][number]) => ({
    about: t('Case “{name}”', { name: item.case.name }),
    [side]: has,
  })
  return [
    ...texts,
    ...missingIn(theirs.cases, mine.cases).map(line('app')),
    ...missingIn(mine.cases, theirs.cases).map(line('folder')),
  ]
}
