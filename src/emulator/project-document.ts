import { storedText, toStorageUrl, type Content } from './content'
import { clone, isObject, memberAt, omit, type JsonObject, type JsonValue } from './json'
import { writeOnlyKeys } from './known-keys'
import { validTo } from './saml-entry'
import type { EmulatorState, StoredProject, StoredWorkspace } from './types'

const createdAt: ReadonlySet<string> = new Set(['created_at'])

/** The OIDC entries of a project: the live array, to read or to edit in place; `[]` without a node. */
export function oidcProviders(project: { services: JsonObject }): JsonObject[] {
  return providersIn(project.services, 'oidc')
}

export function samlProviders(project: { services: JsonObject }): JsonObject[] {
  return providersIn(project.services, 'saml')
}

export function providersIn(services: JsonObject, method: 'oidc' | 'saml'): JsonObject[] {
  const path = ['identity', 'config', 'selfservice', 'methods', method, 'config', 'providers']
  const list = memberAt(services, ...path)
  return Array.isArray(list) ? (list as JsonObject[]) : []
}

/** The `project` of the API: storage addresses as they are now, and no secrets unless asked for. */
export function projectDocument(
  project: StoredProject,
  content: Content,
  storageAddress: string,
  withSecrets: boolean,
): JsonObject {
  const services = clone(project.services)
  for (const method of ['oidc', 'saml'] as const) {
    const entries = providersIn(services, method)
    entries.forEach((entry, index) => {
      entries[index] = entryView(entry, content, storageAddress, withSecrets)
    })
  }
  return {
    id: project.id,
    revision_id: project.revision_id,
    workspace_id: project.workspace_id,
    name: project.name,
    slug: project.slug,
    state: project.state,
    environment: project.environment,
    home_region: project.home_region,
    cors_admin: clone(project.cors_admin),
    cors_public: clone(project.cors_public),
    organizations: project.organizations.map((item) => clone(omit(item, createdAt))),
    services,
  }
}

function entryView(
  entry: JsonObject,
  content: Content,
  storageAddress: string,
  withSecrets: boolean,
): JsonObject {
  if (!isObject(entry)) return entry
  const view = withSecrets ? entry : omit(entry, writeOnlyKeys)
  const metadata = view['raw_idp_metadata_xml']
  for (const name of ['mapper_url', 'raw_idp_metadata_xml']) {
    const address = view[name]
    if (typeof address === 'string') view[name] = toStorageUrl(address, storageAddress)
  }
  const xml = typeof metadata === 'string' ? storedText(content, metadata) : undefined
  if (xml !== undefined) view['valid_to'] = validTo(xml)
  return view
}

export function organizationView(organization: JsonObject): JsonObject {
  const { created_at: created, ...rest } = organization
  return { ...clone(rest), created_at: created ?? '' }
}

export function projectMetadata(project: StoredProject, state: EmulatorState): JsonObject {
  const workspace = state.workspaces.find((item) => item.id === project.workspace_id)
  const { id, name, slug, environment, home_region, hosts, created_at, updated_at } = project
  return {
    id,
    name,
    slug,
    state: project.state,
    environment,
    home_region,
    hosts: clone(hosts),
    workspace_id: project.workspace_id,
    ...(workspace ? { workspace: workspaceView(workspace) } : {}),
    subscription_id: null,
    subscription_plan: workspace?.subscription_plan ?? null,
    created_at,
    updated_at,
  }
}

export function workspaceView(workspace: StoredWorkspace): JsonObject {
  const { id, name, subscription_plan, created_at, updated_at } = workspace
  const nothing: Record<string, JsonValue> = { organization_id: null, subscription_id: null }
  return {
    id,
    name,
    ...nothing,
    subscription_plan,
    access_policy: 'CHECK_ACCESS_PERMISSION',
    created_at,
    updated_at,
  }
}
