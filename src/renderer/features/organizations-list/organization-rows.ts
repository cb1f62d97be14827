import { changeId, problemCounts } from '../../../core/publish/change-id'
import { organizationMembers } from '../../../core/draft/organization-members'
import {
  entityLabel,
  type EntityStatus,
  type WorkingCopy,
  type WorkingEntity,
} from '../../../core/draft/working-copy'
import { textListMember, textMember } from '../../../core/model/json'
import type { WrittenProblem } from '../../../core/problems/problem'
import { t } from '../../../core/language/translate'

export interface OrganizationRow {
  readonly key: string
  readonly label: string
  readonly domains: readonly string[]
  readonly connections: number
  readonly scimClients: number
  readonly status: EntityStatus
  readonly edits: number
  readonly problems: number
  readonly entity: WorkingEntity
}

interface ServerRows {
  readonly rows: readonly OrganizationRow[]
  /** Position by key. */
  readonly places: ReadonlyMap<string, number>
}
const ofServers = new WeakMap<WorkingCopy, ServerRows>()

/** How many an organization has of what belongs to it. */
type Counts = Pick<OrganizationRow, 'connections' | 'scimClients'>

function rowOf(organization: WorkingEntity, counts: Counts, problems: number): OrganizationRow {
  const { target, fields, status, edited } = organization
  return {
    key: target.key,
    label: entityLabel(fields, target),
    domains: textListMember(fields, 'domains'),
    ...counts,
    status,
    edits: edited.length,
    problems,
    entity: organization,
  }
}

/** Counts what belongs to an organization of a copy. */
function countsIn(copy: WorkingCopy): (key: string) => Counts {
  const connections = organizationMembers(copy)
  const scimClients = organizationMembers(copy, 'scimClients')
  return (key) => ({ connections: connections(key), scimClients: scimClients(key) })
}

function serverRows(server: WorkingCopy): ServerRows {
  const known = ofServers.get(server)
  if (known) return known
  const countsOf = countsIn(server)
  const rows = server.organizations.map((item) => rowOf(item, countsOf(item.target.key), 0))
  const made = { rows, places: new Map(rows.map(({ key }, index) => [key, index])) }
  ofServers.set(server, made)
  return made
}

/** Inputs of a row; the row is reused while they are the same. */
interface Made {
  readonly problems: number
  readonly row: OrganizationRow
}
const made = new WeakMap<WorkingEntity, Made>()

function rowOnce(organization: WorkingEntity, counts: Counts, problems: number): OrganizationRow {
  const known = made.get(organization)
  const isSame =
    known?.row.connections === counts.connections && known.row.scimClients === counts.scimClients
  if (known && isSame && known.problems === problems) return known.row
  const row = rowOf(organization, counts, problems)
  made.set(organization, { problems, row })
  return row
}

/**
 * The rows of the list, in the order of the working copy. Only those that the draft touches are built
 * again: with each key typed, all but one of ten thousand stay the same.
 */
export function organizationRows(
  copy: WorkingCopy,
  problems: readonly WrittenProblem[],
): OrganizationRow[] {
  const { rows, places } = serverRows(copy.server)
  const next = [...rows]
  const countsOf = countsIn(copy)
  const problemsAt = problemCounts(problems)
  const touched = new Set([
    ...copy.touched.organizations.map(({ target }) => target.key),
    ...[...copy.touched.connections, ...copy.touched.scimClients].flatMap(({ fields, server }) =>
      [fields, server].map((item) => textMember(item ?? {}, 'organization_id') ?? ''),
    ),
  ])
  const fresh = copy.organizations.slice(rows.length)
  const stored = [...touched].flatMap((key) => {
    const place = places.get(key)
    return place === undefined ? [] : [copy.organizations[place]]
  })
  for (const organization of [...stored, ...fresh]) {
    if (!organization) continue
    const { target } = organization
    const place = places.get(target.key) ?? next.length
    const found = problemsAt.get(changeId(target)) ?? 0
    next[place] = rowOnce(organization, countsOf(target.key), found)
  }
  return next
}

/** "a.example, b.example", or "a.example and 4 more". */
export function domainsText(domains: readonly string[]): string {
  if (domains.length === 0) return t('No domains')
  if (domains.length <= 2) return domains.join(', ')
  return t('{names} and {count} more', { names: domains[0] ?? '', count: domains.length - 1 })
}
