import { t } from '../language/translate'
import { textMember } from '../model/json'
import { sameMapper } from '../model/mapper-text'
import { scimKind } from '../mapper/given'
import { keyOfTarget, targetOfOwner } from '../mapper/owners/owners'
import { scimClientLabel } from '../problems/known-project'
import type { ConnectionPair } from './connections'
import type { ImpactLine } from './line'
import type { ScimClientPair } from './provisioning'
import type { RunComparison } from './runs'
import { connectionName, listed } from './way-words'

/** A connection or SCIM client whose mapper, or its timing, changes. */
export interface MapperChange {
  /** `ownerKey`. */
  readonly key: string
  readonly label: string
  /** Provider kind, `saml` or `scim`. */
  readonly kind: string
  readonly issuer?: string
  readonly before: MapperUse
  readonly after: MapperUse
}

export interface MapperUse {
  readonly mapperUrl: string
  /** At every sign-in or only at registration; `automatic` for a SCIM client. */
  readonly updateOnLogin: 'never' | 'automatic'
}

const useOf = ({ fields }: NonNullable<ConnectionPair['before']>): MapperUse => ({
  mapperUrl: textMember(fields, 'mapper_url') ?? '',
  updateOnLogin: fields['update_identity_on_login'] === 'automatic' ? 'automatic' : 'never',
})

/** Changed mappers of connections in both states. */
export function changedMappers(pairs: readonly ConnectionPair[]): MapperChange[] {
  return pairs.flatMap(({ key, before, after }) => {
    if (!before || !after) return []
    const [was, is] = [useOf(before), useOf(after)]
    if (sameMapper(was.mapperUrl, is.mapperUrl) && was.updateOnLogin === is.updateOnLogin) return []
    const issuer = textMember(after.fields, 'issuer_url')
    const kind = after.protocol === 'saml' ? 'saml' : (textMember(after.fields, 'provider') ?? '')
    return [
      {
        key,
        label: connectionName(after),
        kind,
        ...(issuer ? { issuer } : {}),
        before: was,
        after: is,
      },
    ]
  })
}

const scimUse = ({ fields }: NonNullable<ScimClientPair['before']>): MapperUse => ({
  mapperUrl: textMember(fields, 'mapper_url') ?? '',
  updateOnLogin: 'automatic',
})

/** SCIM mappers run on every sent user. */
export function changedScimMappers(pairs: readonly ScimClientPair[]): MapperChange[] {
  return pairs.flatMap(({ key, before, after }) => {
    if (!before || !after) return []
    const [was, is] = [scimUse(before), scimUse(after)]
    if (sameMapper(was.mapperUrl, is.mapperUrl)) return []
    const owner = keyOfTarget({ kind: 'scim-client', key })
    return [{ key: owner, label: scimClientLabel(after), kind: scimKind, before: was, after: is }]
  })
}

function mapperWords({ label, kind, before, after }: MapperChange): string {
  if (kind === scimKind) {
    return t(
      'People whom the identity provider adds or changes by {client} get what its changed mapper gives.',
      { client: label },
    )
  }
  const isSame = sameMapper(before.mapperUrl, after.mapperUrl)
  return isSame
    ? after.updateOnLogin === 'automatic'
      ? t(
          'The mapper of {connection} runs at every sign-in from now on, not only at registration.',
          { connection: label },
        )
      : t('The mapper of {connection} no longer runs at sign-ins, only at registration.', {
          connection: label,
        })
    : after.updateOnLogin === 'automatic'
      ? t(
          'Members who sign in with {connection} get what its changed mapper gives, at their next ' +
            'sign-in.',
          { connection: label },
        )
      : t(
          'Who registers with {connection} gets what its changed mapper gives; members who are ' +
            'there stay as they are.',
          { connection: label },
        )
}

/** Line for a mapper before any run. */
export function mapperLine(change: MapperChange): ImpactLine {
  const { key, label } = change
  const place = targetOfOwner(key)
  return {
    id: `mapper ${key}`,
    kind: 'mapper',
    subject: label,
    words: mapperWords(change),
    ...(place ? { place } : {}),
  }
}

/** A person from a saved case or sample. */
export interface MappedPerson {
  readonly name: string
  readonly from: 'case' | 'sample'
  /** Registration or SCIM creation; absent for a case with an existing account. */
  readonly registration?: RunComparison
  /** Later sign-in, or SCIM update. */
  readonly signIn?: RunComparison
}

const comparisonsOf = ({ registration, signIn }: MappedPerson) =>
  [registration, signIn].flatMap((item) => item ?? [])

const isDifferent = ({ traits, before, after, fails }: RunComparison) =>
  fails || traits.length > 0 || before !== after

/** Whether any run ends or maps differently. */
export const differs = (person: MappedPerson): boolean => comparisonsOf(person).some(isDifferent)

const fails = (person: MappedPerson) => comparisonsOf(person).some((item) => item.fails)

/** The line with the runs' results. */
export function ranLine(line: ImpactLine, people: readonly MappedPerson[]): ImpactLine {
  if (people.length === 0) return line
  const failing = people.filter(fails)
  const different = people.filter(differs)
  const values = { connection: line.subject, count: people.length }
  if (failing.length > 0) {
    const names = listed(failing.map(({ name }) => t('“{text}”', { text: name })))
    const counted = { ...values, failing: failing.length, names }
    const failed =
      line.place?.kind === 'scim-client'
        ? t(
            'With the changed mapper of {connection}, {failing} of {count, plural, one {# person} other {# people}} in its cases and samples can no longer be provisioned: {names}.',
            counted,
          )
        : t(
            'With the changed mapper of {connection}, {failing} of {count, plural, one {# person} ' +
              'other {# people}} in its cases and samples can no longer sign in: {names}.',
            counted,
          )
    return { ...line, kind: 'mapper-fails', words: `${failed} ${line.words}` }
  }
  const words =
    different.length === 0
      ? t(
          'With the changed mapper of {connection}, {count, plural, one {the one person} other {all # people}} in its cases and samples get the same identity as before.',
          values,
        )
      : t(
          'With the changed mapper of {connection}, {different} of {count, plural, one {# person} other {# people}} in its cases and samples get another identity.',
          { ...values, different: different.length },
        )
  return { ...line, words: `${words} ${line.words}` }
}
