import { randomUUID } from 'node:crypto'
import { refuse } from './field-checks'
import { isObject, omit, pick, textOf, type JsonObject, type JsonValue } from './json'
import { organizationKeys } from './known-keys'
import { checkOrganization } from './organization-entry'
import type { StoredProject } from './types'

const ownTimes: ReadonlySet<string> = new Set(['created_at', 'updated_at'])

/** The `organizations` of a written document as they are stored: checked, with ids and times. */
export function acceptOrganizations(before: StoredProject, list: JsonValue[]): JsonObject[] {
  const known = new Map(before.organizations.map((item) => [item['id'], item]))
  const seen = new Set<JsonValue>()
  const now = new Date().toISOString()
  return list.map((item, index) => {
    const where = `organizations/${index}`
    if (!isObject(item)) refuse(where, 'expected object')
    const entry = pick(item, organizationKeys)
    for (const name of ['session_lifespan', 'default_region']) {
      if (entry[name] === '' || entry[name] === null) delete entry[name]
    }
    if (entry['id'] === undefined) entry['id'] = randomUUID()
    checkOrganization(entry, before.home_region, where)
    const id = textOf(entry['id'])
    if (seen.has(id)) refuse(where, `the id ${id} is there twice`)
    seen.add(id)
    const stored = known.get(id)
    return withTimes(withVerifications(entry, stored), stored, now)
  })
}

/** The server alone writes verifications: they stay with their domains, and a new domain has none started. */
export function withVerifications(entry: JsonObject, before: JsonObject | undefined): JsonObject {
  const stored = before?.['domain_verifications']
  if (!Array.isArray(stored)) return entry
  const known = new Map(stored.filter(isObject).map((item) => [item['domain'], item]))
  const verifications = domainsOf(entry).map(
    (domain): JsonObject =>
      known.get(domain) ?? {
        domain,
        txt_record_name: `_ory-domain-verification.${domain}`,
        method: '',
        status: '',
        exempt: false,
      },
  )
  return { ...entry, domain_verifications: verifications }
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

/** In lower case. */
export function domainsOf(organization: JsonObject): string[] {
  const domains = organization['domains']
  return Array.isArray(domains) ? domains.map((item) => textOf(item).toLowerCase()) : []
}

/**
 * What else changes when organizations are gone from `next` that were in `before`: their portal links
 * and SCIM clients go with them. Their connections keep the id of the organization.
 */
export function clearAfterDeleted(before: StoredProject, next: StoredProject): StoredProject {
  const isGone = goneOrganizations(before, next)
  const result = { ...next }
  for (const name of ['portal_links', 'scim_clients'] as const) {
    if (next[name]) result[name] = next[name].filter((item) => !isGone(item))
  }
  return result
}

/** Whether an entry is of an organization that `before` had and `next` has not. */
export function goneOrganizations(
  before: StoredProject,
  next: StoredProject,
): (entry: JsonObject) => boolean {
  const left = new Set(next.organizations.map((item) => item['id']))
  const gone = new Set(before.organizations.map((item) => item['id']).filter((id) => !left.has(id)))
  return ({ organization_id: id }) => id !== undefined && gone.has(id)
}
