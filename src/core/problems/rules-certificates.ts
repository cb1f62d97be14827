import { t } from '../language/translate'
import { certificateSentence, certificateState } from '../saml/certificate-state'
import { isoTime } from '../model/times'
import { textListMember } from '../model/json-value'
import type { SetUpConnection } from '../model/set-up'
import { isDisabled } from '../sign-in-ways/facts'
import type { RadarSeverity } from './finding'
import { findingsOf, type ProjectRule, type RadarProject } from './radar-project'

/** Before every certificate that Ory names only by its end. */
const always = '0000-01-01T00:00:00.000Z'

/**
 * Ends of a connection's signing certificates, in ISO 8601: as Ory tells them (`valid_to`), else as they
 * were read from its metadata.
 */
function endsOf({ certificateEnds }: RadarProject, { key, fields }: SetUpConnection): string[] {
  const told = textListMember(fields, 'valid_to').flatMap((text) => isoTime(text) ?? [])
  return told.length > 0 ? told : [...(certificateEnds.get(key) ?? [])]
}

/** The certificate that holds the longest, where there is any: sign-ins work as long as it does. */
function longest(project: RadarProject, connection: SetUpConnection) {
  const last = endsOf(project, connection).toSorted().at(-1)
  if (last === undefined) return undefined
  const validity = { notBefore: always, notAfter: last }
  return {
    last,
    state: certificateState(validity, project.now),
    sentence: certificateSentence(validity, project.now),
  }
}

/** Nobody signs in with a disabled connection: it matters once somebody enables it. */
function weighed(
  { setUp }: RadarProject,
  connection: SetUpConnection,
  severity: RadarSeverity,
  message: string,
): [RadarSeverity, string] {
  if (!isDisabled(connection, setUp)) return [severity, message]
  return ['info', `${message}. ${t('The connection is disabled')}`]
}

/** Every certificate of a SAML connection has ended. */
export const certificateExpired: ProjectRule = (project) => {
  const { at } = findingsOf(project.summary.id, 'certificate-expired')
  return project.setUp.connections.flatMap((connection) => {
    const found = longest(project, connection)
    if (found?.state !== 'expired') return []
    const more = { field: 'raw_idp_metadata_xml', detail: found.last, when: found.last }
    return [at(connection, ...weighed(project, connection, 'error', found.sentence), more)]
  })
}

/** The certificate that holds the longest ends soon: no later one is in the metadata. */
export const certificateExpiring: ProjectRule = (project) => {
  const { at } = findingsOf(project.summary.id, 'certificate-expiring')
  return project.setUp.connections.flatMap((connection) => {
    const found = longest(project, connection)
    if (found?.state !== 'expires-soon') return []
    const more = { field: 'raw_idp_metadata_xml', detail: found.last, when: found.last }
    return [at(connection, ...weighed(project, connection, 'warning', found.sentence), more)]
  })
}
