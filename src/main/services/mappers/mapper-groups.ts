import { entityLabel, type WorkingCopy } from '../../../core/draft/working-copy'
import { success, type Result } from '../../../core/errors/result'
import type { LintSituation, SsoMetadata } from '../../../core/mapper/lint/rule'
import { ssoMetadataOf } from '../../../core/mapper/lint/sso-metadata'
import { kindOfOwner, mapperOwners, type MapperOwner } from '../../../core/mapper/owners/owners'
import { contentHash, inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import { textListMember, textMember, type JsonObject } from '../../../core/model/json'
import { inParallel } from '../../concurrency/in-parallel'
import type { ReadText } from '../projects/projects'

export interface MapperGroup {
  /** SHA-512 of the text, or the address if unreadable. */
  readonly id: string
  /** One of the addresses, preferably inline. */
  readonly address: string
  readonly owners: readonly MapperOwner[]
  /** Result for an address without the text's hash. */
  readonly text?: Result<string>
}

/** Mappers grouped by equal text; reads only addresses that don't contain the text's hash. */
export const groupMappers = (copy: WorkingCopy, readText: ReadText): Promise<MapperGroup[]> =>
  groupOwners(mapperOwners(copy), readText)

/** The same for the given owners only. */
export async function groupOwners(
  all: readonly MapperOwner[],
  readText: ReadText,
): Promise<MapperGroup[]> {
  const byAddress = new Map<string, MapperOwner[]>()
  const places = new Map<MapperOwner, number>()
  for (const [place, owner] of all.entries()) {
    const address = textMember(owner.fields, 'mapper_url')
    if (owner.status === 'deleted' || !address) continue
    places.set(owner, place)
    const users = byAddress.get(address)
    if (users) users.push(owner)
    else byAddress.set(address, [owner])
  }
  const groups = new Map<string, MapperGroup>()
  await inParallel([...byAddress], async ([address, owners]) => {
    const group = await groupOf(address, owners, readText)
    const known = groups.get(group.id)
    groups.set(group.id, known ? joined(known, group) : group)
  })
  const placeOf = (owner: MapperOwner | undefined) => (owner && places.get(owner)) ?? 0
  const inOrder = (owners: readonly MapperOwner[]) =>
    owners.toSorted((left, right) => placeOf(left) - placeOf(right))
  return [...groups.values()]
    .map((group) => ({ ...group, owners: inOrder(group.owners) }))
    .toSorted((left, right) => placeOf(left.owners[0]) - placeOf(right.owners[0]))
}

async function groupOf(
  address: string,
  owners: readonly MapperOwner[],
  readText: ReadText,
): Promise<MapperGroup> {
  const hash = mapperHash(address)
  if (hash !== undefined) return { id: hash, address, owners }
  const text = await readText(address)
  if (!text.ok) return { id: address, address, owners, text }
  const id = contentHash(new TextEncoder().encode(text.value))
  return { id, address, owners, text: success(text.value) }
}

function joined(one: MapperGroup, other: MapperGroup): MapperGroup {
  const isInline = inlineMapperBytes(other.address) !== undefined
  const { address } = isInline ? other : one
  const text = one.text ?? other.text
  const owners = [...one.owners, ...other.owners]
  return { id: one.id, address, owners, ...(text ? { text } : {}) }
}

/** Distinct situations of one text, since it may fit Google but not GitHub. */
export function situationsOf(
  owners: readonly Pick<MapperOwner, 'protocol' | 'fields'>[],
  domainsOf: (organizationId: string) => readonly string[],
  schema: JsonObject | undefined,
  ssoMetadata: ReadonlyMap<string, readonly SsoMetadata[]> = new Map(),
): LintSituation[] {
  const domains = new Map<string, Set<string>>()
  const situations = new Map<string, LintSituation>()
  const written = owners.flatMap(({ protocol, fields }) =>
    protocol === 'scim' ? (ssoMetadata.get(organizationOf(fields)) ?? []) : [],
  )
  for (const { protocol, fields } of owners) {
    const provider = kindOfOwner({ protocol, fields }) || undefined
    const claimsSource = protocol === 'oidc' ? claimsSourceOf(fields) : undefined
    const key = `${provider ?? ''} ${claimsSource ?? ''}`
    const found = domains.get(key) ?? new Set()
    for (const domain of domainsOf(organizationOf(fields))) found.add(domain)
    domains.set(key, found)
    situations.set(key, {
      ...(provider === undefined ? {} : { provider }),
      ...(claimsSource === undefined ? {} : { claimsSource }),
      ...(schema === undefined ? {} : { schema }),
      ...(protocol === 'scim' && written.length > 0 ? { ssoMetadata: written } : {}),
    })
  }
  return [...situations].map(([key, situation]) => ({
    ...situation,
    domains: [...(domains.get(key) ?? [])].toSorted(),
  }))
}

/** Ory's default. */
const claimsSourceOf = (fields: JsonObject) =>
  textMember(fields, 'claims_source') === 'userinfo' ? 'userinfo' : 'id_token'

const organizationOf = (fields: JsonObject) => textMember(fields, 'organization_id') ?? ''

/** SSO metadata by organization, only for those with SCIM; unreadable mappers count as none. */
export async function ssoMetadataIn(
  groups: readonly MapperGroup[],
  textOf: (group: MapperGroup) => Promise<Result<string>>,
): Promise<ReadonlyMap<string, readonly SsoMetadata[]>> {
  const owners = groups.flatMap((group) => group.owners)
  const provisioned = new Set(
    owners.flatMap(({ protocol, fields }) => (protocol === 'scim' ? [organizationOf(fields)] : [])),
  )
  provisioned.delete('')
  const found = new Map<string, SsoMetadata[]>()
  for (const group of groups) {
    const own = group.owners.filter(
      ({ protocol, fields }) => protocol !== 'scim' && provisioned.has(organizationOf(fields)),
    )
    if (own.length === 0) continue
    const text = await textOf(group)
    if (!text.ok) continue
    for (const { fields, target } of own) {
      const written = ssoMetadataOf(entityLabel(fields, target), text.value)
      const id = organizationOf(fields)
      found.set(id, [...(found.get(id) ?? []), ...written])
    }
  }
  return found
}

export function domainsIn(copy: WorkingCopy): (organizationId: string) => readonly string[] {
  const domains = new Map(
    copy.organizations.map(({ target, fields }) => [target.key, textListMember(fields, 'domains')]),
  )
  return (organizationId) => domains.get(organizationId) ?? []
}
