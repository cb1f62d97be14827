import { z } from 'zod'

/**
 * An onboarding portal link as the window may know it: without its `value`, which is a secret. Source:
 * `onboardingPortalLink` of Ory's OpenAPI document.
 */
export const portalLinkSchema = z.object({
  id: z.string(),
  enableSso: z.boolean(),
  enableScim: z.boolean(),
  /** ISO 8601. */
  expiresAt: z.string(),
  createdAt: z.string().optional(),
  /** Id of the custom domain it leads to; absent for the project's own host. */
  customHostnameId: z.string().optional(),
  /** The `…_mapper_url` members that are set, by their wire name. */
  mapperUrls: z.record(z.string(), z.string()),
  /** All other members that are set, by their wire name, to be shown. */
  others: z.record(z.string(), z.string()),
})
export type PortalLink = z.infer<typeof portalLinkSchema>

/** A host that a link can lead to; the project's own one has no id. */
export const portalHostSchema = z.object({ id: z.string().optional(), hostname: z.string() })
export type PortalHost = z.infer<typeof portalHostSchema>

/** Wire names of the mappers that a link can bring along. */
export const portalMapperFields = [
  'generic_oidc_mapper_url',
  'microsoft_mapper_url',
  'google_mapper_url',
  'auth0_mapper_url',
  'apple_mapper_url',
  'facebook_mapper_url',
  'github_mapper_url',
  'gitlab_mapper_url',
  'netid_mapper_url',
  'saml_mapper_url',
  'scim_mapper_url',
] as const

/** What a person chooses for a new link. */
export const newPortalLinkSchema = z.object({
  enableSso: z.boolean(),
  enableScim: z.boolean(),
  /** ISO 8601; the API takes a day at least. */
  expiresAt: z.iso.datetime(),
  customHostnameId: z.uuid().optional(),
  mapperUrls: z.partialRecord(z.enum(portalMapperFields), z.string().max(100_000)),
})
export type NewPortalLink = z.infer<typeof newPortalLinkSchema>
