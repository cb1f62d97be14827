import { t } from '../language/translate'
import {
  certificateSentence,
  certificateState,
  certificateUntil,
  soonDays,
} from '../saml/certificate-state'
import { isoTime } from '../model/times'
import { textListMember } from '../model/json-value'
import type { SetUpConnection } from '../model/set-up'
import type { Severity } from '../model/severity'
import { isDisabled } from '../sign-in-ways/facts'
import { aConnection, type KnownProject, type Subject } from './known-project'
import { rule, type Found } from './rule'

/** The end of a certificate that nobody has to look at yet. */
export interface NextEnd extends Subject {
  /** ISO 8601. */
  readonly when: string
}

/** Before every certificate that Ory names only by its end. */
const always = '0000-01-01T00:00:00.000Z'

/**
 * Ends of a connection's signing certificates, in ISO 8601: as Ory tells them (`valid_to`), else as they
 * were read from its metadata.
 */
function endsOf({ certificateEnds }: KnownProject, { key, fields }: SetUpConnection): string[] {
  const told = textListMember(fields, 'valid_to').flatMap((text) => isoTime(text) ?? [])
  return told.length > 0 ? told : [...(certificateEnds.get(key) ?? [])]
}

/** The certificate that holds the longest, where there is any: sign-ins work as long as it does. */
function longest(project: KnownProject, connection: SetUpConnection) {
  const last = endsOf(project, connection).toSorted().at(-1)
  if (last === undefined) return undefined
  const validity = { notBefore: always, notAfter: last }
  return {
    last,
    state: certificateState(validity, project.now),
    sentence: certificateSentence(validity, project.now),
  }
}

/** What expires next of the connections that people can use; `undefined` where no end in the future is known. */
export function nextEnd(project: KnownProject): NextEnd | undefined {
  let next: NextEnd | undefined
  for (const connection of project.setUp.connections) {
    const last = endsOf(project, connection).toSorted().at(-1)
    if (last === undefined || last <= project.now || isDisabled(connection, project.setUp)) continue
    if (next === undefined || last < next.when) next = { ...aConnection(connection), when: last }
  }
  return next
}

/** Of a disabled connection it matters once somebody enables it. */
function certificatesIn(
  project: KnownProject,
  wanted: 'expired' | 'expires-soon',
  severity: Severity,
): Found[] {
  return project.setUp.connections.flatMap((connection): Found[] => {
    const found = longest(project, connection)
    if (found?.state !== wanted) return []
    const { last, sentence } = found
    const isOff = isDisabled(connection, project.setUp)
    return [
      {
        ...aConnection(connection),
        severity: isOff ? 'info' : severity,
        message: isOff ? `${sentence}. ${t('The connection is disabled')}` : sentence,
        field: 'raw_idp_metadata_xml',
        detail: last,
        when: last,
      },
    ]
  })
}

const untilWords = (end: string | undefined) =>
  end === undefined ? t('Certificate') : certificateUntil(end)

/** Every certificate of a SAML connection has ended. */
export const certificateExpired = rule({
  id: 'certificate-expired',
  title: t('Certificate has expired'),
  titleIn(days) {
    if (days >= 0) return t('Certificate expired today')
    return days === -1
      ? t('Certificate expired yesterday')
      : t('Certificate expired {count, plural, one {# day} other {# days}} ago', { count: -days })
  },
  badge: ({ when }) => untilWords(when),
  why: t(
    'Sign-ins of the connection are signed with a certificate that is no longer valid, and may be refused at any time.',
  ),
  remedy: t('Ask the identity provider for its new metadata and put it into the connection.'),
  act: 'metadata',
  inProject: (project) => certificatesIn(project, 'expired', 'error'),
})

/** The certificate that holds the longest ends soon: no later one is in the metadata. */
export const certificateExpiring = rule({
  id: 'certificate-expiring',
  title: t('Certificate expires soon'),
  titleIn(days) {
    if (days < 1) return t('Certificate expires today')
    return days === 1
      ? t('Certificate expires tomorrow')
      : t('Certificate expires in {count, plural, one {# day} other {# days}}', { count: days })
  },
  badge: ({ when }) => untilWords(when),
  why: t(
    'Within {count, plural, one {# day} other {# days}} the identity provider has to sign with another certificate, which Ory does not know yet.',
    { count: soonDays },
  ),
  remedy: t(
    'Ask the identity provider for metadata with its next certificate, and put it in before that day.',
  ),
  act: 'metadata',
  inProject: (project) => certificatesIn(project, 'expires-soon', 'warning'),
})
