import { verdictText } from '../../../core/check/report-text'
import type { CheckReport } from '../../../core/check/report'
import type { ConnectionStates } from '../../../core/model/connection-states'
import { dayText } from '../../../core/model/format'
import { textListMember, textMember } from '../../../core/model/json'
import { isoTime, milliseconds } from '../../../core/model/times'
import { metadataForm } from '../../../core/saml/metadata-value'
import { ageText } from '../../composables/use-now'
import { timeText } from '../../composables/time-words'
import type { ConnectionRow } from './connection-rows'
import { t } from '../../../core/language/translate'

/** What the columns say besides what the document of the project holds. */
export interface ColumnFacts {
  /** The last check of each connection, by its key. */
  readonly checks: Readonly<Record<string, CheckReport>>
  /** Whether each is enabled, where the server told. */
  readonly states: ConnectionStates | undefined
  /** ISO 8601 ends of certificates that the look for what needs attention knows, by connection. */
  readonly ends: ReadonlyMap<string, string>
  /** ISO 8601 times of the last publish, by connection. */
  readonly changed: ReadonlyMap<string, string>
  /** Entity IDs of the identity providers of SAML connections, where their metadata is on this computer. */
  readonly issuers: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  readonly now: number
}

/** A value of a row: as text, and as what it is sorted by, which is absent where nothing is known. */
interface ColumnValue {
  readonly text: string
  /** All of it, where the text is short for it. */
  readonly title?: string
  readonly tone?: 'warning' | 'danger'
  readonly sort?: string | number
}

const unknown: ColumnValue = { text: '' }
const day = 24 * 60 * 60 * 1000

function domainOf({ owner }: ConnectionRow): ColumnValue {
  const domains = owner ? textListMember(owner.fields, 'domains') : []
  const [first] = domains
  if (first === undefined) return unknown
  const more = domains.length > 1 ? ` +${domains.length - 1}` : ''
  return { text: `${first}${more}`, title: domains.join(', '), sort: first }
}

