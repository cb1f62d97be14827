import { changeId, problemCounts } from '../../../core/editing/changes'
import {
  entityLabel,
  type EntityStatus,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
} from '../../../core/editing/working-copy'
import { textListMember, textMember } from '../../../core/model/json'
import { providerName } from '../../../core/model/providers'
import type { Problem } from '../../../core/rules/problem'

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
  /** What the filter looks in, in lower case. */
  readonly haystack: string
}

interface ServerRows {
  readonly rows: readonly ConnectionRow[]
  readonly organizations: ReadonlyMap<string, WorkingEntity>
}
const ofServers = new WeakMap<WorkingCopy, ServerRows>()

function rowOf(
  connection: WorkingConnection,
  organization: WorkingEntity | undefined,
  problems: number,
): ConnectionRow {
  const { target, fields, status, edited, protocol, ambiguous } = connection
  const organizationKey = textMember(fields, 'organization_id') || undefined
  const organizationName = organization
    ? entityLabel(organization.fields, organization.target)
    : organizationKey
      ? 'Unknown organization'
      : 'No organization'
  const label = entityLabel(fields, target)
  const id = textMember(fields, 'id') ?? ''
  const kind =
    protocol === 'saml'
      ? 'SAML'
      : `OIDC · ${providerName(textMember(fields, 'provider') ?? 'unknown')}`
  const domains = organization ? textListMember(organization.fields, 'domains') : []
  const issuer = textMember(fields, 'issuer_url') ?? ''
  return {
    key: target.key,
    label,
    id,
    organizationKey,
    organization: organizationName,
    kind,
    status,
    edits: edited.length,
    problems,
    ambiguous,
    haystack: [label, id, issuer, organizationName, ...domains].join('\n').toLowerCase(),
  }
}

function serverRows(server: WorkingCopy): ServerRows {
  const known = ofServers.get(server)
  if (known) return known
  const organizations = new Map(server.organizations.map((item) => [item.target.key, item]))
  const rows = server.connections.map((connection) =>
    rowOf(connection, organizations.get(organizationOf(connection)), 0),
  )
  const made = { rows, organizations }
  ofServers.set(server, made)
  return made
}

const organizationOf = ({ fields }: WorkingConnection) =>
  textMember(fields, 'organization_id') ?? ''

/**
 * The rows of the list, in the order of the working copy. Only those that the draft touches are made
 * anew: at each key typed, all but one of thousands are the same.
 */
export function connectionRows(copy: WorkingCopy, problems: readonly Problem[]): ConnectionRow[] {
  const { rows, organizations } = serverRows(copy.server)
  const touched = new Map(copy.touched.organizations.map((item) => [item.target.key, item]))
  const counts = problemCounts(problems)
  const isSame = (connection: WorkingConnection) =>
    connection.status === 'unchanged' &&
    (touched.size === 0 || !touched.has(organizationOf(connection)))
  return copy.connections.map((connection, index) => {
    const row = rows[index]
    if (row && isSame(connection)) return row
    const key = organizationOf(connection)
    const organization = touched.get(key) ?? organizations.get(key)
    return rowOf(connection, organization, counts.get(changeId(connection.target)) ?? 0)
  })
}
