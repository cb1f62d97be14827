import { t } from '../language/translate'
import { textMember } from '../model/json-value'
import { sameMapper } from '../model/mapper-text'
import type { ConnectionPair } from './connections'
import type { ImpactLine } from './line'
import type { RunComparison } from './runs'
import { connectionName, listed } from './way-words'

/** A connection whose mapper, or whose way of running it, is another one after a change. */
export interface MapperChange {
  readonly key: string
  readonly label: string
  /** Kind of provider, or `saml`. */
  readonly kind: string
  readonly issuer?: string
  readonly before: MapperUse
  readonly after: MapperUse
}

export interface MapperUse {
  readonly mapperUrl: string
  /** Whether the mapper runs at every sign-in, or at registration alone. */
  readonly updateOnLogin: 'never' | 'automatic'
}

const useOf = ({ fields }: NonNullable<ConnectionPair['before']>): MapperUse => ({
  mapperUrl: textMember(fields, 'mapper_url') ?? '',
  updateOnLogin: fields['update_identity_on_login'] === 'automatic' ? 'automatic' : 'never',
})

/** Connections of which something is mapped otherwise: members of both states, not new ones. */
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

/** What is said of a changed mapper before it was run. */
export function mapperLine({ key, label, before, after }: MapperChange): ImpactLine {
  const isSame = sameMapper(before.mapperUrl, after.mapperUrl)
  const words = isSame
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
  return {
    id: `mapper ${key}`,
    kind: 'mapper',
    subject: label,
    words,
    place: { kind: 'connection', key },
  }
}

/** A person whom both mappers map: of a saved case or a sample. */
export interface MappedPerson {
  readonly name: string
  readonly from: 'case' | 'sample'
  /** Registers; absent for a case that is a sign-in. */
  readonly registration?: RunComparison
  /** Signs in again after having registered before the change, or as the case has it. */
  readonly signIn?: RunComparison
}

const comparisonsOf = ({ registration, signIn }: MappedPerson) =>
  [registration, signIn].flatMap((item) => item ?? [])

const isDifferent = ({ traits, before, after, fails }: RunComparison) =>
  fails || traits.length > 0 || before !== after

/** Whether a person gets something else, or ends elsewhere, in any of the runs. */
export const differs = (person: MappedPerson): boolean => comparisonsOf(person).some(isDifferent)

const fails = (person: MappedPerson) => comparisonsOf(person).some((item) => item.fails)

/** The same line, with what the runs came to. */
export function ranLine(line: ImpactLine, people: readonly MappedPerson[]): ImpactLine {
  if (people.length === 0) return line
  const failing = people.filter(fails)
  const different = people.filter(differs)
  const values = { connection: line.subject, count: people.length }
  if (failing.length > 0) {
    const names = listed(failing.map(({ name }) => t('“{text}”', { text: name })))
    const failed = t(
      'With the changed mapper of {connection}, {failing} of {count, plural, one {# person} ' +
        'other {# people}} in its cases and samples can no longer sign in: {names}.',
      { ...values, failing: failing.length, names },
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
