import { z } from 'zod'

/** Not in the OpenAPI document, so few members are required. */
export const customDomainSchema = z.looseObject({
  id: z.string(),
  hostname: z.string(),
  verification_status: z.string().nullish().catch(undefined),
  ssl_status: z.string().nullish().catch(undefined),
})
export type WireCustomDomain = z.infer<typeof customDomainSchema>

export const customDomainListSchema = z.array(customDomainSchema).nullable()
