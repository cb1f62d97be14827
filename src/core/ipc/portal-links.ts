import { z } from 'zod'
import { hostIdSchema } from './ids'

/** An onboarding portal link without its secret `value`. Source: `onboardingPortalLink` in Ory's OpenAPI document. */
export const portalLinkSchema = z.object({
  id: z.string(),
  enableSso: z.boolean(),
  enableScim: z.boolean(),
  /** ISO 8601. */
  expiresAt: z.string(),
  createdAt: z.string().optional(),
  /** Custom domain; absent for the project's own host. */
  customHostnameId: z.string().optional(),
  /** `…_mapper_url` members that are set, by wire name. */
  mapperUrls: z.record(z.string(), z.string()),
  /** `proxy_…` members that are set, by wire name. */
  proxies: z.record(z.string(), z.string()),
  /** Other members that are set, by wire name. */
  others: z.record(z.string(), z.string()),
})
export type PortalLink = z.infer<typeof portalLinkSchema>

/** The project's own host has no ID. */
export const portalHostSchema = z.object({ id: z.string().optional(), hostname: z.string() })
export type PortalHost = z.infer<typeof portalHostSchema>

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

/** Addresses that the portal shows instead of the project's own, for a proxy in front of Ory; wire names. */
export const portalProxyFields = [
  'proxy_oidc_redirect_url',
  'proxy_acs_url',
  'proxy_saml_audience_override',
  'proxy_scim_server_url',
] as const
export type PortalProxyField = (typeof portalProxyFields)[number]

export const newPortalLinkSchema = z.object({
  enableSso: z.boolean(),
  enableScim: z.boolean(),
  /** ISO 8601; the API requires at least a day. */
  expiresAt: z.iso.datetime(),
  customHostnameId: hostIdSchema.optional(),
  mapperUrls: z.partialRecord(z.enum(portalMapperFields), z.string().max(100_000)),
  proxies: z.partialRecord(z.enum(portalProxyFields), z.string().max(2000)).optional(),
})
export type NewPortalLink = z.infer<typeof newPortalLinkSchema>