/** An address without what all addresses begin with. */
const shortAddress = (address: string) => address.replace(/^https:\/\//i, '').replace(/\/$/, '')

/** Metadata that Ory keeps is at an address of Ory's, which says nothing: there its entity ID does. */
function samlAddress(fields: ConnectionRow['entity']['fields']): string | undefined {
  const source = textMember(fields, 'raw_idp_metadata_xml') ?? ''
  return metadataForm(source) === 'url' ? source : undefined
}

function issuerOf(
  { key, entity: { protocol, fields } }: ConnectionRow,
  { issuers }: ColumnFacts,
): ColumnValue {
  const tenant = textMember(fields, 'microsoft_tenant')
  const address =
    protocol === 'saml'
      ? samlAddress(fields)
      : textMember(fields, 'issuer_url') || textMember(fields, 'auth_url')
  if (address) {
    const text = shortAddress(address)
    return { text, title: address, sort: text }
  }
  const entityId = issuers[key]
  if (protocol === 'saml' && entityId !== undefined) {
    const text = shortAddress(entityId)
    return { text, title: t('Entity ID {id}', { id: entityId }), sort: text }
  }
  return tenant ? { text: tenant, title: t('Tenant {tenant}', { tenant }), sort: tenant } : unknown
}

/** The certificate that holds the longest: sign-ins work as long as it does. */
function endOf({ key, entity }: ConnectionRow, ends: ColumnFacts['ends']): string | undefined {
  const told = textListMember(entity.fields, 'valid_to').flatMap((text) => isoTime(text) ?? [])
  return told.toSorted().at(-1) ?? ends.get(key)
}

function expiryOf(row: ConnectionRow, { ends, now }: ColumnFacts): ColumnValue {
  const end = endOf(row, ends)
  if (end === undefined) return unknown
  const time = milliseconds(end)
  const text = dayText(end)
  const left = time - now
  const title =
    left < 0
      ? t('The signing certificate expired on {time}', { time: timeText(end) })
      : t('The signing certificate expires on {time}', { time: timeText(end) })
  if (left < 0) return { text, title, tone: 'danger', sort: time }
  if (left <= 30 * day) return { text, title, tone: 'warning', sort: time }
  return { text, title, sort: time }
}

function checkOf({ key }: ConnectionRow, { checks, now }: ColumnFacts): ColumnValue {
  const report = checks[key]
  if (!report) return unknown
  const text = ageText(report.at, now)
  const title = t('{verdict}, checked on {time}', {
    verdict: verdictText(report),
    time: timeText(report.at),
  })
  const sort = milliseconds(report.at)
  if (report.verdict === 'bad') return { text, title, tone: 'danger', sort }
  if (report.verdict === 'warnings') return { text, title, tone: 'warning', sort }
  return { text, title, sort }
}

const stateTexts: Readonly<Record<string, string>> = {
  enabled: t('Enabled'),
  disabled: t('Disabled'),
}

function stateOf({ key, entity }: ConnectionRow, { states }: ColumnFacts): ColumnValue {
  const state = textMember(entity.fields, 'state') ?? states?.[key]
  if (!state) return unknown
  const text = stateTexts[state] ?? state
  return state === 'disabled' ? { text, tone: 'warning', sort: text } : { text, sort: text }
}

function changeOf({ key }: ConnectionRow, { changed, now }: ColumnFacts): ColumnValue {
  const at = changed.get(key)
  if (at === undefined) return unknown
  return {
    text: ageText(at, now),
    title: t('Published on {time}', { time: timeText(at) }),
    sort: milliseconds(at),
  }
}

interface Column<Name extends string> {
  readonly name: Name
  /** Stands over the column, and in the menu of the columns. */
  readonly title: string
  readonly about: string
  /** Pixels, until the person chooses another width. */
  readonly width: number
  /** What it says of a row; an empty text where nothing is known. */
  readonly valueOf: (row: ConnectionRow, facts: ColumnFacts) => ColumnValue
}

/** Keeps the name of a column as its type. */
const column = <const Name extends string>(own: Column<Name>): Column<Name> => own

/** Every column that can stand beside the names of connections, in the order of the list. */
const table = [
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
export type ColumnName = (typeof table)[number]['name']
export const columnNames: readonly ColumnName[] = table.map(({ name }) => name)

/** What the rows can be sorted by, in the order of the menu. */
export const sortNames = ['label', 'organization', 'protocol', ...columnNames] as const
export type SortName = (typeof sortNames)[number]

const byName = new Map<ColumnName, Column<ColumnName>>(table.map((own) => [own.name, own]))

/** A column by its name. */
export function columnNamed(name: ColumnName): Column<ColumnName> {
  const own = byName.get(name)
  if (!own) throw new Error(`There is no column ${name}`)
  return own
}

function sortValue(name: SortName, row: ConnectionRow, facts: ColumnFacts) {
  if (name === 'label') return row.label
  if (name === 'protocol') return row.kind
  if (name !== 'organization') return columnNamed(name).valueOf(row, facts).sort
  return row.owner === undefined ? undefined : row.organization
}

const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function difference(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return compare(String(left), String(right))
}

/**
 * The rows in the order of a column. Rows of which it knows nothing come last both ways, and equal ones
 * keep their order.
 */
export function sortedRows(
  rows: readonly ConnectionRow[],
  { by, descending }: { readonly by: SortName; readonly descending: boolean },
  facts: ColumnFacts,
): readonly ConnectionRow[] {
  const sign = descending ? -1 : 1
  const valued = rows.map((row) => ({ row, value: sortValue(by, row, facts) }))
  valued.sort(({ value: left }, { value: right }) => {
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined)
    }
    return sign * difference(left, right)
  })
  return valued.map(({ row }) => row)
}

/** Pixels that the names of connections, their organization and protocol keep. */
export const leastNameWidth = 430
/** Pixels between two columns. */
const between = 8

/** Pixels that some columns take. */
export function widthOfAll(
  names: readonly ColumnName[],
  widthOf: (name: ColumnName) => number,
): number {
  return names.reduce((sum, name) => sum + widthOf(name) + between, 0)
}

/**
 * The columns that there is room for, in their order, up to the first that does not fit.
 *
 * @param width of the list in pixels
 */
export function fittingColumns(
  wanted: readonly ColumnName[],
  widthOf: (name: ColumnName) => number,
  width: number,
): readonly ColumnName[] {
  const room = width - leastNameWidth
  return wanted.filter((_, at) => widthOfAll(wanted.slice(0, at + 1), widthOf) <= room)
}
