import { randomUUID } from 'node:crypto'
import { ApiError } from './errors'
import { refuse } from './field-checks'
import { isObject, omit, pick, textOf, type JsonObject, type JsonValue } from './json'
import { organizationKeys } from './known-keys'
import type { DeletedOrganizationLeaves, Variants } from './options'
import { checkOrganization } from './organization-entry'
import { providersIn } from './project-document'
import type { StoredProject } from './types'

const ownTimes: ReadonlySet<string> = new Set(['created_at', 'updated_at'])
const link: ReadonlySet<string> = new Set(['organization_id'])

/** The `organizations` of a written document in stored form: checked, with ids and times. */
export function acceptOrganizations(
  before: StoredProject,
  list: JsonValue[],
  options: Variants,
): JsonObject[] {
  const known = new Map(before.organizations.map((item) => [item['id'], item]))
  const seen = new Set<JsonValue>()
  const now = new Date().toISOString()
  const accepted = list.map((item, index) => {
    const where = `organizations/${index}`
    if (!isObject(item)) refuse(where, 'expected object')
    const entry = pick(item, organizationKeys)
    for (const name of ['session_lifespan', 'default_region']) {
      if (entry[name] === '' || entry[name] === null) delete entry[name]
    }
    if (!known.has(entry['id'] ?? null)) entry['id'] = newId(entry, options, where)
    checkOrganization(entry, before.home_region, where)
    const id = textOf(entry['id'])
    if (seen.has(id)) refuse(where, `the id ${id} is there twice`)
    seen.add(id)
    const stored = known.get(id)
    // Unchanged organizations are kept, even if they were never normalized.
    const next = stored && isUnchanged(entry, stored) ? entry : normalized(entry, options)
    return withTimes(next, stored, now)
  })
  if (options.refuseDuplicateDomains) refuseSharedDomains(accepted)
  return accepted
}

function newId(entry: JsonObject, { organizationIds }: Variants, where: string): JsonValue {
  const chosen = entry['id']
  if (chosen === undefined || organizationIds === 'replaced') return randomUUID()
  if (organizationIds === 'refused')
    refuse(`${where}/id`, 'the id of a new organization cannot be set')
  return chosen
}

/** An organization in normalized form; unchanged where the option is off. */
export function normalized(entry: JsonObject, options: Variants): JsonObject {
  if (options.normalizeOrganizations !== true) return entry
  const { label } = entry
  const domains = new Set(domainsOf(entry).map((domain) => domain.trim().toLowerCase()))
  return {
    ...entry,
    ...(typeof label === 'string' ? { label: label.trim() } : {}),
    domains: [...domains].toSorted(),
  }
}

/** Keeps `created_at`, and sets `updated_at` if anything else changed. */
export function withTimes(
  organization: JsonObject,
  before: JsonObject | undefined,
  now: string,
): JsonObject {
  const entry = omit(organization, ownTimes)
  if (!before) return { ...entry, created_at: now }
  const updated = isUnchanged(entry, before) ? before['updated_at'] : now
  return {
    ...entry,
    created_at: before['created_at'] ?? now,
    ...(updated === undefined ? {} : { updated_at: updated }),
  }
}

function isUnchanged(entry: JsonObject, before: JsonObject): boolean {
  const text = (item: JsonObject) => JSON.stringify(sorted(omit(item, ownTimes)))
  return text(entry) === text(before)
}

function sorted(object: JsonObject): JsonValue {
  return Object.entries(object).toSorted(([one], [other]) => (one < other ? -1 : 1))
}

function refuseSharedDomains(organizations: readonly JsonObject[]): void {
  const owners = new Map<string, JsonValue>()
  for (const organization of organizations) {
    for (const domain of domainsOf(organization)) {
      const owner = owners.get(domain) ?? organization['id'] ?? null
      if (owner !== organization['id']) throw domainIsTaken(domain)
      owners.set(domain, owner)
    }
  }
}

export function domainIsTaken(domain: string): ApiError {
  return new ApiError(409, `The domain ${domain} belongs to another organization.`)
}

/** In lower case. */
export function domainsOf(organization: JsonObject): string[] {
  const domains = organization['domains']
  return Array.isArray(domains) ? domains.map((item) => textOf(item).toLowerCase()) : []
}

/**
 * Other effects of organizations that are in `before` but not in `next`: their portal links and SCIM
 * clients are deleted; their connections are kept, lose their organization, or are deleted.
 */
export function clearAfterDeleted(
  before: StoredProject,
  next: StoredProject,
  leaves: DeletedOrganizationLeaves,
): StoredProject {
  const left = new Set(next.organizations.map((item) => item['id']))
  const gone = new Set(before.organizations.map((item) => item['id']).filter((id) => !left.has(id)))
  if (gone.size === 0) return next
  const isGone = (item: JsonObject) =>
    item['organization_id'] !== undefined && gone.has(item['organization_id'])
  const result = { ...next }
  for (const name of ['portal_links', 'scim_clients'] as const) {
    if (next[name]) result[name] = next[name].filter((item) => !isGone(item))
  }
  if (leaves === 'connections-kept') return result
  result.services = structuredClone(next.services)
  for (const method of ['oidc', 'saml'] as const) {
    const entries = providersIn(result.services, method)
    const after =
      leaves === 'connections-deleted'
        ? entries.filter((entry) => !isGone(entry))
        : entries.map((entry) => (isGone(entry) ? omit(entry, link) : entry))
    entries.splice(0, entries.length, ...after)
  }
  return result
}
