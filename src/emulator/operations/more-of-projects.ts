/** Operations that official clients use but no public document describes. */
import { createHash } from 'node:crypto'
import { clone, isObject, memberAt, omit, type JsonObject } from '../state/json'
import { entryView, providersIn } from '../state/project-document'
import type { StoredProject } from '../state/types'
import { parameter, type Answer, type Call } from './call'

export function listCustomDomains(call: Call): Answer {
  const project = call.world.project(parameter(call, 'project_id'), call.workspaces)
  return { status: 200, body: clone(project.custom_domains ?? []) }
}

/** The flat form of a project's current revision, limited to connections and organizations. */
export function getNormalizedProject(call: Call): Answer {
  const project = call.world.project(parameter(call, 'project_id'), call.workspaces)
  const prefix = 'kratos_selfservice_methods'
  const oidc = methodOf(project, 'oidc')
  const saml = methodOf(project, 'saml')
  const baseRedirectUri = memberAt(oidc, 'config', 'base_redirect_uri')
  const revision: JsonObject = {
    id: project.revision_id,
    project_id: project.id,
    name: project.name,
    [`${prefix}_oidc_enabled`]: oidc['enabled'] === true,
    [`${prefix}_oidc_enable_auto_link_policy`]: oidc['enable_auto_link_policy'] === true,
    [`${prefix}_oidc_config_base_redirect_uri`]: baseRedirectUri ?? '',
    [`${prefix}_oidc_config_providers`]: rows(call, project, 'oidc'),
    [`${prefix}_saml_enabled`]: saml['enabled'] === true,
    [`${prefix}_saml_config_providers`]: rows(call, project, 'saml'),
    organizations: clone(project.organizations),
    scim_clients: (project.scim_clients ?? []).map((item) => ({
      ...clone(item),
      authorization_header_secret: '',
    })),
    created_at: project.created_at,
    updated_at: project.updated_at,
  }
  return { status: 200, body: { id: project.id, slug: project.slug, current_revision: revision } }
}

function methodOf(project: StoredProject, method: 'oidc' | 'saml'): JsonObject {
  const path = ['identity', 'config', 'selfservice', 'methods', method]
  const node = memberAt(project.services, ...path)
  return isObject(node) ? node : {}
}

const renamed: ReadonlySet<string> = new Set(['id', 'microsoft_tenant', 'state'])

function rows(call: Call, project: StoredProject, method: 'oidc' | 'saml'): JsonObject[] {
  const { state, storageAddress, options } = call.world
  const form = { secrets: options.secretsReadAs ?? 'absent', disabled: 'shown' } as const
  return providersIn(project.services, method).map((entry) => {
    const shown = entryView(entry, state.content, storageAddress, form)
    const tenant = shown['microsoft_tenant']
    return {
      // The id of its own row, which every revision creates again.
      id: rowId(project.revision_id, `${method}/${JSON.stringify(entry['id'])}`),
      project_revision_id: project.revision_id,
      provider_id: shown['id'] ?? '',
      ...omit(shown, renamed),
      ...(tenant === undefined ? {} : { azure_tenant: tenant }),
      state: shown['state'] ?? 'enabled',
      created_at: project.updated_at,
      updated_at: project.updated_at,
    }
  })
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
