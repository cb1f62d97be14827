import { changeId } from '../../../core/editing/changes'
import {
  entityLabel,
  type EntityStatus,
  type WorkingCopy,
  type WorkingEntity,
} from '../../../core/editing/working-copy'
import { textListMember, textMember } from '../../../core/model/json'
import {
  lockedOutOrganizations,
  type ConnectionStates,
} from '../../../core/rules/organization-rules'
import type { Problem } from '../../../core/rules/problem'

export interface OrganizationRow {
  readonly key: string
  readonly label: string
  readonly domains: readonly string[]
  readonly connections: number
  readonly status: EntityStatus
  readonly edits: number
  readonly problems: number
  /** People of its domains are sent to single sign-on, and no enabled connection serves them. */
  readonly lockedOut: boolean
  /** What the filter looks in, in lower case. */
  readonly haystack: string
}

/** The last row of each organization: with every key typed, all but one of 10,000 are the same. */
const made = new WeakMap<WorkingEntity, OrganizationRow>()

/** The rows of the list, in the order of the working copy. */
export function organizationRows(
  copy: WorkingCopy,
  problems: readonly Problem[],
  states?: ConnectionStates,
): OrganizationRow[] {
  const lockedOut = lockedOutOrganizations(copy, states)
  const counts = new Map<string, number>()
  for (const { fields, status } of copy.connections) {
    const key = textMember(fields, 'organization_id')
    if (key && status !== 'deleted') counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const found = new Map<string, number>()
  for (const { target } of problems) {
    const id = changeId(target)
    found.set(id, (found.get(id) ?? 0) + 1)
  }
  return copy.organizations.map((organization) => {
    const { target, fields, status, edited } = organization
    const connections = counts.get(target.key) ?? 0
    const problemCount = found.size === 0 ? 0 : (found.get(changeId(target)) ?? 0)
    const isLockedOut = lockedOut.has(target.key)
    const last = made.get(organization)
    const isSame =
      last?.connections === connections &&
      last.problems === problemCount &&
      last.lockedOut === isLockedOut
    if (last && isSame) return last
    const label = entityLabel(fields, target)
    const domains = textListMember(fields, 'domains')
    const row: OrganizationRow = {
      key: target.key,
      label,
      domains,
      connections,
      status,
      edits: edited.length,
      problems: problemCount,
      lockedOut: isLockedOut,
      haystack: [label, target.key, ...domains].join('\n').toLowerCase(),
    }
    made.set(organization, row)
    return row
  })
}

/** "a.example, b.example", or "a.example and 4 more". */
export function domainsText(domains: readonly string[]): string {
  if (domains.length === 0) return 'No domains'
  if (domains.length <= 2) return domains.join(', ')
  return `${domains[0]} and ${domains.length - 1} more`
}
