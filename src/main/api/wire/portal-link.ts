import { z } from 'zod'

/**
 * `onboardingPortalLink` of the OpenAPI document, with the members used; all others are kept.
 * `value` is a secret: everybody who has it can set up sign-in for the organization.
 */
export const portalLinkSchema = z.looseObject({
  id: z.string(),
  value: z.string().nullish(),
  enable_sso: z.boolean(),
  enable_scim: z.boolean(),
  /** ISO 8601. */
  expires_at: z.string(),
  created_at: z.string().nullish(),
  custom_hostname_id: z.string().nullish(),
})
export type WirePortalLink = z.infer<typeof portalLinkSchema>

export const listPortalLinksResponseSchema = z.looseObject({
  links: z.array(portalLinkSchema).nullable(),
})
