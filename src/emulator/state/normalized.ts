/** The flat form of a project's current revision, limited to connections, organizations and SCIM clients. */
import { createHash } from 'node:crypto'
import { toStorageUrl, toStoredAddress } from './content'
import { ApiError } from './errors'
import { refuse, checkChoices, checkTexts, isUuid, requireTexts } from './field-checks'
import { clone, isObject, memberAt, omit, pick, textOf } from './json'
import type { JsonObject, JsonValue } from './json'
import { acceptOrganizations, clearAfterDeleted } from './organizations-write'
import { entryView, projectMetadata, providersIn } from './project-document'
import type { WriteOptions } from './project-write'
import type { StoredProject } from './types'
import type { World } from './world'
import { undocumentedEntryKeys } from './known-keys'

const texts = ['client_id', 'label', 'mapper_url', 'authorization_header_secret']

/** The keys of a SCIM client that the server stores: its row `id` and times are made for each revision. */
const scimClientKeys: ReadonlySet<string> = new Set([
  ...texts,
  'organization_id',
  'state',
  'proxy_scim_server_url',
  ...undocumentedEntryKeys,
])

/** The rules for a SCIM client; for three of them, the server shows an error of its database. */
function checkScimClient(
  entry: JsonObject,
  organizations: ReadonlySet<string>,
  where: string,
): void {
  checkTexts(entry, texts, where)
  const { organization_id: owner, proxy_scim_server_url: proxy } = entry
  if (proxy !== undefined && proxy !== null) checkTexts(entry, ['proxy_scim_server_url'], where)
  requireTexts(entry, ['client_id', 'label', 'mapper_url'], where)
  if (!/^[a-z0-9_-]+$/.test(textOf(entry['client_id'])))
    refuse(`${where}/client_id`, 'does not match pattern "^[a-z0-9_-]+$"')
  if (typeof owner !== 'string' || !isUuid(owner)) {
    const length = typeof owner === 'string' ? owner.length : 0
    refuse(`${where}/organization_id`, `uuid: incorrect UUID length ${length} in string`)
  }
  if (entry['state'] === undefined)
    throw new ApiError(500, 'pq: invalid input value for enum third_party_provider_state: ""')
  checkChoices(entry, { state: ['enabled', 'disabled'] }, where)
  if (!organizations.has(owner)) {
    throw new ApiError(
      500,
      'insert or update on table "project_revision_scim_clients" violates foreign key constraint ' +
        '"project_revision_scim_clients_organization_fkey"',
    )
  }
}

/** The answer of GET /normalized/projects/{id}, and of a patch. */
export function normalizedProject(world: World, project: StoredProject): JsonObject {
  const metadata = omit(projectMetadata(project, world.state), new Set(['name']))
  return { ...metadata, current_revision: normalizedRevision(world, project) }
}

/** What a patch of the normalized form applies to: as it is read, so without secrets. */
export function normalizedRevision(world: World, project: StoredProject): JsonObject {
  const prefix = 'kratos_selfservice_methods'
  const oidc = methodOf(project, 'oidc')
  const saml = methodOf(project, 'saml')
  const baseRedirectUri = memberAt(oidc, 'config', 'base_redirect_uri')
  return {
    id: project.revision_id,
    project_id: project.id,
    name: project.name,
    [`${prefix}_oidc_enabled`]: oidc['enabled'] === true,
    [`${prefix}_oidc_enable_auto_link_policy`]: oidc['enable_auto_link_policy'] === true,
    [`${prefix}_oidc_config_base_redirect_uri`]: baseRedirectUri ?? '',
    [`${prefix}_oidc_config_providers`]: connectionRows(world, project, 'oidc'),
    [`${prefix}_saml_enabled`]: saml['enabled'] === true,
    [`${prefix}_saml_config_providers`]: connectionRows(world, project, 'saml'),
    organizations: clone(project.organizations),
    scim_clients: scimRows(world, project),
    created_at: project.created_at,
    updated_at: project.updated_at,
  }
}

const readOnly: ReadonlySet<string> = new Set(['id', 'project_id', 'created_at', 'updated_at'])

const methods = ['oidc', 'saml'] as const
const rowsMember = (method: 'oidc' | 'saml') =>
  `kratos_selfservice_methods_${method}_config_providers`

/** Sets the states of connections that a patch changed. Throws 501 where it changed more of them. */
function acceptStates(services: JsonObject, read: JsonObject, written: JsonObject): JsonObject {
  const next = clone(services)
  for (const method of methods) {
    const [rows, sent] = [read, written].map((revision) => revision[rowsMember(method)])
    const withoutStates = (value: JsonValue | undefined) =>
      Array.isArray(value)
        ? value.map((row) => (isObject(row) ? omit(row, new Set(['state'])) : row))
        : value
    if (JSON.stringify(withoutStates(rows)) !== JSON.stringify(withoutStates(sent)))
      throw new ApiError(501, `The stand-in patches states only in ${rowsMember(method)}.`)
    for (const [index, entry] of providersIn(next, method).entries()) {
      const row = Array.isArray(sent) ? sent[index] : undefined
      const state = isObject(row) ? row['state'] : undefined
      if (state !== 'enabled' && state !== 'disabled')
        refuse(`${rowsMember(method)}/${index}/state`, 'expected enabled or disabled')
      const old = entry['state'] ?? 'enabled'
      if (state !== old) entry['state'] = state
    }
  }
  return next
}

const patched: ReadonlySet<string> = new Set([
  'name',
  'organizations',
  'scim_clients',
  ...methods.map(rowsMember),
])

/**
 * The project of a revision that was patched. Throws 501 where other members than those that are
 * supported were: the project's document has them too.
 */
