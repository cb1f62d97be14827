import { z } from 'zod'

/**
 * `onboardingPortalLink` of the OpenAPI document, as far as it is read; all other members stay.
 * `value` is a secret: whoever has it can set up sign-in for the organization.
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
