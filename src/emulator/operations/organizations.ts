import { randomUUID } from 'node:crypto'
import { ApiError, featureNotAvailable } from '../errors'
import { isUuid } from '../field-checks'
import { isObject, textOf, type JsonObject } from '../json'
import { checkOrganization } from '../organization-entry'
import { organizationView } from '../project-document'
import type { StoredProject } from '../types'
import { parameter, type Answer, type Call } from './call'
import { pageOf } from './paging'

export function listOrganizations(call: Call): Answer {
  const project = enter(call, 'read')
  const domain = call.query.get('domain')?.toLowerCase()
  const wanted = domain
    ? project.organizations.filter((item) => domainsOf(item).includes(domain))
    : project.organizations
  const { items, nextToken } = pageOf(wanted, call.query)
  return {
    status: 200,
    body: {
      organizations: items.map(organizationView),
      next_page_token: nextToken,
      has_next_page: nextToken !== '',
    },
  }
}

/** Wrapped, unlike the answers to create and update. */
export function getOrganization(call: Call): Answer {
  const { organization } = find(call, enter(call, 'read'))
  return { status: 200, body: { organization: organizationView(organization) } }
}

export function createOrganization(call: Call): Answer {
  const project = enter(call, 'write')
  const empty = { id: randomUUID(), label: '', domains: [] }
  const organization = withBody(call, project, empty, new Date().toISOString())
  save(call, project, [...project.organizations, organization])
  return { status: 201, body: organizationView(organization) }
}

export function updateOrganization(call: Call): Answer {
  const project = enter(call, 'write')
  const { organization: before, index } = find(call, project)
  const after = withBody(call, project, before, before['created_at'] ?? '')
  save(call, project, project.organizations.with(index, after))
  return { status: 200, body: organizationView(after) }
}

/** Connections keep the `organization_id` of an organization that is gone. */
export function deleteOrganization(call: Call): Answer {
  const project = enter(call, 'write')
  const { index } = find(call, project)
  save(call, project, project.organizations.toSpliced(index, 1))
  return { status: 204 }
}

function enter(call: Call, purpose: 'read' | 'write'): StoredProject {
  const id = parameter(call, 'project_id')
  const { world, workspaces } = call
  // Access is told first, as everywhere.
  world.project(id, workspaces)
  if (world.options.refuseOrganizationRequests) throw featureNotAvailable('b2b_sso')
  return purpose === 'read' ? world.readProject(id, workspaces) : world.project(id, workspaces)
}

function find(call: Call, project: StoredProject): { organization: JsonObject; index: number } {
  const id = parameter(call, 'organization_id')
  if (!isUuid(id)) {
    throw new ApiError(400, `uuid: incorrect UUID length ${id.length} in string "${id}"`)
  }
  const index = project.organizations.findIndex((item) => item['id'] === id)
  const organization = project.organizations[index]
  if (!organization) throw new ApiError(404, 'Unable to locate the organization.')
  return { organization, index }
}

function withBody(
  call: Call,
  project: StoredProject,
  before: JsonObject,
  createdAt: JsonObject[string],
): JsonObject {
  const { body } = call
  if (!isObject(body)) throw new ApiError(400, 'expected an object as body')
  const after: JsonObject = { ...before }
  for (const name of ['label', 'domains', 'session_lifespan', 'default_region']) {
    const value = body[name]
    if (value === undefined) continue
    if (value === '' && name !== 'label') delete after[name]
    else after[name] = value
  }
  after['created_at'] = createdAt
  checkOrganization(after, project.home_region, 'organization')
  if (call.world.options.refuseDuplicateDomains) refuseDuplicates(project, after)
  return after
}

function refuseDuplicates(project: StoredProject, organization: JsonObject): void {
  const own = domainsOf(organization)
  for (const other of project.organizations) {
    if (other['id'] === organization['id']) continue
    const shared = domainsOf(other).find((domain) => own.includes(domain))
    if (shared) throw new ApiError(409, `The domain ${shared} belongs to another organization.`)
  }
}

function domainsOf(organization: JsonObject): string[] {
  const domains = organization['domains']
  return Array.isArray(domains) ? domains.map((item) => textOf(item).toLowerCase()) : []
}

function save(call: Call, project: StoredProject, organizations: JsonObject[]): void {
  const moves = call.world.options.organizationWritesMoveRevision ?? true
  call.world.write({ ...project, organizations }, moves)
}
