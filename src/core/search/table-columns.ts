import { t } from '../language/translate'
import { ageText, dayText, isoDay, numberText, timeText } from '../model/format'
import { milliseconds } from '../model/times'
import { peopleText, readWords } from '../people/words'
import type { SortValue } from './sorted-by'
import type { CountedPeople, TableRow } from './table-row'

export interface ColumnValue {
  readonly text: string
  /** Full text, if `text` is shortened. */
  readonly title?: string
  readonly tone?: 'warning' | 'danger'
}

interface TableColumn {
  /** Title of the column, its menu entry and its copy. */
  readonly title: string
  readonly about: string
  /** Default width in pixels. */
  readonly width: number
  /** Why the column is empty for every row. */
  readonly whyUnused?: string
  /** `undefined` if unknown; `now` is milliseconds since 1970. */
  readonly cell: (row: TableRow, now: number) => ColumnValue | undefined
  /** `undefined` if unknown. */
  readonly sort: (row: TableRow) => SortValue
  /** Copied text; days as `2027-03-01`. */
  readonly copied: (row: TableRow) => string
}

const stateNames: Readonly<Record<string, string>> = {
  enabled: t('Enabled'),
  disabled: t('Disabled'),
}
const pkceNames: Readonly<Record<string, string>> = {
  auto: t('Automatic'),
  never: t('Off'),
  force: t('Forced'),
}

/** An unknown state keeps Ory's name. */
const stateName = (state: string): string => stateNames[state] ?? state
const pkceName = (pkce: string): string => pkceNames[pkce] ?? pkce

/** `214`, or `≥ 214` if counting stopped early. */
const countText = ({ count, isWhole }: CountedPeople): string =>
  isWhole ? numberText(count) : `≥ ${numberText(count)}`

const notCounted = t('People were not counted yet')

const day = 24 * 60 * 60 * 1000

const plain = (text: string | undefined): ColumnValue | undefined =>
  text ? { text, title: text } : undefined

