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
  const shown =
    names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names
  const last = shown.at(-1) ?? ''
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`
}

const namesOf = ({ offered }: Pick<Claim, 'offered'>) =>
  offered.map(({ connection, fault }) =>
    fault === undefined
      ? connectionName(connection)
      : `${connectionName(connection)} (leads nowhere)`,
  )

/** How people of a domain sign in, in a few words. */
export function wayWords(way: SignInWay): string {
  switch (way.kind) {
    case 'no-address':
      return 'No address'
    case 'no-organization':
      return way.offered.length === 0
        ? 'No organization'
        : `No organization; may use ${listed(namesOf(way))}`
    case 'claimed-twice': {
      const names = way.claims.map(({ organization }) => organizationName(organization))
      return `Claimed by ${listed(names)}; which of them takes it is not known`
    }
    case 'none':
      return `${organizationName(way.organization)}, locked out: no connection`
    case 'single':
    case 'several': {
      const by = listed(namesOf(way))
      const out = isLockOut(way) ? ', locked out' : ''
      const choice = way.kind === 'several' ? 'a choice of ' : ''
      return `${organizationName(way.organization)}${out}, by ${choice}${by}`
    }
  }
}
