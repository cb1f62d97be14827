import { changeId, problemCounts } from '../../../core/publish/change-id'
import { organizationMembers } from '../../../core/draft/organization-members'
import {
  entityLabel,
  positionsOf,
  type EntityStatus,
  type WorkingCopy,
  type WorkingEntity,
} from '../../../core/draft/working-copy'
import { textListMember, textMember } from '../../../core/model/json'
import type { WrittenProblem } from '../../../core/problems/problem'
import { t } from '../../../core/language/translate'

/** How many connections and SCIM clients an organization has. */
interface Counts {
  readonly connections: number
  readonly scimClients: number
}

/** A row; what it shows is worked out when it is drawn, since few of ten thousand are. */
export class OrganizationRow {
  readonly entity: WorkingEntity
  readonly problems: number
  private readonly countsOf: (key: string) => Counts

  constructor(entity: WorkingEntity, countsOf: (key: string) => Counts, problems: number) {
    this.entity = entity
    this.countsOf = countsOf
    this.problems = problems
  }

  get key(): string {
    return this.entity.target.key
  }

  get label(): string {
    return entityLabel(this.entity.fields, this.entity.target)
  }

  get domains(): readonly string[] {
    return textListMember(this.entity.fields, 'domains')
  }

  get connections(): number {
    return this.countsOf(this.key).connections
  }

  get scimClients(): number {
    return this.countsOf(this.key).scimClients
  }

  get status(): EntityStatus {
    return this.entity.status
  }

  get edits(): number {
    return this.entity.edited.length
  }
}

const ofServers = new WeakMap<WorkingCopy, readonly OrganizationRow[]>()

/** Counts what belongs to an organization of a copy. */
function countsIn(copy: WorkingCopy): (key: string) => Counts {
  const connections = organizationMembers(copy)
  const scimClients = organizationMembers(copy, 'scimClients')
  return (key) => ({ connections: connections(key), scimClients: scimClients(key) })
}

function serverRows(server: WorkingCopy): readonly OrganizationRow[] {
  const known = ofServers.get(server)
  if (known) return known
  const countsOf = countsIn(server)
  const rows = server.organizations.map((item) => new OrganizationRow(item, countsOf, 0))
  ofServers.set(server, rows)
  return rows
}

const made = new WeakMap<WorkingEntity, OrganizationRow>()

/** A row that the draft touches, the same one while what it shows is the same. */
function rowOnce(organization: WorkingEntity, counts: Counts, problems: number): OrganizationRow {
  const known = made.get(organization)
  const isSame =
    known?.connections === counts.connections && known.scimClients === counts.scimClients
  if (known && isSame && known.problems === problems) return known
  const row = new OrganizationRow(organization, () => counts, problems)
  made.set(organization, row)
  return row
}

/**
 * The rows of the list, in the order of the working copy. Only those that the draft touches are built
 * again: with each key typed, all but one of ten thousand stay the same.
 */
export function organizationRows(
  copy: WorkingCopy,
  problems: readonly WrittenProblem[],
): readonly OrganizationRow[] {
  const rows = serverRows(copy.server)
  const owners = [...copy.touched.connections, ...copy.touched.scimClients].flatMap(
    ({ fields, server }) =>
      [fields, server].map((item) => textMember(item ?? {}, 'organization_id') ?? ''),
  )
  const places = new Set([
    ...copy.places.organizations,
    ...owners.flatMap((key) => positionsOf(copy.server.organizations).get(key) ?? []),
  ])
  if (places.size === 0) return rows
  const countsOf = countsIn(copy)
  const problemsAt = problemCounts(problems)
  const next = [...rows]
  for (const place of places) {
    const organization = copy.organizations[place]
    if (!organization) continue
    const { target } = organization
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
