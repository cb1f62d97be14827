import { randomBytes, randomUUID } from 'node:crypto'
import { toStorageUrl, toStoredAddress } from '../state/content'
import { ApiError } from '../state/errors'
import { checkTexts, isUuid, refuse } from '../state/field-checks'
import { clone, isObject, textOf, type JsonObject } from '../state/json'
import type { StoredProject } from '../state/types'
import { parameter, type Answer, type Call } from './call'
import { findOrganization } from './organizations'

const day = 24 * 60 * 60 * 1000
/** Tolerance for a client that requests exactly a day, since its request takes a moment. */
const grace = 60 * 1000

const mappers = 'apple auth0 facebook generic_oidc github gitlab google microsoft netid saml scim'
  .split(' ')
  .map((name) => `${name}_mapper_url`)

const proxies = [
  'proxy_acs_url',
  'proxy_oidc_redirect_url',
  'proxy_saml_audience_override',
  'proxy_scim_server_url',
]

export function listPortalLinks(call: Call): Answer {
  const { world, workspaces } = call
  const project = world.project(parameter(call, 'project_id'), workspaces)
  const id = findOrganization(call, project).organization['id']
  const own = (project.portal_links ?? []).filter((item) => item['organization_id'] === id)
  return { status: 200, body: { links: own.map((item) => view(call, item)) } }
}

export function createPortalLink(call: Call): Answer {
  const project = enter(call)
  const body = bodyOf(call)
  const now = Date.now()
  const link: JsonObject = {
    id: randomUUID(),
    value: randomBytes(24).toString('base64url'),
    project_id: project.id,
    organization_id: parameter(call, 'organization_id'),
    enable_sso: body['enable_sso'] ?? null,
    enable_scim: body['enable_scim'] ?? null,
    expires_at: expiry(body, now) ?? new Date(now + 7 * day).toISOString(),
    created_at: new Date(now).toISOString(),
  }
  checkTexts(body, [...mappers, ...proxies], 'link')
  for (const name of proxies) if (body[name]) link[name] = textOf(body[name])
  if (body['custom_hostname_id']) link['custom_hostname_id'] = customHost(project, body)
  // Texts are stored into a copy, so that a refused link has no effect.
  const content = { ...call.world.state.content }
  for (const name of mappers) {
    const address = textOf(body[name] ?? '')
    if (address !== '') link[name] = toStoredAddress(content, address, 'jsonnet', `link/${name}`)
  }
  Object.assign(call.world.state.content, content)
  save(call, project, [...(project.portal_links ?? []), link])
  return { status: 201, body: view(call, link) }
}

/** Changes the switches and the expiry; other members of a link are fixed. */
export function updatePortalLink(call: Call): Answer {
  const project = enter(call)
  const { links, index, link } = find(call, project)
  const body = bodyOf(call)
  const expires = expiry(body, Date.now())
  const after: JsonObject = {
    ...link,
    enable_sso: body['enable_sso'] ?? null,
    enable_scim: body['enable_scim'] ?? null,
    ...(expires === undefined ? {} : { expires_at: expires }),
  }
  save(call, project, links.with(index, after))
  return { status: 200, body: view(call, after) }
}

export function deletePortalLink(call: Call): Answer {
  const project = enter(call)
  const { links, index } = find(call, project)
  save(call, project, links.toSpliced(index, 1))
  return { status: 204 }
}

function enter(call: Call): StoredProject {
  const project = call.world.project(parameter(call, 'project_id'), call.workspaces)
  findOrganization(call, project)
  return project
}

function find(call: Call, project: StoredProject) {
  const id = parameter(call, 'onboarding_portal_link_id')
  if (!isUuid(id))
    throw new ApiError(400, `uuid: incorrect UUID length ${id.length} in string "${id}"`)
  const links = project.portal_links ?? []
  const organizationId = parameter(call, 'organization_id')
  const index = links.findIndex(
    (item) => item['id'] === id && item['organization_id'] === organizationId,
  )
  const link = links[index]
  if (!link) throw new ApiError(404, 'Unable to locate the onboarding portal link.')
  return { links, index, link }
}

function bodyOf(call: Call): JsonObject {
  const { body } = call
  if (!isObject(body)) throw new ApiError(400, 'expected an object as body')
  for (const name of ['enable_sso', 'enable_scim']) {
    if (typeof body[name] !== 'boolean') refuse(`link/${name}`, 'expected boolean')
  }
  return body
}

function expiry(body: JsonObject, now: number): string | undefined {
  const value = body['expires_at']
  if (value === undefined || value === null) return undefined
  const time =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN
  if (Number.isNaN(time)) refuse('link/expires_at', 'is not valid "date-time"')
  if (time < now + day - grace) refuse('link/expires_at', 'must be at least one day ahead')
  return new Date(time).toISOString()
}

function customHost(project: StoredProject, body: JsonObject): string {
  const id = textOf(body['custom_hostname_id'])
  const known = (project.custom_domains ?? []).some((item) => item['id'] === id)
  if (!known) refuse('link/custom_hostname_id', 'the project has no such custom domain')
  return id
}

function view(call: Call, link: JsonObject): JsonObject {
  const shown = clone(link)
  for (const name of mappers) {
    const address = shown[name]
    if (typeof address === 'string') shown[name] = toStorageUrl(address, call.world.storageAddress)
  }
  return shown
}

/** Links are not part of a revision. */
function save(call: Call, project: StoredProject, links: JsonObject[]): void {
  call.world.write({ ...project, portal_links: links }, false)
}
