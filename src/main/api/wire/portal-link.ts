import { z } from 'zod'

/** `onboardingPortalLink` of Ory's OpenAPI. `value` is a secret that lets anyone set up sign-in. */
export const portalLinkSchema = z.looseObject({
  id: z.string(),
  value: z.string().nullish(),
  enable_sso: z.boolean(),
  enable_scim: z.boolean(),
  expires_at: z.string(),
  created_at: z.string().nullish(),
  custom_hostname_id: z.string().nullish(),
})
export type WirePortalLink = z.infer<typeof portalLinkSchema>

export const listPortalLinksResponseSchema = z.looseObject({
  links: z.array(portalLinkSchema).nullable(),
})
