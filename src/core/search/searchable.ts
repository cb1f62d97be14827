import { entityLabel } from '../draft/working-copy'
import { connectionsOf, type StoredConnection } from '../model/connection'
import { domainForms } from '../model/domain-name'
import { textListMember, textMember, type JsonObject } from '../model/json'
import { scimClientsOf } from '../model/scim-client'
import type { Snapshot } from '../model/snapshot'

/** Members in which is looked. No secret is among them, nor will be: they are named one by one. */
export type SearchField = 'label' | 'domain' | 'id' | 'client-id' | 'issuer' | 'mapper'

/** What is found: an organization, a connection or a SCIM client of a project. */
export interface SearchTarget {
  readonly kind: 'organization' | 'connection' | 'scim-client'
  /** As in a selection: the id of an organization, or the key of the others. */
  readonly key: string
  /** How a list names it. */
  readonly title: string
  /** Id of the organization that it belongs to; its name where the project has it. */
  readonly organizationId?: string
  readonly organization?: string
}

/** A text of a target. */
export interface SearchText {
  readonly target: SearchTarget
  readonly field: Exclude<SearchField, 'mapper'>
  readonly text: string
}

/** The connections that have the text behind an address as their mapper. */
export interface SearchMapper {
  readonly address: string
  readonly targets: readonly SearchTarget[]
}

export interface Searchable {
  readonly texts: readonly SearchText[]
  readonly mappers: readonly SearchMapper[]
}

/** Members of a connection by which its identity provider is known. */
const issuerMembers = ['issuer_url', 'microsoft_tenant', 'auth_url', 'token_url']

/** All texts of a project in which is looked, organizations first. */
export function searchableOf(snapshot: Snapshot): Searchable {
  const texts: SearchText[] = []
  const byAddress = new Map<string, SearchTarget[]>()
  const add = (target: SearchTarget, field: SearchText['field'], text: string | undefined) => {
    if (text) texts.push({ target, field, text })
  }

  const labels = new Map<string, string>()
  for (const fields of snapshot.organizations) {
    const target = organizationTarget(fields)
    labels.set(target.key, target.title)
    add(target, 'label', textMember(fields, 'label'))
    for (const domain of textListMember(fields, 'domains')) {
      for (const form of domainForms(domain)) add(target, 'domain', form)
    }
    add(target, 'id', target.key)
  }
  for (const connection of connectionsOf(snapshot)) {
    const { entry } = connection
    const target = memberTarget('connection', connection, labels)
    add(target, 'label', textMember(entry, 'label'))
    add(target, 'id', textMember(entry, 'id'))
    add(target, 'client-id', textMember(entry, 'client_id'))
    for (const member of issuerMembers) add(target, 'issuer', textMember(entry, member))
    const address = textMember(entry, 'mapper_url')
    if (!address) continue
    const users = byAddress.get(address)
    if (users) users.push(target)
    else byAddress.set(address, [target])
  }
  for (const client of scimClientsOf(snapshot)) {
    const target = memberTarget('scim-client', client, labels)
    add(target, 'label', textMember(client.entry, 'label'))
    add(target, 'client-id', textMember(client.entry, 'client_id'))
  }
  const mappers = [...byAddress].map(([address, targets]) => ({ address, targets }))
  return { texts, mappers }
}

function organizationTarget(fields: JsonObject): SearchTarget {
  const key = textMember(fields, 'id') ?? ''
  return { kind: 'organization', key, title: textMember(fields, 'label') || key }
}

function memberTarget(
  kind: 'connection' | 'scim-client',
  { key, entry }: Pick<StoredConnection, 'key' | 'entry'>,
  labels: ReadonlyMap<string, string>,
): SearchTarget {
  const organizationId = textMember(entry, 'organization_id')
  const organization = organizationId && labels.get(organizationId)
  return {
    kind,
    key,
    title: entityLabel(entry, { kind, key }),
    ...(organizationId ? { organizationId } : {}),
    ...(organization ? { organization } : {}),
  }
}
