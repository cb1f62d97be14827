import { randomUUID } from 'node:crypto'
import { ApiError } from '../state/errors'
import { isUuid } from '../state/field-checks'
import { isObject, type JsonObject } from '../state/json'
import { checkOrganization } from '../state/organization-entry'
import {
  clearAfterDeleted,
  domainsOf,
  withTimes,
  withVerifications,
} from '../state/organizations-write'
import { organizationView } from '../state/project-document'
import type { StoredProject } from '../state/types'
import { parameter, type Answer, type Call } from './call'
import { pageOf } from './paging'

export function listOrganizations(call: Call): Answer {
  const project = projectOf(call)
  const domain = call.query.get('domain')?.toLowerCase()
  const wanted = domain
    ? project.organizations.filter((item) => domainsOf(item).includes(domain))
    : project.organizations
  const { items, nextToken } = pageOf(wanted, call.query)
  return {
    status: 200,
    body: {
      organizations: items.map((item) => organizationView(item)),
      next_page_token: nextToken,
      has_next_page: nextToken !== '',
    },
  }
}

/** Wrapped, unlike the answers to create and update. */
export function getOrganization(call: Call): Answer {
  const { organization } = findOrganization(call, projectOf(call))
  return { status: 200, body: { organization: organizationView(organization) } }
}

export function createOrganization(call: Call): Answer {
  const project = projectOf(call)
  const empty = { id: randomUUID(), label: '', domains: [] }
  const organization = withBody(call, project, empty, undefined)
  save(call, project, [...project.organizations, organization])
  return { status: 201, body: organizationView(organization) }
}

export function updateOrganization(call: Call): Answer {
  const project = projectOf(call)
  const { organization: before, index } = findOrganization(call, project)
  const after = withBody(call, project, before, before)
  save(call, project, project.organizations.with(index, after))
  return { status: 200, body: organizationView(after) }
}

/** Its connections keep its id. */
export function deleteOrganization(call: Call): Answer {
  const project = projectOf(call)
  const { index } = findOrganization(call, project)
  save(call, project, project.organizations.toSpliced(index, 1))
  return { status: 204 }
}

function projectOf(call: Call): StoredProject {
  return call.world.project(parameter(call, 'project_id'), call.workspaces)
}

/** 400 for an id that is not a UUID, 404 for one that the project does not have. */
export function findOrganization(
  call: Call,
  project: StoredProject,
): { organization: JsonObject; index: number } {
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
  stored: JsonObject | undefined,
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
  checkOrganization(after, project.home_region, 'organization')
  return withTimes(withVerifications(after, stored), stored, new Date().toISOString())
}

function save(call: Call, project: StoredProject, organizations: JsonObject[]): void {
  call.world.write(clearAfterDeleted(project, { ...project, organizations }), true)
}
