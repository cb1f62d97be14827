import { listedFirst, listed as listedTexts } from '../language/listed'
import { t } from '../language/translate'
import { textMember } from '../model/json'
import type { SetUp, SetUpConnection, SetUpOrganization } from '../model/set-up'
import { fieldLabel } from '../fields/fields'
import { lockOutCause, type LockOutCause } from '../sign-in-ways/lock-out'
import type { OfferedConnection } from '../sign-in-ways/offers'
import {
  type Claim,
  isLockOut,
  servesNobody,
  type SignInWay,
  signInWays,
} from '../sign-in-ways/sign-in-ways'

interface AddressWay {
  readonly address: string
  readonly before: string
  readonly after: string
  /** `changed`: the words differ. */
  readonly verdict: 'same' | 'changed' | 'locked-out'
}

/** Sign-in of these addresses before and after. */
export function addressWays(
  before: SetUp,
  after: SetUp,
  addresses: readonly string[],
): AddressWay[] {
  if (addresses.length === 0) return []
  const [was, is] = [signInWays(before), signInWays(after)]
  return addresses.map((address) => {
    const [old, now] = [was(address), is(address)]
    const [oldWords, newWords] = [wayWords(old), wayWords(now)]
    const isOut = isLockOut(now) && !isLockOut(old)
    const verdict = isOut ? 'locked-out' : oldWords === newWords ? 'same' : 'changed'
    return { address, before: oldWords, after: newWords, verdict }
  })
}

export function organizationName({ key, fields }: SetUpOrganization): string {
  return textMember(fields, 'label') || key
}

export function connectionName({ key, fields }: SetUpConnection): string {
  return textMember(fields, 'label') || textMember(fields, 'id') || key
}

/** What another identity provider means for existing accounts. */
export const linking = t(
  'Ory knows people by the subject that the identity provider sends. Who gets another one is asked to link an account.',
)

/** `A`, `A and B`, `A, B and C`; shortened. */
export function listed(names: readonly string[], most = 4): string {
  return names.length <= most ? listedTexts(names) : listedFirst(names, most - 1)
}

const nameOf = ({ connection, fault }: OfferedConnection) =>
  fault === undefined
    ? connectionName(connection)
    : t('{connection} (leads nowhere)', { connection: connectionName(connection) })

const namesOf = ({ offered }: Pick<Claim, 'offered'>) => offered.map(nameOf)

/** Short form of `lockOutSentence`. */
function lockedOutWords(organization: string, cause: LockOutCause): string {
  switch (cause.kind) {
    case 'no-connection':
      return t('{organization}, locked out: no connection', { organization })
    case 'disabled':
      return t(
        '{organization}, locked out: {count, plural, one {its connection is} other {its # connections are}} disabled',
        { organization, count: cause.all.length },
      )
    case 'method-off':
      return t('{organization}, locked out: the sign-in method is off', { organization })
    case 'faulty':
      return t(
        '{organization}, locked out: {count, plural, one {its connection cannot work} other {none of its # connections can work}}',
        { organization, count: cause.all.length },
      )
    case 'mixed':
      return t('{organization}, locked out: none of its {count} connections lets anybody in', {
        organization,
        count: cause.all.length,
      })
  }
}

/** Why an organization lets nobody in, as a sentence. */
export function lockOutSentence(claim: Claim, cause: LockOutCause): string {
  const organization = organizationName(claim.organization)
  switch (cause.kind) {
    case 'no-connection':
      return t('{organization} has no connection, and its people get no password field.', {
        organization,
      })
    case 'disabled':
      return t(
        '{count, plural, one {The only connection of {organization} is} other {All # connections of {organization} are}} disabled.',
        { organization, count: cause.all.length },
      )
    case 'method-off':
      return t('{organization} has connections, and their method is switched off.', {
        organization,
      })
    case 'faulty': {
      const [first] = cause.all
      const connection = first ? connectionName(first.connection) : ''
      if (cause.all.length > 1) {
        return t('None of the {count} connections of {organization} can work.', {
          organization,
          count: cause.all.length,
        })
      }
      return first?.cause === 'same-id'
        ? t(
            '{connection}, the only connection of {organization}, cannot work: a connection before it has the same ID, and Ory uses that one.',
            { organization, connection },
          )
        : t(
            '{connection}, the only connection of {organization}, cannot work: it has no {field}.',
            {
              organization,
              connection,
              field: fieldLabel(first?.field ?? '') ?? first?.field ?? '',
            },
          )
    }
    case 'mixed':
      return t('None of the {count} connections of {organization} lets anybody in.', {
        organization,
        count: cause.all.length,
      })
  }
}

/** One of several claims of a domain, with its connections. */
function claimWords(claim: Claim): string {
  const organization = organizationName(claim.organization)
  return servesNobody(claim)
    ? t('{organization} (locked out)', { organization })
    : t('{organization} (by {connections})', {
        organization,
        connections: listed(namesOf(claim)),
      })
}

/** Short description of a domain's sign-in. */
export function wayWords(way: SignInWay): string {
  switch (way.kind) {
    case 'no-address':
      return t('No address')
    case 'no-organization':
      return way.offered.length === 0
        ? t('No organization')
        : t('No organization; may use {connections}', { connections: listed(namesOf(way)) })
    case 'claimed-twice':
      return t('Claimed by {organizations}; which of them Ory chooses is not known', {
        organizations: listed(way.claims.map(claimWords)),
      })
    case 'none':
    case 'single':
    case 'several': {
      const organization = organizationName(way.organization)
      const cause = lockOutCause(way)
      if (cause) return lockedOutWords(organization, cause)
      const values = { organization, connections: listed(namesOf(way)) }
      return way.kind === 'several'
        ? t('{organization}, by a choice of {connections}', values)
        : t('{organization}, by {connections}', values)
    }
  }
}
