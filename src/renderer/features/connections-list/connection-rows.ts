import { changeId, problemCounts } from '../../../core/publish/changes'
import { entitiesBy, organizationAt } from '../../../core/draft/entity-index'
import {
  entityLabel,
  type EntityStatus,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
} from '../../../core/draft/working-copy'
import { kindOf } from '../../../core/search/filter-texts'
import { textMember } from '../../../core/model/json'
import type { WrittenProblem } from '../../../core/problems/problem'
import { t } from '../../../core/language/translate'

export interface ConnectionRow {
  readonly key: string
  readonly label: string
  readonly id: string
  /** Absent for one that belongs to no organization: social sign-in. */
  readonly organizationKey?: string
  readonly organization: string
  /** "OIDC · Generic" or "SAML". */
  readonly kind: string
  readonly status: EntityStatus
  readonly edits: number
  readonly problems: number
  readonly ambiguous: boolean
  readonly entity: WorkingConnection
  /** That it belongs to, if the project has it. */
  readonly owner: WorkingEntity | undefined
}

const ofServers = new WeakMap<WorkingCopy, readonly ConnectionRow[]>()

function rowOf(
  connection: WorkingConnection,
  organization: WorkingEntity | undefined,
  problems: number,
): ConnectionRow {
  const { target, fields, status, edited, ambiguous } = connection
  const organizationKey = textMember(fields, 'organization_id') || undefined
  const organizationName = organization
    ? entityLabel(organization.fields, organization.target)
    : organizationKey
      ? t('Unknown organization')
      : t('No organization')
  const label = entityLabel(fields, target)
  const id = textMember(fields, 'id') ?? ''
  return {
    key: target.key,
    label,
    id,
    organizationKey,
    organization: organizationName,
    kind: kindOf(connection),
    status,
    edits: edited.length,
    problems,
    ambiguous,
    entity: connection,
    owner: organization,
  }
}

const organizationOf = ({ fields }: WorkingConnection) =>
  textMember(fields, 'organization_id') ?? ''
const byOrganization = entitiesBy('connections', (connection) => [organizationOf(connection)])

function serverRows(server: WorkingCopy): readonly ConnectionRow[] {
  const known = ofServers.get(server)
  if (known) return known
  const rows = server.connections.map((connection) =>
    rowOf(connection, organizationAt(server, organizationOf(connection)), 0),
  )
  ofServers.set(server, rows)
  return rows
}

/** Inputs of a row that the draft touches; the row is reused while they are the same. */
interface Made {
  readonly organization: WorkingEntity | undefined
  readonly problems: number
  readonly row: ConnectionRow
}
const made = new WeakMap<WorkingConnection, Made>()

function rowOnce(
  connection: WorkingConnection,
  organization: WorkingEntity | undefined,
  problems: number,
): ConnectionRow {
  const known = made.get(connection)
  if (known && known.organization === organization && known.problems === problems) return known.row
  const row = rowOf(connection, organization, problems)
  made.set(connection, { organization, problems, row })
  return row
}

/**
 * The rows of the list, in the order of the working copy. Only those that the draft touches are built
 * again: with each key typed, all but one of thousands stay the same.
 */
export function connectionRows(
  copy: WorkingCopy,
  problems: readonly WrittenProblem[],
): readonly ConnectionRow[] {
  const stored = serverRows(copy.server)
  const { touched, connections, server } = copy
  if (touched.connections.length === 0 && touched.organizations.length === 0) return stored
  const counts = problemCounts(problems)
  const members = new Set(
    touched.organizations.flatMap(({ target }) => byOrganization(copy, target.key)),
  )
  return connections.map((connection, place) => {
    const row = stored[place]
    if (row && connection === server.connections[place] && !members.has(connection)) return row
    const organization = organizationAt(copy, organizationOf(connection))
    return rowOnce(connection, organization, counts.get(changeId(connection.target)) ?? 0)
  })
}
