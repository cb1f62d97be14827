import { changeId, problemCounts } from '../../../core/publish/change-id'
import { entitiesBy, organizationAt } from '../../../core/draft/entity-index'
import {
  entityLabel,
  idField,
  type EntityStatus,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
} from '../../../core/draft/working-copy'
import { ownerKey, scimOwners, type MapperOwner } from '../../../core/mapper/owners/owners'
import { kindOf } from '../../../core/search/filter-texts'
import { textMember } from '../../../core/model/json'
import type { WrittenProblem } from '../../../core/problems/problem'
import { t } from '../../../core/language/translate'

/** A connection, or a SCIM client where they are shown too. */
export interface ConnectionRow {
  /** `ownerKey`. */
  readonly key: string
  readonly label: string
  readonly id: string
  /** Absent for one that belongs to no organization: social sign-in. */
  readonly organizationKey?: string
  readonly organization: string
  /** "OIDC · Generic", "SAML" or "SCIM". */
  readonly kind: string
  readonly status: EntityStatus
  readonly edits: number
  readonly problems: number
  readonly ambiguous: boolean
  readonly entity: MapperOwner
  /** That it belongs to, if the project has it. */
  readonly owner: WorkingEntity | undefined
}

const ofServers = new WeakMap<WorkingCopy, readonly ConnectionRow[]>()

function rowOf(
  connection: MapperOwner,
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
  const id = textMember(fields, idField(target.kind)) ?? ''
  return {
    key: ownerKey(connection),
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

const organizationOf = ({ fields }: Pick<WorkingConnection, 'fields'>) =>
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
const made = new WeakMap<MapperOwner, Made>()

function rowOnce(
  connection: MapperOwner,
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

/** The rows of SCIM clients, in the order of the working copy; each is built again only where something of it changed. */
export function clientRows(
  copy: WorkingCopy,
  problems: readonly WrittenProblem[],
): readonly ConnectionRow[] {
  const counts = problemCounts(problems)
  return scimOwners(copy.scimClients).map((client) =>
    rowOnce(
      client,
      organizationAt(copy, organizationOf(client)),
      counts.get(changeId(client.target)) ?? 0,
    ),
  )
}
