import { verdictText } from '../../../core/check/report-text'
import type { CheckReport } from '../../../core/check/report'
import { scimKind } from '../../../core/mapper/given'
import { textListMember, textMember } from '../../../core/model/json'
import { issuerOfConnection, lastEndOf } from '../../../core/search/known-of-connection'
import type { PeopleCounts } from '../../../core/people/counts'
import { notCounted } from '../../../core/search/table-columns'
import { countedPeople } from '../../../core/search/table-row'
import { sortedBy, type SortValue } from '../../../core/search/sorted-by'
import {
  checkValue,
  domainsValue,
  expiryValue,
  issuerValue,
  lastSignInValue,
  peopleValue,
  publishedValue,
  stateValue,
  unknown,
} from '../../components/lists/column-values'
import type { ColumnValue, ListColumn, ListSort } from '../../components/lists/columns'
import type { ConnectionRow } from './connection-rows'
import { t } from '../../../core/language/translate'

/** What the columns say besides what the document of the project holds. */
export interface ColumnFacts {
  /** The last check of each connection, by its key. */
  readonly checks: Readonly<Record<string, CheckReport>>
  /** ISO 8601 ends of certificates that the look for what needs attention knows, by connection. */
  readonly ends: ReadonlyMap<string, string>
  /** ISO 8601 times of the last publish, by connection. */
  readonly changed: ReadonlyMap<string, string>
  /** Entity IDs of the identity providers of SAML connections, where their metadata is on this computer. */
  readonly issuers: Readonly<Record<string, string>>
  /** How many people sign in, where they were counted. */
  readonly people: PeopleCounts | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

const domainOf = ({ owner }: ConnectionRow): ColumnValue =>
  domainsValue(owner ? textListMember(owner.fields, 'domains') : [])

function issuerOf(
  { key, entity: { protocol, fields } }: ConnectionRow,
  { issuers }: ColumnFacts,
): ColumnValue {
  if (protocol === scimKind) return unknown
  const { issuer, issuerIs } = issuerOfConnection(protocol, fields, issuers[key])
  return issuerValue(issuer, issuerIs)
}

const expiryOf = ({ key, entity }: ConnectionRow, { ends, now }: ColumnFacts): ColumnValue =>
  expiryValue(lastEndOf(entity.fields, ends.get(key)), now)

function checkOf({ key }: ConnectionRow, { checks, now }: ColumnFacts): ColumnValue {
  const report = checks[key]
  return checkValue(report && { ...report, words: verdictText(report) }, now)
}

const stateOf = ({ entity }: ConnectionRow): ColumnValue =>
  stateValue(textMember(entity.fields, 'state'))

const peopleOf = ({ entity }: ConnectionRow, { people }: ColumnFacts) =>
  countedPeople(people, entity.target)

const changeOf = ({ entity }: ConnectionRow, { changed, now }: ColumnFacts): ColumnValue =>
  publishedValue(changed.get(entity.target.key), now)

interface Column<Name extends string> extends ListColumn<Name> {
  /** What it says of a row; an empty text where nothing is known. */
  readonly valueOf: (row: ConnectionRow, facts: ColumnFacts) => ColumnValue
}

/** Keeps the name of a column as its type. */
const column = <const Name extends string>(own: Column<Name>): Column<Name> => own

/** Every column that can stand beside the names of connections, in the order of the list. */
export const connectionColumns = [
  column({
    name: 'domain',
    title: t('Domain'),
    about: t('The domains of its organization'),
    width: 124,
    valueOf: domainOf,
  }),
  column({
    name: 'issuer',
    title: t('Issuer'),
    about: t('The identity provider, by its address or entity ID'),
    width: 148,
    valueOf: issuerOf,
  }),
  column({
    name: 'people',
    title: t('People'),
    about: t('How many people have a session by it, as they were last counted'),
    width: 68,
    whyUnused: notCounted,
    valueOf: (row, facts) => peopleValue(peopleOf(row, facts), facts.now),
  }),
  column({
    name: 'last-sign-in',
    title: t('Last sign-in'),
    about: t('When somebody last signed in by it, of the sessions that Ory still keeps'),
    width: 92,
    whyUnused: notCounted,
    valueOf: (row, facts) => lastSignInValue(peopleOf(row, facts), facts.now),
  }),
  column({
    name: 'expires',
    title: t('Expires'),
    about: t('When its last signing certificate expires'),
    width: 88,
    valueOf: expiryOf,
  }),
  column({
    name: 'checked',
    title: t('Last check'),
    about: t('When it was checked last, and the result'),
    width: 86,
    valueOf: checkOf,
  }),
  column({
    name: 'state',
    title: t('State'),
    about: t('Whether it is enabled, where the server says so'),
    width: 72,
    valueOf: stateOf,
  }),
  column({
    name: 'changed',
    title: t('Changed'),
    about: t('When it was last published from this app'),
    width: 84,
    valueOf: changeOf,
  }),
]
export type ColumnName = (typeof connectionColumns)[number]['name']
export const columnNames: readonly ColumnName[] = connectionColumns.map(({ name }) => name)

/** What stands under the names of connections, and what else the rows can be sorted by. */
export const nameHeads = [
  { by: 'label', title: t('Name'), about: t('Sort by name'), share: 58 },
  { by: 'organization', title: t('Organization'), about: t('Sort by organization'), share: 42 },
] as const
export const furtherOrders = [{ by: 'protocol', title: t('Protocol') }] as const

/** What the rows can be sorted by, in the order of the menu. */
export const sortNames = ['label', 'organization', 'protocol', ...columnNames] as const
export type SortName = (typeof sortNames)[number]

const byName = new Map<ColumnName, Column<ColumnName>>(
  connectionColumns.map((own) => [own.name, own]),
)

/** A column by its name. */
export function columnNamed(name: ColumnName): Column<ColumnName> {
  const own = byName.get(name)
  if (!own) throw new Error(`There is no column ${name}`)
  return own
}

function sortValue(name: SortName, row: ConnectionRow, facts: ColumnFacts): SortValue {
  if (name === 'label') return row.label
  if (name === 'protocol') return row.kind
  if (name !== 'organization') return columnNamed(name).valueOf(row, facts).sort
  return row.owner === undefined ? undefined : row.organization
}

/**
 * The rows in the order of a column. Rows of which it knows nothing come last both ways, and equal ones
 * keep their order.
 */
export const sortedRows = (
  rows: readonly ConnectionRow[],
  { by, descending }: ListSort<SortName>,
  facts: ColumnFacts,
): readonly ConnectionRow[] => sortedBy(rows, (row) => sortValue(by, row, facts), descending)

/** Pixels that the names of connections, their organization and protocol keep. */
export const leastNameWidth = 430
