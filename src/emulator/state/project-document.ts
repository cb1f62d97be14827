import { storedText, toStorageUrl, type Content } from './content'
import { showSchemas } from './identity-schemas'
import { clone, isObject, memberAt, omit, type JsonObject, type JsonValue } from './json'
import { secretKeys, writeOnlyKeys } from './known-keys'
import type { DisabledInDocument, SecretsReadAs } from './options'
import { validTo } from './saml-metadata'
import type { EmulatorState, StoredProject, StoredWorkspace } from './types'

/**
 * The default of each switch, from Kratos' configuration schema; for SAML, which is Ory's own, from new
 * projects. Ory's servers always return a switch, so removing it restores this default.
 */
const methods: Readonly<Record<string, boolean>> = {
  code: true,
  link: false,
  lookup_secret: false,
  oidc: false,
  passkey: false,
  password: true,
  profile: true,
  saml: false,
  totp: false,
  webauthn: false,
}
const flows: Readonly<Record<string, boolean>> = {
  recovery: false,
  registration: true,
  verification: false,
}

/** Adds the switch of methods and flows that have none. Modifies the argument. */
function showSwitches(services: JsonObject): void {
  for (const [part, defaults] of Object.entries({ methods, flows })) {
    const nodes = memberAt(services, 'identity', 'config', 'selfservice', part)
    for (const [name, usual] of Object.entries(defaults)) {
      const node = memberAt(nodes ?? null, name)
      if (isObject(node) && typeof node['enabled'] !== 'boolean') node['enabled'] ??= usual
    }
  }
}

const ownTimes: ReadonlySet<string> = new Set(['created_at', 'updated_at'])
const stateOnly: ReadonlySet<string> = new Set(['state'])
/** Shown in place of a secret by servers that show its presence. */
export const mask = '**********'

export interface DocumentForm {
  secrets: SecretsReadAs | 'shown'
  disabled: DisabledInDocument
}

/** The entries of a method: the live array, to read or to edit in place; `[]` without a node. */
export function providersIn(services: JsonObject, method: 'oidc' | 'saml'): JsonObject[] {
  const path = ['identity', 'config', 'selfservice', 'methods', method, 'config', 'providers']
  const list = memberAt(services, ...path)
  // Writes refuse entries that are not objects, but a given state may have some.
  return Array.isArray(list) ? (list as JsonObject[]) : []
}

export function isDisabled(entry: JsonObject): boolean {
  return isObject(entry) && entry['state'] === 'disabled'
}

/** The `project` of the API: present storage addresses, secrets and disabled entries as in `form`. */
export function projectDocument(
  project: StoredProject,
  content: Content,
  storageAddress: string,
  form: DocumentForm,
): JsonObject {
  const services = clone(project.services)
  showSchemas(services, storageAddress)
  showSwitches(services)
  for (const method of ['oidc', 'saml'] as const) {
    const entries = providersIn(services, method)
    const visible = entries.filter((entry) => form.disabled !== 'absent' || !isDisabled(entry))
    entries.length = visible.length
    visible.forEach((entry, index) => {
      entries[index] = entryView(entry, content, storageAddress, form)
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
    organizations: project.organizations.map((item) => ({
      ...clone(omit(item, ownTimes)),
      // Ory's document has it for the organization of an onboarding portal, which the console's API never returns.
      ...(project.assigns_acs_urls ? { saml_per_provider_acs_url_enabled: true } : {}),
    })),
    services,
  }
}

/** An entry as in answers: addresses of the storage, `valid_to`, secrets in the requested form. */
export function entryView(
  entry: JsonObject,
  content: Content,
  storageAddress: string,
  form: DocumentForm,
): JsonObject {
  if (!isObject(entry)) return entry
  const view = form.secrets === 'shown' ? clone(entry) : withoutSecrets(entry, form.secrets)
  const metadata = view['raw_idp_metadata_xml']
  for (const name of ['mapper_url', 'raw_idp_metadata_xml']) {
    const address = view[name]
    if (typeof address === 'string') view[name] = toStorageUrl(address, storageAddress)
  }
  const xml = typeof metadata === 'string' ? storedText(content, metadata) : undefined
  if (xml !== undefined) view['valid_to'] = validTo(xml)
  return form.disabled === 'hidden-state' ? omit(view, stateOnly) : view
}

function withoutSecrets(entry: JsonObject, readAs: SecretsReadAs): JsonObject {
  const view = clone(omit(entry, writeOnlyKeys))
  if (readAs === 'absent') return view
  for (const name of secretKeys) {
    if (name in entry) view[name] = readAs === 'masked' && entry[name] !== '' ? mask : ''
  }
  return view
}

/** The organization of its own endpoints. */
export function organizationView(organization: JsonObject): JsonObject {
  const { created_at: created, ...rest } = omit(organization, new Set(['updated_at']))
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