/** Without `https://`. */
const shortAddress = (address: string) => address.replace(/^https:\/\//i, '').replace(/\/$/, '')

function domainsCell({ domains, domainCount }: TableRow): ColumnValue | undefined {
  const [first] = domains
  if (first === undefined) return undefined
  const more = domainCount > 1 ? ` +${domainCount - 1}` : ''
  const rest = domainCount > domains.length ? ', …' : ''
  return { text: `${first}${more}`, title: domains.join(', ') + rest }
}

function issuerCell({ issuer, issuerIs }: TableRow): ColumnValue | undefined {
  if (issuer === undefined || issuerIs === undefined) return undefined
  if (issuerIs === 'tenant')
    return { text: issuer, title: t('Tenant {tenant}', { tenant: issuer }) }
  const title = issuerIs === 'address' ? issuer : t('Entity ID {id}', { id: issuer })
  return { text: shortAddress(issuer), title }
}

function expiryCell({ expires }: TableRow, now: number): ColumnValue | undefined {
  if (expires === undefined) return undefined
  const left = milliseconds(expires) - now
  const text = dayText(expires)
  const time = timeText(expires)
  if (left < 0) {
    return { text, title: t('The signing certificate expired on {time}', { time }), tone: 'danger' }
  }
  const title = t('The signing certificate expires on {time}', { time })
  return left <= 30 * day ? { text, title, tone: 'warning' } : { text, title }
}

const verdictTones: Readonly<Record<string, ColumnValue['tone']>> = {
  bad: 'danger',
  warnings: 'warning',
}

function checkCell({ checked }: TableRow, now: number): ColumnValue | undefined {
  if (!checked) return undefined
  const { at, verdict, words } = checked
  const tone = verdictTones[verdict]
  return {
    text: ageText(at, now),
    title: t('{verdict}, checked on {time}', { verdict: words, time: timeText(at) }),
    ...(tone ? { tone } : {}),
  }
}

function peopleCell({ people }: TableRow, now: number): ColumnValue | undefined {
  if (!people) return undefined
  const title = `${peopleText(people.count, people.isWhole)}. ${readWords(people, now)}`
  return { text: countText(people), title }
}

/** Unknown if no session says so, which is not the same as never. */
function lastSignInCell({ people }: TableRow, now: number): ColumnValue | undefined {
  const { lastSignIn, count = 0 } = people ?? {}
  if (!people || lastSignIn === undefined) {
    return count === 0 ? undefined : { text: t('unknown'), title: t('No kept session tells when') }
  }
  const title = t('Last sign-in on {time}', { time: timeText(lastSignIn) })
  return { text: ageText(lastSignIn, now), title: `${title}. ${readWords(people, now)}` }
}

/** Organization of a row, or that it has none; empty for an organization. */
export function organizationText({ kind, organization, organizationKey }: TableRow): string {
  if (kind === 'organization') return ''
  if (organization !== undefined) return organization
  return organizationKey === undefined ? t('No organization') : t('Unknown organization')
}

/** Every column besides the names, in order. */
export const tableColumns = {
  organization: {
    title: t('Organization'),
    about: t('The organization that it belongs to'),
    width: 148,
    cell: (row) => plain(organizationText(row)),
    sort: ({ organization }) => organization,
    copied: ({ organization = '' }) => organization,
  },
  kind: {
    title: t('Kind'),
    about: t('Organization, the protocol and provider of a connection, or SCIM'),
    width: 110,
    cell: ({ kindName }) => plain(kindName),
    sort: ({ kindName }) => kindName,
    copied: ({ kindName }) => kindName,
  },
  project: {
    title: t('Project'),
    about: t('The project that it belongs to'),
    width: 134,
    cell: ({ project }) => plain(project),
    sort: ({ project }) => project,
    copied: ({ project }) => project,
  },
  environment: {
    title: t('Environment'),
    about: t('The environment of its project'),
    width: 98,
    cell: ({ environment }) => ({ text: environment }),
    sort: ({ environment }) => environment,
    copied: ({ environment }) => environment,
  },
  domains: {
    title: t('Domains'),
    about: t('Its domains; of a connection or SCIM client, those of its organization'),
    width: 132,
    cell: domainsCell,
    sort: ({ domains }) => domains[0],
    copied: ({ domains, domainCount }) =>
      domainCount > domains.length
        ? t('{name} and {n} more', { name: domains.join(', '), n: domainCount - domains.length })
        : domains.join(', '),
  },
  people: {
    title: t('People'),
    about: t('How many people sign in by it, as they were last counted'),
    width: 72,
    whyUnused: notCounted,
    cell: peopleCell,
    sort: ({ people }) => people?.count,
    copied: ({ people }) => (people ? countText(people) : ''),
  },
  'last-sign-in': {
    title: t('Last sign-in'),
    about: t('When somebody last signed in by it, of the sessions that Ory still keeps'),
    width: 92,
    whyUnused: notCounted,
    cell: lastSignInCell,
    sort: ({ people }) =>
      people?.lastSignIn === undefined ? undefined : milliseconds(people.lastSignIn),
    copied: ({ people }) => (people?.lastSignIn === undefined ? '' : isoDay(people.lastSignIn)),
  },
  issuer: {
    title: t('Issuer'),
    about: t('The identity provider, by its address or entity ID'),
    width: 148,
    cell: issuerCell,
    sort: ({ issuer }) => issuer && shortAddress(issuer),
    copied: ({ issuer = '' }) => issuer,
  },
  expires: {
    title: t('Certificate until'),
    about: t('When its last signing certificate expires'),
    width: 104,
    cell: expiryCell,
    sort: ({ expires }) => (expires === undefined ? undefined : milliseconds(expires)),
    copied: ({ expires }) => (expires === undefined ? '' : isoDay(expires)),
  },
  checked: {
    title: t('Last check'),
    about: t('When it was checked last, and the result'),
    width: 86,
    cell: checkCell,
    sort: ({ checked }) => (checked ? milliseconds(checked.at) : undefined),
    copied: ({ checked }) => (checked ? `${isoDay(checked.at)}: ${checked.words}` : ''),
  },
  'client-id': {
    title: t('Client ID'),
    about: t('The ID by which the identity provider knows the connection, or Ory the SCIM client'),
    width: 120,
    cell: ({ clientId }) => plain(clientId),
    sort: ({ clientId }) => clientId,
    copied: ({ clientId = '' }) => clientId,
  },
  published: {
    title: t('Last publish'),
    about: t('When it was last published from this app'),
    width: 92,
    cell: ({ published }, now) =>
      published === undefined
        ? undefined
        : {
            text: ageText(published, now),
            title: t('Published on {time}', { time: timeText(published) }),
          },
    sort: ({ published }) => (published === undefined ? undefined : milliseconds(published)),
    copied: ({ published }) => (published === undefined ? '' : isoDay(published)),
  },
  state: {
    title: t('State'),
    about: t('Whether it is enabled, where the server says so'),
    width: 72,
    cell: ({ state }) =>
      state
        ? { text: stateName(state), ...(state === 'disabled' ? { tone: 'warning' as const } : {}) }
        : undefined,
    sort: ({ state }) => state,
    copied: ({ state }) => (state === undefined ? '' : stateName(state)),
  },
  pkce: {
    title: t('PKCE'),
    about: t('Whether the connection uses PKCE'),
    width: 84,
    cell: ({ pkce }) => plain(pkce && pkceName(pkce)),
    sort: ({ pkce }) => pkce,
    copied: ({ pkce }) => (pkce === undefined ? '' : pkceName(pkce)),
  },
} as const satisfies Readonly<Record<string, TableColumn>>

export type TableColumnName = keyof typeof tableColumns
// Object keys are strings without numbers, so their order is the order above.
export const tableColumnNames = Object.keys(tableColumns) as TableColumnName[]

export type TableSortName = 'label' | TableColumnName
export const tableSortNames: readonly TableSortName[] = ['label', ...tableColumnNames]

export const tableColumn = (name: TableColumnName): TableColumn => tableColumns[name]

export const tableSortTitle = (by: TableSortName): string =>
  by === 'label' ? t('Name') : tableColumns[by].title
