import type { WorkingConnection, WorkingCopy, WorkingEntity } from '../editing/working-copy'
import { textListMember, textMember } from '../model/json'
import { connectionProblems, replacementProblems } from './connection-rules'
import { methodProblems } from './method-rules'
import { claimedDomains, organizationProblems } from './organization-rules'
import type { Problem } from './problem'

const isJudged = ({ status }: WorkingEntity) => status === 'new' || status === 'edited'

/** Claims of the domains that some organizations have; of all others nothing has to be known. */
function claimsBeside(touched: readonly WorkingEntity[], all: readonly WorkingEntity[]) {
  const wanted = new Set(
    touched.flatMap(({ fields }) =>
      textListMember(fields, 'domains').map((domain) => domain.toLowerCase()),
    ),
  )
  if (wanted.size === 0) return new Map<string, WorkingEntity[]>()
  const claims = all.filter(({ fields }) => {
    const { domains } = fields
    return (
      Array.isArray(domains) &&
      domains.some((domain) => typeof domain === 'string' && wanted.has(domain.toLowerCase()))
    )
  })
  return claimedDomains(claims)
}

/** The ids that more than one connection of a protocol has, among those of some connections. */
function repeatedIds(touched: readonly WorkingConnection[], all: readonly WorkingConnection[]) {
  const place = ({ protocol, fields }: WorkingConnection) =>
    `${protocol}:${textMember(fields, 'id') ?? ''}`
  const counts = new Map(touched.map((connection) => [place(connection), 0]))
  if (counts.size === 0) return () => false
  for (const connection of all) {
    if (connection.status === 'deleted') continue
    const key = place(connection)
    const count = counts.get(key)
    if (count !== undefined) counts.set(key, count + 1)
  }
  return (connection: WorkingConnection) => (counts.get(place(connection)) ?? 0) > 1
}

/** Whether a key is that of an organization that will exist; looked up only when asked. */
function existingOrganizations({ organizations }: WorkingCopy) {
  let keys: ReadonlySet<string> | undefined
  return {
    has(key: string): boolean {
      keys ??= new Set(
        organizations.filter(({ status }) => status !== 'deleted').map(({ target }) => target.key),
      )
      return keys.has(key)
    },
  }
}

function judge(copy: WorkingCopy, homeRegion: string | undefined): Problem[] {
  const organizations = copy.touched.organizations.filter(isJudged)
  const claims = claimsBeside(organizations, copy.organizations)
  const connections = copy.touched.connections.filter(isJudged)
  const isRepeated = repeatedIds(connections, copy.connections)
  const existing = existingOrganizations(copy)
  return [
    ...organizations.flatMap((organization) =>
      organizationProblems(organization, claims, homeRegion),
    ),
    ...connections.flatMap((connection) => {
      const id = textMember(connection.fields, 'id') ?? ''
      return connectionProblems(connection, new Set(isRepeated(connection) ? [id] : []), existing)
    }),
    ...replacementProblems(copy.touched.connections),
    ...copy.methods.filter(isJudged).flatMap(methodProblems),
  ]
}

const judged = new WeakMap<
  WorkingCopy,
  { readonly region: string | undefined; problems: Problem[] }
>()

/**
 * Every problem of what the draft touches, in the order of the working copy. Kept for a copy, since
 * list, panel and review ask for the same one at every key.
 *
 * @param homeRegion `home_region` of the project; without it no region is judged.
 */
export function problemsOf(copy: WorkingCopy, homeRegion?: string): Problem[] {
  const known = judged.get(copy)
  if (known && known.region === homeRegion) return known.problems
  const problems = judge(copy, homeRegion)
  judged.set(copy, { region: homeRegion, problems })
  return problems
}
