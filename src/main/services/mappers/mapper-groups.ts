import type { WorkingConnection, WorkingCopy } from '../../../core/draft/working-copy'
import { success, type Result } from '../../../core/errors/result'
import type { LintSituation } from '../../../core/mapper/lint/rule'
import { contentHash, inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import { textListMember, textMember, type JsonObject } from '../../../core/model/json'
import { inParallel } from '../../concurrency/in-parallel'
import type { ReadText } from '../projects/projects'

/** A mapper text with the connections that use it, wherever each stores it. */
export interface MapperGroup {
  /** SHA-512 of the text, or its address if it could not be read. */
  readonly id: string
  /** One of the text's addresses, an inline one if there is one. */
  readonly address: string
  /** In the order of the working copy. */
  readonly connections: readonly WorkingConnection[]
  /** The result of reading an address that does not contain the text's hash. */
  readonly text?: Result<string>
}

/**
 * The mappers of a working copy, equal texts once, in the order of their first connections. Connections
 * that are deleted or have no mapper are left out.
 *
 * @param readText called only for addresses that do not contain the hash of their text
 */
export async function groupMappers(copy: WorkingCopy, readText: ReadText): Promise<MapperGroup[]> {
  const byAddress = new Map<string, WorkingConnection[]>()
  const places = new Map<WorkingConnection, number>()
  for (const [place, connection] of copy.connections.entries()) {
    const address = textMember(connection.fields, 'mapper_url')
    if (connection.status === 'deleted' || !address) continue
    places.set(connection, place)
    const users = byAddress.get(address)
    if (users) users.push(connection)
    else byAddress.set(address, [connection])
  }
  const groups = new Map<string, MapperGroup>()
  await inParallel([...byAddress], async ([address, connections]) => {
    const group = await groupOf(address, connections, readText)
    const known = groups.get(group.id)
    groups.set(group.id, known ? joined(known, group) : group)
  })
  const placeOf = (connection: WorkingConnection | undefined) =>
    (connection && places.get(connection)) ?? 0
  const inOrder = (connections: readonly WorkingConnection[]) =>
    connections.toSorted((left, right) => placeOf(left) - placeOf(right))
  return [...groups.values()]
    .map((group) => ({ ...group, connections: inOrder(group.connections) }))
    .toSorted((left, right) => placeOf(left.connections[0]) - placeOf(right.connections[0]))
}

async function groupOf(
  address: string,
  connections: readonly WorkingConnection[],
  readText: ReadText,
): Promise<MapperGroup> {
  const hash = mapperHash(address)
  if (hash !== undefined) return { id: hash, address, connections }
  const text = await readText(address)
  if (!text.ok) return { id: address, address, connections, text }
  const id = contentHash(new TextEncoder().encode(text.value))
  return { id, address, connections, text: success(text.value) }
}

function joined(one: MapperGroup, other: MapperGroup): MapperGroup {
  const isInline = inlineMapperBytes(other.address) !== undefined
  const { address } = isInline ? other : one
  const text = one.text ?? other.text
  const connections = [...one.connections, ...other.connections]
  return { id: one.id, address, connections, ...(text ? { text } : {}) }
}

/**
 * The different situations in which connections use one text, since a mapper that is right for Google may
 * be wrong for GitHub. The domains of all their organizations are combined.
 */
export function situationsOf(
  connections: readonly WorkingConnection[],
  domainsOf: (organizationId: string) => readonly string[],
  schema: JsonObject | undefined,
): LintSituation[] {
  const domains = new Map<string, Set<string>>()
  const situations = new Map<string, LintSituation>()
  for (const { protocol, fields } of connections) {
    const isSaml = protocol === 'saml'
    const provider = isSaml ? 'saml' : textMember(fields, 'provider')
    const claimsSource = isSaml ? undefined : claimsSourceOf(fields)
    const key = `${provider ?? ''} ${claimsSource ?? ''}`
    const found = domains.get(key) ?? new Set()
    for (const domain of domainsOf(textMember(fields, 'organization_id') ?? '')) found.add(domain)
    domains.set(key, found)
    situations.set(key, {
      ...(provider === undefined ? {} : { provider }),
      ...(claimsSource === undefined ? {} : { claimsSource }),
      ...(schema === undefined ? {} : { schema }),
    })
  }
  return [...situations].map(([key, situation]) => ({
    ...situation,
    domains: [...(domains.get(key) ?? [])].toSorted(),
  }))
}

/** Ory's default is the ID token. */
const claimsSourceOf = (fields: JsonObject) =>
  textMember(fields, 'claims_source') === 'userinfo' ? 'userinfo' : 'id_token'

/** Looks up the domains of organizations in a working copy. */
export function domainsIn(copy: WorkingCopy): (organizationId: string) => readonly string[] {
  const domains = new Map(
    copy.organizations.map(({ target, fields }) => [target.key, textListMember(fields, 'domains')]),
  )
  return (organizationId) => domains.get(organizationId) ?? []
}
