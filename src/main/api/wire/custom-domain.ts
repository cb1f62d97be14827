import { z } from 'zod'

/** A custom domain of a project. It is not in the OpenAPI document, so few members are required. */
export const customDomainSchema = z.looseObject({
  id: z.string(),
  hostname: z.string(),
  verification_status: z.string().nullish().catch(undefined),
  ssl_status: z.string().nullish().catch(undefined),
})
export type WireCustomDomain = z.infer<typeof customDomainSchema>

/** The answer is a bare list. */
export const customDomainListSchema = z.array(customDomainSchema).nullable()
