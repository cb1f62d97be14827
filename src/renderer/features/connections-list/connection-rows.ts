import { changeId } from '../../../core/editing/changes'
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

interface Made {
  readonly organization: WorkingEntity | undefined
  readonly row: ConnectionRow
}

/** The last row of each connection: with every key typed, all but one of thousands are the same. */
const made = new WeakMap<WorkingConnection, Made>()

/** The rows of the list, in the order of the working copy. */
export function connectionRows(copy: WorkingCopy, problems: readonly Problem[]): ConnectionRow[] {
  const organizations = new Map(copy.organizations.map((item) => [item.target.key, item]))
  const found = new Map<string, number>()
  for (const { target } of problems) {
    const id = changeId(target)
    found.set(id, (found.get(id) ?? 0) + 1)
  }
  return copy.connections.map((connection): ConnectionRow => {
    const { target, fields, status, edited, protocol, ambiguous } = connection
    const organizationKey = textMember(fields, 'organization_id') || undefined
    const organization = organizationKey ? organizations.get(organizationKey) : undefined
    const problemCount = found.size === 0 ? 0 : (found.get(changeId(target)) ?? 0)
    const last = made.get(connection)
    if (last?.organization === organization && last?.row.problems === problemCount) return last.row
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
    const row: ConnectionRow = {
      key: target.key,
      label,
      id,
      organizationKey,
      organization: organizationName,
      kind,
      status,
      edits: edited.length,
      problems: problemCount,
      ambiguous,
      haystack: [label, id, issuer, organizationName, ...domains].join('\n').toLowerCase(),
    }
    made.set(connection, { organization, row })
    return row
  })
}
