import { t } from '../language/translate'
import { isoDay, numberText } from '../model/format'
import type { TableColumnName, TableSortName } from './table-question'
import type { CountedPeople, TableRow } from './table-row'

interface TableColumn {
  /** Stands over the column, in the menu of the columns and in a copied table. */
  readonly title: string
  readonly about: string
  /** Pixels, until a person chooses another width. */
  readonly width: number
  /** Why it has nothing to say of any row, where that can be. */
  readonly whyUnused?: string
  /** What stands in a copied table; days as `2027-03-01`. */
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

/** A state in words, as Ory names it where the app does not know it. */
export const stateName = (state: string): string => stateNames[state] ?? state
export const pkceName = (pkce: string): string => pkceNames[pkce] ?? pkce

/** `214`, or `≥ 214` where the count stopped early. */
export const countText = ({ count, isWhole }: CountedPeople): string =>
  isWhole ? numberText(count) : `≥ ${numberText(count)}`

/** Why columns about people are empty. */
export const notCounted = t('People were not counted yet')

/** Every column that can stand beside the names in the table of all projects. */
export const tableColumns: Readonly<Record<TableColumnName, TableColumn>> = {
  kind: {
    title: t('Kind'),
    about: t('Organization, the protocol and provider of a connection, or SCIM'),
    width: 110,
    copied: ({ kindName }) => kindName,
  },
  project: {
    title: t('Project'),
    about: t('The project that it belongs to'),
    width: 134,
    copied: ({ project }) => project,
  },
  environment: {
    title: t('Environment'),
    about: t('The environment of its project'),
    width: 98,
    copied: ({ environment }) => environment,
  },
  domains: {
    title: t('Domains'),
    about: t('Its domains; of a connection or SCIM client, those of its organization'),
    width: 132,
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
    copied: ({ people }) => (people ? countText(people) : ''),
  },
  'last-sign-in': {
    title: t('Last sign-in'),
    about: t('When somebody last signed in by it, of the sessions that Ory still keeps'),
    width: 92,
    whyUnused: notCounted,
    copied: ({ people }) => (people?.lastSignIn === undefined ? '' : isoDay(people.lastSignIn)),
  },
  issuer: {
    title: t('Issuer'),
    about: t('The identity provider, by its address or entity ID'),
    width: 148,
    copied: ({ issuer = '' }) => issuer,
  },
  'client-id': {
    title: t('Client ID'),
    about: t('The ID by which the identity provider knows the connection, or Ory the SCIM client'),
    width: 120,
    copied: ({ clientId = '' }) => clientId,
  },
  expires: {
    title: t('Certificate until'),
    about: t('When its last signing certificate expires'),
    width: 104,
    copied: ({ expires }) => (expires === undefined ? '' : isoDay(expires)),
  },
  checked: {
    title: t('Last check'),
    about: t('When it was checked last, and the result'),
    width: 86,
    copied: ({ checked }) => (checked ? `${isoDay(checked.at)}: ${checked.words}` : ''),
  },
  published: {
    title: t('Last publish'),
    about: t('When it was last published from this app'),
    width: 92,
    copied: ({ published }) => (published === undefined ? '' : isoDay(published)),
  },
  state: {
    title: t('State'),
    about: t('Whether it is enabled, where the server says so'),
    width: 72,
    copied: ({ state }) => (state === undefined ? '' : stateName(state)),
  },
  pkce: {
    title: t('PKCE'),
    about: t('Whether the connection uses PKCE'),
    width: 84,
    copied: ({ pkce }) => (pkce === undefined ? '' : pkceName(pkce)),
  },
}

export const tableSortTitle = (by: TableSortName): string =>
  by === 'label' ? t('Name') : tableColumns[by].title
