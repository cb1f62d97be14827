import { randomUUID } from 'node:crypto'
import type { Call } from '../../src/emulator/operations/call'
import { ApiError } from '../../src/emulator/state/errors'
import { memberAt, omit, textOf, type JsonObject } from '../../src/emulator/state/json'
import { domainsOf, goneOrganizations } from '../../src/emulator/state/organizations-write'
import { providersIn } from '../../src/emulator/state/project-document'
import type { StoredProject } from '../../src/emulator/state/types'
import type { World } from '../../src/emulator/state/world'
import type { OpenQuestions } from './options'
import { featureNotAvailable } from './refusals'

const methods = ['oidc', 'saml'] as const
const ownTimes: ReadonlySet<string> = new Set(['created_at', 'updated_at'])
const link: ReadonlySet<string> = new Set(['organization_id'])

const sameOrganization = (one: JsonObject, other: JsonObject) => {
  const text = (item: JsonObject) =>
    JSON.stringify(Object.entries(omit(item, ownTimes)).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return text(one) === text(other)
}

/** Organizations as a server keeps them that chooses their ids and normalizes them. */
function organizationsAsKept(
  options: OpenQuestions,
  { body }: Call,
  before: StoredProject,
  next: StoredProject,
): JsonObject[] {
  const known = new Map(before.organizations.map((item) => [item['id'], item]))
  const sent = JSON.stringify(body) ?? ''
  return next.organizations.map((item) => {
    const stored = known.get(item['id'])
    // What a write leaves alone is as it was, also where it was never normalized.
    if (stored && sameOrganization(item, stored)) return item
    const isChosen = !stored && sent.includes(JSON.stringify(item['id']))
    if (isChosen && options.organizationIds === 'refused')
      throw new ApiError(400, 'organizations: the id of a new organization cannot be set')
    const id = isChosen && options.organizationIds === 'replaced' ? randomUUID() : item['id']
    const kept: JsonObject = { ...item, ...(id === undefined ? {} : { id }) }
    if (options.normalizeOrganizations !== true) return kept
    const domains = new Set(domainsOf(kept).map((domain) => domain.trim()))
    const normalized = {
      ...kept,
      label: textOf(kept['label']).trim(),
      domains: [...domains].toSorted(),
    }
    return stored && sameOrganization(normalized, stored) ? stored : normalized
  })
}

/** 409 where an organization that this write changes has a domain of another. */
function refuseTakenDomains(before: StoredProject, next: StoredProject): void {
  for (const item of next.organizations) {
    const stored = before.organizations.find(({ id }) => id === item['id'])
    if (stored && sameOrganization(item, stored)) continue
    const own = new Set(domainsOf(item))
    const others = next.organizations.filter(({ id }) => id !== item['id']).flatMap(domainsOf)
    const taken = others.find((domain) => own.has(domain))
    if (taken !== undefined)
      throw new ApiError(409, `The domain ${taken} belongs to another organization.`)
  }
}

/** 403 for what a plan without auto link does not take. */
function refuseNewAutoLink(before: StoredProject, next: StoredProject): void {
  const path = ['identity', 'config', 'selfservice', 'methods']
  const has = ({ services }: StoredProject, method: string) =>
    memberAt(services, ...path, method, 'enable_auto_link_policy') === true
  const stored = providersIn(before.services, 'oidc')
  const isNew = (entry: JsonObject) =>
    entry['auto_link'] === true &&
    stored.find(({ id }) => id === entry['id'])?.['auto_link'] !== true
  if (
    methods.some((method) => has(next, method) && !has(before, method)) ||
    providersIn(next.services, 'oidc').some(isNew)
  )
    throw featureNotAvailable('auto_link_policy')
}

/** 400 for a SCIM client that this write leaves without a secret. */
function refuseWithoutSecret(before: StoredProject, next: StoredProject): void {
  const secretless = ({ scim_clients: clients = [] }: StoredProject) =>
    clients.filter((item) => textOf(item['authorization_header_secret'] ?? '') === '')
  const known = new Set(secretless(before).map((item) => item['client_id']))
  if (secretless(next).some((item) => !known.has(item['client_id'])))
    throw new ApiError(400, 'scim_clients: missing properties: "authorization_header_secret"')
}

/** Connections of organizations that are gone lose them, or go as well. */
function withoutGone(
  leaves: NonNullable<OpenQuestions['deletedOrganizationLeaves']>,
  before: StoredProject,
  next: StoredProject,
): StoredProject {
  const isGone = goneOrganizations(before, next)
  const services = structuredClone(next.services)
  for (const method of methods) {
    const entries = providersIn(services, method)
    const after =
      leaves === 'connections-deleted'
        ? entries.filter((entry) => !isGone(entry))
        : entries.map((entry) => (isGone(entry) ? omit(entry, link) : entry))
    entries.splice(0, entries.length, ...after)
  }
  return { ...next, services }
}

/** The world of a call, whose writes end as the options say. */
export function writingAsAsked(options: OpenQuestions, call: Call, operation: string): World {
  const { world } = call
  const { deletedOrganizationLeaves: leaves = 'connections-kept' } = options
  const isOfDocument = operation.endsWith('Project') || operation === 'patchProjectWithRevision'
  const idsOf = isOfDocument ? options : { ...options, organizationIds: 'kept' as const }
  return {
    ...world,
    write(next, moves) {
      const before = world.state.projects.find(({ id }) => id === next.id)
      if (!before) return world.write(next, moves)
      let after = { ...next, organizations: organizationsAsKept(idsOf, call, before, next) }
      if (options.refuseDuplicateDomains) refuseTakenDomains(before, after)
      if (options.refuseAutoLink) refuseNewAutoLink(before, after)
      if (options.scimClientsWithoutSecret === 'refused') refuseWithoutSecret(before, after)
      if (leaves !== 'connections-kept') after = withoutGone(leaves, before, after)
      return world.write(after, moves)
    },
  }
}

/** Does work that writes; what it stored of texts goes where it is refused, as in the stand-in itself. */
export function leavingNothing<Value>({ state }: World, work: () => Value): Value {
  const known = new Set(Object.keys(state.content))
  try {
    return work()
  } catch (error) {
    for (const hash of Object.keys(state.content)) if (!known.has(hash)) delete state.content[hash]
    throw error
  }
}
