import {
  tableColumnNames,
  tableSortNames,
  type TableColumnName,
  type TableSort,
} from '../../../core/search/table-question'
import { pkceName, tableColumns } from '../../../core/search/table-columns'
import type { TableRow } from '../../../core/search/table-row'
import { t } from '../../../core/language/translate'
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
import type { ColumnValue, ListColumn, NameHead } from '../../components/lists/columns'

/** The columns of the table, as a list takes them. */
export const listColumns: readonly ListColumn<TableColumnName>[] = tableColumnNames.map((name) => ({
  name,
  ...tableColumns[name],
}))

export const nameHeads: readonly NameHead<'label'>[] = [
  { by: 'label', title: t('Name'), about: t('Sort by name'), share: 1 },
]

/** Those that are shown until a person chooses. */
export const firstColumns: readonly TableColumnName[] = tableColumnNames.filter(
  (name) => name !== 'state' && name !== 'pkce',
)

/** Those that say something only once people were counted. */
export const peopleColumns: ReadonlySet<TableColumnName> = new Set(['people', 'last-sign-in'])

/** Pixels that the names keep. */
export const leastNameWidth = 230

/** An order as the settings have it; `undefined` for none, or one of a later version. */
export function tableSortOf(
  kept: { readonly by: string; readonly descending: boolean } | undefined,
): TableSort | undefined {
  const by = tableSortNames.find((name) => name === kept?.by)
  return by && { by, descending: kept?.descending === true }
}

const plain = (text: string | undefined): ColumnValue => (text ? { text, title: text } : unknown)

/** What a column says of a row; `now` in milliseconds since 1970. */
export function tableValue(name: TableColumnName, row: TableRow, now: number): ColumnValue {
  switch (name) {
    case 'kind':
      return plain(row.kindName)
    case 'project':
      return plain(row.project)
    case 'environment':
      return { text: row.environment }
    case 'domains':
      return domainsValue(row.domains, row.domainCount)
    case 'people':
      return peopleValue(row.people, now)
    case 'last-sign-in':
      return lastSignInValue(row.people, now)
    case 'issuer':
      return issuerValue(row.issuer, row.issuerIs)
    case 'client-id':
      return plain(row.clientId)
    case 'expires':
      return expiryValue(row.expires, now)
    case 'checked':
      return checkValue(row.checked, now)
    case 'published':
      return publishedValue(row.published, now)
    case 'state':
      return stateValue(row.state)
    case 'pkce':
      return plain(row.pkce && pkceName(row.pkce))
  }
}
