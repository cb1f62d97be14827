import { listed as listedTexts, listedFirst } from '../language/listed'
import { t } from '../language/translate'
import { textMember } from '../model/json-value'
import type { SetUpConnection, SetUpOrganization } from '../model/set-up'
import { isLockOut, type Claim, type SignInWay } from '../sign-in-ways/sign-in-ways'

export function organizationName({ key, fields }: SetUpOrganization): string {
  return textMember(fields, 'label') || key
}

export function connectionName({ key, fields }: SetUpConnection): string {
  return textMember(fields, 'label') || textMember(fields, 'id') || key
}

/** `A`, `A and B`, `A, B and C`; of many the first few. */
export function listed(names: readonly string[], most = 4): string {
  return names.length <= most ? listedTexts(names) : listedFirst(names, most - 1)
}

const namesOf = ({ offered }: Pick<Claim, 'offered'>) =>
  offered.map(({ connection, fault }) =>
    fault === undefined
      ? connectionName(connection)
      : t('{connection} (leads nowhere)', { connection: connectionName(connection) }),
  )

/** How people of a domain sign in, in a few words. */
export function wayWords(way: SignInWay): string {
  switch (way.kind) {
    case 'no-address':
      return t('No address')
    case 'no-organization':
      return way.offered.length === 0
        ? t('No organization')
        : t('No organization; may use {connections}', { connections: listed(namesOf(way)) })
    case 'claimed-twice': {
      const names = way.claims.map(({ organization }) => organizationName(organization))
      return t('Claimed by {organizations}; which of them takes it is not known', {
        organizations: listed(names),
      })
    }
    case 'none':
      return t('{organization}, locked out: no connection', {
        organization: organizationName(way.organization),
      })
    case 'single':
    case 'several': {
      const organization = organizationName(way.organization)
      const values = { organization, connections: listed(namesOf(way)) }
      if (way.kind === 'several') {
        return isLockOut(way)
          ? t('{organization}, locked out, by a choice of {connections}', values)
          : t('{organization}, by a choice of {connections}', values)
      }
      return isLockOut(way)
        ? t('{organization}, locked out, by {connections}', values)
        : t('{organization}, by {connections}', values)
    }
  }
}