export function acceptRevision(
  before: StoredProject,
  revisions: { readonly read: JsonObject; readonly written: JsonObject },
  options: WriteOptions,
): StoredProject {
  const { read, written } = revisions
  for (const name of new Set([...Object.keys(read), ...Object.keys(written)])) {
    if (readOnly.has(name) || patched.has(name)) continue
    if (JSON.stringify(read[name]) !== JSON.stringify(written[name]))
      throw new ApiError(501, `The stand-in does not patch ${name} in the normalized form.`)
  }
  const { name, organizations, scim_clients: clients = [] } = written
  if (typeof name !== 'string') refuse('name', 'expected string')
  if (!Array.isArray(organizations)) refuse('organizations', 'expected array')
  if (!Array.isArray(clients)) refuse('scim_clients', 'expected array')
  // Texts are stored into a copy, so that a refused patch has no effect.
  const content = { ...options.content }
  const next = clearAfterDeleted(before, {
    ...before,
    name,
    services: acceptStates(before.services, read, written),
    organizations: acceptOrganizations(before, organizations),
    scim_clients: clients.map((item, index) =>
      isObject(item) ? item : refuse(`scim_clients/${index}`, 'expected object'),
    ),
  })
  const scimClients = acceptScimClients(before, next, { ...options, content })
  Object.assign(options.content, content)
  return { ...next, scim_clients: scimClients }
}

/** The SCIM clients of `next` as they are stored: checked, with the secrets that are kept. */
function acceptScimClients(
  before: StoredProject,
  next: StoredProject,
  { content, variants }: WriteOptions,
): JsonObject[] {
  const organizations = new Set(next.organizations.map(({ id }) => textOf(id)))
  const stored = before.scim_clients ?? []
  const byRow = firstBy(stored, (client) => scimRowId(before, client))
  const byId = firstBy(stored, ({ client_id: id }) => id)
  const accepted = (next.scim_clients ?? []).map((item, index) => {
    const where = `scim_clients/${index}`
    const entry = pick(item, scimClientKeys)
    const { id } = item
    const hasRow = id !== undefined && id !== null && id !== ''
    const matchesWithoutId = variants.scimClientsWithoutId !== 'new'
    const sameId = matchesWithoutId ? byId.get(item['client_id']) : undefined
    const known = hasRow ? byRow.get(id) : sameId
    entry['authorization_header_secret'] ||= known?.['authorization_header_secret'] ?? ''
    checkScimClient(entry, organizations, where)
    const mapper = textOf(entry['mapper_url'])
    entry['mapper_url'] = toStoredAddress(content, mapper, 'jsonnet', `${where}/mapper_url`)
    return entry
  })
  const seen = new Set<JsonValue | undefined>()
  const twice = accepted
    .map(({ client_id: id }) => id)
    .find((id) => seen.size === seen.add(id).size)
  if (twice !== undefined) {
    throw new ApiError(
      409,
      `A SCIM client with the client_id ${textOf(twice)} exists in the project already.`,
    )
  }
  return accepted
}

/** The first of each name. */
function firstBy(
  clients: readonly JsonObject[],
  nameOf: (client: JsonObject) => JsonValue | undefined,
) {
  const found = new Map<JsonValue | undefined, JsonObject>()
  for (const client of clients) {
    const name = nameOf(client)
    if (!found.has(name)) found.set(name, client)
  }
  return found
}

function methodOf(project: StoredProject, method: 'oidc' | 'saml'): JsonObject {
  const path = ['identity', 'config', 'selfservice', 'methods', method]
  const node = memberAt(project.services, ...path)
  return isObject(node) ? node : {}
}

/** What every row has that belongs to a revision: each revision creates its rows again. */
const rowOf = (project: StoredProject, key: string) => ({
  id: rowId(project.revision_id, key),
  project_revision_id: project.revision_id,
})

const timesOf = (project: StoredProject) => ({
  created_at: project.updated_at,
  updated_at: project.updated_at,
})

const renamed: ReadonlySet<string> = new Set(['id', 'microsoft_tenant', 'state'])

function connectionRows(
  { state, storageAddress, options }: World,
  project: StoredProject,
  method: 'oidc' | 'saml',
): JsonObject[] {
  const form = { secrets: options.secretsReadAs ?? 'absent', disabled: 'shown' } as const
  return providersIn(project.services, method).map((entry) => {
    const shown = entryView(entry, state.content, storageAddress, form)
    const tenant = shown['microsoft_tenant']
    return {
      ...rowOf(project, `${method}/${JSON.stringify(entry['id'])}`),
      provider_id: shown['id'] ?? '',
      ...omit(shown, renamed),
      ...(tenant === undefined ? {} : { azure_tenant: tenant }),
      state: shown['state'] ?? 'enabled',
      ...timesOf(project),
    }
  })
}

const scimKey = (client: JsonObject) => `scim/${JSON.stringify(client['client_id'])}`

const scimRowId = (project: StoredProject, client: JsonObject) =>
  rowId(project.revision_id, scimKey(client))

function scimRows({ storageAddress }: World, project: StoredProject): JsonValue[] {
  return (project.scim_clients ?? []).map((client) => ({
    ...rowOf(project, scimKey(client)),
    ...clone(client),
    mapper_url: toStorageUrl(textOf(client['mapper_url'] ?? ''), storageAddress),
    authorization_header_secret: '',
    state: client['state'] ?? 'enabled',
    ...timesOf(project),
  }))
}

function rowId(revision: string, key: string): string {
  const hex = createHash('sha256').update(`${revision}/${key}`).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ]
  return [...parts, hex.slice(20, 32)].join('-')
}
