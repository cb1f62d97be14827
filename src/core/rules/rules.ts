import type { WorkingCopy } from '../editing/working-copy'
import { textMember } from '../model/json'
import { connectionProblems, replacementProblems } from './connection-rules'
import { methodProblems } from './method-rules'
import { claimedDomains, organizationProblems } from './organization-rules'
import type { Problem } from './problem'

/**
 * Every problem of what the draft touches, in the order of the working copy.
 *
 * @param homeRegion `home_region` of the project; without it no region is judged.
 */
export function problemsOf(copy: WorkingCopy, homeRegion?: string): Problem[] {
  const claims = claimedDomains(copy.organizations)
  const organizations = copy.organizations
    .filter(({ status }) => status === 'new' || status === 'edited')
    .flatMap((organization) => organizationProblems(organization, claims, homeRegion))
  const existing = new Set(
    copy.organizations.filter((item) => item.status !== 'deleted').map((item) => item.target.key),
  )
  const idCounts = new Map<string, number>()
  const place = (protocol: string, id: string) => `${protocol}:${id}`
  for (const { protocol, fields, status } of copy.connections) {
    const key = place(protocol, textMember(fields, 'id') ?? '')
    if (status !== 'deleted') idCounts.set(key, (idCounts.get(key) ?? 0) + 1)
  }
  const connections = copy.connections.flatMap((connection) => {
    if (connection.status === 'unchanged' || connection.status === 'deleted') return []
    const id = textMember(connection.fields, 'id') ?? ''
    const taken = (idCounts.get(place(connection.protocol, id)) ?? 0) > 1
    return connectionProblems(connection, new Set(taken ? [id] : []), existing)
  })
  return [
    ...organizations,
    ...connections,
    ...replacementProblems(copy.connections),
    ...copy.methods.filter(({ status }) => status === 'edited').flatMap(methodProblems),
  ]
}
