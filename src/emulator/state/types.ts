import type { JsonObject } from './json'

export interface StoredWorkspace {
  id: string
  name: string
  subscription_plan: string
  created_at: string
  updated_at: string
}

/**
 * A project as the server stores it: with secrets and `auto_link`, organizations with `created_at`, and
 * each stored text (mapper, SAML metadata) as `stored://<sha512>.<extension>`, so that the state does
 * not depend on a port.
 */
export interface StoredProject {
  id: string
  workspace_id: string
  name: string
  slug: string
  state: 'running' | 'halted' | 'deleted'
  environment: 'prod' | 'stage' | 'dev'
  home_region: string
  revision_id: string
  created_at: string
  updated_at: string
  hosts: string[]
  organizations: JsonObject[]
  services: JsonObject
  cors_public: JsonObject
  cors_admin: JsonObject
  /** Onboarding portal links with their secret `value`. Absent in older states. */
  portal_links?: JsonObject[]
  /** As returned by GET /projects/{id}/cname. Absent in older states. */
  custom_domains?: JsonObject[]
  /** New SAML connections get an ACS URL of their own (`saml_per_provider_acs_url_enabled`). */
  assigns_acs_urls?: boolean
  /** As in the normalized form, without what their row has. Absent in older states. */
  scim_clients?: JsonObject[]
}

/** All data of the emulator, as plain JSON. API keys are not part of it. */
export interface EmulatorState {
  version: 1
  workspaces: StoredWorkspace[]
  projects: StoredProject[]
  /** Stored texts by the lower-case hex SHA-512 of their UTF-8 bytes. */
  content: Record<string, string>
}
